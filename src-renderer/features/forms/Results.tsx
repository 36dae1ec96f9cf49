import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, client } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useMay } from '../../api/useMay.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { LinkOf } from '../shortLinks/ShortLinkPanel.tsx';
import { Back } from './Builder.tsx';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';
import { PaperEntry } from './PaperEntry.tsx';
import { QuestionResults } from './QuestionResults.tsx';

/** What was answered where a form was asked; beside it its address, and sheets of paper to enter. */
export const Results = ({ useId }: { readonly useId: string }) => {
  const t = useTexts(formsTexts);
  const formats = useFormats();
  const sentence = useSentence();
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const mayWrite = useMay('forms.write');
  const found = useQuery(api.forms.results.queryOptions({ useId }));
  const change = useMutation(
    api.forms.change.mutationOptions({
      onSuccess: ({ tx }, { to }) => {
        const words = { closed: 'closedDone', open: 'openDone', newestVersion: 'newestDone' } as const;
        if (tx !== null) toastDone(t(words[to]), tx);
      },
    }),
  );
  if (found.isError)
    return (
      <Page>
        <Back />
        <ErrorSentence sentence={sentence(found.error)} />
      </Page>
    );
  if (found.data === undefined) return null;
  const { use, questions, definition } = found.data;
  const { came, answers, closesAt } = use;
  const words = [
    use.eventTitle ?? t('byLink'),
    t(use.isAnonymous ? 'anonymous' : 'named'),
    t(closesAt === null ? 'open' : 'closed'),
  ];
  return (
    <Page>
      <PageHeader
        back={<Back />}
        title={use.name}
        subtitle={words.join(' · ')}
        actions={
          <>
            {mayWrite && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
                    {t(closesAt === null ? 'open' : 'closed')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    onClick={() => change.mutate({ useId, to: closesAt === null ? 'closed' : 'open' })}
                  >
                    {t(closesAt === null ? 'close' : 'reopen')}
                  </Menu.Item>
                  <Menu.Item onClick={() => change.mutate({ useId, to: 'newestVersion' })}>
                    {t('newest')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            <Button
              variant="default"
              leftSection={<IconPrinter size={17} aria-hidden />}
              onClick={() =>
                makeFile({ making: t('printing'), ready: t('printed') }, () =>
                  client.forms.sheet.mutate({ formId: use.formId, useId, language }),
                )
              }
            >
              {t('printSheet')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileSpreadsheet size={17} aria-hidden />}
              onClick={() =>
                makeFile({ making: t('making'), ready: t('made') }, () =>
                  client.forms.export.mutate({ useId, language }),
                )
              }
            >
              {t('excel')}
            </Button>
          </>
        }
      />
      <div className={styles.results}>
        <div>
          <Panel title={t('results')}>
            <span className={styles.figure} data-testid="answers">
              {came === null || came === 0
                ? t('answersCount', { count: answers })
                : t('ofCame', { answers, came })}
            </span>
            {came !== null && came > 0 && (
              <p className={styles.quiet}>{t('shareAnswered', { share: formats.percent(answers / came) })}</p>
            )}
          </Panel>
          {questions.map((result) => (
            <QuestionResults
              key={result.question.id}
              useId={useId}
              isAnonymous={use.isAnonymous}
              definition={definition}
              result={result}
            />
          ))}
        </div>
        <div>
          {mayWrite && <PaperEntry useId={useId} isAnonymous={use.isAnonymous} definition={definition} />}
          <LinkOf what={{ kind: 'form', target: useId }} title={use.name} />
        </div>
      </div>
    </Page>
  );
};
