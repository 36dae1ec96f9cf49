import type { Inputs } from '../../../api/shapes.ts';
import type { Language } from '../../../i18n/language.ts';
import { chosenPeople } from '../chosen.ts';
import type { Channel } from '../words.ts';

export type Audience = Inputs['messages']['send']['audience'];
export type Who = (typeof WHO)[number];
export type AudienceKind = 'event' | 'groups' | 'club' | 'persons';

/** Of an event's people, those whom one writes to. */
export const WHO = ['expected', 'going', 'maybe', 'silent', 'waiting', 'came', 'notCame'] as const;

/** All that stands in the composer. */
export type Draft = {
  readonly key: string;
  readonly kind: AudienceKind;
  readonly eventId: string | null;
  readonly who: Who;
  readonly groups: readonly string[];
  readonly clubId: string | null;
  readonly persons: readonly string[];
  /** The event that the text is about, where its people are not whom it is for. */
  readonly aboutId: string | null;
  readonly texts: Readonly<Record<Language, string>>;
  readonly isLater: boolean;
  /** `YYYY-MM-DDTHH:mm` of the organisation's clock. */
  readonly at: string;
  readonly isUrgent: boolean;
  readonly channels: readonly Channel[] | null;
};

const whoOf = (word: string | null): Who => WHO.find((one) => one === word) ?? 'expected';

/** What the composer begins with: whom its address names. */
export const firstDraft = (search: URLSearchParams, nextHour: string): Draft => {
  const persons = search.get('to') === 'chosen' ? chosenPeople() : [];
  return {
    key: crypto.randomUUID(),
    kind: persons.length > 0 ? 'persons' : 'event',
    eventId: search.get('event'),
    who: whoOf(search.get('who')),
    groups: [],
    clubId: null,
    persons,
    aboutId: null,
    texts: { ru: '', kk: '', en: '' },
    isLater: false,
    at: nextHour,
    isUrgent: false,
    channels: null,
  };
};

/** Whom it is for; null while nobody is chosen. */
export const audienceOf = (draft: Draft): Audience | null => {
  const { kind, eventId, who, groups, clubId, persons } = draft;
  if (kind === 'event') return eventId === null ? null : { kind, eventId, who };
  if (kind === 'club') return clubId === null ? null : { kind, clubId };
  if (kind === 'persons') return persons.length === 0 ? null : { kind, ids: [...persons] };
  return groups.length === 0 ? { kind: 'everyone' } : { kind: 'everyone', studyGroups: [...groups] };
};

/** The texts that were written; null where there is none. */
export const textsOf = (draft: Draft): Partial<Record<Language, string>> | null => {
  const written = Object.entries(draft.texts).filter(([, text]) => text.trim() !== '');
  return written.length === 0 ? null : Object.fromEntries(written);
};

/** The event that the text may speak of. */
export const eventOf = ({ kind, eventId, aboutId }: Draft): string | null =>
  kind === 'event' ? eventId : aboutId;
