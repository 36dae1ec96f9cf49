import { Button } from '@mantine/core';
import { IconCheck, IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../api/client.ts';
import { failureError } from '../../../api/failure.ts';
import { jobEnded } from '../../../api/fileJobs.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import type { Batch } from './useBatch.ts';

type Props = {
  readonly batch: Batch;
  /** How many would get one. */
  readonly count: number;
  readonly isStale: boolean;
};

const issuedOf = (result: unknown): number =>
  typeof result === 'object' && result !== null && 'issued' in result ? Number(result.issued) : 0;

/** Issues the batch as a job: how far it is, a way to stop it, and what came of it. */
export const Issue = ({ batch, count, isStale }: Props) => {
  const t = useTexts(batchTexts);
  const sentence = useSentence();
  const [job, setJob] = useState<string | undefined>();
  const issue = useMutation({
    mutationFn: async () => {
      const { job: id } = await client.certificates.issue.mutate(batch);
      setJob(id);
      const { status, failure, result } = await jobEnded(id);
      if (failure !== null) throw failureError(failure);
      return status === 'cancelled' ? null : issuedOf(result);
    },
    meta: { shown: true },
    onSettled: () => setJob(undefined),
  });
  return (
    <>
      {issue.isError && <ErrorSentence sentence={sentence(issue.error)} />}
      {issue.data !== undefined && !issue.isPending && (
        <p className={styles.done} role="status">
          <IconCheck size={19} aria-hidden />
          {issue.data === null
            ? t('issueStopped')
            : issue.data === 0
              ? t('allHave')
              : t('issued', { count: issue.data })}
        </p>
      )}
      {job !== undefined && <Running id={job} />}
      {count > 0 && (
        <div className={styles.actions}>
          <Button
            size="md"
            leftSection={<IconRosetteDiscountCheck size={20} aria-hidden />}
            disabled={isStale}
            loading={issue.isPending}
            onClick={() => issue.mutate()}
          >
            {t('issue', { count })}
          </Button>
        </div>
      )}
    </>
  );
};

const Running = ({ id }: { readonly id: string }) => {
  const t = useTexts(batchTexts);
  const job = useQuery(api.jobs.get.queryOptions({ id }));
  const cancel = useMutation(api.jobs.cancel.mutationOptions());
  return (
    <Progress
      label={t('issuing')}
      done={job.data?.done ?? 0}
      total={job.data?.total ?? 0}
      onCancel={() => cancel.mutate({ id })}
    />
  );
};
