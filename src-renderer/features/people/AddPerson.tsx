import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { fullName, PERSON_KINDS, type PersonKind } from '../../../src-core/people/people.rules.ts';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { uiTexts } from '../../ui/ui.texts.ts';
import { likenessTexts } from '../imports/likeness.texts.ts';
import { LIKENESS } from '../imports/likeness.ts';
import styles from './add.module.css';
import { GroupField } from './list/BulkBar.tsx';
import { peopleTexts } from './people.texts.ts';

type Draft = {
  readonly family_name: string;
  readonly given_name: string;
  readonly patronymic: string;
  readonly study_group: string;
  readonly phone: string;
  readonly telegram: string;
  readonly kind: PersonKind;
};

const BLANK: Draft = {
  family_name: '',
  given_name: '',
  patronymic: '',
  study_group: '',
  phone: '',
  telegram: '',
  kind: 'student',
};

/** A new card in a few keystrokes; who might be the same person stands below before it is saved. */
export const AddPerson = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const [draft, setDraft] = useState(BLANK);
  const [isChecked, setChecked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const isNameless = draft.family_name.trim() === '' && draft.given_name.trim() === '';
  const add = useMutation(api.people.add.mutationOptions({ meta: { shown: true } }));
  const put = (patch: Partial<Draft>): void => setDraft((now) => ({ ...now, ...patch }));
  const save = async (isNext: boolean): Promise<void> => {
    setChecked(true);
    if (isNameless || add.isPending) return;
    const { tx } = await add.mutateAsync(draft);
    toastDone(t('added', { name: fullName(draft) }), tx);
    if (!isNext) return onClose();
    // The group and the kind are the same for the next one more often than not.
    setDraft({ ...BLANK, study_group: draft.study_group, kind: draft.kind });
    setChecked(false);
    first.current?.focus();
  };
  const start = (isNext: boolean): void => void save(isNext).catch(() => undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start(false);
  };
  const text = (field: Exclude<keyof Draft, 'kind' | 'study_group'>) => (
    <TextInput
      label={t(`f_${field}`)}
      value={draft[field]}
      onChange={(event) => put({ [field]: event.currentTarget.value })}
      autoComplete="off"
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('addTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form onSubmit={submit} className={styles.form} noValidate>
        <TextInput
          ref={first}
          data-autofocus
          label={t('f_family_name')}
          value={draft.family_name}
          onChange={(event) => put({ family_name: event.currentTarget.value })}
          error={isChecked && isNameless ? t('nameMissing') : undefined}
          autoComplete="off"
        />
        {text('given_name')}
        {text('patronymic')}
        <GroupField
          label={t('f_study_group')}
          value={draft.study_group}
          onChange={(study_group) => put({ study_group })}
        />
        {text('phone')}
        {text('telegram')}
        <Select
          label={t('f_kind')}
          data={PERSON_KINDS.map((value) => ({ value, label: t(`k_${value}`) }))}
          value={draft.kind}
          onChange={(value) => put({ kind: PERSON_KINDS.find((kind) => kind === value) ?? 'student' })}
        />
        <div className={styles.wide}>
          <Similar draft={draft} onLeave={onClose} />
          {add.isError && <ErrorSentence sentence={sentence(add.error)} />}
        </div>
        <Group justify="flex-end" className={styles.wide}>
          <Button variant="default" onClick={() => start(true)}>
            {t('saveAndNext')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t('save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};

/** Who is in the list already under this name or number, and why. The place is kept free, so that nothing jumps. */
const Similar = ({ draft, onLeave }: { readonly draft: Draft; readonly onLeave: () => void }) => {
  const t = useTexts(peopleTexts);
  const likeness = useTexts(likenessTexts);
  const isEnough = draft.family_name.trim().length >= 3 || draft.phone.replaceAll(/\D/g, '').length >= 10;
  const found = useQuery({
    ...api.people.duplicatesOf.queryOptions(draft),
    enabled: isEnough,
    placeholderData: keepPreviousData,
  });
  const hits = isEnough ? (found.data ?? []).slice(0, 3) : [];
  return (
    <div className={styles.similar} aria-live="polite">
      {hits.length > 0 && <strong>{t('similarTitle')}</strong>}
      {hits.map(({ person, reasons }) => (
        <div key={person.id} className={styles.hit}>
          <span>
            {fullName(person)}
            <span className={styles.detail}>
              {[person.study_group, ...reasons.map(({ code }) => likeness(LIKENESS[code]))]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          <Link href={`/people/${person.id}`} onClick={onLeave}>
            {t('openCard')}
          </Link>
        </div>
      ))}
    </div>
  );
};
