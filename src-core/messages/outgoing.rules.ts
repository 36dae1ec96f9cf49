import type { Language } from '../access/index.ts';
import type { Channel } from '../reach/index.ts';
import type { MessageKind } from './messages.rules.ts';
import { BUTTON_TEXTS, POST_TEXTS, spokenDate } from './planned.texts.ts';
import { filled, textFor } from './texts.rules.ts';
import type { Texts } from './texts.rules.ts';

/** What a button means: an answer, an offered place, the first question of a form; or an address. */
export type ButtonId = 'going' | 'maybe' | 'notGoing' | 'take' | 'decline' | 'answer';

export type OutgoingButton = { readonly id: ButtonId; readonly text: string; readonly url?: string };

/** One message on its way to one address, exactly as it is to be seen. */
export type Outgoing = {
  /** Of the row in the outbox: the same for every attempt. */
  readonly id: string;
  readonly messageId: string;
  /** Whom it is about. */
  readonly personId: string;
  /** Who gets it: the person, or a guardian. */
  readonly recipientId: string;
  readonly channel: Channel;
  /** Of a chat, a mailbox, a phone; empty for the page. */
  readonly address: string;
  /** `post`: it stands in a channel and is nobody's. */
  readonly kind: MessageKind | 'post';
  readonly language: Language;
  readonly text: string;
  readonly buttons: readonly (readonly OutgoingButton[])[];
  readonly eventId: string | null;
  readonly formUseId: string | null;
  /** The service's number of what is to be edited; null for something new. */
  readonly external: string | null;
};

export type Composed = Pick<Outgoing, 'language' | 'text' | 'buttons'>;

type EventWords = { readonly title: string; readonly place: string | null; readonly starts_at: string };

export type ToCompose = {
  readonly kind: MessageKind;
  readonly texts: Texts;
  readonly event: EventWords | null;
  readonly hasForm: boolean;
  /** The language of whoever reads it; null where it is not known. */
  readonly reader: Language | null;
  readonly organisation: Language;
  /** Those whom it is about, by name. */
  readonly names: readonly string[];
  /** Whether somebody else reads it than whom it is about. */
  readonly isForGuardian: boolean;
};

/** What a recipient sees: the desk's preview and the relay's sending are this one function. */
export function compose(what: ToCompose): Composed {
  const { language, text } = textFor(what.texts, what.reader, what.organisation);
  const words = BUTTON_TEXTS[language];
  const said = filled(text, {
    ...(what.names.length > 0 ? { name: what.names.join(', ') } : {}),
    ...(what.event === null ? {} : eventValues(what.event, language)),
  });
  const about = what.isForGuardian ? `${words.about(what.names.join(', '))}\n\n` : '';
  return {
    language,
    text: `${about}${said}`,
    buttons: what.names.length > 1 ? [] : buttonsOf(what, language),
  };
}

/** What a channel's post says: its own text or what the event says, and where the event is called off, that. */
export function composePost({
  texts,
  event,
  isWithdrawn,
  organisation,
}: {
  readonly texts: Texts | null;
  readonly event: (EventWords & { readonly isCancelled: boolean }) | null;
  readonly isWithdrawn: boolean;
  readonly organisation: Language;
}): Composed {
  const own = texts ?? (event === null ? {} : POST_TEXTS.announced);
  const said = isWithdrawn ? POST_TEXTS.withdrawn : event?.isCancelled === true ? POST_TEXTS.cancelled : own;
  const { language, text } = textFor(said, null, organisation);
  return { language, text: filled(text, event === null ? {} : eventValues(event, language)), buttons: [] };
}

function eventValues(event: EventWords, language: Language) {
  return {
    event: event.title,
    date: spokenDate(event.starts_at, language),
    time: event.starts_at.slice(11, 16),
    ...(event.place === null ? {} : { place: event.place }),
  };
}

function buttonsOf(
  { kind, hasForm, event }: ToCompose,
  language: Language,
): readonly (readonly OutgoingButton[])[] {
  const words = BUTTON_TEXTS[language];
  const button = (id: ButtonId): OutgoingButton => ({ id, text: words[id] });
  if (hasForm) return [[button('answer')]];
  if (event === null) return [];
  if (kind === 'poll') return [[button('going'), button('maybe'), button('notGoing')]];
  if (kind === 'reminder') return [[button('going'), button('notGoing')]];
  return kind === 'offer' ? [[button('take'), button('decline')]] : [];
}
