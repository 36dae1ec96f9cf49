import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Candidate, CardValues, Decision, PlannedRow } from '../../../../src-core/people/import/plan.ts';
import { PERSON_FIELDS } from '../../../../src-core/people/people.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { peopleTexts } from '../../people/people.texts.ts';
import { importTexts } from '../imports.texts.ts';
import { likenessTexts } from '../likeness.texts.ts';
import { LIKENESS } from '../likeness.ts';
import styles from './check.module.css';
import type { PlanRows } from './usePlanRows.ts';
import { useValueText } from './valueText.ts';

type Decide = (key: number, decision: Decision) => void;

const GUESSED_HEIGHT = 260;

/** Rows that may be somebody who is known already: both cards, why, and the choice. */
export const Duplicates = ({ rows, onDecide }: { readonly rows: PlanRows; readonly onDecide: Decide }) => {
  const scroller = useRef<HTMLDivElement>(null);
  const { total, rowAt, onRange } = rows;
  // oxlint-disable-next-line react/incompatible-library -- the virtualizer's own state draws this component again
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => GUESSED_HEIGHT,
    overscan: 3,
  });
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(from, to), [from, to, onRange]);
  return (
    <div ref={scroller} className={styles.pairs}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <div
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.pairPlace}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row !== undefined && <Pair row={row} onDecide={onDecide} />}
            </div>
          );
        })}
      </div>
    </div>
  );
};

const Pair = ({ row, onDecide }: { readonly row: PlannedRow; readonly onDecide: Decide }) => {
  const t = useTexts(importTexts);
  const { decision } = row;
  const joined = decision?.do === 'same' ? row.candidates.find(({ ref }) => ref === decision.ref) : undefined;
  return (
    <article className={styles.pair} data-decided={decision !== null || undefined} aria-label={row.name}>
      <div className={styles.cards}>
        <Card
          head={t('fromFile')}
          detail={t('place', { sheet: row.sheet, row: row.row })}
          name={row.name}
          values={row.values}
          other={row.candidates[0]?.values ?? {}}
        />
        {row.candidates.map((candidate) => (
          <Card
            key={candidate.ref}
            head={candidate.ref.startsWith('row:') ? t('inFileToo') : t('inList')}
            name={candidate.name}
            values={candidate.values}
            other={row.values}
            reasons={candidate.reasons}
          >
            <Button
              size="xs"
              variant={joined === candidate ? 'filled' : 'light'}
              aria-pressed={joined === candidate}
              onClick={() => onDecide(row.key, { do: 'same', ref: candidate.ref })}
            >
              {t('samePerson')}
            </Button>
          </Card>
        ))}
      </div>
      <div className={styles.decision} aria-live="polite">
        <span className={styles.quiet}>
          {joined !== undefined && t('decidedSame', { name: joined.name })}
          {decision?.do === 'new' && t('decidedNew')}
          {decision?.do === 'skip' && t('decidedSkip')}
        </span>
        <Button
          size="xs"
          variant={decision?.do === 'new' ? 'filled' : 'default'}
          aria-pressed={decision?.do === 'new'}
          onClick={() => onDecide(row.key, { do: 'new' })}
        >
          {t('otherPerson')}
        </Button>
        <Button
          size="xs"
          variant={decision?.do === 'skip' ? 'filled' : 'default'}
          aria-pressed={decision?.do === 'skip'}
          onClick={() => onDecide(row.key, { do: 'skip' })}
        >
          {t('skipRow')}
        </Button>
      </div>
    </article>
  );
};

type CardProps = {
  readonly head: string;
  readonly detail?: string;
  readonly name: string;
  readonly values: CardValues;
  /** The other card: where both say something, difference and likeness are marked. */
  readonly other: CardValues;
  readonly reasons?: Candidate['reasons'];
  readonly children?: ReactNode;
};

const NAMES: readonly string[] = ['family_name', 'given_name', 'patronymic', 'kind', 'status'];

const Card = ({ head, detail, name, values, other, reasons = [], children }: CardProps) => {
  const t = useTexts(importTexts);
  const likeness = useTexts(likenessTexts);
  const people = useTexts(peopleTexts);
  const valueText = useValueText();
  const fields = PERSON_FIELDS.filter((field) => !NAMES.includes(field) && (values[field] ?? null) !== null);
  return (
    <section className={styles.card}>
      <div className={styles.quiet}>
        {head}
        {detail !== undefined && ` · ${detail}`}
      </div>
      <strong className={styles.cardName}>{name}</strong>
      <dl className={styles.values}>
        {fields.map((field) => (
          <div
            key={field}
            data-same={values[field] === other[field] || undefined}
            data-other={((other[field] ?? null) !== null && values[field] !== other[field]) || undefined}
          >
            <dt>{people(`f_${field}`)}</dt>
            <dd>{valueText(field, values[field] ?? null)}</dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && (
        <ul className={styles.reasons} aria-label={t('why')}>
          {reasons.map((reason) => (
            <li key={reason.code} data-against={reason.code.startsWith('other-') || undefined}>
              {likeness(LIKENESS[reason.code])}
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
};
