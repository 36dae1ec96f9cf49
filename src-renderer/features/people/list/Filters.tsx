import { Button, Indicator, MultiSelect, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { IconFilter, IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import type { PersonField } from '../../../../src-core/people/index.ts';
import { PERSON_KINDS, PERSON_STATUSES } from '../../../../src-core/people/people.rules.ts';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import { useKeys } from '../../../ui/keys.ts';
import { peopleTexts } from '../people.texts.ts';
import styles from './list.module.css';
import { EVERYONE, isNarrowed, type PersonFilter } from './view.ts';

type Props = {
  readonly filter: PersonFilter;
  readonly onFilter: (filter: PersonFilter) => void;
  readonly children: ReactNode;
};

const CONTACTS = ['phone', 'telegram', 'email', 'student_card_no'] as const satisfies readonly PersonField[];

/** The line above the list: what is typed narrows it at once; the rest stands behind one button. */
export const Filters = ({ filter, onFilter, children }: Props) => {
  const t = useTexts(peopleTexts);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  const { text = '', ...conditions } = filter;
  const held = Object.values(conditions).filter((value) => (value?.length ?? 0) > 0).length;
  return (
    <div className={styles.tools}>
      <TextInput
        ref={field}
        className={styles.find}
        aria-label={t('filter')}
        placeholder={t('filter')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={text === '' ? <Kbd keys="/" /> : undefined}
        rightSectionPointerEvents="none"
        value={text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && onFilter({ ...filter, text: '' })}
      />
      <Popover position="bottom-start" shadow="md" width={340} trapFocus>
        <Indicator disabled={held === 0} label={held} size={18} color="apricot.7" offset={4}>
          <Popover.Target>
            <Button
              aria-label={t('conditions')}
              variant="default"
              leftSection={<IconFilter size={16} aria-hidden />}
            >
              <span className="label">{t('conditions')}</span>
            </Button>
          </Popover.Target>
        </Indicator>
        <Popover.Dropdown>
          <Conditions filter={filter} onFilter={onFilter} />
        </Popover.Dropdown>
      </Popover>
      {isNarrowed(filter) && (
        <Button
          aria-label={t('clear')}
          variant="subtle"
          color="gray"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => onFilter(EVERYONE)}
        >
          <span className="label">{t('clear')}</span>
        </Button>
      )}
      <div className={styles.right}>{children}</div>
    </div>
  );
};

const Conditions = ({ filter, onFilter }: Omit<Props, 'children'>) => {
  const t = useTexts(peopleTexts);
  const facets = useQuery(api.people.facets.queryOptions());
  const groups = (facets.data?.studyGroup ?? []).flatMap(({ value, count }) =>
    value === null ? [] : [{ value, label: `${value} · ${count}` }],
  );
  const isHeld = (field: PersonField): 'has' | 'missing' | '' =>
    filter.has?.includes(field) === true ? 'has' : filter.missing?.includes(field) === true ? 'missing' : '';
  const hold = (field: PersonField, choice: string): void =>
    onFilter({
      ...filter,
      has: [...(filter.has ?? []).filter((known) => known !== field), ...(choice === 'has' ? [field] : [])],
      missing: [
        ...(filter.missing ?? []).filter((known) => known !== field),
        ...(choice === 'missing' ? [field] : []),
      ],
    });
  const inside = { comboboxProps: { withinPortal: false } } as const;
  return (
    <Stack gap="sm">
      <MultiSelect
        {...inside}
        searchable
        clearable
        label={t('f_study_group')}
        data={groups}
        value={[...(filter.studyGroup ?? [])]}
        onChange={(studyGroup) => onFilter({ ...filter, studyGroup })}
      />
      <MultiSelect
        {...inside}
        clearable
        label={t('f_kind')}
        data={PERSON_KINDS.map((value) => ({ value, label: t(`k_${value}`) }))}
        value={[...(filter.kind ?? [])]}
        onChange={(kind) => onFilter({ ...filter, kind })}
      />
      <MultiSelect
        {...inside}
        clearable
        label={t('f_status')}
        data={PERSON_STATUSES.map((value) => ({ value, label: t(`s_${value}`) }))}
        value={[...(filter.status ?? [])]}
        onChange={(status) => onFilter({ ...filter, status })}
      />
      {CONTACTS.map((field) => (
        <div key={field} className={styles.condition}>
          <span id={`condition-${field}`}>{t(`f_${field}`)}</span>
          <SegmentedControl
            size="xs"
            aria-labelledby={`condition-${field}`}
            value={isHeld(field)}
            data={[
              { value: '', label: t('anyValue') },
              { value: 'has', label: t('has') },
              { value: 'missing', label: t('missing') },
            ]}
            onChange={(choice) => hold(field, choice)}
          />
        </div>
      ))}
    </Stack>
  );
};
