import { Button, NumberInput, Select, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lateAsk, NO_PLAN, plannedTimes, USUAL_PLAN } from '../../../../src-core/events/eventPlan.rules.ts';
import type { EventPlan, PlannedKind } from '../../../../src-core/events/eventPlan.rules.ts';
import { clockOf, dateOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useMay } from '../../../api/useMay.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { toastDone } from '../../../ui/toasts.ts';
import { TimeField } from '../fields/TimeField.tsx';
import { useWallClock } from '../when.ts';
import styles from './plan.module.css';
import { planTexts } from './plan.texts.ts';

type Span = { readonly starts_at: string; readonly ends_at: string };

type Props = {
  readonly plan: EventPlan | null;
  readonly onChange: (plan: EventPlan | null) => void;
  /** The event that it is told of: each part then says when it goes. */
  readonly event?: Span | undefined;
};

/** What stands behind a switch when it is turned on for the first time. */
const FIRST: { readonly [K in PlannedKind]: NonNullable<EventPlan[K]> } = {
  poll: USUAL_PLAN.poll ?? { daysBefore: 3, time: '18:00', whom: 'everyone' },
  reminder: USUAL_PLAN.reminder ?? { hoursBefore: 24 },
  draw: { hoursBefore: 3 },
  feedback: USUAL_PLAN.feedback ?? { minutesAfter: 60, formId: null },
};

/** What an event, or the events of a template, ask and tell by themselves: each part is a switch, and its numbers below it. */
export const PlanEditor = ({ plan, onChange, event }: Props) => {
  const t = useTexts(planTexts);
  const forms = useQuery(api.eventPlans.forms.queryOptions());
  const parts = plan ?? NO_PLAN;
  const put = (patch: Partial<EventPlan>): void => {
    const next = { ...parts, ...patch };
    onChange(Object.values(next).every((part) => part === null) ? null : next);
  };
  const part = (kind: PlannedKind, fields: ReactNode) => (
    <Part
      title={t(kind)}
      isOn={parts[kind] !== null}
      onTurn={(isOn) => put({ [kind]: isOn ? FIRST[kind] : null })}
      when={event && <When kind={kind} plan={parts} event={event} onAsk={(poll) => put({ poll })} />}
    >
      {fields}
    </Part>
  );
  const { poll, reminder, draw, feedback } = parts;
  return (
    <div className={styles.plan}>
      {part(
        'poll',
        poll && (
          <>
            <Count
              label={t('daysBefore')}
              value={poll.daysBefore}
              most={60}
              onChange={(daysBefore) => put({ poll: { ...poll, daysBefore } })}
            />
            <TimeField
              label={t('time')}
              value={poll.time}
              onChange={(time) => put({ poll: { ...poll, time } })}
            />
            <Select
              label={t('whom')}
              allowDeselect={false}
              data={[
                { value: 'everyone', label: t('everyone') },
                { value: 'club', label: t('club') },
              ]}
              value={poll.whom}
              onChange={(whom) => put({ poll: { ...poll, whom: whom === 'club' ? 'club' : 'everyone' } })}
            />
          </>
        ),
      )}
      {part(
        'reminder',
        reminder && (
          <Count
            label={t('hoursBefore')}
            value={reminder.hoursBefore}
            least={1}
            most={336}
            onChange={(hoursBefore) => put({ reminder: { hoursBefore } })}
          />
        ),
      )}
      {part(
        'draw',
        draw && (
          <Count
            label={t('hoursBefore')}
            value={draw.hoursBefore}
            least={1}
            most={336}
            onChange={(hoursBefore) => put({ draw: { hoursBefore } })}
          />
        ),
      )}
      {part(
        'feedback',
        feedback && (
          <>
            <Count
              label={t('minutesAfter')}
              value={feedback.minutesAfter}
              most={10_080}
              onChange={(minutesAfter) => put({ feedback: { ...feedback, minutesAfter } })}
            />
            <div className={styles.form}>
              <Select
                label={t('form')}
                clearable
                placeholder={forms.data?.length === 0 ? t('noForms') : t('usualForm')}
                data={(forms.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                value={feedback.formId}
                onChange={(formId) => put({ feedback: { ...feedback, formId } })}
              />
            </div>
            {forms.data?.length === 0 && <UsualForm />}
          </>
        ),
      )}
    </div>
  );
};

/** Makes the ready-made form where there is none, so that nobody has to leave an event that is being made. */
const UsualForm = () => {
  const t = useTexts(planTexts);
  const { language } = useLanguage();
  const may = useMay('forms.write');
  const presets = useQuery(api.forms.presets.queryOptions({ language }));
  const preset = presets.data?.find(({ kind }) => kind === 'feedback');
  const copy = useMutation(
    api.forms.copy.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('formMade'), tx) }),
  );
  if (!may || preset === undefined) return null;
  return (
    <Button
      variant="light"
      className={styles.wide}
      loading={copy.isPending}
      onClick={() => copy.mutate({ from: preset.id, name: preset.name })}
    >
      {t('makeForm')}
    </Button>
  );
};

type PartProps = {
  readonly title: string;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
  readonly when: ReactNode;
  readonly children: ReactNode;
};

const Part = ({ title, isOn, onTurn, when, children }: PartProps) => (
  <div className={styles.part} role="group" aria-label={title}>
    <div className={styles.line}>
      <Switch label={title} checked={isOn} onChange={(change) => onTurn(change.currentTarget.checked)} />
      {isOn && when}
    </div>
    {isOn && <div className={styles.fields}>{children}</div>}
  </div>
);

/** The day and the hour of a part, or that its time has passed: a poll can then be asked at the next round time, by a press. */
const When = ({
  kind,
  plan,
  event,
  onAsk,
}: {
  readonly kind: PlannedKind;
  readonly plan: EventPlan;
  readonly event: Span;
  readonly onAsk: (poll: EventPlan['poll']) => void;
}) => {
  const t = useTexts(planTexts);
  const formats = useFormats();
  const now = useWallClock()();
  const at = plannedTimes(plan, event).find((one) => one.kind === kind)?.at;
  if (at === undefined) return null;
  const isPast = at < now;
  const late = isPast && kind === 'poll' && plan.poll !== null ? lateAsk(now, event) : null;
  return (
    <span className={styles.at} data-tone={isPast ? 'past' : undefined}>
      {isPast ? t('past') : `${formats.day(dateOf(at))}, ${clockOf(at)}`}
      {late !== null && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => plan.poll !== null && onAsk({ ...plan.poll, ...late })}
        >
          {t('askAt', { time: late.time })}
        </Button>
      )}
    </span>
  );
};

type CountProps = {
  readonly label: string;
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
};

/** A number that is taken as soon as it is one within its limits. */
const Count = ({ label, value, least = 0, most, onChange }: CountProps) => (
  <NumberInput
    label={label}
    min={least}
    max={most}
    clampBehavior="strict"
    allowDecimal={false}
    allowNegative={false}
    value={value}
    onChange={(next) => {
      if (typeof next === 'number' && next >= least && next !== value) onChange(next);
    }}
  />
);
