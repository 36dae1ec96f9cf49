/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { FormView, PortalForm } from '../../../src-relay/portal/shapes.ts';
import { useAsked } from '../asked.ts';
import { askForm } from '../call.ts';
import { goTo } from '../room.ts';
import { press } from '../page.ts';
import { Button, Choice, Failed, Title, useShown } from '../parts.tsx';
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
const Questions = ({ form, given }: { readonly form: PortalForm; readonly given: FormView['answers'] }) => {
  const { t, language } = useShown();
  const [answers, setAnswers] = useState<Readonly<Record<string, Value>>>(given ?? {});
  const [isChecked, setChecked] = useState(false);
  const missing = form.questions.filter(({ id, isRequired }) => isRequired && isEmpty(answers[id]));
  const send = async (): Promise<void> => {
    setChecked(true);
    const [first] = missing;
    if (first !== undefined) return document.getElementById(`question-${first.id}`)?.scrollIntoView();
    const said = Object.entries(answers).filter(([, value]) => !isEmpty(value));
    const pressed = await press({
      name: 'form',
      body: {
        useId: form.useId,
        versionId: form.versionId,
        answers: Object.fromEntries(said) as Record<string, string>,
      },
    });
    // What the relay did not take stays as it was typed; why stands above.
    if (pressed === 'refused') return scrollTo(0, 0);
    goTo('form', pressed === 'done' ? 'sent' : 'kept');
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
      {given !== null && <p class="hint">{t('formAgain')}</p>}
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

/** A form that is not among those that the person is asked: an address led here, or they have answered already. */
const Another = ({ id }: { readonly id: string }) => {
  const { t, state } = useShown();
  const { answer, again } = useAsked(askForm, state.personId, id);
  if (answer?.kind === 'done' && !(answer.value.isAnswered && answer.value.form.isAnonymous))
    return <Questions form={answer.value.form} given={answer.value.answers} />;
  return (
    <>
      <Title back="events">{t('formTitle')}</Title>
      {answer?.kind === 'done' ? (
        <p class="told" role="status">
          {t('formAnonymousDone')}
        </p>
      ) : (
        <Failed answer={answer} again={again} />
      )}
    </>
  );
};

/** One form, or the thanks after it. */
export const Form = ({ id }: { readonly id: string }) => {
  const { t, state } = useShown();
  // Once it is sent it is asked no more, and stays here until the relay has taken it.
  const [form] = useState(() => state.forms.find(({ useId }) => useId === id));
  if (id === 'sent' || id === 'kept')
    return (
      <>
        <Title back="events">{t('formTitle')}</Title>
        <p class="told" role="status">
          {id === 'sent' ? t('formSent') : t('formQueued')}
        </p>
      </>
    );
  return form === undefined ? <Another id={id} /> : <Questions form={form} given={null} />;
};
