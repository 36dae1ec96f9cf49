import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useFileJobs, type FileJob } from '../api/fileJobs.ts';
import { Progress } from '../ui/Progress.tsx';
import styles from './desk.module.css';

/** Files on their way: how far each is, and a way to stop it. */
export const FileJobs = () => {
  const jobs = useFileJobs();
  if (jobs.length === 0) return null;
  return (
    <div className={styles.jobs}>
      {jobs.map((job) => (
        <Running key={job.id} {...job} />
      ))}
    </div>
  );
};

const Running = ({ id, label }: FileJob) => {
  const job = useQuery(api.jobs.get.queryOptions({ id }));
  const cancel = useMutation(api.jobs.cancel.mutationOptions());
  return (
    <Progress
      label={label}
      done={job.data?.done ?? 0}
      total={job.data?.total ?? 0}
      onCancel={() => cancel.mutate({ id })}
    />
  );
};
