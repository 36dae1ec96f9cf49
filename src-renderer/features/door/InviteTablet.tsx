import { Button, Group, Loader, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import { CODE_LIFE, TABLET_ROLES, type TabletRole } from '../../../src-core/tablets/tablets.rules.ts';
import type { Tablet, TabletLink } from './shape.ts';
import styles from './tablets.module.css';
import { tabletsTexts } from './tablets.texts.ts';

const QUIET = 2;
const MINUTE_MS = 60_000;

/** The select's values: the event as a whole, or a letter for the kind of room and its id. */
const WHOLE = 'e';
const gateOf = (value: string) => ({
  listId: value.startsWith('l') ? value.slice(1) : null,
  sectionId: value.startsWith('s') ? value.slice(1) : null,
});

type InviteProps = {
  readonly eventId: string;
  /** The code that is shown; absent while the volunteer is being named. */
  readonly link: TabletLink | undefined;
  readonly tablets: readonly Tablet[];
  /** The desk's clock. */
  readonly nowMs: number;
  readonly onLink: (link: TabletLink) => void;
  readonly onClose: () => void;
};

/** Names a volunteer, then shows the code that makes their device a desk, until the device is there. */
export const InviteTablet = (props: InviteProps) => {
  const t = useTexts(tabletsTexts);
  const ui = useTexts(uiTexts);
  const { link, onClose } = props;
  return (
    <Modal
      opened
      onClose={onClose}
      size={link === undefined ? 520 : 720}
      title={t('invite')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {link === undefined ? <Naming {...props} /> : <ShownCode {...props} link={link} />}
    </Modal>
  );
};

const Naming = ({ eventId, onLink, onClose }: InviteProps) => {
  const t = useTexts(tabletsTexts);
  const [name, setName] = useState('');
  const [role, setRole] = useState<TabletRole>('steward');
  const [gate, setGate] = useState<string>(WHOLE);
  const rooms = useQuery(api.rooms.get.queryOptions({ eventId })).data;
  const places = [
    ...(rooms?.sections ?? []).map(({ id, name: label }) => ({ value: `s${id}`, label })),
    ...(rooms?.lists ?? []).map(({ id, name: label }) => ({ value: `l${id}`, label })),
  ];
  const invite = useMutation(api.tablets.invite.mutationOptions({ onSuccess: ({ link }) => onLink(link) }));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '' && !invite.isPending) invite.mutate({ eventId, name, role, gate: gateOf(gate) });
  };
  return (
    <form onSubmit={send}>
      <TextInput
        label={t('name')}
        placeholder={t('nameHint')}
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Radio.Group
        mt="md"
        label={t('role')}
        value={role}
        onChange={(value) => setRole(TABLET_ROLES.find((one) => one === value) ?? 'steward')}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="steward" label={t('steward')} description={t('stewardMay')} />
          <Radio value="supervisor" label={t('supervisor')} description={t('supervisorMay')} />
        </Stack>
      </Radio.Group>
      {places.length > 0 && (
        <Select
          mt="md"
          label={t('gate')}
          allowDeselect={false}
          data={[{ value: WHOLE, label: t('wholeEvent') }, ...places]}
          value={gate}
          onChange={(next) => setGate(next ?? WHOLE)}
        />
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={invite.isPending} disabled={name.trim() === ''}>
          {t('showCode')}
        </Button>
      </Group>
    </form>
  );
};

const ShownCode = ({
  eventId,
  link,
  tablets,
  nowMs,
  onLink,
  onClose,
}: InviteProps & { readonly link: TabletLink }) => {
  const t = useTexts(tabletsTexts);
  const renew = useMutation(api.tablets.renew.mutationOptions({ onSuccess: (made) => onLink(made.link) }));
  const tablet = tablets.find(({ id }) => id === link.id);
  // The desk alone knows whether a code still waits; whoever used it was this device.
  const isDone = tablet?.state === 'working' && (tablet.pairedMs ?? 0) > link.untilMs - CODE_LIFE;
  const isGone = !isDone && nowMs > link.untilMs;
  // The list's clock may be a moment older than the code.
  const leftMs = Math.min(link.untilMs - nowMs, CODE_LIFE);
  const minutes = Math.max(1, Math.ceil(leftMs / MINUTE_MS));
  const side = link.qr.size + QUIET * 2;
  return (
    <>
      <div className={styles.shown}>
        <svg
          className={styles.qr}
          data-dull={isDone || isGone || undefined}
          viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label={link.url}
        >
          <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
          <path d={link.qr.path} fill="#000" />
        </svg>
        <div>
          <h3 className={styles.scan}>{t('scanThis')}</h3>
          <ol className={styles.steps}>
            <li>{t('step1')}</li>
            <li>{t('step2')}</li>
            <li>{t('step3')}</li>
          </ol>
          <dl className={styles.typed}>
            <dt>{t('address')}</dt>
            <dd>{link.url.slice('http://'.length, -link.code.length)}</dd>
            <dt>{t('code')}</dt>
            <dd>{link.code}</dd>
          </dl>
          <div className={styles.verdict} data-done={isDone || undefined} role="status">
            {isDone ? (
              <IconCircleCheckFilled size={26} aria-hidden />
            ) : (
              !isGone && <Loader size={20} aria-hidden />
            )}
            <span>
              {isDone ? t('connected', { name: tablet.name }) : isGone ? t('codeGone') : t('waiting')}
              {!isDone && !isGone && <small>{t('codeLeft', { minutes })}</small>}
            </span>
          </div>
        </div>
      </div>
      <Group justify="flex-end" mt="md">
        {isGone && (
          <Button
            variant="light"
            loading={renew.isPending}
            onClick={() => renew.mutate({ eventId, tabletId: link.id })}
          >
            {t('newCode')}
          </Button>
        )}
        <Button variant={isDone ? 'filled' : 'default'} onClick={onClose}>
          {t('done')}
        </Button>
      </Group>
    </>
  );
};
