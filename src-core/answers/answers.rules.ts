/** What a person says to an invitation. */
export const RSVP_ANSWERS = ['going', 'notGoing', 'maybe'] as const;
export type RsvpAnswer = (typeof RSVP_ANSWERS)[number];

/** Where an answer came from. */
export const ANSWER_SOURCES = ['bot', 'page', 'desk', 'paper'] as const;
export type AnswerSource = (typeof ANSWER_SOURCES)[number];
