/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { PortalForm } from '../../../src-relay/portal/shapes.ts';
import { goTo } from '../room.ts';
import { press } from '../page.ts';
import { Button, Choice, Empty, Title, useShown } from '../parts.tsx';
import { textIn } from '../words.ts';

type Question = PortalForm['questions'][number];
type Value = string | number | boolean | readonly string[];
type QuestionProps = {
  readonly question: Question;
  readonly value: Value | undefined;
  readonly label: string;
  readonly onAnswer: (value: Value | undefined) => void;
};

const Rating = ({ value, label, onAnswer }: QuestionProps) => (
  <Choice
    label={label}
    chosen={value === undefined ? null : String(value)}
    options={['1', '2', '3', '4', '5'].map((rating) => [rating, rating] as const)}
    onChoose={(rating) => onAnswer(Number(rating))}
  />
);

const YesNo = ({ value, label, onAnswer }: QuestionProps) => {
  const { t } = useShown();
  return (
    <Choice
      label={label}
      chosen={value === undefined ? null : String(value)}
      options={[
        ['true', t('yes')],
        ['false', t('no')],
      ]}
      onChoose={(said) => onAnswer(said === 'true')}
    />
  );
};

const Options = ({ question, value, label, onAnswer }: QuestionProps) => {
  const { language } = useShown();
  const isSeveral = question.kind === 'several';
  const chosen = Array.isArray(value)
    ? (value as readonly string[])
    : value === undefined
      ? []
      : [String(value)];
  const toggle = (id: string): void => {
    if (!isSeveral) return onAnswer(id);
    onAnswer(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  return (
    <div class="options" role="group" aria-label={label}>
      {question.options.map(({ id, texts }) => (
        <label key={id}>
          <input
            type={isSeveral ? 'checkbox' : 'radio'}
            name={question.id}
            checked={chosen.includes(id)}
            onChange={() => toggle(id)}
          />
          {textIn(language, texts)}
        </label>
      ))}
    </div>
  );
};

const Typed = ({ question, value, label, onAnswer }: QuestionProps) => {
  const isNumber = question.kind === 'number';
  const shown = typeof value === 'string' || typeof value === 'number' ? value : '';
  const read = (typed: string): void => {
    const text = typed.trim();
    if (text === '') return onAnswer(undefined);
    onAnswer(isNumber ? Number(text.replace(',', '.')) : typed);
  };
  return isNumber ? (
    <input
      class="typed"
      type="number"
      inputMode="decimal"
      aria-label={label}
      min={question.least ?? undefined}
      max={question.most ?? undefined}
      value={shown}
      onInput={({ currentTarget }) => read(currentTarget.value)}
    />
  ) : (
    <textarea
      class="typed"
      rows={3}
      maxLength={4000}
      aria-label={label}
      value={shown}
      onInput={({ currentTarget }) => read(currentTarget.value)}
    />
  );
};

const WAYS = { rating: Rating, yesNo: YesNo, choice: Options, several: Options, text: Typed, number: Typed };

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);

/** A form with all its questions; what is missing is said beside its question. */
const Questions = ({ form }: { readonly form: PortalForm }) => {
  const { t, language } = useShown();
  const [answers, setAnswers] = useState<Readonly<Record<string, Value>>>({});
  const [isChecked, setChecked] = useState(false);
  const missing = form.questions.filter(({ id, isRequired }) => isRequired && isEmpty(answers[id]));
  const send = async (): Promise<void> => {
    setChecked(true);
    const [first] = missing;
    if (first !== undefined) return document.getElementById(`question-${first.id}`)?.scrollIntoView();
    const given = Object.entries(answers).filter(([, value]) => !isEmpty(value));
    const hasArrived = await press({
      name: 'form',
      body: {
        useId: form.useId,
        versionId: form.versionId,
        answers: Object.fromEntries(given) as Record<string, string>,
      },
    });
    goTo('form', hasArrived ? 'sent' : 'kept');
  };
  const set = (id: string, value: Value | undefined): void =>
    setAnswers((before) => {
      const others = Object.entries(before).filter(([other]) => other !== id);
      return Object.fromEntries(value === undefined ? others : [...others, [id, value]]);
    });
  const intro = textIn(language, form.intro);
  return (
    <>
      <Title back="events">{textIn(language, form.title)}</Title>
      {form.eventTitle !== null && <p class="where">{form.eventTitle}</p>}
      {intro !== '' && <p class="lead">{intro}</p>}
      <p class="hint">{form.isAnonymous ? t('formAnonymous') : t('formNamed')}</p>
      {form.questions.map((question) => {
        const Way = WAYS[question.kind];
        const label = textIn(language, question.texts);
        const isMissing = isChecked && missing.includes(question);
        return (
          <section key={question.id} class="question" id={`question-${question.id}`}>
            <h2>
              {label}
              {question.isRequired && <b aria-hidden="true"> *</b>}
            </h2>
            <Way
              question={question}
              label={label}
              value={answers[question.id]}
              onAnswer={(value) => set(question.id, value)}
            />
            {isMissing && (
              <p class="missing" role="alert">
                {t('formMissing')}
              </p>
            )}
          </section>
        );
      })}
      <Button onPress={send}>{t('formSend')}</Button>
    </>
  );
};

/** One form that the person is asked, or the thanks after it. */
export const Form = ({ id }: { readonly id: string }) => {
  const { t, state } = useShown();
  if (id === 'sent' || id === 'kept')
    return (
      <>
        <Title back="events">{t('formsTitle')}</Title>
        <p class="told" role="status">
          {id === 'sent' ? t('formSent') : t('formQueued')}
        </p>
      </>
    );
  const form = state.forms.find(({ useId }) => useId === id);
  if (form !== undefined) return <Questions key={id} form={form} />;
  return (
    <>
      <Title back="events">{t('formsTitle')}</Title>
      <Empty title={t('formGone')} why="" />
    </>
  );
};
