import { ActionIcon, Button, Group, Modal } from '@mantine/core';
import { IconCopy, IconPencil, IconTemplate, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { EventPlan } from '../../../../src-core/events/eventPlan.rules.ts';
import { dateOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import type { Inputs, Outputs } from '../../../api/shapes.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { eventsTexts } from '../events.texts.ts';
import { EventFields, type EventValues } from '../fields/EventFields.tsx';
import planStyles from '../plan/plan.module.css';
import { planTexts } from '../plan/plan.texts.ts';
import { PlanEditor } from '../plan/PlanEditor.tsx';
import { hoursOf, useDayName } from '../when.ts';
import styles from './create.module.css';
import { EditTemplate } from './EditTemplate.tsx';

type Template = Outputs['events']['templates']['list'][number];
type Origin = Inputs['events']['draft']['from'];

type Props = {
  /** The day that was clicked in the calendar. */
  readonly date: string | undefined;
  readonly onClose: () => void;
};

/** A new event: choose what it is like on the left, change what differs on the right, Enter. */
export const NewEvent = ({ date, onClose }: Props) => {
  const t = useTexts(eventsTexts);
  const ui = useTexts(uiTexts);
  const { language } = useLanguage();
  const templates = useQuery(api.events.templates.list.queryOptions({ language }));
  const copy = useQuery(api.events.draft.queryOptions({ from: { kind: 'copy' } }));
  const [chosen, setChosen] = useState<string | undefined>();
  if (templates.data === undefined || copy.data === undefined) return null;
  const ids = [...(copy.data === null ? [] : ['copy']), ...templates.data.map((template) => template.id)];
  const own = templates.data.find((template) => !template.isPreset)?.id;
  const id = chosen ?? own ?? 'preset:meetup';
  const from: Origin =
    id === 'copy'
      ? { kind: 'copy' }
      : { kind: 'template', templateId: id, language, ...(date === undefined ? {} : { date }) };
  return (
    <Modal
      opened
      onClose={onClose}
      size={920}
      title={t('createTitle')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={styles.split}>
        <div className={styles.origins} role="radiogroup" aria-label={t('fromWhat')}>
          {copy.data !== null && (
            <OriginCard
              isChosen={id === 'copy'}
              onChoose={() => setChosen('copy')}
              number={1}
              title={t('copyLast')}
              detail={t('copyOf', { title: copy.data.title })}
              isCopy
            />
          )}
          {templates.data.map((template) => (
            <OriginCard
              key={template.id}
              isChosen={id === template.id}
              onChoose={() => setChosen(template.id)}
              number={ids.indexOf(template.id) + 1}
              title={template.name}
              detail={[template.start_time, template.place].filter(Boolean).join(' · ')}
              own={template.isPreset ? undefined : template}
            />
          ))}
        </div>
        <Draft
          key={`${id} ${language}`}
          from={from}
          onClose={onClose}
          onNumber={(n) => ids[n - 1] !== undefined && setChosen(ids[n - 1])}
        />
      </div>
    </Modal>
  );
};

type OriginProps = {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly number: number;
  readonly title: string;
  readonly detail: string;
  readonly isCopy?: boolean;
  /** A template of the organisation, which can be changed and put away. */
  readonly own?: Template | undefined;
};

const OriginCard = ({ isChosen, onChoose, number, title, detail, isCopy = false, own }: OriginProps) => {
  const t = useTexts(eventsTexts);
  const remove = useMutation(
    api.events.templates.remove.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('templateRemoved'), tx ?? undefined),
    }),
  );
  const [isEditing, setEditing] = useState(false);
  const Icon = isCopy ? IconCopy : IconTemplate;
  return (
    <div className={styles.origin} data-chosen={isChosen || undefined}>
      <button type="button" role="radio" aria-checked={isChosen} className={styles.choose} onClick={onChoose}>
        <Icon size={18} aria-hidden />
        <span>
          <b>{title}</b>
          <small>{detail}</small>
        </span>
        {number < 10 && <Kbd keys={`Alt+${number}`} />}
      </button>
      {own !== undefined && (
        <span className={styles.hands}>
          <ActionIcon
            size="sm"
            aria-label={t('editTemplate', { name: title })}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon
            size="sm"
            aria-label={t('removeTemplate', { name: title })}
            onClick={() => remove.mutate({ id: own.id })}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        </span>
      )}
      {own !== undefined && isEditing && <EditTemplate template={own} onClose={() => setEditing(false)} />}
    </div>
  );
};

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

type DraftProps = {
  readonly from: Origin;
  readonly onClose: () => void;
  readonly onNumber: (number: number) => void;
};

const Draft = ({ from, onClose, onNumber }: DraftProps) => {
  const t = useTexts(eventsTexts);
  const ui = useTexts(uiTexts);
  const planned = useTexts(planTexts);
  const sentence = useSentence();
  const [, navigate] = useLocation();
  const draft = useQuery(api.events.draft.queryOptions({ from }));
  const [changed, setChanged] = useState<Partial<EventValues>>({});
  // What was typed last is taken when its field is left, which Enter and Ctrl+Enter do on their way.
  const latest = useRef<Partial<EventValues>>({});
  const put = (patch: Partial<EventValues>): void => {
    latest.current = { ...latest.current, ...patch };
    setChanged(latest.current);
  };
  const create = useMutation(api.events.create.mutationOptions({ meta: { shown: true } }));
  const dayName = useDayName(undefined);
  const [chosenPlan, setChosenPlan] = useState<EventPlan | null | undefined>();
  const plan = chosenPlan === undefined ? (draft.data?.plan ?? null) : chosenPlan;
  const values = !draft.data ? undefined : { ...draft.data, ...changed };
  const submit = async (): Promise<void> => {
    if (!draft.data || create.isPending) return;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    const fields = latest.current;
    const { tx, id } = await create.mutateAsync({ from, fields, plan });
    toastDone(t('created', { title: fields.title ?? draft.data.title }), tx ?? undefined);
    navigate(`/events/${id}`);
  };
  const start = (event?: FormEvent): void => {
    event?.preventDefault();
    void submit().catch(() => undefined);
  };
  // Alt+1…9 are pages elsewhere; in this dialog they choose what the event is like.
  useKeys({ 'Mod+Enter': () => start() });
  return (
    <form
      className={styles.draft}
      onSubmit={start}
      onKeyDown={(event) => {
        const number = NUMBERS.find((known) => event.altKey && event.code === `Digit${known}`);
        if (number === undefined) return;
        event.preventDefault();
        onNumber(number);
      }}
      noValidate
    >
      {values !== undefined && (
        <>
          <p className={styles.when}>
            {dayName(dateOf(values.starts_at))}, {hoursOf(values)}
          </p>
          <EventFields values={values} onChange={put} />
          <h3 className={planStyles.heading}>{planned('title')}</h3>
          <p className={planStyles.hint}>{planned('hint')}</p>
          <PlanEditor plan={plan} event={values} onChange={setChosenPlan} />
        </>
      )}
      {create.isError && <ErrorSentence sentence={sentence(create.error)} />}
      <Group justify="flex-end" className={styles.foot}>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
        <Button
          type="submit"
          loading={create.isPending}
          data-autofocus
          rightSection={<Kbd keys="Mod+Enter" />}
        >
          {t('create')}
        </Button>
      </Group>
    </form>
  );
};
