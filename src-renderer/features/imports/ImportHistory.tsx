import { Button, Table, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { historyTexts } from './history.texts.ts';
import { importTexts } from './imports.texts.ts';
import { useUndoImport } from './useUndoImport.ts';

type Batch = Outputs['imports']['list'][number];

/** Every import with what it brought, and for 30 days the way back. */
export const ImportHistory = () => {
  const t = useTexts(importTexts);
  const own = useTexts(historyTexts);
  const sentence = useSentence();
  const list = useQuery(api.imports.list.queryOptions());
  const batches = list.data ?? [];
  return (
    <Page>
      <PageHeader
        title={own('historyTitle')}
        subtitle={own('historyText')}
        actions={
          <Button component={Link} href="/people/import">
            {t('title')}
          </Button>
        }
      />
      {list.isError && <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && batches.length === 0 && (
        <EmptyState title={own('historyEmpty')} text={own('historyEmptyText')} />
      )}
      {batches.length > 0 && (
        <Panel>
          <Table.ScrollContainer minWidth={720}>
            <Table verticalSpacing={8}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{own('h_file')}</Table.Th>
                  <Table.Th>{own('h_when')}</Table.Th>
                  <Table.Th ta="right">{own('h_added')}</Table.Th>
                  <Table.Th ta="right">{own('h_changed')}</Table.Th>
                  <Table.Th ta="right">{own('h_same')}</Table.Th>
                  <Table.Th ta="right">{own('h_skipped')}</Table.Th>
                  <Table.Th>
                    <VisuallyHidden>{t('undoImport')}</VisuallyHidden>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {batches.map((batch) => (
                  <BatchRow key={batch.id} batch={batch} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Panel>
      )}
    </Page>
  );
};

const BatchRow = ({ batch }: { readonly batch: Batch }) => {
  const t = useTexts(importTexts);
  const own = useTexts(historyTexts);
  const formats = useFormats();
  const undo = useUndoImport();
  const counts = [batch.added, batch.changed, batch.same, batch.skipped];
  return (
    <Table.Tr className="numbers">
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{batch.file_name}</Table.Td>
      <Table.Td>{formats.dateTime(batch.at)}</Table.Td>
      {counts.map((count, index) => (
        // The four counts keep their places.
        <Table.Td key={['added', 'changed', 'same', 'skipped'][index]} ta="right">
          {formats.number(count)}
        </Table.Td>
      ))}
      <Table.Td ta="right">
        {batch.undone_at !== null && <span>{own('undone', { at: formats.dateTime(batch.undone_at) })}</span>}
        {batch.undone_at === null && !batch.canUndo && <span>{own('tooOld')}</span>}
        {batch.canUndo && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            loading={undo.isRunning}
            onClick={() => undo.start(batch.id)}
          >
            {t('undoImport')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
};
