import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Analysis, Mapping } from '../../../../src-core/people/import/plan.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import styles from '../imports.module.css';
import { importTexts } from '../imports.texts.ts';
import type { RunningImport } from '../useImport.ts';
import { ColumnsStep } from './ColumnsStep.tsx';
import { isReadable, sendable } from './mapping.ts';

type Props = {
  readonly id: string;
  readonly analysis: Analysis;
  readonly proposed: Mapping;
  readonly running: RunningImport;
};

/** The second step: what the columns mean. It is sent to the desk when one goes on to the check. */
export const ColumnsPage = ({ id, analysis, proposed, running }: Props) => {
  const t = useTexts(importTexts);
  const [mapping, setMapping] = useState(proposed);
  const canGoOn = isReadable(mapping);
  const check = async (): Promise<void> => {
    await running.setMapping.mutateAsync({ id, mapping: sendable(mapping) });
    await running.dryRun.mutateAsync({ id });
  };
  const moveHeader = async (table: string, headerRow: number | null): Promise<void> => {
    await running.setMapping.mutateAsync({ id, mapping: sendable(mapping) });
    await running.setHeader.mutateAsync({ id, table, headerRow });
  };
  return (
    <div className={styles.wizard}>
      <div className={styles.body}>
        <ColumnsStep
          analysis={analysis}
          mapping={mapping}
          onMapping={setMapping}
          onHeader={(table, row) => void moveHeader(table, row)}
        />
      </div>
      <footer className={styles.footer}>
        <Button component={Link} href="/people/import" variant="subtle" color="gray">
          {t('otherFile')}
        </Button>
        {!canGoOn && <span className={styles.quiet}>{t('noteNames')}</span>}
        <Button
          size="md"
          disabled={!canGoOn}
          loading={running.setMapping.isPending || running.dryRun.isPending}
          onClick={() => void check()}
        >
          {t('next')}
        </Button>
      </footer>
    </div>
  );
};
