import { useState } from 'react';
import type { Answer, Decision, Outcome, PlanSummary } from '../../../../src-core/people/import/plan.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { importTexts } from '../imports.texts.ts';
import styles from './check.module.css';
import { Duplicates } from './Duplicates.tsx';
import { PlanTable } from './PlanTable.tsx';
import { usePlanRows } from './usePlanRows.ts';
import { Questions } from './Questions.tsx';

const OUTCOMES = [
  'new',
  'changed',
  'same',
  'duplicate',
  'unreadable',
  'skipped',
] as const satisfies readonly Outcome[];

type Props = {
  readonly summary: PlanSummary;
  /** The name of the plan on the server. */
  readonly plan: string;
  /** Possible duplicates without a decision. */
  readonly undecided: number;
  readonly onAnswer: (question: string, answer: Answer) => void;
  readonly onDecide: (key: number, decision: Decision) => void;
};

/** The dry run: what would come of every row, before anything changes. */
export const CheckStep = ({ summary, plan, undecided, onAnswer, onDecide }: Props) => {
  const t = useTexts(importTexts);
  const formats = useFormats();
  const [chosen, setChosen] = useState<Outcome>(() =>
    summary.counts.duplicate > 0
      ? 'duplicate'
      : (OUTCOMES.find((outcome) => summary.counts[outcome] > 0) ?? 'new'),
  );
  return (
    <div className={styles.check}>
      {summary.questions.length > 0 && <Questions questions={summary.questions} onAnswer={onAnswer} />}
      <div className={styles.tabs} role="tablist">
        {OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            role="tab"
            id={`outcome-${outcome}`}
            aria-selected={outcome === chosen}
            aria-controls="outcome-rows"
            className={styles.tab}
            data-empty={summary.counts[outcome] === 0 || undefined}
            data-warm={
              (outcome === 'duplicate' && undecided > 0) ||
              (outcome === 'unreadable' && summary.counts.unreadable > 0) ||
              undefined
            }
            onClick={() => setChosen(outcome)}
          >
            <span className={styles.tabCount}>{formats.number(summary.counts[outcome])}</span>
            <span>{t(`o_${outcome}`)}</span>
          </button>
        ))}
      </div>
      <div id="outcome-rows" role="tabpanel" aria-labelledby={`outcome-${chosen}`} className={styles.rows}>
        <Rows key={chosen} outcome={chosen} plan={plan} onDecide={onDecide} />
      </div>
    </div>
  );
};

const Rows = ({
  outcome,
  plan,
  onDecide,
}: { readonly outcome: Outcome } & Pick<Props, 'plan' | 'onDecide'>) => {
  const t = useTexts(importTexts);
  const rows = usePlanRows(plan, outcome);
  if (rows.total === undefined) return null;
  if (rows.total === 0) return <EmptyState title={t(`e_${outcome}`)} />;
  if (outcome === 'duplicate') return <Duplicates rows={rows} onDecide={onDecide} />;
  return <PlanTable outcome={outcome} rows={rows} />;
};
