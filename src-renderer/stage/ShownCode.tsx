import { useTexts } from '../i18n/i18n.ts';
import styles from './stage.module.css';
import { stageTexts } from './stage.texts.ts';
import type { Stage } from './view.ts';

const QUIET = 2;
/** Seconds that one code is shown. */
const LIFE = 15;

type Props = { readonly code: NonNullable<Stage['code']>; readonly nowMs: number };

/** The code for the hall's phones: to be scanned, or to be typed by whoever has no camera. */
export const ShownCode = ({ code, nowMs }: Props) => {
  const t = useTexts(stageTexts);
  const side = code.qr.size + QUIET * 2;
  const passed = LIFE - (code.untilMs - nowMs) / 1000;
  return (
    <div className={styles.card}>
      <svg
        className={styles.qr}
        viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={`http://${code.address}/${code.text}`}
      >
        <path d={code.qr.path} fill="#0b1c1e" />
      </svg>
      <div className={styles.life} title={t('changes')}>
        <i
          key={code.text}
          style={{ animationDuration: `${LIFE}s`, animationDelay: `${-Math.max(0, passed)}s` }}
        />
      </div>
    </div>
  );
};

/** What to do with it, and the way by hand. */
export const CodeWords = ({
  code,
  question,
}: {
  readonly code: Props['code'];
  /** What the phone will ask; only who reads it here can answer. */
  readonly question: string | null;
}) => {
  const t = useTexts(stageTexts);
  return (
    <main className={styles.say} data-asks={question !== null || undefined}>
      <div>
        <p className={styles.lead}>{t('lead')}</p>
        {question === null ? (
          <p className={styles.hint}>{t('hint')}</p>
        ) : (
          <p className={styles.question}>
            <span className={styles.label}>{t('question')}</span>
            {question}
          </p>
        )}
      </div>
      <div className={styles.byHand}>
        <div>
          <span className={styles.label}>{t('byHand')}</span>
          <span className={styles.address}>{code.address}</span>
        </div>
        <div>
          <span className={styles.label}>{t('code')}</span>
          <span className={styles.code} data-testid="code">
            {code.text}
          </span>
        </div>
      </div>
    </main>
  );
};
