import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { api } from '../../api/client.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../../i18n/language.ts';
import { toastDone } from '../../ui/toasts.ts';
import { currencyChoices, timeZoneChoices } from '../setup/places.ts';
import { settingsTexts } from './settings.texts.ts';

type Draft = {
  readonly name: string;
  readonly language: Language;
  readonly currency: string;
  readonly timeZone: string;
};

/** The organisation's own card; saving offers "undo". */
export const OrganisationForm = () => {
  const { data } = useQuery(api.organisation.get.queryOptions());
  if (!data) return null;
  const { name, language, currency, time_zone: timeZone } = data;
  return <Form key={data.seq} saved={{ name, language, currency, timeZone }} />;
};

const Form = ({ saved }: { readonly saved: Draft }) => {
  const t = useTexts(settingsTexts);
  const { language } = useLanguage();
  const [draft, setDraft] = useState(saved);
  const zones = useMemo(() => timeZoneChoices(saved.timeZone), [saved.timeZone]);
  const change = useMutation(
    api.organisation.change.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('changed'), tx) }),
  );
  const isSame = JSON.stringify(draft) === JSON.stringify(saved);
  const put = (patch: Partial<Draft>): void => setDraft((now) => ({ ...now, ...patch }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSame && draft.name.trim() !== '') change.mutate(draft);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          value={draft.name}
          onChange={(event) => put({ name: event.currentTarget.value })}
          required
          withAsterisk={false}
        />
        <Group grow align="flex-start">
          <Select
            label={t('mainLanguage')}
            description={t('mainLanguageHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={draft.language}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={(value) => isLanguage(value) && put({ language: value })}
          />
          <Select
            label={t('currency')}
            value={draft.currency}
            data={currencyChoices(language)}
            onChange={(value) => value !== null && put({ currency: value })}
          />
        </Group>
        <Select
          searchable
          label={t('timeZone')}
          value={draft.timeZone}
          data={zones}
          limit={60}
          onChange={(value) => value !== null && put({ timeZone: value })}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={isSame} loading={change.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
