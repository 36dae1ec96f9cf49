import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import { LinkDetails } from './LinkDetails.tsx';
import styles from './links.module.css';
import { linksTexts } from './links.texts.ts';
import { isMoving, leading, toneOf } from './standing.rules.ts';
import { useLinks, type LinksState } from './shape.ts';
import { useLinkWords } from './useLinkWords.ts';

type Open = { readonly conflicts: number; readonly kept: number };

/**
 * One quiet line in the frame: what has not been passed on yet and what waits for a decision. A missing network is no alarm.
 * Nothing at all where no other laptop was ever met.
 */
export const SyncStatus = () => {
  const ui = useTexts(uiTexts);
  const t = useTexts(linksTexts);
  const [isOpen, setOpen] = useState(false);
  const links = useLinks().data;
  const open: Open = useQuery(api.conflicts.count.queryOptions()).data ?? { conflicts: 0, kept: 0 };
  if (links === undefined) return null;
  const isAlone = links.links.length === 0 && links.lan === null;
  if (isAlone && open.conflicts + open.kept === 0) return null;
  return (
    <>
      <Line links={links} open={open} onOpen={() => setOpen(true)} />
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('title')}
        size="lg"
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <Panel links={links} open={open} onLeave={() => setOpen(false)} />
      </Modal>
    </>
  );
};

type LineProps = { readonly links: LinksState; readonly open: Open; readonly onOpen: () => void };

const Line = ({ links, open, onOpen }: LineProps) => {
  const t = useTexts(linksTexts);
  const formats = useFormats();
  const words = useLinkWords();
  const link = leading(links.links);
  const unsent = link?.unsent ?? 0;
  const unreceived = link?.unreceived ?? 0;
  const trouble = link === undefined ? undefined : words.trouble(link);
  const moving = link !== undefined && isMoving(link) ? link.done : null;
  const parts = [
    open.conflicts > 0 && t('conflicts', { count: open.conflicts }),
    open.kept > 0 && t('kept', { count: open.kept }),
    moving !== null &&
      t('busyCounts', { sent: formats.number(moving.sent), got: formats.number(moving.got) }),
    moving === null && unsent > 0 && t('unsent', { count: unsent }),
    moving === null && unreceived > 0 && t('unreceived', { count: unreceived }),
    trouble,
  ].filter((part) => typeof part === 'string');
  const rest = link === undefined ? (links.lan === null ? [] : [t('lanWaits')]) : [t('allSent')];
  const isCalling = open.conflicts + open.kept > 0 || links.links.some((one) => toneOf(one) === 'attention');
  const tone = isCalling ? 'attention' : ((link && toneOf(link)) ?? 'well');
  return (
    <button type="button" className={styles.line} data-tone={tone} data-testid="sync-status" onClick={onOpen}>
      <span>{(parts.length > 0 ? parts : rest).join(', ')}</span>
    </button>
  );
};

type PanelProps = { readonly links: LinksState; readonly open: Open; readonly onLeave: () => void };

const Panel = ({ links, open, onLeave }: PanelProps) => {
  const t = useTexts(linksTexts);
  const { conflicts, kept } = open;
  return (
    <>
      <p className={styles.lead}>{t('lead')}</p>
      <div className={styles.here}>
        {conflicts + kept === 0 && <p className={styles.quiet}>{t('fit')}</p>}
        {conflicts > 0 && (
          <p>
            <b>{t('conflicts', { count: conflicts })}</b>
            <Link href="/conflicts" onClick={onLeave}>
              {t('toConflicts')}
            </Link>
          </p>
        )}
        {kept > 0 && (
          <p>
            <b>{t('kept', { count: kept })}</b>
            <Link href="/conflicts" onClick={onLeave}>
              {t('toKept')}
            </Link>
          </p>
        )}
      </div>
      {links.links.map((link) => (
        <LinkDetails key={link.id} link={link} />
      ))}
      <p className={styles.foot}>
        <Link href="/laptops" onClick={onLeave}>
          {t('toLaptops')}
        </Link>
      </p>
    </>
  );
};
