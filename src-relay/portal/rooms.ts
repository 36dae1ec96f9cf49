/** What the page's server asks of the domain. It knows HTTP, sessions and limits; what a member may do is decided behind this. */
import type { ActionInput, ActionName } from './inputs.ts';
import type { FormView, Found, PortalState, SeenProfile } from './shapes.ts';

export type Rooms = {
  /** Whom a signed-in person looks after: themself first, then their children. Empty where they were taken away. */
  readonly personsOf: (personId: string) => Promise<PortalState['persons']>;
  /**
   * Uses a one-time code up, and links the page with its person. In: who is signed in there already.
   * Throws a failure for a code that is used, old or nobody's.
   */
  readonly redeem: (code: string, signedIn: string | null) => Promise<{ readonly personId: string }>;
  /** The person of a Telegram account, or null; their page is linked. */
  readonly enterFromTelegram: (telegramId: string) => Promise<{ readonly personId: string } | null>;
  /** All that the page shows of one person. */
  readonly state: (personId: string, persons: PortalState['persons']) => Promise<PortalState>;
  /** A form to which an address led; throws a failure where the person is not asked it now. */
  readonly form: (personId: string, useId: string) => Promise<FormView>;
  /** What a code stands for; throws a failure where it is nobody's. */
  readonly at: (personId: string, code: string) => Promise<Found>;
  /** What the press does; throws a failure where it may not be done. */
  readonly act: <Name extends ActionName>(name: Name, input: ActionInput<Name>) => Promise<void>;
  /** What somebody shows of themself; throws a failure where there is no such person. */
  readonly look: (viewerId: string, who: string) => Promise<SeenProfile>;
};

/** Tables of the log that an answer moves: the place, the queue, and what is told to whoever is next. */
const ANSWERING = ['rsvp_answer', 'registration', 'waitlist_entry', 'message'] as const;

/**
 * The tables that each press may write. A test holds every commit to it: a room that began to write elsewhere would be noticed.
 */
export const REACHES: Readonly<Record<ActionName, readonly string[]>> = {
  answer: ANSWERING,
  offer: ANSWERING,
  leave: ANSWERING,
  course: ANSWERING,
  'check-in': ['check_in'],
  form: ['form_answer'],
  profile: ['member_profile'],
  ways: ['contact'],
  seen: ['delivery'],
};
