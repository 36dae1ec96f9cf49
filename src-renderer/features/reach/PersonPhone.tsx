import { ActionIcon, Button } from '@mantine/core';
import { IconQrcode, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { toastDone } from '../../ui/toasts.ts';
import card from '../people/card/card.module.css';
import { CardWays } from './CardWays.tsx';
import { Family } from './Family.tsx';
import { LinkCode } from './LinkCode.tsx';
import type { MadeCode } from './LinkCode.tsx';
import styles from './reach.module.css';
import { reachFailureTexts, reachTexts } from './reach.texts.ts';

addFailureTexts(reachFailureTexts);

type Channel = Outputs['reach']['ofPerson']['channels'][number];

/** On a person's card: their phone, how it is linked, and who answers for whom. */
export const PersonPhone = ({ id }: { readonly id: string }) => {
  const t = useTexts(reachTexts);
  const mayWrite = useMay('reach.write');
  const { data } = useQuery(api.reach.ofPerson.queryOptions({ personId: id }));
  const [made, setMade] = useState<{ readonly code: MadeCode; readonly hint: string }>();
  const make = useMutation(
    api.reach.makeCode.mutationOptions({
      onSuccess: (code, { purpose }) =>
        setMade({ code, hint: t(purpose === 'self' ? 'codeSelf' : 'codeGuardian') }),
    }),
  );
  if (data === undefined) return null;
  // E-mail and SMS stand with the card's own addresses, below.
  const linked = data.channels.filter(({ kind }) => kind === 'bot' || kind === 'page');
  return (
    <section className={card.group} aria-label={t('reaching')}>
      <h3 className={card.groupTitle}>{t('reaching')}</h3>
      {linked.length === 0 && <p className={card.quiet}>{t('noPhone')}</p>}
      <ul className={styles.ways}>
        {linked.map((channel) => (
          <Way key={channel.kind} personId={id} channel={channel} mayWrite={mayWrite} />
        ))}
      </ul>
      {made !== undefined && (
        <LinkCode made={made.code} hint={made.hint} onClose={() => setMade(undefined)} />
      )}
      {mayWrite && (
        <div className={styles.makers}>
          {(['self', 'guardian'] as const).map((purpose) => (
            <Button
              key={purpose}
              size="compact-sm"
              variant="subtle"
              leftSection={<IconQrcode size={15} aria-hidden />}
              loading={make.isPending && make.variables.purpose === purpose}
              onClick={() => make.mutate({ personId: id, purpose })}
            >
              {t(purpose === 'self' ? 'makeSelf' : 'makeGuardian')}
            </Button>
          ))}
        </div>
      )}
      <CardWays personId={id} ways={data.card} channels={data.channels} mayWrite={mayWrite} />
      <Family id={id} guardians={data.guardians} childPeople={data.children} mayWrite={mayWrite} />
    </section>
  );
};

const Way = ({
  personId,
  channel,
  mayWrite,
}: {
  readonly personId: string;
  readonly channel: Channel;
  readonly mayWrite: boolean;
}) => {
  const t = useTexts(reachTexts);
  const formats = useFormats();
  const unlink = useMutation(
    api.reach.unlink.mutationOptions({
      onSuccess: ({ tx }, { kind }) => toastDone(t('unlinked', { channel: t(kind) }), tx),
    }),
  );
  const day = (instant: string): string => formats.shortDay(instant.slice(0, 10));
  const { kind, linkedAt, blockedAt, stoppedAt } = channel;
  const state =
    stoppedAt !== null
      ? t('stopped', { day: day(stoppedAt) })
      : blockedAt !== null
        ? t('blocked', { day: day(blockedAt) })
        : linkedAt === null
          ? ''
          : t('since', { day: day(linkedAt) });
  const label = t('unlink', { channel: t(kind) });
  return (
    <li className={styles.way} data-closed={!channel.isOpen || undefined}>
      <span>
        <b>{t(kind)}</b> {state}
      </span>
      {mayWrite && (
        <ActionIcon
          size="sm"
          aria-label={label}
          title={label}
          onClick={() => unlink.mutate({ personId, kind })}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
};
