import { ActionIcon, Button, Group, Modal, NumberInput, Switch, Tooltip } from '@mantine/core';
import { IconId } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { perPage } from '../../../src-core/nameBadges/nameBadge.rules.ts';
import { api, client } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { toastDone } from '../../ui/toasts.ts';
import { BadgePreview, DesignFields } from './DesignFields.tsx';
import styles from './nameBadges.module.css';
import { nameBadgesTexts } from './nameBadges.texts.ts';
import { useDesign } from './useDesign.ts';
import { usePrinter } from './usePrinter.tsx';

addFailureTexts(nameBadgesTexts);

type Options = {
  readonly eventId: string;
  /** Whoever is shown as being in. */
  readonly arrived: { readonly id: string; readonly name: string } | undefined;
  /** Whether they have come just now, and not before. */
  readonly isNew: boolean;
  /** Counts what the desk has shown. */
  readonly turn: number;
};

/** Name badges at the check-in desk: with each mark where the window is set so, and of the last arrival by Ctrl+P. */
export const useBadgesAtDesk = ({
  eventId,
  arrived,
  isNew,
  turn,
}: Options): {
  readonly tools: ReactNode;
  readonly isOpen: boolean;
  /** Prints the badge of whoever came last; undefined while there is nobody. */
  readonly printLast: (() => void) | undefined;
} => {
  const t = useTexts(nameBadgesTexts);
  const { design, isAuto, change, changeAuto } = useDesign();
  const { print, page, place, setPlace } = usePrinter();
  const [isOpen, setOpen] = useState(false);
  const badge = useMutation(
    api.nameBadges.print.mutationOptions({
      onSuccess: ({ svg, name, times }) => {
        if (svg === null || times === null) return;
        print({ svg, name, design });
        if (times > 1) toastDone(t('again', { name, times }));
      },
    }),
  );
  const { mutate } = badge;
  const [last, setLast] = useState(arrived);
  if (arrived !== undefined && arrived.id !== last?.id) setLast(arrived);
  const printLast =
    last === undefined ? undefined : (): void => mutate({ eventId, personId: last.id, design, way: 'key' });

  const latest = useRef({ printLast, auto: (): void => undefined });
  useEffect(() => {
    const id = isAuto && isNew ? arrived?.id : undefined;
    latest.current = {
      printLast,
      auto: () => {
        if (id !== undefined) mutate({ eventId, personId: id, design, way: 'arrival' });
      },
    };
  });
  const shown = useRef(turn);
  useEffect(() => {
    if (shown.current === turn) return;
    shown.current = turn;
    latest.current.auto();
  }, [turn]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyP' || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.printLast?.();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  const test = async (): Promise<void> => {
    const sample = { name: t('sampleName'), group: t('sampleGroup') };
    const { svg } = await client.nameBadges.preview.query({ eventId, sample, design });
    print({ svg, name: sample.name, design });
  };
  const tools = (
    <>
      <Tooltip label={t('settings')}>
        <ActionIcon aria-label={t('settings')} aria-pressed={isAuto} onClick={() => setOpen(true)}>
          <IconId size={22} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('settings')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <div className={styles.columns}>
          <DesignFields design={design} onChange={change} />
          <div className={styles.side}>
            <BadgePreview eventId={eventId} personId={last?.id} design={design} />
            <Switch
              label={t('auto')}
              description={t('autoHint')}
              checked={isAuto}
              onChange={({ currentTarget }) => changeAuto(currentTarget.checked)}
            />
            {design.sheet !== null && (
              <NumberInput
                label={t('place')}
                description={t('placeHint')}
                min={1}
                max={perPage(design)}
                clampBehavior="strict"
                allowDecimal={false}
                value={place}
                onChange={(next) => setPlace(Math.max(1, Number(next) || 1))}
              />
            )}
            <p className={styles.hint}>{t('dialogHint')}</p>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => void test()}>
                {t('test')}
              </Button>
              <Button onClick={() => setOpen(false)}>{t('close')}</Button>
            </Group>
          </div>
        </div>
      </Modal>
      {page}
    </>
  );
  return { tools, isOpen, printLast };
};
