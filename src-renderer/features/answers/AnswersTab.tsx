import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch, IconTableExport } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api, client } from '../../api/client.ts';
import { addFailureTexts } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import tables from '../events/page/page.module.css';
import { AnswerRow } from './AnswerRow.tsx';
import styles from './answers.module.css';
import { answersTexts } from './answers.texts.ts';
import { answerFailureTexts } from './failures.texts.ts';
import { Queue } from './Queue.tsx';

addFailureTexts(answerFailureTexts);

type Filter = keyof Outputs['answers']['ofEvent']['counts'];
const FILTERS: readonly Filter[] = ['all', 'going', 'maybe', 'notGoing', 'silent', 'waiting'];

/** What people say to an event on the left, who waits for a place on the right; what is shown is what is exported. */
export const AnswersTab = ({ eventId }: { readonly eventId: string }) => {
  const t = useTexts(answersTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const [filter, setFilter] = useState<Filter>('all');
  const [text, setText] = useState('');
  const sought = useDeferredValue(text);
  const found = useQuery({
    ...api.answers.ofEvent.queryOptions({ eventId, filter, text: sought }),
    placeholderData: keepPreviousData,
  });
  const overview = found.data;
  if (overview === undefined) return null;
  const save = (): void =>
    makeFile({ making: t('making'), ready: t('made') }, () =>
      client.answers.export.mutate({ eventId, filter, text, language }),
    );
  const isEmpty = overview.counts.all === 0;
  return (
    <div className={styles.columns}>
      <div className={styles.answers}>
        {isEmpty ? (
          <EmptyState title={t('emptyTitle')} text={t('emptyText')} />
        ) : (
          <>
            <div className={styles.tools}>
              <SegmentedControl
                aria-label={t('answers')}
                data={FILTERS.map((value) => ({
                  value,
                  label: `${t(value)} ${formats.number(overview.counts[value])}`,
                }))}
                value={filter}
                onChange={setFilter}
              />
              <TextInput
                className={styles.find ?? ''}
                aria-label={t('filter')}
                placeholder={t('filter')}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={text}
                onChange={(change) => setText(change.currentTarget.value)}
              />
              <Button
                ml="auto"
                variant="default"
                leftSection={<IconTableExport size={17} aria-hidden />}
                onClick={save}
              >
                {t('export')}
              </Button>
            </div>
            <div className={tables.table} role="table" aria-label={t('answers')} tabIndex={0}>
              <div className={`${tables.head} ${styles.row}`} role="row">
                {(['cName', 'cAnswer', 'cAt', 'cPlace'] as const).map((column) => (
                  <span key={column} role="columnheader">
                    {t(column)}
                  </span>
                ))}
              </div>
              {overview.lines.map((line) => (
                <AnswerRow key={line.personId} eventId={eventId} line={line} />
              ))}
              {overview.lines.length === 0 && <p className={tables.none}>{t('noneFound')}</p>}
            </div>
          </>
        )}
      </div>
      <div className={styles.aside}>
        <Queue eventId={eventId} overview={overview} />
      </div>
    </div>
  );
};
