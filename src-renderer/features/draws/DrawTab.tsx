import { Button } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { addFailureTexts, useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import type { Draw } from './drawOfTab.ts';
import { DrawPanel } from './DrawPanel.tsx';
import { drawFailureTexts, drawsTexts } from './draws.texts.ts';
import styles from './draws.module.css';
import { Prepare } from './Prepare.tsx';
import { Year } from './Year.tsx';

addFailureTexts(drawFailureTexts);

const RUNNING: readonly Draw['state'][] = ['committed', 'hallInput', 'opened'];

/** All draws of an event: the one that runs or is being prepared on top, then the earlier ones, and the year beside them. */
export const DrawTab = ({ eventId, year }: { readonly eventId: string; readonly year: number }) => {
  const t = useTexts(drawsTexts);
  const sentence = useSentence();
  const list = useQuery(api.draws.list.queryOptions({ eventId }));
  const [isNew, setNew] = useState(false);
  if (list.isError)
    return <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return null;
  const { draws, drafts } = list.data;
  const [draft] = drafts;
  const isRunning = draws.some((draw) => RUNNING.includes(draw.state));
  const isPreparing = !isRunning && (draft !== undefined || isNew || draws.length === 0);
  return (
    <div className={styles.tab}>
      <div>
        {isPreparing && (
          <Prepare
            key={draft?.id ?? 'new'}
            eventId={eventId}
            draft={draft}
            onCommitted={() => setNew(false)}
          />
        )}
        {!isPreparing && !isRunning && (
          <div className={styles.again}>
            <Button
              variant="light"
              leftSection={<IconGift size={17} aria-hidden />}
              onClick={() => setNew(true)}
            >
              {t('again')}
            </Button>
          </div>
        )}
        {draws.toReversed().map((draw) => (
          <DrawPanel key={draw.id} draw={draw} />
        ))}
      </div>
      <Year year={year} />
    </div>
  );
};
