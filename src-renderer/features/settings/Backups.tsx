import { Button, Group, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient } from '../../api/client.ts';
import { chooseFolder } from '../../api/ownWindow.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './settings.module.css';
import { settingsTexts } from './settings.texts.ts';

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.backups.list.queryKey() });

/** The backups at hand, newest first, with the way back to each. */
export const Backups = () => {
  const t = useTexts(settingsTexts);
  const formats = useFormats();
  const sentence = useSentence();
  const list = useQuery(api.backups.list.queryOptions());
  const make = useMutation(
    api.backups.make.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toastDone(t('backedUp'));
      },
    }),
  );
  const files = list.data?.files ?? [];
  const [chosen, setChosen] = useState<(typeof files)[number] | undefined>();
  return (
    <Panel
      title={t('backups')}
      aside={
        <Button size="compact-sm" variant="light" loading={make.isPending} onClick={() => make.mutate()}>
          {t('backUpNow')}
        </Button>
      }
    >
      <Text c="dimmed" size="sm" mb="sm">
        {t('backupsLead')}
      </Text>
      {list.isError && <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && files.length === 0 && (
        <EmptyState title={t('noBackups')} text={t('noBackupsText')} />
      )}
      {files.length > 0 && (
        <Table.ScrollContainer minWidth={420} maxHeight={320}>
          <Table verticalSpacing={6} stickyHeader stickyHeaderOffset={0} className={styles.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('when')}</Table.Th>
                <Table.Th>{t('why')}</Table.Th>
                <Table.Th ta="right">{t('size')}</Table.Th>
                <Table.Th>
                  <VisuallyHidden>{t('restoreAction')}</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {files.map((file) => (
                <Table.Tr key={file.name}>
                  <Table.Td className="numbers">{formats.dateTime(file.at)}</Table.Td>
                  <Table.Td>{t(`reason_${file.reason}`)}</Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {formats.size(file.bytes)}
                  </Table.Td>
                  <Table.Td ta="right">
                    <Button size="compact-sm" variant="subtle" onClick={() => setChosen(file)}>
                      {t('restore')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {list.data !== undefined && (
        <SecondFolder key={list.data.secondFolder ?? ''} saved={list.data.secondFolder ?? ''} />
      )}
      {chosen !== undefined && (
        <Restore name={chosen.name} at={formats.dateTime(chosen.at)} onClose={() => setChosen(undefined)} />
      )}
    </Panel>
  );
};

const SecondFolder = ({ saved }: { readonly saved: string }) => {
  const t = useTexts(settingsTexts);
  const [folder, setFolder] = useState(saved);
  const choose = chooseFolder();
  const save = useMutation(
    api.backups.setSecondFolder.mutationOptions({
      onSuccess: async () => {
        await refresh();
        toastDone(folder.trim() === '' ? t('secondFolderOff') : t('secondFolderSaved'));
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ folder: folder.trim() === '' ? null : folder.trim() });
      }}
    >
      <Group align="flex-end" mt="md" gap="xs">
        <TextInput
          style={{ flex: 1 }}
          label={t('secondFolder')}
          description={t('secondFolderHint')}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {choose !== undefined && (
          <Button
            variant="default"
            onClick={() => void choose().then((chosen) => setFolder(chosen ?? folder))}
          >
            {t('chooseFolder')}
          </Button>
        )}
        <Button type="submit" variant="default" disabled={folder.trim() === saved} loading={save.isPending}>
          {t('save')}
        </Button>
      </Group>
    </form>
  );
};

const Restore = ({
  name,
  at,
  onClose,
}: {
  readonly name: string;
  readonly at: string;
  readonly onClose: () => void;
}) => {
  const t = useTexts(settingsTexts);
  const restore = useMutation(
    api.backups.restore.mutationOptions({
      onSettled: onClose,
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        toastDone(t('restored', { at }));
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen
      title={t('restoreTitle')}
      text={t('restoreText', { at })}
      action={t('restoreAction')}
      isBusy={restore.isPending}
      onConfirm={() => restore.mutate({ name })}
      onClose={onClose}
    />
  );
};
