import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupedCode } from '../../../src-core/draws/draw.rules.ts';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { drawsTexts } from './draws.texts.ts';
import styles from './takingPart.module.css';

type Asked = {
  readonly eventId: string;
  /** A committed draw; null: as one would be committed now. */
  readonly drawId: string | null;
  readonly noRepeatEvents: number;
};

/** Who takes part, with their codes, for whoever comes to the desk and asks for theirs. */
export const TakingPart = (asked: Asked) => {
  const t = useTexts(drawsTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.taking} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('takingPart')}</summary>
      {isOpen && <Search {...asked} />}
    </details>
  );
};

const Search = (asked: Asked) => {
  const t = useTexts(drawsTexts);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const list = useQuery(
    api.draws.takingPart.queryOptions({ ...asked, search }, { placeholderData: keepPreviousData }),
  );
  const { found = 0, people = [] } = list.data ?? {};
  return (
    <>
      <TextInput
        mt={8}
        label={t('takingSearch')}
        leftSection={<IconSearch size={17} aria-hidden />}
        autoComplete="off"
        maxLength={100}
        value={typed}
        // Enter in it is no wish to commit the draw around it.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {list.data !== undefined && found === 0 && <p className={styles.more}>{t('takingNobody')}</p>}
      {people.length > 0 && (
        <ul className={styles.people} aria-label={t('takingPart')}>
          {people.map(({ id, name, group, code }) => (
            <li key={id}>
              <span>
                {name}
                {group !== null && <small> · {group}</small>}
              </span>
              <code>{groupedCode(code)}</code>
            </li>
          ))}
        </ul>
      )}
      {found > people.length && (
        <p className={styles.more}>{t('takingMore', { count: found - people.length })}</p>
      )}
    </>
  );
};
