import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import type { PersonCard as Card, PersonField } from '../../../../src-core/people/index.ts';
import { fullName, PERSON_KINDS, PERSON_STATUSES } from '../../../../src-core/people/people.rules.ts';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../i18n/language.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { PersonFlags } from '../../attention/PersonFlags.tsx';
import { PersonCertificates } from '../../certificates/issued/PersonCertificates.tsx';
import { PersonPhone } from '../../reach/PersonPhone.tsx';
import { peopleTexts } from '../people.texts.ts';
import { CardsItems } from '../list/CardsMenu.tsx';
import styles from './card.module.css';
import { ChoiceField, TextField } from './Field.tsx';
import { History } from './History.tsx';
import { PersonEvents } from './PersonEvents.tsx';

/** One person: every field is edited where it stands and keeps its history. */
export const PersonCard = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const t = useTexts(peopleTexts);
  const person = useQuery(api.people.get.queryOptions({ id }));
  const heading = useRef<HTMLHeadingElement>(null);
  const isHere = person.data !== undefined;
  useEffect(() => {
    if (isHere) heading.current?.focus();
  }, [isHere]);
  return (
    <aside
      className={styles.card}
      aria-label={isHere ? fullName(person.data) : t('closeCard')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.head}>
        <h2 className={styles.name} tabIndex={-1} ref={heading}>
          {isHere ? fullName(person.data) : ''}
        </h2>
        {isHere && <CardMenu person={person.data} />}
        <Tooltip label={t('closeCard')}>
          <ActionIcon aria-label={t('closeCard')} onClick={onClose}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      {person.isError && <EmptyState title={t('notFound')} />}
      {isHere && <Fields person={person.data} />}
    </aside>
  );
};

const CardMenu = ({ person }: { readonly person: Card }) => {
  const t = useTexts(peopleTexts);
  const newCode = useMutation(
    api.people.newCode.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('newCodeDone'), tx) }),
  );
  const archive = useMutation(
    api.people.archive.mutationOptions({
      onSuccess: ({ tx, changed }) => toastDone(t('changed', { count: changed }), tx),
    }),
  );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`${t('code')}, ${t('archive')}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <CardsItems who={{ ids: [person.id] }} />
        <Menu.Item onClick={() => newCode.mutate({ id: person.id })}>{t('newCode')}</Menu.Item>
        <Menu.Item
          onClick={() => archive.mutate({ ids: [person.id] })}
          disabled={person.status === 'archived'}
        >
          {t('archive')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

const NAME: readonly PersonField[] = ['family_name', 'given_name', 'patronymic'];
const CONTACTS: readonly PersonField[] = ['phone', 'telegram', 'email', 'address'];
const GUARDIAN: readonly PersonField[] = ['guardian_name', 'guardian_phone'];

const Fields = ({ person }: { readonly person: Card }) => {
  const t = useTexts(peopleTexts);
  const edit = useMutation(api.people.edit.mutationOptions({ meta: { shown: true } }));
  const save = async (field: PersonField, value: string | null): Promise<void> => {
    const { tx } = await edit.mutateAsync({ id: person.id, patch: { [field]: value } });
    toastDone(t('edited', { field: t(`f_${field}`) }), tx);
  };
  const text = (field: PersonField) => (
    <TextField key={field} field={field} value={person[field]} onSave={save} />
  );
  const kinds = PERSON_KINDS.map((value) => ({ value, label: t(`k_${value}`) }));
  const statuses = PERSON_STATUSES.map((value) => ({ value, label: t(`s_${value}`) }));
  const languages = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
  return (
    <div className={styles.fields}>
      <section className={styles.group}>
        {NAME.map(text)}
        <ChoiceField field="kind" value={person.kind} choices={kinds} onSave={save} />
        <ChoiceField field="status" value={person.status} choices={statuses} onSave={save} />
      </section>
      <Group title={t('studyHead')}>
        {text('study_group')}
        {text('student_card_no')}
      </Group>
      <Group title={t('contactsHead')}>
        {CONTACTS.map(text)}
        <ChoiceField field="language" value={person.language} choices={languages} onSave={save} />
      </Group>
      <Group title={t('guardianHead')}>{GUARDIAN.map(text)}</Group>
      <Group title={t('personalHead')}>
        {text('birth_date')}
        {text('iin')}
      </Group>
      <Group title={t('notesHead')}>
        {text('attention')}
        <PersonFlags id={person.id} />
        {text('note')}
        <div className={styles.field}>
          <span className={styles.label}>{t('code')}</span>
          <code className={styles.code}>{person.code}</code>
        </div>
      </Group>
      <PersonPhone id={person.id} />
      <PersonEvents id={person.id} />
      <PersonCertificates id={person.id} />
      <History id={person.id} />
    </div>
  );
};

const Group = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={styles.group}>
    <h3 className={styles.groupTitle}>{title}</h3>
    {children}
  </section>
);
