/** A member of the club with a phone: the same deeds by the bot and by the phone page. */
import { expect } from 'vitest';
import type { RsvpAnswer } from '../../../src-core/answers/index.ts';
import { BUTTON_TEXTS } from '../../../src-core/messages/planned.texts.ts';
import { BOT_TEXTS } from '../../../src-relay/bot/bot.texts.ts';
import { BOT_REFUSALS } from '../../../src-relay/bot/botRefusals.texts.ts';
import { FORM_WORDS } from '../../../src-relay/bot/formDialog.texts.ts';
import type { PortalState } from '../../../src-relay/portal/shapes.ts';
import { openPhone } from '../../portal/world.ts';
import type { FakeBotApi, FakeMember } from '../../telegram/fakeBotApi.ts';
import type { Player } from './cast.ts';

export type Member = {
  /** Uses the code that the desk has made up, once. */
  readonly link: (code: string) => Promise<void>;
  readonly says: (answer: RsvpAnswer) => Promise<void>;
  /** Takes the place that is offered. Out: whether it was still theirs. */
  readonly takesPlace: () => Promise<boolean>;
  /** Checks in by the event's code. Out: whether they are in. */
  readonly checksIn: (code: string) => Promise<boolean>;
  /** Answers the form: a rating, and nothing where nothing need be said. */
  readonly givesFeedback: (rating: number) => Promise<void>;
  /** All that the club has ever written to them, as it read when it came. */
  readonly written: () => Promise<readonly string[]>;
};

export type MemberParts = {
  readonly player: Player;
  readonly personId: string;
  readonly eventId: () => string;
};

/** Milliseconds for what the bot does: the machine may be busy. */
const PATIENCE = 60_000;

/** Somebody with Telegram. */
export const botMember = ({ player }: MemberParts, telegram: FakeBotApi, phone: FakeMember): Member => {
  const { language } = player;
  const words = BOT_TEXTS[language];
  const forms = FORM_WORDS[language];
  /** Presses, and waits until the bot has seen to it. */
  const press = async (label: string): Promise<void> => {
    const before = phone.answered();
    phone.press(label);
    await telegram.until(() => phone.answered() > before, `an answer to ${label}`, PATIENCE);
  };
  const shows = (text: string): boolean => phone.sees().some((message) => message.text.includes(text));
  return {
    link: async (code) => {
      phone.start(code.replaceAll('-', ''));
      await phone.waitFor(`${player.family_name} ${player.given_name}`, PATIENCE);
    },
    says: (answer) => press(words[answer]),
    takesPlace: async () => {
      const before = phone.toasts().length;
      await press(BUTTON_TEXTS[language].take);
      return phone.toasts().slice(before).includes(words.noted);
    },
    checksIn: async (code) => {
      const refused = BOT_REFUSALS[language].notLetIn.full ?? '';
      phone.start(`e_${code}`);
      await telegram.until(() => shows(words.came) || shows(refused), 'an answer to the code', PATIENCE);
      return shows(words.came);
    },
    givesFeedback: async (rating) => {
      await press(BUTTON_TEXTS[language].answer);
      await phone.waitFor('1/5. ', PATIENCE);
      await press(String(rating));
      for (const number of [2, 3, 4, 5]) {
        await phone.waitFor(`${number}/5. `, PATIENCE);
        await press(forms.skip);
      }
      await phone.waitFor(forms.thanks, PATIENCE);
    },
    written: async () =>
      telegram
        .sent()
        .filter(({ chatId }) => chatId === String(phone.id))
        .map(({ text }) => text),
  };
};

/** Somebody with the phone page; what the page asks of the relay is asked here. */
export const pageMember = ({ personId, eventId }: MemberParts, url: string): Member => {
  const phone = openPhone(url);
  const act = async (name: string, body: object): Promise<Response> =>
    phone.post(name, { personId, key: phone.key(), ...body });
  const done = async (name: string, body: object): Promise<void> => {
    const answer = await act(name, body);
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([200, '']);
  };
  const state = async (): Promise<PortalState> => {
    const answer = await phone.ask('state');
    expect(answer.status).toBe(200);
    return (await answer.json()) as PortalState;
  };
  /** False for a refusal with this code. */
  const isDone = async (name: string, body: object, refusal: string): Promise<boolean> => {
    const answer = await act(name, body);
    if (answer.ok) return true;
    expect(await answer.json()).toMatchObject({ code: refusal });
    return false;
  };
  return {
    link: async (code) => {
      expect((await phone.signIn(code)).status).toBe(200);
    },
    says: (answer) => done('answer', { eventId: eventId(), answer }),
    takesPlace: () => isDone('offer', { eventId: eventId(), isTaken: true }, 'OFFER_OVER'),
    checksIn: (code) => isDone('check-in', { code }, 'CHECK_IN_FULL'),
    givesFeedback: async (rating) => {
      const [form] = (await state()).forms;
      const [question] = form?.questions ?? [];
      if (form === undefined || question === undefined) throw new Error('no form is asked');
      const { useId, versionId } = form;
      await done('form', { useId, versionId, answers: { [question.id]: rating } });
    },
    written: async () => {
      const { messages } = await state();
      const unseen = messages.filter(({ isSeen }) => !isSeen).map(({ id }) => id);
      if (unseen.length > 0) await done('seen', { messageIds: unseen });
      return messages.map(({ text }) => text);
    },
  };
};
