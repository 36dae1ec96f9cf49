import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Problem } from '../../../../src-core/people/import/plan.ts';
import { useProblemSentence } from './problemSentence.ts';
import styles from './check.module.css';

/** What was remarked about a row, gravest first; each says its cell. */
export const ProblemList = ({ problems }: { readonly problems: readonly Problem[] }) => {
  const sentence = useProblemSentence();
  const isProblem = ({ severity }: Problem): boolean => severity === 'problem';
  const words = problems
    .toSorted((a, b) => Number(isProblem(b)) - Number(isProblem(a)))
    .map((problem) => sentence(problem))
    .join(' · ');
  const isGrave = problems.some(isProblem);
  if (problems.length === 0) return null;
  return (
    <span className={styles.problems} data-grave={isGrave || undefined} title={words}>
      {isGrave ? <IconAlertTriangle size={15} aria-hidden /> : <IconInfoCircle size={15} aria-hidden />}
      <span>{words}</span>
    </span>
  );
};
