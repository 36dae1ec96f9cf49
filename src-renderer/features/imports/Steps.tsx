import { IconCheck } from '@tabler/icons-react';
import { useTexts } from '../../i18n/i18n.ts';
import { importTexts } from './imports.texts.ts';
import styles from './imports.module.css';

const STEPS = ['stepFile', 'stepColumns', 'stepCheck', 'stepDone'] as const;

/** Where one is on the way from the file to the list. */
export const Steps = ({ at }: { readonly at: number }) => {
  const t = useTexts(importTexts);
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          aria-current={index === at ? 'step' : undefined}
          data-done={index < at || undefined}
        >
          <span className={styles.stepMark}>
            {index < at ? <IconCheck size={14} aria-hidden /> : index + 1}
          </span>
          {t(step)}
        </li>
      ))}
    </ol>
  );
};
