import { Button, Group } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { download } from '../../api/files.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './imports.module.css';
import { importTexts } from './imports.texts.ts';
import { useUndoImport } from './useUndoImport.ts';

type Result = NonNullable<Outputs['imports']['get']['result']>;

/** The last step: what came in, and the way back. */
export const DoneStep = ({ id, result }: { readonly id: string; readonly result: Result }) => {
  const t = useTexts(importTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const problems = useMutation(
    api.imports.problemsFile.mutationOptions({ onSuccess: ({ token }) => download(token) }),
  );
  const undo = useUndoImport();
  const counts = {
    added: formats.number(result.added),
    changed: formats.number(result.changed),
    same: formats.number(result.same),
    skipped: formats.number(result.skipped),
  };
  return (
    <div className={styles.done}>
      <IconCircleCheck size={56} stroke={1.3} aria-hidden />
      <h2>{t('doneTitle')}</h2>
      <p>{undo.sentence ?? t('doneLine', counts)}</p>
      <Group justify="center">
        <Button component={Link} href="/people" size="md">
          {t('toPeople')}
        </Button>
        <Button component={Link} href="/people/import" variant="default" size="md">
          {t('more')}
        </Button>
      </Group>
      <Group justify="center" mt="lg" gap="xs">
        <Button
          variant="subtle"
          onClick={() => problems.mutate({ id, language })}
          loading={problems.isPending}
        >
          {t('problemsFile')}
        </Button>
        {undo.sentence === undefined && (
          <Button
            variant="subtle"
            color="red"
            onClick={() => undo.start(result.batch)}
            loading={undo.isRunning}
          >
            {t('undoImport')}
          </Button>
        )}
      </Group>
    </div>
  );
};
