/** A form in the bot: one question after another, in one message that changes. */
import { Failure } from '../../src-core/access/index.ts';
import {
  choicesOf,
  formFor,
  languageFor,
  nextQuestion,
  openForms,
  readAnswer,
  readTyped,
  submitAnswer,
  textIn,
  toggled,
} from '../../src-core/forms/index.ts';
import type { AnswerProblem, AskedForm, FormQuestion } from '../../src-core/forms/index.ts';
import type { ChatPerson } from '../../src-core/reach/index.ts';
import type { DomainStore } from '../../src-core/store/index.ts';
import { BOT_TEXTS } from './bot.texts.ts';
import { sayFailure } from './botRefusals.texts.ts';
import type { ChatState } from './chats.store.ts';
import type { Reply } from './reply.ts';
import { aboutLine } from './eventScreens.ts';
import { FORM_WORDS } from './formDialog.texts.ts';
import type { Press } from './press.rules.ts';
import { cut } from './screen.rules.ts';
import type { Screen, ScreenButton } from './screen.rules.ts';
import { readerOf, spokenFor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

type Going = NonNullable<ChatState['form']>;
type ReplyPress = Extract<Press, { readonly to: 'reply' }>;

/** On a button: nothing is answered; what was chosen is all. */
const SKIP = '-';
const DONE = '.';

/** Letters that a phone shows on a button over its whole width. */
const MOST_ON_BUTTON = 36;
/** Letters of an introduction and of a question that leave room for each other, and for the choices, in one message. */
const MOST_OF_INTRO = 1_000;
const MOST_OF_QUESTION = 1_200;

/** What a button's value means as an answer. */
const meantBy = ({ kind }: FormQuestion, value: string): unknown =>
  kind === 'rating'
    ? Number(value)
    : kind === 'yesNo'
      ? value === '1'
        ? true
        : value === '0'
          ? false
          : null
      : value;

const buttonValue = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? '1' : '0') : String(value);

