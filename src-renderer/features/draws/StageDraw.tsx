import type { ReactNode } from 'react';
import { groupedCode, revealAt } from '../../../src-core/draws/draw.rules.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import styles from './stage.module.css';
import { stageTexts } from './stage.texts.ts';

type View = NonNullable<Outputs['draws']['stage']['draw']>;

/** How many stand on the projector at once, so that the last row of the hall can read them. */
const WINNERS_ON_A_PAGE = 6;
const PRIZES_ON_A_PAGE = 8;
const PAGE_MS = 7000;

/**
 * A draw on the projector, whole screen, readable from 4 m on a 2 m picture: the commitment, the hall's input, the
 * countdown, the winners one by one, the hand-over. `now` is the desk's clock, see `useStageDraw`.
 */
export const StageDraw = ({ draw, now }: { readonly draw: View; readonly now: number }) => {
  const t = useTexts(stageTexts);
  const elapsed = draw.openedAt === null ? 0 : now - Date.parse(draw.openedAt);
  const { seconds, shown, isOver } = revealAt(Math.max(0, elapsed), draw.winners.length);
  const isOpen = draw.openedAt !== null;
  return (
    <main className={styles.stage} data-state={draw.state}>
      <header className={styles.top}>
        <h1>{t('title', { number: draw.number })}</h1>
        <p>
          {t('entrants', { count: draw.entrants })} · {t('prizes', { count: draw.winners.length })}
        </p>
      </header>
      {draw.state === 'abandoned' && <p className={styles.gone}>{t('abandoned')}</p>}
      {draw.state === 'committed' && <Commitment draw={draw} now={now} />}
      {draw.state === 'hallInput' && <Hall draw={draw} />}
      {isOpen && seconds > 0 && (
        <p key={seconds} className={styles.count} role="timer">
          {seconds}
        </p>
      )}
      {isOpen && seconds === 0 && <Reveal draw={draw} shown={isOver ? null : shown} now={now} />}
      {!(draw.state === 'committed') && draw.state !== 'abandoned' && (
        <footer className={styles.foot}>
          <span>{t('commitment')}</span> <code>{spaced(draw.commitment)}</code>
        </footer>
      )}
    </main>
  );
};

const spaced = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash;

const Commitment = ({ draw, now }: { readonly draw: View; readonly now: number }) => {
  const t = useTexts(stageTexts);
  const rows = draw.commitment.match(/.{1,16}/g) ?? [];
  return (
    <div className={styles.commitment}>
      <div className={styles.call}>
        <h2>{t('photograph')}</h2>
        <p>{t('photographWhy')}</p>
      </div>
      <div className={styles.hash} aria-label={t('commitment')}>
        {rows.map((row) => (
          <code key={row}>{spaced(row)}</code>
        ))}
      </div>
      <dl className={styles.facts}>
        <dt>{t('list')}</dt>
        <dd>{spaced(draw.listHash)}</dd>
        <dt>{t('secret')}</dt>
        <dd>{spaced(draw.secretHash)}</dd>
        <dt>{t('algorithm')}</dt>
        <dd>{draw.algorithm}</dd>
      </dl>
      <div className={styles.prizes}>
        <h3>{t('inPlay')}</h3>
        <Paged
          now={now}
          onAPage={PRIZES_ON_A_PAGE}
          items={prizeLines(draw).map((line) => (
            <li key={line}>{line}</li>
          ))}
        />
      </div>
      <p className={styles.shout}>{t('callOut')}</p>
    </div>
  );
};

/** Each prize once, with how many there are of it. */
const prizeLines = (draw: View): readonly string[] => {
  const byTitle = Map.groupBy(draw.winners, (winner) => winner.title);
  return [...byTitle].map(([title, all]) => (all.length === 1 ? title : `${title} × ${all.length}`));
};

const Hall = ({ draw }: { readonly draw: View }) => {
  const t = useTexts(stageTexts);
  const text = draw.hallInput ?? '';
  return (
    <div className={styles.middle}>
      <p className={styles.label}>{t('hallInput')}</p>
      <p className={styles.input} data-long={Array.from(text).length > 24 || undefined}>
        {text}
      </p>
      <p className={styles.shout}>{t('soon')}</p>
    </div>
  );
};

const Reveal = ({
  draw,
  shown,
  now,
}: {
  readonly draw: View;
  /** How many were shown so far; null where all of them stand on the wall. */
  readonly shown: number | null;
  readonly now: number;
}) => {
  const t = useTexts(stageTexts);
  const { winners } = draw;
  const newest = shown === null ? undefined : winners[winners.length - shown];
  if (newest !== undefined) {
    return (
      <div className={styles.middle} key={newest.prize} aria-live="polite">
        <p className={styles.label}>{newest.title}</p>
        <p className={styles.name}>{nameOf(newest) ?? t('nobody')}</p>
        <p className={styles.code}>
          {newest.name !== null && newest.code !== null && groupedCode(newest.code)}
        </p>
      </div>
    );
  }
  return (
    <div className={styles.all}>
      <h2>{t('winners')}</h2>
      <Paged
        now={now}
        onAPage={WINNERS_ON_A_PAGE}
        items={winners.map((winner) => (
          <li key={winner.prize} data-given={winner.isGiven || undefined}>
            <span className={styles.what}>{winner.title}</span>
            <strong>{nameOf(winner) ?? t('nobody')}</strong>
            <small>
              {[
                winner.name !== null && winner.code !== null && groupedCode(winner.code),
                winner.isGiven && `✓ ${t('given')}`,
                winner.absent.length > 0 && t('wentOn', { count: winner.absent.length }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      />
      <p className={styles.check}>
        {t('check')} <code>{spaced(draw.secret ?? '')}</code>
      </p>
    </div>
  );
};

const nameOf = (winner: View['winners'][number]): string | null =>
  winner.name ?? (winner.code === null ? null : groupedCode(winner.code));

/** A list that is too long for the wall turns its pages by itself. */
const Paged = ({
  items,
  onAPage,
  now,
}: {
  readonly items: readonly ReactNode[];
  readonly onAPage: number;
  readonly now: number;
}) => {
  const t = useTexts(stageTexts);
  const pages = Math.ceil(items.length / onAPage);
  const page = Math.floor(now / PAGE_MS) % pages;
  const visible = items.slice(page * onAPage, (page + 1) * onAPage);
  return (
    <>
      <ul className={styles.list} data-columns={items.length > onAPage / 2 ? 2 : 1}>
        {visible}
      </ul>
      {pages > 1 && <p className={styles.page}>{t('page', { page: page + 1, pages })}</p>}
    </>
  );
};
