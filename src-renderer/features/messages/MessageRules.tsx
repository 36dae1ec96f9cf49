import { Button, Group, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { TimeField } from '../events/fields/TimeField.tsx';
import { ChannelOrder } from './ChannelOrder.tsx';
import { readMoney, typedMoney } from './money.ts';
import styles from './messages.module.css';
import { rulesTexts } from './rules.texts.ts';

type Rules = Outputs['messages']['rules'];

/** In the settings: quiet hours, how much a day, ways in their order, what SMS cost. */
export const MessageRules = () => {
  const t = useTexts(rulesTexts);
  const may = useMay('messages.settings');
  const { data } = useQuery(api.messages.rules.queryOptions());
  if (!may || data === undefined) return null;
  return (
    <Panel title={t('title')}>
      <Form key={JSON.stringify(data)} saved={data} />
    </Panel>
  );
};

const Form = ({ saved }: { readonly saved: Rules }) => {
  const t = useTexts(rulesTexts);
  const { currency } = saved;
  const [draft, setDraft] = useState(saved);
  const [price, setPrice] = useState(() => typedMoney(saved.smsPrice, currency));
  const [budget, setBudget] = useState(() => typedMoney(saved.smsMonthBudget, currency));
  const save = useMutation(
    api.messages.saveRules.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('saved'), tx) }),
  );
  const put = (patch: Partial<Rules>): void => setDraft((now) => ({ ...now, ...patch }));
  const [smsPrice, smsMonthBudget] = [readMoney(price, currency), readMoney(budget, currency)];
  const isReadable = smsPrice !== undefined && smsMonthBudget !== undefined;
  const next = isReadable ? { ...draft, smsPrice, smsMonthBudget } : draft;
  const isSame = isReadable && JSON.stringify(next) === JSON.stringify(saved);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReadable || isSame) return;
    const { currency: _currency, ...rules } = next;
    save.mutate({ ...rules, channels: [...rules.channels] });
  };
  const { quiet, mostADay } = draft;
  const amountError = (read: number | null | undefined): string | undefined =>
    read === undefined ? t('badAmount') : undefined;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p className={styles.hint}>{t('lead')}</p>
        <Switch
          label={t('quiet')}
          description={t('quietHint')}
          checked={quiet !== null}
          onChange={(event) =>
            put({ quiet: event.currentTarget.checked ? { from: '22:30', until: '08:00' } : null })
          }
        />
        {quiet !== null && (
          <Group grow align="flex-start">
            <TimeField
              label={t('from')}
              value={quiet.from}
              onChange={(from) => put({ quiet: { ...quiet, from } })}
            />
            <TimeField
              label={t('until')}
              value={quiet.until}
              onChange={(until) => put({ quiet: { ...quiet, until } })}
            />
          </Group>
        )}
        <Group grow align="flex-end">
          <Switch
            label={t('limitOn')}
            checked={mostADay !== null}
            onChange={(event) => put({ mostADay: event.currentTarget.checked ? 5 : null })}
          />
          <NumberInput
            aria-label={t('limit')}
            min={1}
            max={50}
            allowDecimal={false}
            disabled={mostADay === null}
            value={mostADay ?? ''}
            onChange={(value) => typeof value === 'number' && value >= 1 && put({ mostADay: value })}
          />
        </Group>
        <ChannelOrder
          label={t('channels')}
          value={draft.channels}
          onChange={(channels) => put({ channels: [...channels] })}
        />
        <p className={styles.hint}>{t('channelsHint')}</p>
        <NumberInput
          label={t('fallback')}
          suffix={` ${t('minutes')}`}
          min={1}
          max={10_080}
          allowDecimal={false}
          value={draft.fallbackMinutes ?? ''}
          onChange={(value) =>
            put({ fallbackMinutes: typeof value === 'number' && value >= 1 ? value : null })
          }
        />
        <Group grow align="flex-start">
          <TextInput
            label={t('smsPrice', { currency })}
            description={t('smsPriceHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="decimal"
            value={price}
            error={amountError(smsPrice)}
            onChange={(event) => setPrice(event.currentTarget.value)}
          />
          <TextInput
            label={t('budget', { currency })}
            description={t('budgetHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="decimal"
            value={budget}
            error={amountError(smsMonthBudget)}
            onChange={(event) => setBudget(event.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" disabled={isSame || !isReadable} loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
