import { Button, Group, Loader, Modal, Select } from '@mantine/core';
import { IconCircleCheckFilled, IconCopy } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { ROLES, type Role } from '../../../src-core/access/permissions.rules.ts';
import { INVITATION_LIFE } from '../../../src-core/laptops/pairing.rules.ts';
import { api, client } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import styles from './invite.module.css';
import { laptopsTexts } from './laptops.texts.ts';
import { useLinks, type Invitation, type Laptop } from './shape.ts';
import { useNetworks } from './useNetworks.ts';

const QUIET = 2;
const MINUTE_MS = 60_000;
/** How often the list is asked whether the laptop is there, in milliseconds. */
const PACE = 2_000;

type Shown = { readonly invitation: Invitation; readonly known: ReadonlySet<string> };

/** Says what may be done at the new laptop, then shows the words that let it in, until it is there. */
export const InviteLaptop = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(laptopsTexts);
  const ui = useTexts(uiTexts);
  const [role, setRole] = useState<Role>('organizer');
  const [shown, setShown] = useState<Shown>();
  return (
    <Modal
      opened
      onClose={onClose}
      size={shown === undefined ? 520 : 760}
      title={t('invite')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {shown === undefined ? (
        <Ask role={role} onRole={setRole} onShown={setShown} onClose={onClose} />
      ) : (
        <Words shown={shown} onAgain={() => setShown(undefined)} onClose={onClose} />
      )}
    </Modal>
  );
};

type AskProps = {
  readonly role: Role;
  readonly onRole: (role: Role) => void;
  readonly onShown: (shown: Shown) => void;
  readonly onClose: () => void;
};

const Ask = ({ role, onRole, onShown, onClose }: AskProps) => {
  const t = useTexts(laptopsTexts);
  const sentence = useSentence();
  const links = useLinks().data;
  const networks = useNetworks();
  const [chosen, setChosen] = useState<string>();
  const actor = useQuery(api.setup.state.queryOptions()).data?.actor;
  const roles = ROLES.filter((one) => one !== 'owner' || actor?.role === 'owner');
  const hasWayIn =
    links !== undefined &&
    (links.lan !== null || links.links.some(({ kind, problem }) => kind === 'relay' && problem === null));
  const address = chosen ?? networks?.[0]?.value;
  const invite = useMutation({
    meta: { shown: true },
    mutationFn: async (): Promise<Shown> => {
      if (!hasWayIn && address !== undefined) await client.links.openLan.mutate({ address });
      const { laptops } = await client.laptops.list.query();
      return {
        known: new Set(laptops.map(({ id }) => id)),
        invitation: await client.laptops.invite.mutate({ role }),
      };
    },
    onSuccess: onShown,
  });
  const isReady = links !== undefined && (hasWayIn || address !== undefined);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !invite.isPending) invite.mutate();
  };
  return (
    <form onSubmit={send}>
      <Select
        label={t('role')}
        description={t(`may.${role}`)}
        data-autofocus
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        onChange={(next) => onRole(ROLES.find((one) => one === next) ?? role)}
      />
      {links !== undefined && !hasWayIn && networks !== undefined && (
        <div className={styles.way}>
          {networks.length === 0 ? (
            <p className={styles.warn}>{t('noWayIn')}</p>
          ) : (
            <Select
              label={t('wayIn')}
              description={t('wayInHint')}
              data={[...networks]}
              value={address ?? null}
              onChange={(next) => setChosen(next ?? undefined)}
            />
          )}
        </div>
      )}
      {invite.isError && (
        <div className={styles.way}>
          <ErrorSentence sentence={sentence(invite.error)} />
        </div>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={invite.isPending} disabled={!isReady}>
          {t('showPhrase')}
        </Button>
      </Group>
    </form>
  );
};

/** This moment, again every second. */
const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

type WordsProps = { readonly shown: Shown; readonly onAgain: () => void; readonly onClose: () => void };

const Words = ({ shown, onAgain, onClose }: WordsProps) => {
  const t = useTexts(laptopsTexts);
  const { invitation, known } = shown;
  const { phrase, addresses, qr, drawing, expiresMs } = invitation;
  const now = useNow();
  const list = useQuery({ ...api.laptops.list.queryOptions(), refetchInterval: PACE });
  const joined = list.data?.laptops.find(({ id, isOwn }) => !isOwn && !known.has(id));
  const isGone = joined === undefined && now > expiresMs;
  const isOver = joined !== undefined || isGone;
  const side = drawing.size + QUIET * 2;
  return (
    <>
      <div className={styles.phrase} role="group" aria-label={t('phrase')} data-dull={isOver || undefined}>
        {[...phrase.split(' ').entries()].map(([place, word]) => (
          <span key={place}>{word}</span>
        ))}
      </div>
      <div className={styles.shown}>
        <svg
          className={styles.qr}
          data-dull={isOver || undefined}
          viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label="QR"
        >
          <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
          <path d={drawing.path} fill="#000" />
        </svg>
        <div>
          <h3 className={styles.other}>{t('onOther')}</h3>
          <ol className={styles.steps}>
            <li>{t('step1')}</li>
            <li>{t('step2')}</li>
          </ol>
          <dl className={styles.addresses}>
            <dt>{t(addresses.length > 1 ? 'addresses' : 'address')}</dt>
            {addresses.map((address) => (
              <dd key={address}>{address}</dd>
            ))}
          </dl>
          <Button
            size="compact-sm"
            variant="subtle"
            ml={-8}
            leftSection={<IconCopy size={15} aria-hidden />}
            disabled={isOver}
            onClick={() => void navigator.clipboard.writeText(qr).then(() => toastDone(t('copied')))}
          >
            {t('copy')}
          </Button>
        </div>
      </div>
      <Verdict joined={joined} leftMs={expiresMs - now} />
      <Group justify="flex-end" mt="md">
        {isGone && (
          <Button variant="light" onClick={onAgain}>
            {t('again')}
          </Button>
        )}
        <Button variant={joined === undefined ? 'default' : 'filled'} onClick={onClose}>
          {t('done')}
        </Button>
      </Group>
    </>
  );
};

const Verdict = ({ joined, leftMs }: { readonly joined: Laptop | undefined; readonly leftMs: number }) => {
  const t = useTexts(laptopsTexts);
  const minutes = Math.max(1, Math.ceil(Math.min(leftMs, INVITATION_LIFE) / MINUTE_MS));
  const isGone = joined === undefined && leftMs <= 0;
  return (
    <div className={styles.verdict} data-done={joined !== undefined || undefined} role="status">
      {joined !== undefined && <IconCircleCheckFilled size={26} aria-hidden />}
      {joined === undefined && !isGone && <Loader size={20} aria-hidden />}
      <span>
        {joined !== undefined
          ? t('hasJoined', { name: joined.name ?? t('nameless', { id: joined.node }) })
          : t(isGone ? 'gone' : 'waiting')}
        {joined === undefined && !isGone && <small>{t('left', { minutes })}</small>}
      </span>
    </div>
  );
};
