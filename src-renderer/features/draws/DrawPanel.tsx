import { Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core';
import {
  IconCheck,
  IconFileTypePdf,
  IconFingerprint,
  IconJson,
  IconLockOpen,
  IconPageBreak,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import verifier from '../../../assets/verify.html?url';
import { LONGEST_HALL_INPUT, normalLine } from '../../../src-core/draws/draw.rules.ts';
import { api, client } from '../../api/client.ts';
import { download } from '../../api/files.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { uiTexts } from '../../ui/ui.texts.ts';
import type { Draw } from './drawOfTab.ts';
import { drawsTexts } from './draws.texts.ts';
import styles from './draws.module.css';
import { TakingPart } from './TakingPart.tsx';
import { Winners } from './Winners.tsx';

/** One draw from its commitment on: where it stands, its next step, its winners, its hashes and files. */
export const DrawPanel = ({ draw }: { readonly draw: Draw }) => {
  const t = useTexts(drawsTexts);
  return (
    <Panel
      title={t('drawNo', { number: draw.number })}
      aside={<span className={styles.quiet}>{t('entrantsNo', { count: draw.entrants })}</span>}
    >
      {draw.abandoned === null ? (
        <Steps state={draw.state} />
      ) : (
        <p className={styles.gone}>{t('abandoned', { reason: draw.abandoned.reason })}</p>
      )}
      {draw.hallInput !== null && <p className={styles.hall}>{t('hallIs', { text: draw.hallInput.text })}</p>}
      {draw.state === 'committed' && <HallInput id={draw.id} />}
      {draw.state === 'hallInput' && <Open draw={draw} />}
      {draw.holders.length > 0 && <Winners draw={draw} />}
      <TakingPart eventId={draw.eventId} drawId={draw.id} noRepeatEvents={draw.rules.noRepeatEvents} />
      <Hashes draw={draw} />
      <Group gap="xs" mt="md">
        <ProtocolFiles id={draw.id} />
        {(draw.state === 'committed' || draw.state === 'hallInput') && <Abandon id={draw.id} />}
      </Group>
    </Panel>
  );
};

const STEPS = ['committed', 'hallInput', 'opened', 'done'] as const;
const STEP_TITLES = {
  committed: 'stepCommitted',
  hallInput: 'stepHall',
  opened: 'stepOpened',
  done: 'stepDone',
} as const;

const Steps = ({ state }: { readonly state: Draw['state'] }) => {
  const t = useTexts(drawsTexts);
  const now = STEPS.findIndex((step) => step === state);
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          data-done={index <= now || undefined}
          aria-current={index === now ? 'step' : undefined}
        >
          {index <= now ? <IconCheck size={15} aria-hidden /> : <span aria-hidden>{index + 1}</span>}
          {t(STEP_TITLES[step])}
        </li>
      ))}
    </ol>
  );
};

const HallInput = ({ id }: { readonly id: string }) => {
  const t = useTexts(drawsTexts);
  const [text, setText] = useState('');
  const enter = useMutation(api.draws.hallInput.mutationOptions());
  const line = normalLine(text, LONGEST_HALL_INPUT);
  return (
    <form
      className={styles.step}
      onSubmit={(event) => {
        event.preventDefault();
        if (line !== null) enter.mutate({ id, text });
      }}
    >
      <TextInput
        className={styles.grow ?? ''}
        size="md"
        label={t('hallLabel')}
        description={t('hallHint')}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="md" disabled={line === null} loading={enter.isPending}>
        {t('enterHall')}
      </Button>
      <p className={styles.as}>{line === null || line === text ? '\u00a0' : t('hallAs', { text: line })}</p>
    </form>
  );
};

const Open = ({ draw }: { readonly draw: Draw }) => {
  const t = useTexts(drawsTexts);
  const open = useMutation(api.draws.open.mutationOptions());
  if (!draw.isHere) return <p className={styles.gone}>{t('otherDesk')}</p>;
  return (
    <div className={styles.step}>
      <Button
        size="md"
        leftSection={<IconLockOpen size={19} aria-hidden />}
        loading={open.isPending}
        onClick={() => open.mutate({ id: draw.id })}
      >
        {t('open')}
      </Button>
      <Text c="dimmed" size="sm">
        {t('openHint')}
      </Text>
    </div>
  );
};

const Hashes = ({ draw }: { readonly draw: Draw }) => {
  const t = useTexts(drawsTexts);
  const lines = [
    [t('commitment'), draw.commitment],
    [t('listHash'), draw.listHash],
    [t('secretHash'), draw.secretHash],
    [t('previous'), draw.previous],
    [t('secret'), draw.opening?.secret],
    [t('seed'), draw.opening?.seed],
  ] as const;
  return (
    <details className={styles.hashes} open={draw.state === 'committed'}>
      <summary>
        <IconFingerprint size={16} aria-hidden />
        {t('fingerprints')}
      </summary>
      <dl>
        <dt>{t('algorithm')}</dt>
        <dd>{draw.algorithm}</dd>
        {lines.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value.match(/.{1,4}/g)?.join(' ')}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  );
};

const ProtocolFiles = ({ id }: { readonly id: string }) => {
  const t = useTexts(drawsTexts);
  const { language } = useLanguage();
  const make = useMutation({
    mutationFn: (kind: 'json' | 'pdf') => client.draws.protocol.mutate({ id, kind, language }),
    onSuccess: ({ token }) => download(token),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconJson size={17} aria-hidden />}
        onClick={() => make.mutate('json')}
      >
        {t('json')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFileTypePdf size={17} aria-hidden />}
        onClick={() => make.mutate('pdf')}
      >
        {t('pdf')}
      </Button>
      <Button
        component="a"
        href={verifier}
        download="orda-verify.html"
        title={t('filesLead')}
        variant="default"
        leftSection={<IconPageBreak size={17} aria-hidden />}
      >
        {t('verifier')}
      </Button>
    </>
  );
};

const Abandon = ({ id }: { readonly id: string }) => {
  const t = useTexts(drawsTexts);
  const words = useTexts(uiTexts);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const abandon = useMutation(api.draws.abandon.mutationOptions({ onSuccess: () => setOpen(false) }));
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpen(true)}>
        {t('abandon')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('abandonTitle')}
        closeButtonProps={{ 'aria-label': words('close') }}
      >
        <Text mb="md">{t('abandonText')}</Text>
        <Textarea
          label={t('abandonReason')}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setOpen(false)}>
            {words('cancel')}
          </Button>
          <Button
            color="red"
            disabled={reason.trim() === ''}
            loading={abandon.isPending}
            onClick={() => abandon.mutate({ id, reason })}
          >
            {t('abandonDo')}
          </Button>
        </Group>
      </Modal>
    </>
  );
};
