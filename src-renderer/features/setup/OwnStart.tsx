import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { api, queryClient } from '../../api/client.ts';
import { keepChoice } from '../../api/preferences.ts';
import { useSentence } from '../../api/sentence.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { MACHINE_TIME_ZONE } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { currencyChoices, guessCurrency, timeZoneChoices } from './places.ts';
import styles from './setup.module.css';
import { setupTexts } from './setup.texts.ts';

/** One short form; only two fields have to be typed, the rest is guessed. */
export const OwnStart = ({ onBack }: { readonly onBack: () => void }) => {
  const t = useTexts(setupTexts);
  const sentence = useSentence();
  const { language, setLanguage } = useLanguage();
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const [timeZone, setTimeZone] = useState(MACHINE_TIME_ZONE);
  const [currency, setCurrency] = useState(() => guessCurrency(MACHINE_TIME_ZONE));
  const [isChecked, setChecked] = useState(false);
  const zones = useMemo(() => timeZoneChoices(MACHINE_TIME_ZONE), []);
  const start = useMutation(
    api.setup.startOwn.mutationOptions({
      meta: { shown: true },
      onSuccess: () => queryClient.invalidateQueries(),
    }),
  );

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '' || owner.trim() === '') return;
    keepChoice('language', language);
    start.mutate({ name: name.trim(), owner: owner.trim(), language, currency, timeZone });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        data-autofocus
        autoFocus
        size="md"
        label={t('name')}
        placeholder={t('namePlaceholder')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isChecked && name.trim() === '' ? t('nameMissing') : undefined}
      />
      <TextInput
        size="md"
        label={t('owner')}
        description={t('ownerHint')}
        autoComplete="name"
        value={owner}
        onChange={(event) => setOwner(event.currentTarget.value)}
        error={isChecked && owner.trim() === '' ? t('ownerMissing') : undefined}
      />
      <div className={styles.pair}>
        <Select
          label={t('language')}
          value={language}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(value) => isLanguage(value) && setLanguage(value)}
        />
        <Select
          label={t('currency')}
          value={currency}
          data={currencyChoices(language)}
          onChange={(value) => value !== null && setCurrency(value)}
        />
      </div>
      <Select
        searchable
        label={t('timeZone')}
        value={timeZone}
        data={zones}
        limit={60}
        onChange={(value) => value !== null && setTimeZone(value)}
      />
      {start.isError && <ErrorSentence sentence={sentence(start.error)} />}
      <Group justify="space-between" mt="sm">
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" size="md" loading={start.isPending}>
          {t('start')}
        </Button>
      </Group>
    </form>
  );
};
