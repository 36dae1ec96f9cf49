import { Checkbox, Group, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { DateField } from '../../events/fields/DateField.tsx';
import { TimeField } from '../../events/fields/TimeField.tsx';
import { ChannelOrder } from '../ChannelOrder.tsx';
import { composerTexts } from '../composer.texts.ts';
import styles from './composer.module.css';
import type { Draft } from './draft.ts';

type Props = { readonly draft: Draft; readonly put: (patch: Partial<Draft>) => void };

/** Now or at a time, urgent or not, and on which ways. */
export const WhenFields = ({ draft, put }: Props) => {
  const t = useTexts(composerTexts);
  const rules = useQuery(api.messages.rules.queryOptions());
  const [date, time] = [draft.at.slice(0, 10), draft.at.slice(11, 16)];
  const quiet = rules.data?.quiet ?? null;
  const inUse = rules.data?.channels ?? [];
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={t('when')}
        data={[
          { value: 'now', label: t('now') },
          { value: 'later', label: t('later') },
        ]}
        value={draft.isLater ? 'later' : 'now'}
        onChange={(next) => put({ isLater: next === 'later' })}
      />
      {draft.isLater && (
        <Group grow align="flex-start">
          <DateField label={t('day')} value={date} onChange={(next) => put({ at: `${next}T${time}` })} />
          <TimeField label={t('time')} value={time} onChange={(next) => put({ at: `${date}T${next}` })} />
        </Group>
      )}
      <Checkbox
        label={t('urgent')}
        description={t('urgentHint')}
        checked={draft.isUrgent}
        onChange={(event) => put({ isUrgent: event.currentTarget.checked })}
      />
      {quiet !== null && !draft.isUrgent && <p className={styles.quiet}>{t('quiet', quiet)}</p>}
      <SegmentedControl
        aria-label={t('how')}
        data={[
          { value: 'own', label: t('ownWays') },
          { value: 'these', label: t('theseWays') },
        ]}
        value={draft.channels === null ? 'own' : 'these'}
        onChange={(next) => put({ channels: next === 'own' ? null : inUse })}
      />
      {draft.channels !== null && (
        <ChannelOrder
          label={t('how')}
          value={draft.channels}
          among={inUse}
          onChange={(channels) => put({ channels })}
        />
      )}
    </Stack>
  );
};
