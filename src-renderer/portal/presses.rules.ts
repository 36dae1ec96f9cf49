/**
 * Answers that are on their way: what was pressed is shown as pressed at once, and sent when there is a connection. Each press has a key
 * of its own, so that the relay does it once however often it comes.
 */
import type { ActionInput, ActionName } from '../../src-relay/portal/inputs.ts';
import type { PortalState } from '../../src-relay/portal/shapes.ts';

/** One press: the route that takes it, and what is sent. */
export type Press = {
  readonly [Name in ActionName]: { readonly name: Name; readonly body: ActionInput<Name> };
}[ActionName];

/** A press before it has its key and its person. */
export type NewPress = {
  readonly [Name in ActionName]: {
    readonly name: Name;
    readonly body: Omit<ActionInput<Name>, 'key' | 'personId'>;
  };
}[ActionName];

/** What two presses are about: of two that wait, the later one says all. */
const aboutOf = ({ name, body }: Press): string | undefined => {
  if (name === 'answer') return `answer ${body.personId} ${body.eventId}`;
  if (name === 'profile' || name === 'ways')
    return `${name} ${body.personId} ${Object.keys(body).toSorted().join(' ')}`;
  return undefined;
};

/** What is sent, without its key. */
const meaningOf = ({ name, body }: Press): string => JSON.stringify([name, { ...body, key: '' }]);

/**
 * The queue with one more press at its end; the very same queue where its last press about the same thing says this already, as a
 * double click does. A waiting press about the same thing gives way, unless it is the first: that one may be under
 * way already.
 */
export const withPress = (queue: readonly Press[], press: Press): readonly Press[] => {
  const about = aboutOf(press);
  const last = queue.findLast((other) => about === undefined || aboutOf(other) === about);
  if (last !== undefined && meaningOf(last) === meaningOf(press)) return queue;
  const others = queue.filter(
    (other, place) => place === 0 || about === undefined || aboutOf(other) !== about,
  );
  return [...others, press];
};

type Shown = Pick<PortalState, 'events' | 'forms' | 'messages' | 'profile' | 'personId' | 'courses'>;

const profileWith = (
  profile: PortalState['profile'],
  { body }: Press & { readonly name: 'profile' },
): PortalState['profile'] => ({
  ...profile,
  ...(body.shows === undefined ? {} : { shows: body.shows }),
  ...(body.language === undefined ? {} : { language: body.language }),
  ...(body.quietFrom === undefined ? {} : { quietFrom: body.quietFrom }),
  ...(body.quietUntil === undefined ? {} : { quietUntil: body.quietUntil }),
  ...(body.mostADay === undefined ? {} : { mostADay: body.mostADay }),
  ...(body.isDigest === undefined ? {} : { isDigest: body.isDigest }),
});

const waysWith = (
  ways: PortalState['profile']['ways'],
  { body: { order, stopped } }: Press & { readonly name: 'ways' },
): PortalState['profile']['ways'] => {
  const ordered =
    order === undefined ? ways : ways.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return stopped === undefined
    ? ordered
    : ordered.map((way) => ({ ...way, isStopped: stopped.includes(way.kind) }));
};

const withOne = <S extends Shown>(state: S, press: Press): S => {
  switch (press.name) {
    case 'answer': {
      const { eventId, answer } = press.body;
      return {
        ...state,
        events: state.events.map((event) => (event.id === eventId ? { ...event, answer } : event)),
      };
    }
    case 'form':
      return { ...state, forms: state.forms.filter(({ useId }) => useId !== press.body.useId) };
    case 'seen': {
      const seen = new Set(press.body.messageIds);
      return {
        ...state,
        messages: state.messages.map((message) =>
          seen.has(message.id) ? { ...message, isSeen: true } : message,
        ),
      };
    }
    case 'profile':
      return { ...state, profile: profileWith(state.profile, press) };
    case 'ways':
      return { ...state, profile: { ...state.profile, ways: waysWith(state.profile.ways, press) } };
    default:
      // Places, queues and marks are the relay's to give: nothing is shown of them before it has.
      return state;
  }
};

/** The state as it will be once the person's presses have arrived, as far as the page can say it. */
export const withPresses = <S extends Shown>(state: S, queue: readonly Press[]): S =>
  queue.filter(({ body }) => body.personId === state.personId).reduce<S>(withOne, state);

/** Whether something about the event, or the course, waits to be sent. */
export const isWaiting = (queue: readonly Press[], id: string): boolean =>
  queue.some(
    ({ body }) => ('eventId' in body && body.eventId === id) || ('courseId' in body && body.courseId === id),
  );
