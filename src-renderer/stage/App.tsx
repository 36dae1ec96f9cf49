import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import { StageDraw } from '../features/draws/StageDraw.tsx';
import { useStageDraw } from '../features/draws/useStageDraw.ts';
import { formatsFor } from '../i18n/formats.ts';
import { useLanguage, useTexts } from '../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/language.ts';
import { CodeWords, ShownCode } from './ShownCode.tsx';
import styles from './stage.module.css';
import { stageTexts } from './stage.texts.ts';
import { useDeskClock, useStage } from './useStage.ts';
import type { Stage } from './view.ts';

type Props = { readonly eventId: string; readonly isLanguageChosen: boolean };

/** The projector's window: what the whole hall may see, and nothing else. */
export const App = (props: Props) => (
  <QueryClientProvider client={queryClient}>
    <Hall {...props} />
  </QueryClientProvider>
);

const Hall = ({ eventId, isLanguageChosen }: Props) => {
  const t = useTexts(stageTexts);
  const { setLanguage } = useLanguage();
  const { view, receivedMs, error, isConnected } = useStage(eventId);
  const organisationLanguage = view?.language;
  useEffect(() => {
    if (!isLanguageChosen && organisationLanguage !== undefined) setLanguage(organisationLanguage);
  }, [isLanguageChosen, organisationLanguage, setLanguage]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'f' || event.key === 'а') void toggleFullScreen();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const draw = useStageDraw(eventId, view?.wave?.openedMs ?? null);
  const isUnknown = error !== null && failureOf(error).code === 'EVENT_NOT_FOUND';
  return (
    <div className={styles.stage} data-code={(draw === null && hasCode(view)) || undefined}>
      {draw !== null && <StageDraw draw={draw.draw} now={draw.now} />}
      {draw === null && view !== undefined && <Shown view={view} receivedMs={receivedMs} />}
      {isUnknown && (
        <div className={styles.middle}>
          <p className={styles.lead}>{t('noEvent')}</p>
        </div>
      )}
      {!isConnected && !isUnknown && (
        <p className={styles.lost} role="alert">
          {t('lost')}
        </p>
      )}
      <Tools />
    </div>
  );
};

const hasCode = (view: Stage | undefined): boolean => view !== undefined && view.code !== null;

const Shown = ({ view, receivedMs }: { readonly view: Stage; readonly receivedMs: number }) => {
  const t = useTexts(stageTexts);
  const { language } = useLanguage();
  const formats = formatsFor(language, view.timeZone);
  const now = useDeskClock(view.nowMs, receivedMs);
  const { came, registered, groups } = view.counters;
  return (
    <>
      {view.code !== null && <ShownCode code={view.code} nowMs={view.nowMs} />}
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{view.title}</h1>
          <p className={styles.place}>{[view.organisation, view.place].filter(Boolean).join(' · ')}</p>
        </div>
        <time className={styles.clock}>{formats.time(now)}</time>
      </header>
      {view.code === null ? (
        <Between
          view={view}
          startsAt={formats.time(view.startsMs)}
          isBefore={now < view.startsMs}
          isOver={now > view.endsMs}
        />
      ) : (
        <CodeWords code={view.code} question={view.wave?.question ?? null} />
      )}
      <footer className={styles.foot}>
        <p className={styles.count} aria-live="polite">
          <span className={styles.number} data-testid="came">
            {formats.number(came)}
          </span>
          <span>
            {t('came')}
            {registered > 0 && (
              <>
                <br />
                {t('ofRegistered', { registered })}
              </>
            )}
          </span>
        </p>
        <ul className={styles.groups}>
          {groups
            .filter((group) => group.came > 0)
            .map(({ group, came: here }) => (
              <li key={group ?? ''}>
                {group ?? t('noGroup')} <b>{formats.number(here)}</b>
              </li>
            ))}
        </ul>
      </footer>
    </>
  );
};

/** What the hall reads while no code is shown. */
const Between = ({
  view,
  startsAt,
  isBefore,
  isOver,
}: {
  readonly view: Stage;
  readonly startsAt: string;
  readonly isBefore: boolean;
  readonly isOver: boolean;
}) => {
  const t = useTexts(stageTexts);
  const lead = isOver ? t('endedLead') : isBefore ? t('soonLead', { time: startsAt }) : t('closedLead');
  const hint =
    view.wave !== null && !view.isDoorOpen
      ? t('doorClosed')
      : view.wavesShown > 0
        ? isOver
          ? ''
          : t('closedAgain')
        : t('soonHint');
  return (
    <main className={styles.middle}>
      <p className={styles.lead}>{lead}</p>
      <p className={styles.hint}>{hint}</p>
    </main>
  );
};

const toggleFullScreen = (): Promise<void> =>
  document.fullscreenElement === null
    ? document.documentElement.requestFullscreen()
    : document.exitFullscreen();

const Tools = () => {
  const t = useTexts(stageTexts);
  const { language, setLanguage } = useLanguage();
  return (
    <div className={styles.tools}>
      {LANGUAGES.map((own) => (
        <button
          key={own}
          type="button"
          lang={own}
          aria-pressed={own === language}
          onClick={() => setLanguage(own)}
        >
          {LANGUAGE_NAMES[own]}
        </button>
      ))}
      <button type="button" onClick={() => void toggleFullScreen()}>
        {t('fullScreen')}
      </button>
    </div>
  );
};
