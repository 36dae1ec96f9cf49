/** What a flag on a person is about; `other` speaks by its text alone. */
export const FLAG_KINDS = ['allergy', 'health', 'consent', 'other'] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** Answers to a question asked at check-in. */
export const ANSWERS = ['yes', 'no'] as const;
export type AskedAnswer = (typeof ANSWERS)[number];

/** Something to be minded when a person arrives: a flag on them, or a question asked of everybody at the event. */
export type Minded = {
  readonly flagId: string;
  readonly personId: string;
  readonly kind: FlagKind | 'question';
  readonly text: string | null;
};

/** As `Minded`, for somebody who may know that there is something and not what. */
export type Hidden = Omit<Minded, 'kind' | 'text'> & { readonly kind: 'hidden'; readonly text: null };

/** What such a reader sees: questions as they are, of flags only that there is one. */
export const withoutSecrets = (item: Minded): Minded | Hidden =>
  item.kind === 'question' ? item : { ...item, kind: 'hidden', text: null };

const ORDER: readonly Minded['kind'][] = ['allergy', 'health', 'consent', 'other', 'question'];

/** The gravest first, the event's questions last; of one kind in the order of their texts. */
export const byWeight = (left: Minded, right: Minded): number =>
  ORDER.indexOf(left.kind) - ORDER.indexOf(right.kind) ||
  (left.text ?? '').localeCompare(right.text ?? '') ||
  left.flagId.localeCompare(right.flagId);
