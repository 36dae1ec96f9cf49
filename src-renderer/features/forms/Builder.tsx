import { Button, Checkbox, Group, Menu, Select, TextInput } from '@mantine/core';
import { IconChevronLeft, IconDeviceFloppy, IconPlus, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { FORM_LANGUAGES, problemsOf, QUESTION_KINDS } from '../../../src-core/forms/forms.rules.ts';
import type { FormDefinition } from '../../../src-core/forms/forms.rules.ts';
import { api, client } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMakeFile } from '../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { LANGUAGE_NAMES } from '../../i18n/language.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Page, PageHeader, Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { EMPTY_FORM, moved, withQuestion } from './editing.rules.ts';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';
import { Preview } from './Preview.tsx';
import { QuestionEditor } from './QuestionEditor.tsx';
import { TextsFields } from './TextsFields.tsx';
import { Uses } from './Uses.tsx';

/** The builder of a form; `id` null for a new one. */
export const Builder = ({ id }: { readonly id: string | null }) => {
  const t = useTexts(formsTexts);
  const sentence = useSentence();
  const found = useQuery({ ...api.forms.get.queryOptions({ id: id ?? '' }), enabled: id !== null });
  if (found.isError)
    return (
      <Page>
        <Back />
        <ErrorSentence sentence={sentence(found.error)} />
      </Page>
    );
  if (id === null) return <Editing form={null} title={t('newForm')} />;
  if (found.data === undefined) return null;
  const { form } = found.data;
  return <Editing key={form.versionId} form={form} title={form.name} uses={found.data.uses} />;
};

export const Back = () => {
  const t = useTexts(formsTexts);
  return (
    <Link href="/forms" className={styles.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t('back')}
    </Link>
  );
};

type Form = Outputs['forms']['get']['form'];

/** Letters that no earlier question of the form has as its id. */
const seed = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 8);

const Editing = ({
  form,
  title,
  uses = [],
}: {
  readonly form: Form | null;
  readonly title: string;
  readonly uses?: Outputs['forms']['get']['uses'];
}) => {
  const t = useTexts(formsTexts);
  const sentence = useSentence();
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const [, navigate] = useLocation();
  const [name, setName] = useState(form?.name ?? '');
  const [kind, setKind] = useState<Form['kind']>(form?.kind ?? 'feedback');
  const [definition, setDefinition] = useState<FormDefinition>(form?.definition ?? EMPTY_FORM);
  /** Nothing is marked as missing before somebody has tried to save. */
  const [isTried, setTried] = useState(form !== null);
  const problems = problemsOf(definition);
  const missing = problems.length + (name.trim() === '' ? 1 : 0);
  const isChanged =
    name !== (form?.name ?? '') ||
    kind !== (form?.kind ?? 'feedback') ||
    JSON.stringify(definition) !== JSON.stringify(form?.definition ?? EMPTY_FORM);
  const save = useMutation(
    api.forms.save.mutationOptions({
      meta: { shown: true },
      onSuccess: ({ tx, id, versionId }) => {
        if (tx !== null)
          toastDone(form !== null && versionId !== form.versionId ? t('savedVersion') : t('saved'), tx);
        navigate(`/forms/${id}`, { replace: true });
      },
    }),
  );
  const submit = (): void => {
    setTried(true);
    if (missing === 0) save.mutate({ id: form?.id ?? null, name: name.trim(), kind, definition });
  };
  useKeys({
    'Mod+S': submit,
    'Mod+Enter': submit,
  });
  const { questions, languages } = definition;
  const change = (patch: Partial<FormDefinition>): void => setDefinition({ ...definition, ...patch });
  const marks = isTried ? problems : [];
  return (
    <Page>
      <PageHeader
        back={<Back />}
        title={title}
        subtitle={
          isTried && missing > 0 ? t('missing', { count: missing }) : isChanged ? t('unsaved') : undefined
        }
        actions={
          <>
            {form !== null && (
              <Button
                variant="default"
                leftSection={<IconPrinter size={17} aria-hidden />}
                onClick={() =>
                  makeFile({ making: t('printing'), ready: t('printed') }, () =>
                    client.forms.sheet.mutate({ formId: form.id, useId: null, language }),
                  )
                }
              >
                {t('printSheet')}
              </Button>
            )}
            <Button
              leftSection={<IconDeviceFloppy size={17} aria-hidden />}
              disabled={!isChanged}
              loading={save.isPending}
              onClick={submit}
            >
              {t('save')}
            </Button>
          </>
        }
      />
      {save.isError && <ErrorSentence sentence={sentence(save.error)} />}
      <div className={styles.builder}>
        <div>
          <Panel>
            <div className={styles.fields}>
              <TextInput
                label={t('name')}
                value={name}
                maxLength={200}
                error={isTried && name.trim() === ''}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Select
                label={t('kind')}
                allowDeselect={false}
                data={(['feedback', 'form'] as const).map((value) => ({ value, label: t(`k_${value}`) }))}
                value={kind}
                onChange={(next) => setKind(next === 'form' ? 'form' : 'feedback')}
              />
              <Checkbox.Group
                label={t('languages')}
                value={[...languages]}
                onChange={(next) => change({ languages: FORM_LANGUAGES.filter((one) => next.includes(one)) })}
              >
                <Group mt={6}>
                  {FORM_LANGUAGES.map((one) => (
                    <Checkbox key={one} value={one} label={LANGUAGE_NAMES[one]} />
                  ))}
                </Group>
              </Checkbox.Group>
              <TextsFields
                isTitled
                label={t('title')}
                texts={definition.title}
                languages={languages}
                isMarked={(one) =>
                  marks.some(({ question, language: where }) => question === null && where === one)
                }
                onChange={(next) => change({ title: next })}
              />
              <TextsFields
                isTitled
                label={t('intro')}
                texts={definition.intro}
                languages={languages}
                onChange={(next) => change({ intro: next })}
              />
            </div>
          </Panel>
          <h2 className={styles.section}>
            {t('questions')} <span className={styles.quiet}>{t('moveHint')}</span>
          </h2>
          <ol className={styles.questions}>
            {questions.map((question, index) => (
              <QuestionEditor
                key={question.id}
                question={question}
                place={index}
                count={questions.length}
                languages={languages}
                problems={marks.filter((problem) => problem.question === question.id)}
                onChange={(next) => change({ questions: questions.with(index, next) })}
                onMove={(step) => change({ questions: moved(questions, index, step) })}
                onRemove={() => change({ questions: questions.toSpliced(index, 1) })}
              />
            ))}
          </ol>
          {/* The new question takes the focus: its words are typed at once. */}
          <Menu position="bottom-start" withinPortal returnFocus={false}>
            <Menu.Target>
              <Button variant="light" leftSection={<IconPlus size={17} aria-hidden />}>
                {t('add')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {QUESTION_KINDS.map((one) => (
                <Menu.Item key={one} onClick={() => setDefinition(withQuestion(definition, one, seed()))}>
                  {t(`q_${one}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          {form !== null && <Uses form={form} uses={uses} />}
        </div>
        <Preview definition={definition} />
      </div>
    </Page>
  );
};
