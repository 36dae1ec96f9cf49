import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { spotsOf } from '../events/checkIn/useStanding.ts';
import styles from './door.module.css';
import { HallQuestion, type WrittenQuestion } from './HallQuestion.tsx';
import type { Door } from './shape.ts';
import { doorTexts } from './door.texts.ts';

/** Minutes after which one is late: in the first showing, and in those for latecomers. */
const FIRST_RULE = 10;
const NEXT_RULE = 0;

/** The list or section of a gate. */
const ownerOf = (gate: Door['waves'][number]['gate']): string | null =>
  gate?.listId ?? gate?.sectionId ?? null;

/** The showings of the code: who came in each, on time and late. */
export const Waves = ({ eventId, door }: { readonly eventId: string; readonly door: Door }) => {
  const t = useTexts(doorTexts);
  const shown = door.waves.find((wave) => wave.closedMs === null);
  const isShown = shown !== undefined;
  /** Asked with the next showing. */
  const [question, setQuestion] = useState<WrittenQuestion | null>(null);
  const [rule, setRule] = useState<number | null>();
  const proposed = rule === undefined ? (door.waves.length === 0 ? FIRST_RULE : NEXT_RULE) : rule;
  const open = useMutation(
    api.door.openWave.mutationOptions({
      onSuccess: ({ tx }) => {
        setRule(undefined);
        setQuestion(null);
        toastDone(t('waveOpened'), tx);
      },
    }),
  );
  const close = useMutation(
    api.door.closeWave.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('waveClosed'), tx) }),
  );
  const rooms = useQuery(api.rooms.get.queryOptions({ eventId }));
  const spots = rooms.data === undefined ? [] : spotsOf(rooms.data);
  const [chosen, choose] = useState('');
  const gate = spots.find(({ key }) => key === chosen)?.gate;
  const outside = door.byWave.find(({ wave }) => wave === null);
  return (
    <Panel title={t('waves')}>
      <p className={styles.hint}>{t('wavesLead')}</p>
      <ul className={styles.waves}>
        {outside !== undefined && (
          <li className={styles.wave}>
            <div>
              <span className={styles.strong}>{t('beforeWaves')}</span>
              <div>{t('onTime', { count: outside.onTime })}</div>
            </div>
          </li>
        )}
        {door.waves.map((wave) => (
          <Wave
            key={wave.number}
            eventId={eventId}
            wave={wave}
            door={door}
            leadsTo={spots.find(({ gate: own }) => ownerOf(own) === ownerOf(wave.gate))?.name}
          />
        ))}
      </ul>
      <HallQuestion
        key={shown?.number ?? 0}
        eventId={eventId}
        shown={shown}
        next={question}
        onNext={setQuestion}
      />
      {!isShown && door.open?.isThisEvent !== true && <p className={styles.hint}>{t('openFirst')}</p>}
      <div className={styles.show}>
        {isShown ? (
          <Button
            variant="light"
            leftSection={<IconEyeOff size={17} aria-hidden />}
            loading={close.isPending}
            onClick={() => close.mutate({ eventId })}
          >
            {t('closeWave')}
          </Button>
        ) : (
          <>
            <Button
              leftSection={<IconEye size={17} aria-hidden />}
              loading={open.isPending}
              disabled={door.open?.isThisEvent !== true}
              onClick={() => open.mutate({ eventId, lateAfterMinutes: proposed, question, gate })}
            >
              {door.waves.length === 0 ? t('openWave') : t('openNextWave')}
            </Button>
            <LateRule value={proposed} onChange={setRule} />
            {spots.length > 0 && (
              <NativeSelect
                aria-label={t('waveLeadsTo')}
                data={[
                  { value: '', label: t('waveWholeEvent') },
                  ...spots.map(({ key, name }) => ({ value: key, label: `→ ${name}` })),
                ]}
                value={chosen}
                onChange={(change) => choose(change.currentTarget.value)}
              />
            )}
          </>
        )}
      </div>
    </Panel>
  );
};

const Wave = ({
  eventId,
  wave,
  door,
  leadsTo,
}: {
  readonly eventId: string;
  readonly wave: Door['waves'][number];
  readonly door: Door;
  /** The section or list that it lets people into; undefined: the event as a whole. */
  readonly leadsTo: string | undefined;
}) => {
  const t = useTexts(doorTexts);
  const formats = useFormats();
  const count = door.byWave.find(({ wave: number }) => number === wave.number) ?? { onTime: 0, late: 0 };
  const change = useMutation(
    api.door.setLateRule.mutationOptions({
      onSuccess: ({ tx }) => tx !== null && toastDone(t('lateChanged'), tx),
    }),
  );
  return (
    <li className={styles.wave} data-open={wave.closedMs === null || undefined}>
      <div>
        <span className={styles.strong}>{t('waveNumber', { number: wave.number })}</span>{' '}
        <span className={styles.quiet}>
          <span className={styles.hours}>
            {wave.closedMs === null
              ? t('waveFrom', { time: formats.time(wave.openedMs) })
              : t('waveSpan', { from: formats.time(wave.openedMs), to: formats.time(wave.closedMs) })}
          </span>
          {leadsTo !== undefined && ` → ${leadsTo}`}
        </span>
        <div>
          {t('onTime', { count: count.onTime })}
          {count.late > 0 && <span className={styles.late}>, {t('late', { count: count.late })}</span>}
        </div>
      </div>
      <LateRule
        value={wave.lateAfterMinutes}
        onChange={(lateAfterMinutes) => change.mutate({ eventId, number: wave.number, lateAfterMinutes })}
      />
    </li>
  );
};

/** Minutes, or nothing: then nobody of the showing is late. */
const LateRule = ({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (minutes: number | null) => void;
}) => {
  const t = useTexts(doorTexts);
  return (
    <label className={styles.rule}>
      {t('lateRule')}
      <NumberInput
        className={styles.minutes ?? ''}
        size="xs"
        placeholder={t('lateNever')}
        min={0}
        max={1440}
        step={5}
        allowDecimal={false}
        allowNegative={false}
        value={value ?? ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
    </label>
  );
};
