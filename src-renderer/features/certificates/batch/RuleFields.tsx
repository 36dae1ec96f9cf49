import { MultiSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import type { AtLeast, Choice, Plan } from './useBatch.ts';

type Props = {
  readonly eventId: string;
  readonly choice: Choice;
  readonly plan: Plan | undefined;
  readonly onChange: (patch: Partial<Choice>) => void;
};

/** The rule «came to at least so many of these events». */
export const RuleFields = ({ eventId, choice, plan, onChange }: Props) => {
  const t = useTexts(batchTexts);
  const formats = useFormats();
  const series = useQuery(api.certificates.series.queryOptions({ eventId }));
  const past = useQuery(api.events.list.queryOptions({ when: 'past', limit: 200 }));
  const ahead = useQuery(api.events.list.queryOptions({ when: 'upcoming', limit: 100 }));
  const all = [...(ahead.data?.events ?? []), ...(past.data?.events ?? [])];
  const { events, atLeast } = choice;
  const isSeries = events === 'series';
  const put = (patch: Partial<AtLeast>): void => onChange({ atLeast: { ...atLeast, ...patch } });
  return (
    <div className={styles.inner}>
      <SegmentedControl
        aria-label={t('events')}
        data={[
          { value: 'series', label: t('series') },
          { value: 'chosen', label: t('chosenEvents') },
        ]}
        value={isSeries ? 'series' : 'chosen'}
        onChange={(next) => onChange({ events: next === 'series' ? 'series' : [eventId] })}
      />
      {isSeries && series.data !== undefined && (
        <p className={styles.quiet}>
          {series.data.length < 2 ? t('seriesOne') : t('seriesOf', { count: series.data.length })}
        </p>
      )}
      {!isSeries && (
        <MultiSelect
          label={t('pickEvents')}
          searchable
          data={all.map(({ id, title, starts_at }) => ({
            value: id,
            label: `${title} · ${formats.date(starts_at.slice(0, 10))}`,
          }))}
          value={[...events]}
          onChange={(next) => onChange({ events: next })}
        />
      )}
      <div className={styles.rule}>
        <NumberInput
          label={t('atLeast')}
          w={150}
          min={1}
          max={atLeast.kind === 'percent' ? 100 : 500}
          allowDecimal={false}
          value={atLeast.value}
          onChange={(value) => typeof value === 'number' && value >= 1 && put({ value })}
        />
        <SegmentedControl
          aria-label={t('atLeast')}
          data={[
            { value: 'count', label: t('asCount') },
            { value: 'percent', label: t('asPercent') },
          ]}
          value={atLeast.kind}
          onChange={(kind) =>
            onChange({
              atLeast: kind === 'percent' ? { kind, value: 80 } : { kind: 'count', value: 2 },
            })
          }
        />
        {plan?.completion != null && (
          <p className={styles.quiet}>
            {t('needed', { needed: plan.completion.needed, events: plan.completion.events })}
          </p>
        )}
      </div>
    </div>
  );
};
