import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { failureError } from '../../api/failure.ts';
import { useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { CheckPage } from './check/CheckPage.tsx';
import { ColumnsPage } from './columns/ColumnsPage.tsx';
import { DoneStep } from './DoneStep.tsx';
import styles from './imports.module.css';
import { importTexts } from './imports.texts.ts';
import { Steps } from './Steps.tsx';
import { useImport, type RunningImport } from './useImport.ts';

export type ImportState = Outputs['imports']['get'];

const STEP_OF = {
  reading: 0,
  columns: 1,
  checking: 2,
  check: 2,
  writing: 3,
  done: 3,
} as const satisfies Record<ImportState['stage'], number>;

/** An import that the desk has begun: the step that it is at. */
export const OpenImport = ({ id }: { readonly id: string }) => {
  const t = useTexts(importTexts);
  const sentence = useSentence();
  const running = useImport(id);
  const { data, error } = running.state;
  const failure = data?.failure ?? null;
  return (
    <Page fixed>
      <PageHeader title={t('title')} subtitle={data?.fileName ?? ''} />
      <Steps at={data === undefined ? 0 : STEP_OF[data.stage]} />
      {error !== null && <Refused sentence={sentence(error)} />}
      {failure !== null && data !== undefined && data.stage !== 'reading' && (
        <div className={styles.failure}>
          <ErrorSentence
            sentence={sentence(failureError(failure))}
            onRetry={failure.code === 'PLAN_STALE' ? () => running.dryRun.mutate({ id }) : undefined}
          />
        </div>
      )}
      {data !== undefined && <Stage data={data} running={running} />}
    </Page>
  );
};

const Stage = ({ data, running }: { readonly data: ImportState; readonly running: RunningImport }) => {
  const t = useTexts(importTexts);
  const sentence = useSentence();
  const { id, stage, job, failure, analysis, mapping, summary, result } = data;
  if (stage === 'columns' && analysis !== null && mapping !== null) {
    return (
      <ColumnsPage
        key={JSON.stringify(mapping)}
        id={id}
        analysis={analysis}
        proposed={mapping}
        running={running}
      />
    );
  }
  if (stage === 'check' && summary !== null)
    return <CheckPage id={id} summary={summary} decided={data.decided} running={running} />;
  if (stage === 'done' && result !== null) return <DoneStep id={id} result={result} />;
  if (stage === 'reading' && failure !== null) return <Refused sentence={sentence(failureError(failure))} />;
  const labels = {
    reading: t('reading', { name: data.fileName }),
    checking: t('checking'),
    writing: t('committing'),
  } as const;
  const label = stage === 'reading' || stage === 'checking' || stage === 'writing' ? labels[stage] : '';
  return (
    <div className={styles.working}>
      <Progress
        label={label}
        done={job?.done ?? 0}
        total={job?.total ?? 0}
        onCancel={job === null ? undefined : () => running.cancel.mutate({ id: job.id })}
      />
    </div>
  );
};

/** A file that cannot be taken: why, and the way to another one. */
const Refused = ({ sentence }: { readonly sentence: string }) => {
  const t = useTexts(importTexts);
  return (
    <div className={styles.working}>
      <ErrorSentence sentence={sentence} />
      <Button component={Link} href="/people/import" mt="md">
        {t('otherFile')}
      </Button>
    </div>
  );
};
