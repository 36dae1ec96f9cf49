import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import colours from '../clubColours.module.css';
import { eventsTexts } from '../events.texts.ts';
import styles from './fields.module.css';

type Props = {
  readonly value: string | null;
  readonly onChange: (clubId: string | null) => void;
};

const NONE = '';
const ADD = '+';

/** A club of those known, or a new one by its name. */
export const ClubField = ({ value, onChange }: Props) => {
  const t = useTexts(eventsTexts);
  const clubs = useQuery(api.clubs.list.queryOptions());
  const save = useMutation(api.clubs.save.mutationOptions());
  const [typed, setTyped] = useState<string | undefined>();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const all = clubs.data ?? [];
  const chosen = all.find((club) => club.id === value);
  const text = (typed ?? '').trim().toLocaleLowerCase();
  const shown = text === '' ? all : all.filter((club) => club.name.toLocaleLowerCase().includes(text));
  const isNew = text !== '' && all.every((club) => club.name.toLocaleLowerCase() !== text);
  const choose = async (option: string): Promise<void> => {
    combobox.closeDropdown();
    const name = (typed ?? '').trim();
    setTyped(undefined);
    if (option === ADD) onChange((await save.mutateAsync({ name })).id);
    else onChange(option === NONE ? null : option);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={(option) => void choose(option)}>
      <Combobox.Target>
        <InputBase
          label={t('fClub')}
          placeholder={t('noClub')}
          value={typed ?? chosen?.name ?? ''}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown();
            setTyped(undefined);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={240} style={{ overflowY: 'auto' }}>
          {shown.map((club) => (
            <Combobox.Option key={club.id} value={club.id} active={club.id === value}>
              <span className={`${styles.dot} ${colours.club}`} data-colour={club.colour} />
              {club.name}
            </Combobox.Option>
          ))}
          {isNew && (
            <Combobox.Option value={ADD}>{t('addClub', { name: (typed ?? '').trim() })}</Combobox.Option>
          )}
          {text === '' && <Combobox.Option value={NONE}>{t('noClub')}</Combobox.Option>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
};
