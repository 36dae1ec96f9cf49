import { useState } from 'react';
import type { FunnelStep } from '../../../src-core/funnel/funnel.rules.ts';
import type { Inputs, Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { funnelScreenTexts } from './funnel.texts.ts';
import styles from './funnel.module.css';
import { PeopleBehind } from './PeopleBehind.tsx';

export type Funnel = Outputs['funnel']['of'];
export type Scope = Inputs['funnel']['of']['scope'];
type Asked = { readonly step: FunnelStep; readonly side: 'reached' | 'off' };

const WHY = {
  invited: 'whyInvited',
  answered: 'whyAnswered',
  registered: 'notMeasured',
  came: 'notMeasured',
  stayed: 'whyStayed',
  gaveFeedback: 'whyGaveFeedback',
} as const;

/** The steps as bars, widest the first; each number opens its people, and so does who went no further. */
export const FunnelSteps = ({ funnel, scope }: { readonly funnel: Funnel; readonly scope: Scope }) => {
  const t = useTexts(funnelScreenTexts);
  const formats = useFormats();
  const [asked, setAsked] = useState<Asked | undefined>();
  const most = Math.max(1, ...funnel.steps.map(({ count }) => count));
  return (
    <>
      <ol className={styles.steps}>
        {funnel.steps.map(({ step, isMeasured, count, went }) => (
          <li key={step} className={styles.step} data-off={!isMeasured || undefined}>
            <span className={styles.name}>{t(step)}</span>
            {isMeasured ? (
              <>
                <button
                  type="button"
                  className={styles.bar}
                  aria-label={`${t(step)}: ${formats.number(count)}`}
                  disabled={count === 0}
                  onClick={() => setAsked({ step, side: 'reached' })}
                >
                  <span className={styles.fill} style={{ width: `${(count * 100) / most}%` }} />
                  <span className={styles.count}>{formats.number(count)}</span>
                </button>
                <span className={styles.note}>
                  {went !== null && went.on + went.off > 0 && (
                    <span>{t('share', { share: formats.percent(went.on / (went.on + went.off)) })}</span>
                  )}
                  {went !== null && step !== 'invited' && went.off > 0 && (
                    <button
                      type="button"
                      className={styles.off}
                      onClick={() => setAsked({ step, side: 'off' })}
                    >
                      {t(`off_${step}`, { count: went.off })}
                    </button>
                  )}
                  {step === 'gaveFeedback' && funnel.anonymous > 0 && (
                    <span>{t('anonymous', { count: funnel.anonymous })}</span>
                  )}
                </span>
              </>
            ) : (
              <span className={styles.why}>
                {step === 'gaveFeedback' && funnel.anonymous > 0
                  ? t('anonymous', { count: funnel.anonymous })
                  : `${t('notMeasured')}: ${t(WHY[step])}`}
              </span>
            )}
          </li>
        ))}
      </ol>
      {asked !== undefined && (
        <PeopleBehind
          scope={scope}
          asked={asked}
          title={
            asked.side === 'reached'
              ? t('reachedTitle', { step: t(asked.step) })
              : t('offTitle', { step: t(asked.step) })
          }
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};
