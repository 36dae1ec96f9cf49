import { Button, Group, Select } from '@mantine/core';
import { IconDeviceMobileCheck, IconPresentation } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './door.module.css';
import { doorTexts } from './door.texts.ts';
import { doorFailureTexts } from './failures.texts.ts';
import { Fields } from './Fields.tsx';
import { Pairs } from './Pairs.tsx';
import { Queue } from './Queue.tsx';
import { Rehearsal } from './Rehearsal.tsx';
import type { Door } from './shape.ts';
import { Tablets } from './Tablets.tsx';
import { Waves } from './Waves.tsx';

addFailureTexts(doorFailureTexts);

/** Opening and closing the door touches no table, so the screens ask again by themselves. */
const askDoorAgain = (): void => {
  void queryClient.invalidateQueries(api.door.pathFilter());
  void queryClient.invalidateQueries(api.stage.pathFilter());
  void queryClient.invalidateQueries(api.tablets.pathFilter());
};

/** The tab of an event where its door for phones is run. */
export const DoorPanel = ({ eventId }: { readonly eventId: string }) => {
  const sentence = useSentence();
  const state = useQuery({ ...api.door.state.queryOptions({ eventId }), refetchInterval: 5000 });
  if (state.isError) return <ErrorSentence sentence={sentence(state.error)} />;
  if (state.data === undefined) return null;
  const door = state.data;
  return (
    <div className={styles.columns}>
      <div>
        <Address eventId={eventId} door={door} />
        <Waves eventId={eventId} door={door} />
        <Fields eventId={eventId} asked={door.asked} />
      </div>
      <div>
        <Queue eventId={eventId} />
        <Tablets eventId={eventId} isOpen={door.open?.isThisEvent === true} />
        <Pairs eventId={eventId} />
      </div>
    </div>
  );
};

const Address = ({ eventId, door }: { readonly eventId: string; readonly door: Door }) => {
  const t = useTexts(doorTexts);
  const [chosen, setChosen] = useState<string>();
  const [isRehearsing, setRehearsing] = useState(false);
  const open = useMutation(
    api.door.open.mutationOptions({
      onSuccess: () => toastDone(t('doorOpened')),
      onSettled: askDoorAgain,
    }),
  );
  const close = useMutation(
    api.door.close.mutationOptions({
      onSuccess: () => toastDone(t('doorClosed')),
      onSettled: askDoorAgain,
    }),
  );
  const address = chosen ?? door.addresses[0]?.address;
  const own = door.open?.isThisEvent === true ? door.open : undefined;
  const start = async (): Promise<void> => {
    if (address !== undefined) await open.mutateAsync({ eventId, address });
  };
  const rehearse = (): void => {
    if (own !== undefined) setRehearsing(true);
    else
      void start()
        .then(() => setRehearsing(true))
        .catch(() => undefined);
  };
  return (
    <Panel title={t('title')}>
      <p className={styles.hint}>{t('lead')}</p>
      {door.open !== null && own === undefined && (
        <div className={styles.warn} role="alert">
          {t('otherEvent')}{' '}
          <Button size="compact-sm" variant="default" onClick={() => close.mutate()}>
            {t('closeOther')}
          </Button>
        </div>
      )}
      {own !== undefined && !own.isReachable && (
        <p className={styles.warn} role="alert">
          {t('addressGone', { address: own.address })}
        </p>
      )}
      {own === undefined ? (
        <Select
          label={t('address')}
          disabled={door.open !== null}
          placeholder={t('noAddress')}
          data={door.addresses.map(({ address: value, name, kind }) => ({
            value,
            label: `${value} · ${t(`kind.${kind}`)} (${name})`,
          }))}
          value={address ?? null}
          onChange={(next) => setChosen(next ?? undefined)}
        />
      ) : (
        <p className={styles.open}>
          <span className={styles.lamp} aria-hidden />
          {t('doorOpen', { address: own.url })}
        </p>
      )}
      {door.addresses.length === 0 && own === undefined && <p className={styles.warn}>{t('noAddress')}</p>}
      <Group mt="md" gap="xs">
        {own === undefined ? (
          <Button
            loading={open.isPending}
            disabled={address === undefined || door.open !== null}
            onClick={() => void start().catch(() => undefined)}
          >
            {t('openDoor')}
          </Button>
        ) : (
          <Button
            component="a"
            href={`/stage/${eventId}`}
            target="_blank"
            rel="opener"
            leftSection={<IconPresentation size={17} aria-hidden />}
          >
            {t('stage')}
          </Button>
        )}
        <Button
          variant="default"
          disabled={address === undefined || (door.open !== null && own === undefined)}
          leftSection={<IconDeviceMobileCheck size={17} aria-hidden />}
          onClick={rehearse}
        >
          {t('rehearse')}
        </Button>
        {own !== undefined && (
          <Button variant="subtle" color="gray" loading={close.isPending} onClick={() => close.mutate()}>
            {t('closeDoor')}
          </Button>
        )}
      </Group>
      {isRehearsing && <Rehearsal addresses={door.addresses} onClose={() => setRehearsing(false)} />}
    </Panel>
  );
};
