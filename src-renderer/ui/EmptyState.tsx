import type { ReactNode } from 'react';
import { Shanyrak } from './Mark.tsx';
import styles from './states.module.css';

/** An empty place says in one sentence what will be here, and offers one way to begin. */
export const EmptyState = ({
  title,
  text,
  action,
}: {
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}) => (
  <div className={styles.empty}>
    <Shanyrak size={72} className={styles.drawing} />
    <h2 className={styles.emptyTitle}>{title}</h2>
    {text !== undefined && <p className={styles.emptyText}>{text}</p>}
    {action}
  </div>
);
