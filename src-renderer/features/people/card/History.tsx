import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PERSON_FIELDS, PERSON_KINDS, PERSON_STATUSES } from '../../../../src-core/people/people.rules.ts';
import { api } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES } from '../../../i18n/language.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useLaptopNames } from '../../laptops/useLaptopNames.ts';
import { peopleTexts } from '../people.texts.ts';
import { phoneForReading } from '../phones.ts';
import styles from './card.module.css';

type Change = Outputs['journal']['ofRow'][number];

const FIRST = 6;

/** Who changed which field, when, from what to what. */
export const History = ({ id }: { readonly id: string }) => {
  const t = useTexts(peopleTexts);
  const formats = useFormats();
  const history = useQuery(api.journal.ofRow.queryOptions({ table: 'person', id }));
  const state = useQuery(api.setup.state.queryOptions());
  const [isWhole, setWhole] = useState(false);
  const laptopOf = useLaptopNames();
  const hasOthers = (useQuery(api.laptops.list.queryOptions()).data?.laptops.length ?? 0) > 1;
  const changes = (history.data ?? []).filter(
    ({ column, to, from }) => column in FIELD_NAMES && (to !== null || from !== null),
  );
  const shown = isWhole ? changes : changes.slice(0, FIRST);
  const valueOf = (column: string, value: string | number | null): string => {
    if (value === null) return t('emptyValue');
    const kind = PERSON_KINDS.find((known) => column === 'kind' && known === value);
    const status = PERSON_STATUSES.find((known) => column === 'status' && known === value);
    if (kind !== undefined) return t(`k_${kind}`);
    if (status !== undefined) return t(`s_${status}`);
    if (column === 'language' && isLanguage(value)) return LANGUAGE_NAMES[value];
    if (column.endsWith('phone')) return phoneForReading(String(value));
    return column === 'birth_date' ? formats.date(String(value)) : String(value);
  };
  const me = state.data?.actor;
  const whoOf = ({ who, actor, node }: Change): string => {
    const name = who ?? (me?.id === actor || actor === 'owner' ? (me?.name ?? t('you')) : actor);
    // Where there is one laptop alone, nobody asks which it was.
    return hasOthers ? `${name} · ${laptopOf(node)}` : name;
  };
  return (
    <section className={styles.group}>
      <h3 className={styles.groupTitle}>{t('history')}</h3>
      {history.data !== undefined && changes.length === 0 && (
        <p className={styles.quiet}>{t('historyEmpty')}</p>
      )}
      <ol className={styles.history}>
        {shown.map((change) => (
          <li key={`${change.tx}-${change.column}`}>
            <span className={styles.when}>
              {formats.dateTime(change.at)} · {whoOf(change)}
            </span>
            <span>
              {t(FIELD_NAMES[change.column] ?? 'f_name')}:{' '}
              {change.from !== null && <s>{valueOf(change.column, change.from)}</s>}{' '}
              <strong>{valueOf(change.column, change.to)}</strong>
            </span>
          </li>
        ))}
      </ol>
      {!isWhole && changes.length > FIRST && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t('historyMore')}
        </Button>
      )}
    </section>
  );
};

type FieldText = `f_${(typeof PERSON_FIELDS)[number]}` | 'f_code' | 'f_deleted_at' | 'f_name';
const FIELD_NAMES: Readonly<Record<string, FieldText>> = {
  ...Object.fromEntries(PERSON_FIELDS.map((field): [string, FieldText] => [field, `f_${field}`])),
  code: 'f_code',
  deleted_at: 'f_deleted_at',
};
