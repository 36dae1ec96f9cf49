import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useParams } from 'wouter';
import { api } from '../../api/client.ts';
import { upload } from '../../api/files.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { Progress } from '../../ui/Progress.tsx';
import styles from './imports.module.css';
import { importTexts } from './imports.texts.ts';
import { OpenImport } from './OpenImport.tsx';
import { forgetPendingFile, usePendingFile } from './pending.ts';
import { Source } from './Source.tsx';
import { Steps } from './Steps.tsx';

/** From a messy file to people in the list, in four steps; each can be gone back from until the last. */
export const ImportWizard = () => {
  const { id } = useParams();
  const pending = usePendingFile();
  // A file dropped while an import is open begins another one.
  return id === undefined || pending !== undefined ? <FirstStep /> : <OpenImport key={id} id={id} />;
};

const FirstStep = () => {
  const t = useTexts(importTexts);
  const sentence = useSentence();
  const pending = usePendingFile();
  const [, navigate] = useLocation();
  const start = useMutation(api.imports.start.mutationOptions({ meta: { shown: true } }));
  const take = useMutation({
    meta: { shown: true },
    mutationFn: async (file: File) => {
      const { token } = await upload(file);
      return start.mutateAsync({ token });
    },
    onSuccess: ({ id }) => navigate(`/people/import/${id}`),
  });
  const { mutate } = take;
  useEffect(() => {
    if (pending === undefined) return;
    forgetPendingFile();
    mutate(pending);
  }, [pending, mutate]);
  const paste = (pasted: string): void =>
    start.mutate(
      { pasted, name: t('pasteName') },
      { onSuccess: ({ id }) => navigate(`/people/import/${id}`) },
    );
  const error: unknown = take.error ?? start.error;
  return (
    <Page fixed>
      <PageHeader title={t('title')} subtitle="" />
      <Steps at={0} />
      <div className={styles.body}>
        {take.isPending || start.isPending ? (
          <div className={styles.working}>
            <Progress
              label={t('reading', { name: take.variables?.name ?? t('pasteName') })}
              done={0}
              total={0}
            />
          </div>
        ) : (
          <>
            {error !== null && <ErrorSentence sentence={sentence(error)} />}
            <Source onFile={mutate} onPaste={paste} />
          </>
        )}
      </div>
    </Page>
  );
};
