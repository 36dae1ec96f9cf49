import { useMemo } from 'react';
import type { PersonCard, PersonSort } from '../../../../src-core/people/index.ts';
import { fullName } from '../../../../src-core/people/people.rules.ts';
import type { Inputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { LANGUAGE_NAMES } from '../../../i18n/language.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { Column } from '../../../ui/table/columns.ts';
import { peopleTexts } from '../people.texts.ts';
import { phoneForReading } from '../phones.ts';
import styles from './list.module.css';

type PersonColumn = PersonSort['by'] | 'guardian_name' | 'guardian_phone' | 'language';

type Exported = Inputs['people']['export']['columns'][number];

/** The shown columns as a file has them; when a card was made is known to the list alone. */
export const exportedColumns = (shown: readonly { readonly id: PersonColumn }[]): Exported[] =>
  shown.flatMap(({ id }) => (id === 'added' ? [] : [id]));

/** The moment a card was made stands in its id, a UUIDv7. */
const addedAt = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

/** The columns of the people list, in the language of the screens. */
export const usePersonColumns = (): readonly Column<PersonCard, PersonColumn>[] => {
  const t = useTexts(peopleTexts);
  const formats = useFormats();
  return useMemo(
    (): readonly Column<PersonCard, PersonColumn>[] => [
      {
        id: 'name',
        title: t('f_name'),
        width: 260,
        isMain: true,
        isSortable: true,
        cell: (person) => <Name person={person} />,
      },
      {
        id: 'study_group',
        title: t('f_study_group'),
        width: 150,
        isSortable: true,
        cell: (person) => person.study_group,
      },
      {
        id: 'phone',
        title: t('f_phone'),
        width: 170,
        isSortable: true,
        cell: (person) => phoneForReading(person.phone),
      },
      {
        id: 'telegram',
        title: t('f_telegram'),
        width: 150,
        isSortable: true,
        cell: ({ telegram }) => telegram !== null && `@${telegram}`,
      },
      {
        id: 'kind',
        title: t('f_kind'),
        width: 130,
        isSortable: true,
        cell: (person) => t(`k_${person.kind}`),
      },
      {
        id: 'status',
        title: t('f_status'),
        width: 120,
        isSortable: true,
        cell: (person) => t(`s_${person.status}`),
      },
      {
        id: 'student_card_no',
        title: t('f_student_card_no'),
        width: 140,
        isSortable: true,
        cell: (person) => person.student_card_no,
      },
      { id: 'email', title: t('f_email'), width: 200, isSortable: true, cell: (person) => person.email },
      {
        id: 'birth_date',
        title: t('f_birth_date'),
        width: 130,
        isSortable: true,
        cell: ({ birth_date: day }) => day !== null && formats.date(day),
      },
      {
        id: 'guardian_name',
        title: t('f_guardian_name'),
        width: 200,
        cell: (person) => person.guardian_name,
      },
      {
        id: 'guardian_phone',
        title: t('f_guardian_phone'),
        width: 170,
        cell: (person) => phoneForReading(person.guardian_phone),
      },
      {
        id: 'language',
        title: t('f_language'),
        width: 110,
        cell: ({ language }) => language !== null && LANGUAGE_NAMES[language],
      },
      {
        id: 'added',
        title: t('f_added'),
        width: 120,
        isSortable: true,
        cell: (person) => formats.date(addedAt(person.id)),
      },
    ],
    [t, formats],
  );
};

const Name = ({ person }: { readonly person: PersonCard }) => {
  const t = useTexts(peopleTexts);
  return (
    <span className={styles.nameLine}>
      <span className={styles.name}>{fullName(person)}</span>
      {person.status !== 'active' && <span className={styles.tag}>{t(`s_${person.status}`)}</span>}
    </span>
  );
};
