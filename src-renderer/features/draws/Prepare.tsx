import { ActionIcon, Button, Group, NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconEye, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import type { Inputs, Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { drawsTexts } from './draws.texts.ts';
import styles from './draws.module.css';
import { TakingPart } from './TakingPart.tsx';

type Draft = Outputs['draws']['list']['drafts'][number];
type Names = Inputs['draws']['prepare']['names'];
type PrizeLine = { readonly key: number; readonly title: string; readonly count: number };

/** The lines of a draft, equal neighbours as one line with a count. */
const linesOf = (prizes: readonly string[]): readonly PrizeLine[] => {
  const lines: PrizeLine[] = [];
  for (const [key, title] of prizes.entries()) {
    const last = lines.at(-1);
    if (last?.title === title) lines[lines.length - 1] = { ...last, count: last.count + 1 };
    else lines.push({ key, title, count: 1 });
  }
  return lines.length > 0 ? lines : [{ key: 0, title: '', count: 1 }];
};

/** Prizes and rules, before anything is fixed. */
export const Prepare = ({
  eventId,
  draft,
  onCommitted,
}: {
  readonly eventId: string;
  readonly draft: Draft | undefined;
  readonly onCommitted: () => void;
}) => {
  const t = useTexts(drawsTexts);
  const [lines, setLines] = useState(() => linesOf(draft?.prizes ?? []));
  const [noRepeatEvents, setNoRepeat] = useState(draft?.noRepeatEvents ?? 0);
  const [names, setNames] = useState<Names>(draft?.names ?? 'full');
  const [isAsking, setAsking] = useState(false);
  const prepare = useMutation(api.draws.prepare.mutationOptions());
  const commit = useMutation(api.draws.commit.mutationOptions());
  const discard = useMutation(
    api.draws.discard.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('discarded'), tx) }),
  );
  const filled = lines.filter((line) => line.title.trim() !== '');
  const save = () =>
    prepare.mutateAsync({
      ...(draft === undefined ? {} : { id: draft.id }),
      eventId,
      prizes: filled.map(({ title, count }) => ({ title, count })),
      noRepeatEvents,
      names,
    });
  const show = async (): Promise<void> => {
    try {
      const { id } = await save();
      await commit.mutateAsync({ id });
      toastDone(t('committed'));
      onCommitted();
    } finally {
      setAsking(false);
    }
  };
  return (
    <Panel title={t('prepareTitle')}>
      <Text c="dimmed" size="sm" mb="md">
        {t('prepareLead')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsking(true);
        }}
      >
        <PrizeLines lines={lines} onChange={setLines} />
        <div className={styles.rules}>
          <NumberInput
            label={t('noRepeat')}
            description={t('noRepeatHint')}
            min={0}
            max={50}
            clampBehavior="strict"
            allowDecimal={false}
            value={noRepeatEvents}
            onChange={(next) => setNoRepeat(Number(next) || 0)}
          />
          <div>
            <Text size="sm" fw={500} mb={4} id="draw-names">
              {t('names')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="draw-names"
              data={[
                { value: 'full', label: t('namesFull') },
                { value: 'short', label: t('namesShort') },
                { value: 'code', label: t('namesCode') },
              ]}
              value={names}
              onChange={setNames}
            />
          </div>
        </div>
        <WhoEnters eventId={eventId} noRepeatEvents={noRepeatEvents} />
        <TakingPart eventId={eventId} drawId={null} noRepeatEvents={noRepeatEvents} />
        <Group mt="md" gap="xs">
          <Button
            type="submit"
            leftSection={<IconEye size={17} aria-hidden />}
            disabled={filled.length === 0}
          >
            {t('commit')}
          </Button>
          <Button
            variant="default"
            loading={prepare.isPending}
            onClick={() => void save().then(({ tx }) => toastDone(t('saved'), tx))}
          >
            {t('save')}
          </Button>
          {draft !== undefined && (
            <Button variant="subtle" color="gray" onClick={() => discard.mutate({ id: draft.id })}>
              {t('discard')}
            </Button>
          )}
        </Group>
      </form>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('commitTitle')}
        text={t('commitText')}
        action={t('commit')}
        isBusy={prepare.isPending || commit.isPending}
        onConfirm={() => void show().catch(() => undefined)}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
};

const PrizeLines = ({
  lines,
  onChange,
}: {
  readonly lines: readonly PrizeLine[];
  readonly onChange: (lines: readonly PrizeLine[]) => void;
}) => {
  const t = useTexts(drawsTexts);
  const change = (key: number, patch: Partial<PrizeLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...patch } : line)));
  return (
    <fieldset className={styles.prizes}>
      <legend>{t('prizes')}</legend>
      {lines.map((line, index) => (
        <div key={line.key} className={styles.prizeLine}>
          <TextInput
            aria-label={t('prize', { number: index + 1 })}
            placeholder={t('prizeHint')}
            maxLength={200}
            value={line.title}
            onChange={(event) => change(line.key, { title: event.currentTarget.value })}
          />
          <NumberInput
            aria-label={t('howMany')}
            min={1}
            max={1000}
            clampBehavior="strict"
            allowDecimal={false}
            value={line.count}
            onChange={(next) => change(line.key, { count: Math.max(1, Number(next) || 1) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('removePrize', { number: index + 1 })}
            disabled={lines.length === 1}
            onClick={() => onChange(lines.filter((other) => other.key !== line.key))}
          >
            <IconX size={17} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() =>
          onChange([...lines, { key: 1 + Math.max(...lines.map((line) => line.key)), title: '', count: 1 }])
        }
      >
        {t('addPrize')}
      </Button>
    </fieldset>
  );
};

const WhoEnters = ({
  eventId,
  noRepeatEvents,
}: {
  readonly eventId: string;
  readonly noRepeatEvents: number;
}) => {
  const t = useTexts(drawsTexts);
  const found = useQuery(api.draws.entrants.queryOptions({ eventId, noRepeatEvents }));
  if (found.data === undefined) return <p className={styles.enters}>&nbsp;</p>;
  const { entrants, wonHere, wonRecently } = found.data;
  return (
    <p className={styles.enters}>
      <strong>{t('willEnter', { count: entrants })}</strong>
      {wonHere > 0 && <span>{t('leftHere', { count: wonHere })}</span>}
      {wonRecently > 0 && <span>{t('leftRecently', { count: wonRecently })}</span>}
    </p>
  );
};
