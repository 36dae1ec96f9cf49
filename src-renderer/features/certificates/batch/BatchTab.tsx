import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { addFailureTexts, useSentence } from '../../../api/sentence.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Panel } from '../../../ui/PageHeader.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { withFrom } from '../cameFrom.ts';
import { certificateFailureTexts } from '../certificateFailures.texts.ts';
import { certificatesTexts } from '../certificates.texts.ts';
import styles from './batch.module.css';
import { batchTexts } from './batch.texts.ts';
import { Files } from './Files.tsx';
import { Issue } from './Issue.tsx';
import { PlanView } from './PlanView.tsx';
import { Preview } from './Preview.tsx';
import { TemplateChoice } from './TemplateChoice.tsx';
import { useBatch } from './useBatch.ts';
import { WhoChoice } from './WhoChoice.tsx';
import { WordsFields } from './WordsFields.tsx';

addFailureTexts(certificateFailureTexts);

type Event = Outputs['events']['get']['event'];

/** An event's certificates: which template, for whom, what would be done, and the issue itself. */
export const BatchTab = ({ event }: { readonly event: Event }) => {
  const t = useTexts(batchTexts);
  const words = useTexts(certificatesTexts);
  const sentence = useSentence();
  const { choice, put, templates, template, batch, plan, isStale, error } = useBatch(event.id);
  if (templates.data === undefined)
    return error === null ? <Waiting /> : <ErrorSentence sentence={sentence(error)} />;
  if (template === undefined)
    return (
      <EmptyState
        title={words('noneTitle')}
        text={t('noTemplates')}
        action={
          <Button component={Link} href={withFrom('/certificates/templates/new', event.id)}>
            {t('makeTemplate')}
          </Button>
        }
      />
    );
  return (
    <div className={styles.batch}>
      <div>
        <Panel
          title={t('template')}
          aside={
            <Button
              component={Link}
              href={withFrom(`/certificates/templates/${template.id}`, event.id)}
              variant="subtle"
              size="compact-sm"
            >
              {t('editTemplate')}
            </Button>
          }
        >
          <TemplateChoice
            templates={templates.data}
            value={template.id}
            onChange={(templateId) => put({ templateId })}
          />
        </Panel>
        <Panel title={t('who')}>
          <WhoChoice eventId={event.id} choice={choice} plan={plan} onChange={put} />
        </Panel>
        <Panel>
          <WordsFields
            event={event}
            language={template.language}
            words={choice.words}
            onChange={(next) => put({ words: next })}
          />
        </Panel>
      </div>
      <div>
        <Panel title={t('plan')}>
          {error !== null && <ErrorSentence sentence={sentence(error)} />}
          {error === null && batch !== undefined && plan === undefined && <Waiting />}
          {batch === undefined && <p className={styles.quiet}>{t('nobodyChosen')}</p>}
          {plan !== undefined && (
            <PlanView plan={plan} template={template} eventId={event.id} words={choice.words} />
          )}
          {plan !== undefined && batch !== undefined && (
            <Issue batch={batch} count={plan.new.length} isStale={isStale} />
          )}
        </Panel>
        <Files eventId={event.id} templateId={template.id} />
        {plan !== undefined && (
          <Preview plan={plan} template={template} eventId={event.id} words={choice.words} />
        )}
      </div>
    </div>
  );
};
