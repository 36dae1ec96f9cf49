import { Button, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconUsb } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client, queryClient } from '../../api/client.ts';
import { chooseFolder } from '../../api/ownWindow.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { handoverFailureTexts } from './failures.texts.ts';
import styles from './handover.module.css';
import { handoverTexts } from './handover.texts.ts';
import { PhraseField } from './PhraseField.tsx';
import { StickState, useStick } from './StickState.tsx';
import { usePhrase } from './usePhrase.ts';

addFailureTexts(handoverFailureTexts);

const askAgain = (): Promise<void> => queryClient.invalidateQueries(api.handover.pathFilter());

/** How an event is handed over to a second laptop: a file on a stick that is kept fresh, or one for download. */
export const SecondLaptop = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(handoverTexts);
  return (
    <div className={styles.columns}>
      <Stick eventId={eventId} />
      <div>
        <Once eventId={eventId} />
        <Panel title={t('insideTitle')}>
          <p className={styles.lead}>{t('insideText')}</p>
        </Panel>
      </div>
    </div>
  );
};

const Stick = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(handoverTexts);
  const stick = useStick().data;
  const stop = useMutation(
    api.handover.stop.mutationOptions({ onSuccess: () => toastDone(t('stopped')), onSettled: askAgain }),
  );
  const isKept = stick?.eventId === eventId;
  const [words, setWords] = useState<string>();
  return (
    <Panel title={t('stickTitle')}>
      <p className={styles.lead}>{t('stickLead')}</p>
      <StickState
        eventId={eventId}
        action={
          <Button variant="default" size="compact-sm" loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('stop')}
          </Button>
        }
      />
      {isKept && words !== undefined && (
        <p className={styles.notice}>
          {t('wordsOnce')}
          <strong className={styles.words}>{words}</strong>
        </p>
      )}
      {stick && !isKept && <p className={styles.notice}>{t('otherEvent')}</p>}
      {stick !== undefined && !isKept && <KeepForm eventId={eventId} onKept={setWords} />}
    </Panel>
  );
};

type KeepProps = { readonly eventId: string; readonly onKept: (phrase: string) => void };

const KeepForm = ({ eventId, onKept }: KeepProps) => {
  const t = useTexts(handoverTexts);
  const sentence = useSentence();
  const words = usePhrase();
  const [folder, setFolder] = useState('');
  const choose = chooseFolder();
  const keep = useMutation(
    api.handover.keep.mutationOptions({
      meta: { shown: true },
      onSuccess: (_state, { phrase }) => {
        onKept(phrase);
        toastDone(t('keepStarted'));
      },
      onSettled: askAgain,
    }),
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (words.isLongEnough && folder.trim() !== '')
          keep.mutate({ eventId, folder, phrase: words.phrase });
      }}
    >
      <div className={styles.row}>
        <TextInput
          label={t('folder')}
          description={t('folderHint')}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {choose !== undefined && (
          <Button
            variant="default"
            onClick={() => void choose().then((path) => path !== null && setFolder(path))}
          >
            {t('choose')}
          </Button>
        )}
      </div>
      <PhraseField words={words} />
      {keep.isError && <ErrorSentence sentence={sentence(keep.error)} />}
      <div className={styles.actions}>
        <Button
          type="submit"
          leftSection={<IconUsb size={17} aria-hidden />}
          loading={keep.isPending}
          disabled={folder.trim() === '' || !words.isLongEnough}
        >
          {t('keep')}
        </Button>
      </div>
    </form>
  );
};

const Once = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(handoverTexts);
  const words = usePhrase();
  const makeFile = useMakeFile();
  return (
    <Panel title={t('onceTitle')}>
      <p className={styles.lead}>{t('onceLead')}</p>
      <div className={styles.form}>
        <PhraseField words={words} />
        <div className={styles.actions}>
          <Button
            variant="light"
            leftSection={<IconDeviceFloppy size={17} aria-hidden />}
            disabled={!words.isLongEnough}
            onClick={() =>
              makeFile({ making: t('making'), ready: t('made') }, () =>
                client.handover.make.mutate({ eventId, phrase: words.phrase }),
              )
            }
          >
            {t('make')}
          </Button>
        </div>
      </div>
    </Panel>
  );
};
