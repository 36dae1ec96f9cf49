import { Badge, Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './door.module.css';
import { doorTexts } from './door.texts.ts';

type Waiting = Outputs['door']['queue'][number];
type Compared = Waiting['candidates'][number];

const SAID = { merged: 'merged', different: 'added', dismissed: 'dismissed' } as const;

/** Those whom the laptop could not place for sure, each beside the people they may be. */
export const Queue = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(doorTexts);
  const queue = useQuery(api.door.queue.queryOptions({ eventId }));
  const all = queue.data ?? [];
  return (
    <Panel title={t('waiting')} aside={all.length > 0 && <Badge color="apricot">{all.length}</Badge>}>
      {all.length === 0 && !queue.isPending && <p className={styles.hint}>{t('waitingNone')}</p>}
      {all.map((one) => (
        <One key={one.id} one={one} />
      ))}
    </Panel>
  );
};

const One = ({ one }: { readonly one: Waiting }) => {
  const t = useTexts(doorTexts);
  const formats = useFormats();
  const decide = useMutation(
    api.door.decide.mutationOptions({
      onSuccess: ({ tx }, { kind }) => toastDone(t(SAID[kind]), tx),
    }),
  );
  const say = (kind: 'merged' | 'different' | 'dismissed', personId?: string): void =>
    decide.mutate({ arrivalId: one.id, kind, ...(personId !== undefined && { personId }) });
  const known = one.person;
  return (
    <article className={styles.one} aria-label={one.name}>
      <header>
        <span className={styles.strong}>{t(`reason.${one.reason}`)}</span>
        <span className={styles.quiet}>{t('typed', { time: formats.time(one.at) })}</span>
      </header>
      <Card card={one} />
      {one.candidates.map((candidate) => (
        <div key={candidate.id} className={styles.candidate}>
          <Card card={candidate} beside={one} />
          <Button size="compact-sm" loading={decide.isPending} onClick={() => say('merged', candidate.id)}>
            {t('samePerson', { name: candidate.name })}
          </Button>
        </div>
      ))}
      <footer>
        {known === null ? (
          <Button
            size="compact-sm"
            variant={one.candidates.length === 0 ? 'filled' : 'light'}
            loading={decide.isPending}
            onClick={() => say('different')}
          >
            {t('newPerson')}
          </Button>
        ) : (
          <Button size="compact-sm" loading={decide.isPending} onClick={() => say('merged', known.id)}>
            {t('letIn')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => say('dismissed')}>
          {t('dismiss')}
        </Button>
      </footer>
    </article>
  );
};

/** A card in one block; what differs from the one beside it stands out. */
const Card = ({
  card,
  beside,
}: {
  readonly card: Omit<Compared, 'id'>;
  readonly beside?: Omit<Compared, 'id'>;
}) => {
  const t = useTexts(doorTexts);
  const isOther = (field: 'group' | 'cardNo' | 'telegram'): true | undefined =>
    (beside !== undefined && card[field] !== null && card[field] !== beside[field]) || undefined;
  return (
    <div className={styles.card}>
      <span className={styles.name}>{card.name}</span>
      <span className={styles.facts}>
        <span data-other={isOther('group')}>{card.group ?? t('noGroup')}</span>
        <span data-other={isOther('cardNo')}>{card.cardNo ?? t('noCard')}</span>
        {card.telegram !== null && <span data-other={isOther('telegram')}>@{card.telegram}</span>}
      </span>
    </div>
  );
};
