import { ActionIcon, Autocomplete, Button, Menu, Popover, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PERSON_KINDS, PERSON_STATUSES } from '../../../../src-core/people/people.rules.ts';
import { api } from '../../../api/client.ts';
import { useMay } from '../../../api/useMay.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { toastDone } from '../../../ui/toasts.ts';
import { choosePeople, WRITE_TO_CHOSEN } from '../../messages/chosen.ts';
import { FlagMany } from '../../attention/FlagMany.tsx';
import { OpenForSelected } from '../../reach/OpenForMany.tsx';
import { messagesTexts } from '../../messages/messages.texts.ts';
import { peopleTexts } from '../people.texts.ts';
import { CardsItems } from './CardsMenu.tsx';
import styles from './list.module.css';

type Props = {
  readonly ids: ReadonlySet<string>;
  readonly onClear: () => void;
  readonly children?: ReactNode;
};

/** What can be done with those selected; each change is one step for "undo". */
export const BulkBar = ({ ids, onClear, children }: Props) => {
  const t = useTexts(peopleTexts);
  const messages = useTexts(messagesTexts);
  const mayWrite = useMay('messages.write');
  const [, navigate] = useLocation();
  const edit = useMutation(
    api.people.bulkEdit.mutationOptions({
      onSuccess: ({ tx, changed }) => toastDone(t('changed', { count: changed }), tx),
    }),
  );
  const put = (patch: Parameters<typeof edit.mutate>[0]['patch']): void =>
    edit.mutate({ ids: [...ids], patch });
  return (
    <div className={styles.bulk} data-bar role="toolbar" aria-label={t('selected', { count: ids.size })}>
      <strong className="numbers">{t('selected', { count: ids.size })}</strong>
      <GroupButton onGroup={(group) => put({ study_group: group })} isBusy={edit.isPending} />
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default" loading={edit.isPending}>
            {t('setKind')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PERSON_KINDS.map((kind) => (
            <Menu.Item key={kind} onClick={() => put({ kind })}>
              {t(`k_${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default" loading={edit.isPending}>
            {t('setStatus')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PERSON_STATUSES.map((status) => (
            <Menu.Item key={status} onClick={() => put({ status })}>
              {t(`s_${status}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default">{t('qrCards')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <CardsItems who={{ ids: [...ids] }} />
        </Menu.Dropdown>
      </Menu>
      <FlagMany ids={ids} />
      {mayWrite && (
        <Button
          variant="default"
          onClick={() => {
            choosePeople([...ids]);
            navigate(WRITE_TO_CHOSEN);
          }}
        >
          {messages('write')}
        </Button>
      )}
      <OpenForSelected ids={ids} />
      {children}
      <Tooltip label={t('clearSelection')}>
        <ActionIcon aria-label={t('clearSelection')} onClick={onClear}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
};

const GroupButton = ({
  onGroup,
  isBusy,
}: {
  readonly onGroup: (group: string | null) => void;
  readonly isBusy: boolean;
}) => {
  const t = useTexts(peopleTexts);
  const [isOpen, setOpen] = useState(false);
  const [group, setGroup] = useState('');
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" loading={isBusy} onClick={() => setOpen(true)}>
          {t('setGroup')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.naming}
          onSubmit={(event) => {
            event.preventDefault();
            setOpen(false);
            onGroup(group.trim() === '' ? null : group.trim());
          }}
        >
          <GroupField
            label={t('groupForAll')}
            description={t('groupForAllHint')}
            value={group}
            onChange={setGroup}
          />
          <Button type="submit">{t('apply')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
};

type GroupFieldProps = {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (group: string) => void;
};

/** A study group by its name; the known ones are offered, so that no second spelling of one is made. */
export const GroupField = ({ label, description, value, onChange }: GroupFieldProps) => {
  const facets = useQuery(api.people.facets.queryOptions());
  const known = (facets.data?.studyGroup ?? []).flatMap((facet) =>
    facet.value === null ? [] : [facet.value],
  );
  return (
    <Autocomplete
      label={label}
      description={description}
      data={known}
      limit={12}
      value={value}
      onChange={onChange}
      comboboxProps={{ withinPortal: false }}
    />
  );
};
