import {
  Button,
  Checkbox,
  Group,
  Input,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { eventsTexts } from '../events.texts.ts';
import { ClubField } from '../fields/ClubField.tsx';
import { TimeField } from '../fields/TimeField.tsx';
import planStyles from '../plan/plan.module.css';
import { planTexts } from '../plan/plan.texts.ts';
import { PlanEditor } from '../plan/PlanEditor.tsx';
import styles from './create.module.css';

type Template = Outputs['events']['templates']['list'][number];

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const numberOf = (value: string | number): number | null =>
  typeof value === 'number' && value > 0 ? Math.round(value) : null;

type Props = { readonly template: Template; readonly onClose: () => void };

/** Changes a template of the organisation: what its next events will be like. Events that were made stay as they are. */
export const EditTemplate = ({ template, onClose }: Props) => {
  const t = useTexts(eventsTexts);
  const ui = useTexts(uiTexts);
  const planned = useTexts(planTexts);
  const sentence = useSentence();
  const legend = useId();
  const { id, isPreset: _isPreset, rooms, plan: storedPlan, ...stored } = template;
  const [plan, setPlan] = useState(storedPlan);
  const [fields, setFields] = useState(stored);
  const [hasRooms, setHasRooms] = useState(rooms !== null);
  const put = (patch: Partial<typeof stored>): void => setFields((before) => ({ ...before, ...patch }));
  const save = useMutation(
    api.events.templates.save.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx }) => {
        toastDone(t('templateChanged', { name: fields.name }), tx ?? undefined);
        onClose();
      },
    }),
  );
  const carried =
    rooms === null ? '' : [...rooms.sections, ...rooms.lists].map(({ name }) => name).join(', ');
  const isWhole = fields.name.trim() !== '' && fields.title_pattern.trim() !== '';
  return (
    <Modal
      opened
      onClose={onClose}
      size={620}
      title={t('editTemplateTitle')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        className={styles.template}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (!isWhole) return;
          const kept = rooms !== null && !hasRooms ? { rooms: 'none' as const } : {};
          save.mutate({ id, fields, plan, ...kept });
        }}
      >
        <TextInput
          data-autofocus
          label={t('fTemplateName')}
          maxLength={200}
          value={fields.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('fTitle')}
          description={t('titlePatternHint')}
          maxLength={300}
          value={fields.title_pattern}
          onChange={(event) => put({ title_pattern: event.currentTarget.value })}
        />
        <div className={styles.pair}>
          <Select
            label={t('fWeekday')}
            clearable
            placeholder={t('anyDay')}
            data={DAYS.map((day) => ({ value: String(day), label: t(`wd${day}`) }))}
            value={fields.weekday === null ? null : String(fields.weekday)}
            onChange={(day) => put({ weekday: day === null ? null : Number(day) })}
          />
          <TimeField
            label={t('fStart')}
            value={fields.start_time}
            onChange={(start_time) => put({ start_time })}
          />
          <NumberInput
            label={t('fMinutes')}
            min={5}
            max={10_080}
            allowDecimal={false}
            allowNegative={false}
            value={fields.duration_minutes}
            onChange={(value) => put({ duration_minutes: numberOf(value) ?? fields.duration_minutes })}
          />
        </div>
        <div className={styles.pair}>
          <TextInput
            label={t('fPlace')}
            maxLength={300}
            value={fields.place ?? ''}
            onChange={(event) => put({ place: event.currentTarget.value || null })}
          />
          <ClubField value={fields.club_id} onChange={(club_id) => put({ club_id })} />
        </div>
        <div className={styles.pair}>
          <div>
            <Input.Label labelElement="div" id={legend}>
              {t('fRegistration')}
            </Input.Label>
            <SegmentedControl
              fullWidth
              aria-labelledby={legend}
              data={[
                { value: 'open', label: t('open') },
                { value: 'list', label: t('byList') },
              ]}
              value={fields.registration}
              onChange={(registration) => put({ registration })}
            />
          </div>
          <NumberInput
            label={t('fCapacity')}
            placeholder={t('noLimit')}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            allowNegative={false}
            value={fields.capacity ?? ''}
            onChange={(value) => put({ capacity: numberOf(value) })}
          />
        </div>
        <Textarea
          label={t('fNote')}
          autosize
          minRows={2}
          maxRows={6}
          value={fields.note ?? ''}
          onChange={(event) => put({ note: event.currentTarget.value || null })}
        />
        <div>
          <h3 className={planStyles.heading}>{planned('title')}</h3>
          <p className={planStyles.hint}>{planned('hint')}</p>
          <PlanEditor plan={plan} onChange={setPlan} />
        </div>
        {rooms !== null && (
          <Checkbox
            label={t('carriesRooms')}
            description={[carried, rooms.hasCheckOut ? t('carriesCheckOut') : ''].filter(Boolean).join(' · ')}
            checked={hasRooms}
            onChange={(change) => setHasRooms(change.currentTarget.checked)}
          />
        )}
        {save.isError && <ErrorSentence sentence={sentence(save.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isWhole}>
            {t('saveChanges')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
