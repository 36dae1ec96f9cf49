import { Modal, useMantineColorScheme } from '@mantine/core';
import { useQueries, keepPreviousData } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { keepChoice } from '../../api/preferences.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { deskTexts } from '../desk.texts.ts';
import { findCommands } from './commands.ts';
import type { Hit } from '../../ui/spotlight/hits.ts';
import { SOURCES } from './sources.ts';
import styles from './palette.module.css';

type Group = { readonly title: string; readonly hits: readonly Hit[] };

/** What every source says to the typed words; an earlier answer stays until the next one is there. */
const useFound = (query: string): readonly (readonly Hit[])[] =>
  useQueries({
    queries: SOURCES.map(({ group, find }) => ({
      queryKey: ['palette', group, query],
      queryFn: () => find(query),
      enabled: query !== '',
      placeholderData: keepPreviousData,
      gcTime: 10_000,
    })),
    combine: (results) => results.map((result) => result.data ?? []),
  });

/** Ctrl+K: find a person or an event, or do something, without leaving the keyboard. */
export const Palette = ({
  onClose,
  onKeys,
}: {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}) => {
  const t = useTexts(deskTexts);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [, navigate] = useLocation();
  const { setLanguage } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const id = useId();
  const query = typed.trim();
  const found = useFound(query);
  const commands = findCommands(query, {
    setLanguage: (language) => {
      keepChoice('language', language);
      setLanguage(language);
    },
    setScheme: setColorScheme,
    showKeys: onKeys,
  });
  const groups: readonly Group[] = [
    ...SOURCES.map(({ group }, index) => ({
      title: t(group),
      hits: query === '' ? [] : (found[index] ?? []),
    })),
    { title: t('groupCommands'), hits: commands },
  ].filter(({ hits }) => hits.length > 0);
  const hits = groups.flatMap((group) => group.hits);
  const current = Math.min(chosen, hits.length - 1);

  const run = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    onClose();
    hit.run(navigate);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((current + step + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter') run(hits[current]);
    else return;
    event.preventDefault();
  };

  let index = -1;
  return (
    <Modal.Root
      opened
      onClose={onClose}
      centered={false}
      yOffset="12vh"
      size={600}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={t('search')}>
        <Modal.Body p={0}>
          <input
            className={styles.input}
            data-autofocus
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls={id}
            aria-activedescendant={hits.length > 0 ? `${id}-${current}` : undefined}
            aria-label={t('searchLong')}
            placeholder={t('searchLong')}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div id={id} role="listbox" aria-label={t('search')} className={styles.list}>
            {groups.map((group) => (
              <div key={group.title} role="group" aria-label={group.title}>
                <div className={styles.group} aria-hidden>
                  {group.title}
                </div>
                {group.hits.map((hit) => {
                  index += 1;
                  const own = index;
                  return (
                    <Line
                      key={hit.id}
                      id={`${id}-${own}`}
                      hit={hit}
                      isCurrent={own === current}
                      onHover={() => setChosen(own)}
                      onRun={() => run(hit)}
                    />
                  );
                })}
              </div>
            ))}
            {hits.length === 0 && <p className={styles.none}>{t('noHits')}</p>}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};

type LineProps = {
  readonly id: string;
  readonly hit: Hit;
  readonly isCurrent: boolean;
  readonly onHover: () => void;
  readonly onRun: () => void;
};

/** The focus stays in the field, which names the chosen line; the lines themselves only take the pointer. */
const Line = ({ id, hit, isCurrent, onHover, onRun }: LineProps) => (
  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the combobox above has the keys
  <div
    id={id}
    role="option"
    aria-selected={isCurrent}
    ref={(line) => {
      if (isCurrent) line?.scrollIntoView({ block: 'nearest' });
    }}
    className={styles.line}
    onPointerMove={onHover}
    onClick={onRun}
  >
    <span className={styles.title}>{hit.title}</span>
    {hit.detail !== undefined && <span className={styles.detail}>{hit.detail}</span>}
    {hit.keys !== undefined && <Kbd keys={hit.keys} />}
  </div>
);
