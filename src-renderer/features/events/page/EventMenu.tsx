import { Button, Group, Menu, Modal, Textarea } from '@mantine/core';
import {
  IconBan,
  IconCopy,
  IconDeviceLaptop,
  IconDots,
  IconPlayerPlay,
  IconTemplate,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { clockOf, dateOf, minutesBetween, weekdayOf } from '../../../../src-core/events/localTime.rules.ts';
import { api, client } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { eventsTexts } from '../events.texts.ts';
import type { EventOfPage } from './eventOfPage.ts';

/** What is done with an event as a whole. */
export const EventMenu = ({ event }: { readonly event: EventOfPage }) => {
  const t = useTexts(eventsTexts);
  const formats = useFormats();
  const [, navigate] = useLocation();
  const [isCancelling, setCancelling] = useState(false);
  const copy = useMutation(
    api.events.create.mutationOptions({
      onSuccess: async ({ tx, id }) => {
        const { event: made } = await client.events.get.query({ id });
        toastDone(t('copied', { day: formats.day(dateOf(made.starts_at)) }), tx ?? undefined);
        navigate(`/events/${id}`);
      },
    }),
  );
  const save = useMutation(
    api.events.templates.save.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('templateSaved', { name: event.title }), tx ?? undefined),
    }),
  );
  const hold = useMutation(
    api.events.hold.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('holdDone'), tx ?? undefined) }),
  );
  const remove = useMutation(
    api.events.remove.mutationOptions({
      onSuccess: ({ tx }) => {
        toastDone(t('removeDone'), tx ?? undefined);
        navigate('/events');
      },
    }),
  );
  const asTemplate = () => ({
    name: event.title,
    title_pattern: event.title,
    club_id: event.club_id,
    place: event.place,
    weekday: weekdayOf(dateOf(event.starts_at)),
    start_time: clockOf(event.starts_at),
    duration_minutes: minutesBetween(event.starts_at, event.ends_at),
    capacity: event.capacity,
    registration: event.registration,
    note: event.note,
  });
  const icon = { size: 16, 'aria-hidden': true } as const;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={10} aria-label={t('moreActions')}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy {...icon} />}
            onClick={() => copy.mutate({ from: { kind: 'copy', eventId: event.id } })}
          >
            {t('copy')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTemplate {...icon} />}
            onClick={() =>
              save.mutate({ fields: asTemplate(), rooms: { eventId: event.id }, plan: event.plan })
            }
          >
            {t('saveTemplate')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDeviceLaptop {...icon} />}
            onClick={() => navigate(`/events/${event.id}/laptop`)}
          >
            {t('secondLaptop')}
          </Menu.Item>
          <Menu.Divider />
          {event.cancelled_at === null ? (
            <Menu.Item leftSection={<IconBan {...icon} />} onClick={() => setCancelling(true)}>
              {t('cancelEvent')}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconPlayerPlay {...icon} />}
              onClick={() => hold.mutate({ id: event.id })}
            >
              {t('holdEvent')}
            </Menu.Item>
          )}
          <Menu.Item
            color="red"
            leftSection={<IconTrash {...icon} />}
            onClick={() => remove.mutate({ id: event.id })}
          >
            {t('removeEvent')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isCancelling && <CancelDialog id={event.id} onClose={() => setCancelling(false)} />}
    </>
  );
};

const CancelDialog = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useTexts(eventsTexts);
  const ui = useTexts(uiTexts);
  const [reason, setReason] = useState('');
  const cancel = useMutation(
    api.events.cancel.mutationOptions({
      onSuccess: ({ tx }) => {
        toastDone(t('cancelDone'), tx ?? undefined);
        onClose();
      },
    }),
  );
  return (
    <Modal opened onClose={onClose} title={t('cancelEvent')} closeButtonProps={{ 'aria-label': ui('close') }}>
      <Textarea
        data-autofocus
        label={t('cancelReason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {ui('close')}
        </Button>
        <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate({ id, reason })}>
          {t('cancelEvent')}
        </Button>
      </Group>
    </Modal>
  );
};
