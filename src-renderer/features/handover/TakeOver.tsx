import { Button, FileButton, TextInput } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { clockOf, dateOf } from '../../../src-core/events/localTime.rules.ts';
import { api, client, queryClient } from '../../api/client.ts';
import { failureError } from '../../api/failure.ts';
import { jobEnded } from '../../api/fileJobs.ts';
import { upload } from '../../api/files.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { handoverFailureTexts } from './failures.texts.ts';
import styles from './handover.module.css';
import { handoverTexts } from './handover.texts.ts';
import { Twins } from './Twins.tsx';

addFailureTexts(handoverFailureTexts);

type Inside = Outputs['handover']['look'];
type Opened = { readonly token: string; readonly phrase: string; readonly inside: Inside };
export type Taken = {
  readonly eventId: string;
  readonly applied: number;
  readonly kept: number;
  readonly conflicts: number;
};

/** The page on which a laptop that is already at work takes another's event over. */
export const TakeOver = () => {
  const t = useTexts(handoverTexts);
  const [taken, setTaken] = useState<Taken>();
  return (
    <Page narrow>
      <PageHeader title={t('takeTitle')} />
      <Panel>
        {taken === undefined ? (
          <>
            <p className={styles.lead}>{t('takeLead')}</p>
            <TakeOverForm isFresh={false} onTaken={setTaken} />
          </>
        ) : (
          <Done taken={taken} />
        )}
      </Panel>
    </Page>
  );
};

const Done = ({ taken }: { readonly taken: Taken }) => {
  const t = useTexts(handoverTexts);
  const { eventId, applied, kept, conflicts } = taken;
  return (
    <div className={styles.form} role="status">
      <h2 className={styles.where}>{t('taken')}</h2>
      <div>
        <div>{applied === 0 ? t('takenNothing') : t('takenText', { count: applied })}</div>
        {kept > 0 && <div>{t('takenKept', { count: kept })}</div>}
      </div>
      <Twins eventId={eventId} />
      {conflicts > 0 && (
        <div className={styles.notice}>
          {t('takenConflicts', { count: conflicts })} <Link href="/conflicts">{t('toConflicts')}</Link>
        </div>
      )}
      <div className={styles.actions}>
        <Button component={Link} href={`/events/${eventId}/door`}>
          {t('toDoor')}
        </Button>
        <Button component={Link} href={`/events/${eventId}/phones`} variant="light">
          {t('toPhones')}
        </Button>
      </div>
    </div>
  );
};

type FormProps = {
  /** A laptop that has nothing yet asks who will sit at it. */
  readonly isFresh: boolean;
  readonly onTaken: (taken: Taken) => void;
  readonly onBack?: () => void;
};

/** The file and its words; then what is inside; then the work. */
export const TakeOverForm = ({ isFresh, onTaken, onBack }: FormProps) => {
  const [opened, setOpened] = useState<Opened>();
  if (opened === undefined) return <Choose onOpened={setOpened} onBack={onBack} />;
  return (
    <LookAndTake opened={opened} isFresh={isFresh} onTaken={onTaken} onOther={() => setOpened(undefined)} />
  );
};

const Choose = ({
  onOpened,
  onBack,
}: {
  readonly onOpened: (opened: Opened) => void;
  readonly onBack: (() => void) | undefined;
}) => {
  const t = useTexts(handoverTexts);
  const sentence = useSentence();
  const [file, setFile] = useState<File | null>(null);
  const [phrase, setPhrase] = useState('');
  const open = useMutation({
    meta: { shown: true },
    mutationFn: async (chosen: File): Promise<Opened> => {
      const { token } = await upload(chosen);
      return { token, phrase, inside: await client.handover.look.mutate({ token, phrase }) };
    },
    onSuccess: onOpened,
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null) open.mutate(file);
      }}
    >
      <div className={styles.fileRow}>
        <span className={file === null ? styles.quiet : styles.fileName}>{file?.name ?? t('file')}</span>
        <FileButton onChange={setFile}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={17} aria-hidden />}>
              {t('chooseFile')}
            </Button>
          )}
        </FileButton>
      </div>
      <TextInput
        className={styles.phrase}
        label={t('phrase')}
        value={phrase}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setPhrase(event.currentTarget.value)}
      />
      {open.isError && <ErrorSentence sentence={sentence(open.error)} />}
      <div className={styles.actions}>
        {onBack !== undefined && (
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('back')}
          </Button>
        )}
        <Button type="submit" loading={open.isPending} disabled={file === null || phrase.trim().length < 8}>
          {t('look')}
        </Button>
      </div>
    </form>
  );
};

