import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { conflictsTexts } from '../handover/conflicts.texts.ts';
import { FilesNotice } from './FilesNotice.tsx';
import styles from './links.module.css';
import { linksTexts } from './links.texts.ts';
import { clockDifference, toneOf } from './standing.rules.ts';
import { type LinkState } from './shape.ts';
import { useLinkWords } from './useLinkWords.ts';

type Props = {
  readonly link: LinkState;
  /** Buttons beside "Sync now". */
  readonly children?: ReactNode;
};

/** One link: how far it is, when it last worked, what is wrong and what to do, what the other side could not take in. */
export const LinkDetails = ({ link, children }: Props) => {
  const t = useTexts(linksTexts);
  const formats = useFormats();
  const words = useLinkWords();
  const mayUse = useMay('links.use');
  const sync = useMutation(api.links.syncNow.mutationOptions());
  const { id, address, unsent, unreceived, lastContactMs, aheadMs, isBusy, done, isDiffering } = link;
  const tone = toneOf(link);
  const name = words.nameOf(link);
  const advice = words.advice(link);
  const changes = (count: number | null): string =>
    count === null ? t('unknown') : count === 0 ? t('none') : t('changes', { count });
  const facts = [
    [t('fUnsent'), changes(unsent)],
    [t('fUnreceived'), changes(unreceived)],
    [t('fLast'), lastContactMs === null ? t('neverYet') : words.moment(lastContactMs)],
    [t('fClock'), words.clocks(link)],
  ] as const;
  return (
    <section className={styles.link} aria-label={name}>
      <div className={styles.linkHead}>
        <div>
          <h3>{name}</h3>
          <span className={styles.address}>{address}</span>
        </div>
        <span className={styles.tone} data-tone={tone}>
          {t(tone)}
        </span>
      </div>
      {advice !== undefined && (
        <p className={styles.advice} data-tone={tone}>
          {link.problemSinceMs !== null && <b>{t('since', { at: words.moment(link.problemSinceMs) })}: </b>}
          {advice}
        </p>
      )}
      {isDiffering && <p className={styles.advice}>{t('differing')}</p>}
      <dl className={styles.facts}>
        {facts.map(([fact, value]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {aheadMs !== null && clockDifference(aheadMs) !== null && (
        <p className={styles.quiet}>{t('clockHint')}</p>
      )}
      {link.files !== undefined && <FilesNotice files={link.files} />}
      <KeptThere kept={link.keptThere} />
      <div className={styles.deeds}>
        {mayUse && (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={isBusy || sync.isPending}
            aria-label={t('syncNowOf', { name })}
            onClick={() => sync.mutate({ id })}
          >
            {t('syncNow')}
          </Button>
        )}
        {children}
        <span className={styles.quiet} role="status">
          {isBusy &&
            (done === null || done.sent + done.got === 0
              ? t('busy')
              : t('busyCounts', { sent: formats.number(done.sent), got: formats.number(done.got) }))}
        </span>
      </div>
    </section>
  );
};

type Reason = Extract<keyof typeof conflictsTexts.en, `r_${string}`>;
const isReason = (key: string): key is Reason => key in conflictsTexts.en;

const KeptThere = ({ kept }: { readonly kept: LinkState['keptThere'] }) => {
  const t = useTexts(linksTexts);
  const conflicts = useTexts(conflictsTexts);
  const lines = Object.entries(kept).filter(([, count]) => count > 0);
  if (lines.length === 0) return null;
  return (
    <div className={styles.keptThere}>
      <h4>{t('keptThere')}</h4>
      <ul>
        {lines.map(([reason, count]) => {
          const key = `r_${reason}`;
          return (
            <li key={reason}>
              <b>{t('changes', { count })}</b>
              {isReason(key) && <span>{conflicts(key)}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
