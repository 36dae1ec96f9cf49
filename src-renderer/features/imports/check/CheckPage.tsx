import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Mapping, PlanSummary } from '../../../../src-core/people/import/plan.ts';
import { api } from '../../../api/client.ts';
import { download } from '../../../api/files.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import styles from '../imports.module.css';
import { importTexts } from '../imports.texts.ts';
import { sendable } from '../columns/mapping.ts';
import type { RunningImport } from '../useImport.ts';
import { CheckStep } from './CheckStep.tsx';

type Props = {
  readonly id: string;
  readonly summary: PlanSummary;
  readonly decided: number;
  readonly running: RunningImport;
};

/** The third step: what would come in. Only its button changes the list. */
export const CheckPage = ({ id, summary, decided, running }: Props) => {
  const t = useTexts(importTexts);
  const { language } = useLanguage();
  const mapping: Mapping | null = running.state.data?.mapping ?? null;
  const problems = useMutation(
    api.imports.problemsFile.mutationOptions({ onSuccess: ({ token }) => download(token) }),
  );
  const undecided = Math.max(0, summary.counts.duplicate - decided);
  const coming = summary.counts.new + summary.counts.changed + decided;
  const said = summary.severities.problem + summary.severities.warning + summary.severities.mend;
  return (
    <div className={styles.wizard}>
      <div className={styles.body}>
        <CheckStep
          summary={summary}
          plan={id}
          undecided={undecided}
          onAnswer={(question, answer) => running.answer.mutate({ id, answers: { [question]: answer } })}
          onDecide={(key, decision) => running.decide.mutate({ id, decisions: [{ key, decision }] })}
        />
      </div>
      <footer className={styles.footer}>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => mapping !== null && running.setMapping.mutate({ id, mapping: sendable(mapping) })}
        >
          {t('back')}
        </Button>
        {said > 0 && (
          <Button
            variant="default"
            loading={problems.isPending}
            onClick={() => problems.mutate({ id, language })}
          >
            {t('problemsFile')}
          </Button>
        )}
        <span className={styles.quiet}>
          {!summary.isReady ? t('answersFirst') : undecided > 0 ? t('undecided', { count: undecided }) : ''}
        </span>
        <Button
          size="md"
          disabled={!summary.isReady || coming === 0}
          loading={running.commit.isPending}
          onClick={() => running.commit.mutate({ id })}
        >
          {coming === 0 ? t('commitNone') : t('commit', { count: coming })}
        </Button>
      </footer>
    </div>
  );
};