export const createFormDialog = (store: DomainStore) => {
  const list = async (visitor: Visitor, person: ChatPerson): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const forms = await openForms(store, person.personId, visitor.nowMs);
    const screen: Screen = {
      title: t.forms,
      lines: [...aboutLine(readerOf(visitor, person)), ...(forms.length === 0 ? [t.noForms] : [])],
      buttons: [
        ...forms.slice(0, 20).map(({ useId, definition, event, isAnswered }): readonly ScreenButton[] => [
          {
            text: `${isAnswered ? '✓ ' : ''}${textIn(definition.title, languageFor(definition, visitor.language), definition)}${
              event === null ? '' : ` · ${event.title}`
            }`,
            press: { to: 'form', personId: person.personId, useId, via: null },
          },
        ]),
        [{ text: t.back, press: { to: 'menu' } }],
      ],
    };
    return { screen };
  };

  const questionScreen = (
    visitor: Visitor,
    form: AskedForm,
    {
      going,
      question,
      problem,
    }: { going: Going; question: FormQuestion; problem?: AnswerProblem['problem'] },
  ): Screen => {
    const w = FORM_WORDS[visitor.language];
    const { definition, useId } = form;
    const language = languageFor(definition, visitor.language);
    const number = definition.questions.indexOf(question) + 1;
    const intro = textIn(definition.intro, language, definition);
    const press = (value: string): Press => ({ to: 'reply', useId, question: question.id, value });
    const chosen = going.chosen ?? [];
    const choices = choicesOf(question, language, definition).map(({ value, text }): ScreenButton => ({
      text: `${chosen.includes(String(value)) ? '✓ ' : ''}${text}`,
      press: press(buttonValue(value)),
    }));
    const isShort = question.kind === 'rating' || question.kind === 'yesNo';
    // A button shows so much on a phone; what is longer is to be read above.
    const isLong = choices.some(({ text }) => text.length > MOST_ON_BUTTON);
    const ends: ScreenButton[] = [];
    if (question.kind === 'several' && chosen.length > 0) ends.push({ text: w.done, press: press(DONE) });
    if (!question.isRequired) ends.push({ text: w.skip, press: press(SKIP) });
    return {
      title: textIn(definition.title, language, definition),
      lines: [
        ...(form.event === null ? [] : [form.event.title]),
        ...(number === 1 && intro !== '' ? [cut(intro, MOST_OF_INTRO)] : []),
        ...(number === 1 && form.isAnonymous ? [w.nameless] : []),
        '',
        `${number}/${definition.questions.length}. ${cut(textIn(question.texts, language, definition), MOST_OF_QUESTION)}`,
        ...(isLong ? ['', ...choices.map(({ text }) => `• ${text}`), ''] : []),
        ...(choices.length === 0 ? [w.write] : question.kind === 'several' ? [w.several] : []),
        ...(problem === undefined ? [] : ['', w.problems[problem]]),
      ],
      buttons: [
        ...(isShort ? [choices] : choices.map((choice) => [choice])),
        ...(ends.length === 0 ? [] : [ends]),
        [{ text: w.cancel, press: { to: 'forms' } }],
      ],
    };
  };

  /** Goes on to the next question, or hands the answers in. */
  const goOn = async (visitor: Visitor, form: AskedForm, going: Going): Promise<Reply> => {
    const question = nextQuestion(form.definition, going.draft);
    const rest = withoutForm(visitor);
    if (question !== null)
      return {
        screen: questionScreen(visitor, form, { going, question }),
        state: { ...rest, form: going },
      };
    const w = FORM_WORDS[visitor.language];
    let outcome: Awaited<ReturnType<typeof submitAnswer>>;
    try {
      outcome = await submitAnswer(store, {
        useId: going.useId,
        personId: going.personId,
        answers: going.draft,
        source: 'bot',
        versionId: going.versionId,
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // It was closed in the middle: what was written is of no use, and is not kept.
      return { ...over(visitor, sayFailure(visitor, error.code)), state: rest };
    }
    return { ...over(visitor, outcome === 'alreadyAnswered' ? w.already : w.thanks), state: rest };
  };

  const begin = async (visitor: Visitor, person: ChatPerson, useId: string): Promise<Reply> => {
    const w = FORM_WORDS[visitor.language];
    const form = (await openForms(store, person.personId, visitor.nowMs)).find((one) => one.useId === useId);
    if (form === undefined) return { toast: sayFailure(visitor, 'FORM_CLOSED') };
    if (form.isAnswered && form.isAnonymous) return { toast: w.already };
    const { versionId, isAnonymous: isNameless } = form;
    return goOn(visitor, form, { useId, personId: person.personId, versionId, draft: {}, isNameless });
  };

  /** The form that the chat is in the middle of, as long as it is asked and the chat speaks for whoever answers. */
  const underWay = async (
    visitor: Visitor,
  ): Promise<{ form: AskedForm; going: Going; question: FormQuestion } | null> => {
    const going = visitor.state.form;
    if (going === undefined || spokenFor(visitor, going.personId) === null) return null;
    const form = await formFor(store, going.useId);
    const isOver = form === null || (form.closesAt !== null && Date.parse(form.closesAt) <= visitor.nowMs);
    if (isOver) return null;
    const question = nextQuestion(form.definition, going.draft);
    return question === null ? null : { form, going, question };
  };

  /** The chat's form is not asked any more (or was never begun): nothing of it stays. */
  const ended = (visitor: Visitor): Reply =>
    visitor.state.form === undefined
      ? { toast: BOT_TEXTS[visitor.language].tooLate }
      : { ...over(visitor, sayFailure(visitor, 'FORM_CLOSED')), state: withoutForm(visitor) };

  const onReply = async (visitor: Visitor, press: ReplyPress): Promise<Reply> => {
    const t = BOT_TEXTS[visitor.language];
    const found = await underWay(visitor);
    if (found === null) return ended(visitor);
    // A button of a question that was answered already, or of another form.
    if (found.going.useId !== press.useId || found.question.id !== press.question)
      return { toast: t.tooLate };
    const { form, going, question } = found;
    const { chosen = [], isAside: _back, ...plain } = going;
    const answered = (value: Going['draft'][string]): Promise<Reply> =>
      goOn(visitor, form, { ...plain, draft: { ...going.draft, [question.id]: value } });
    if (press.value === SKIP) return question.isRequired ? { toast: t.tooLate } : answered(null);
    if (question.kind === 'several' && press.value !== DONE) {
      const read = readAnswer(question, [press.value]);
      if ('problem' in read) return { toast: t.tooLate };
      const next = { ...plain, chosen: toggled(chosen, press.value) };
      return {
        screen: questionScreen(visitor, form, { going: next, question }),
        state: { ...visitor.state, form: next },
      };
    }
    const given = press.value === DONE ? chosen : meantBy(question, press.value);
    const read = readAnswer(question, given);
    if ('problem' in read || (Array.isArray(given) && given.length === 0)) return { toast: t.tooLate };
    return answered(kept(read.value));
  };

  const onText = async (visitor: Visitor, text: string): Promise<Reply> => {
    const found = await underWay(visitor);
    if (found === null) return ended(visitor);
    const { form, going, question } = found;
    const read = readTyped(question, text);
    if ('problem' in read)
      return { screen: questionScreen(visitor, form, { going, question, problem: read.problem }) };
    const { chosen: _chosen, isAside: _back, ...plain } = going;
    return goOn(visitor, form, { ...plain, draft: { ...going.draft, [question.id]: kept(read.value) } });
  };

  return { list, begin, onReply, onText };
};

/** What the chat is in the middle of besides a form. */
export const withoutForm = ({ state: { form: _form, ...rest } }: Visitor): ChatState => rest;

/** The end of a form, with the way back. */
const over = ({ language }: Visitor, title: string): Reply => ({
  screen: { title, lines: [], buttons: [[{ text: BOT_TEXTS[language].back, press: { to: 'menu' } }]] },
});

/** A list that the chat's state may hold. */
const kept = (value: string | number | boolean | readonly string[]): Going['draft'][string] =>
  typeof value === 'object' ? [...value] : value;