const LookAndTake = ({
  opened,
  isFresh,
  onTaken,
  onOther,
}: Omit<FormProps, 'onBack'> & { readonly opened: Opened; readonly onOther: () => void }) => {
  const t = useTexts(handoverTexts);
  const sentence = useSentence();
  const { language } = useLanguage();
  const [owner, setOwner] = useState('');
  const [job, setJob] = useState<string>();
  const { token, phrase, inside } = opened;
  const take = useMutation({
    meta: { shown: true },
    mutationFn: async (): Promise<Taken> => {
      const who = isFresh ? { name: owner.trim(), language } : null;
      const { job: id } = await client.handover.take.mutate({ token, phrase, owner: who });
      setJob(id);
      const { failure, result } = await jobEnded(id);
      if (failure !== null) throw failureError(failure);
      return result as Taken;
    },
    onSettled: () => setJob(undefined),
    onSuccess: async (taken) => {
      onTaken(taken);
      await queryClient.invalidateQueries();
    },
  });
  if (job !== undefined) return <Taking id={job} />;
  return (
    <div className={styles.form}>
      <InsideList inside={inside} />
      {inside.ageMs < -60_000 && <p className={styles.notice}>{t('clockBehind')}</p>}
      {inside.isNewer && <p className={styles.notice}>{t('newer')}</p>}
      {inside.isOwn && <p className={styles.notice}>{t('ownFile')}</p>}
      {isFresh && (
        <TextInput
          label={t('owner')}
          description={t('ownerHint')}
          autoComplete="name"
          value={owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
      )}
      {take.isError && <ErrorSentence sentence={sentence(take.error)} />}
      <div className={styles.actions}>
        <Button variant="subtle" color="gray" onClick={onOther} disabled={take.isPending}>
          {t('anotherFile')}
        </Button>
        <Button
          loading={take.isPending}
          disabled={isFresh && owner.trim() === ''}
          onClick={() => take.mutate()}
        >
          {t('take')}
        </Button>
      </div>
    </div>
  );
};

const InsideList = ({ inside }: { readonly inside: Inside }) => {
  const t = useTexts(handoverTexts);
  const formats = useFormats();
  const lines = [
    [t('fEvent'), `${inside.title}, ${formats.day(dateOf(inside.startsAt))}, ${clockOf(inside.startsAt)}`],
    [t('fOrganisation'), inside.organisation],
    [t('fPeople'), formats.number(inside.people)],
    [t('fMarks'), formats.number(inside.marks)],
    [
      t('fMade'),
      `${formats.dateTime(inside.madeAt)}, ${formats.ago(inside.madeAt, Date.parse(inside.madeAt) + inside.ageMs)}`,
    ],
  ];
  return (
    <dl className={styles.inside} aria-label={t('inside')}>
      {lines.map(([name, value]) => (
        <Line key={name} name={name ?? ''} value={value ?? ''} />
      ))}
    </dl>
  );
};

const Line = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

const Taking = ({ id }: { readonly id: string }) => {
  const t = useTexts(handoverTexts);
  const job = useQuery(api.jobs.get.queryOptions({ id }));
  return <Progress label={t('taking')} done={job.data?.done ?? 0} total={job.data?.total ?? 0} />;
};
