/** What a volunteer's device does to people: marks them, checks them out, and takes what must be minded of them. */
import { z } from 'zod';
import { fail } from '../access/index.ts';
import { acknowledge, ANSWERS, dueOf, isQuestionOf, withoutSecrets } from '../attention/index.ts';
import type { Hidden, Minded } from '../attention/index.ts';
import { findByScan, isHeld, leavePerson, markOf, markPerson } from '../events/index.ts';
import type { Verdict } from '../events/index.ts';
import { personOfPaperCode } from '../paper/index.ts';
import type { Reading, Store, Tx } from '../store/index.ts';
import { knowsIds, seesFlags } from './tablets.rights.ts';
import { momentOfScan } from './tablets.rules.ts';
import type { Tablet } from './tablets.schema.ts';
import { actorOf, MARKED_BY_TABLET, refuseRevoked } from './tablets.store.ts';

/** What a tablet shows after a mark. A steward hears only that somebody more senior is needed, not why. */
export type TabletAnswer = {
  readonly verdict: Verdict | 'refer';
  readonly person: TabletPerson | null;
  /** The moment of the mark that holds, of the check-out, or of the annulled mark; milliseconds. */
  readonly atMs: number | null;
  /** Why the mark was annulled: for supervisors. */
  readonly reason: string | null;
  /** The room or list that they are let into, are in, have left, or cannot go to; null at an event without rooms. */
  readonly place: string | null;
  /** The transaction by which this mark can be taken back. */
  readonly tx: string | null;
  /** What is to be minded of whoever is in now, and nobody has acknowledged yet. */
  readonly due: readonly TabletDue[];
};

/** As much of a person as a volunteer needs. Nothing else of them leaves the laptop, and a test holds it to that. */
export type TabletPerson = {
  readonly name: string;
  readonly group: string | null;
  /** For a supervisor, who may let them in: how to name them to the laptop. */
  readonly id?: string;
};

/** A flag or a question, without the person: the answer says whose it is. */
export type TabletDue = Omit<Minded | Hidden, 'personId'>;

const scan = z.string().min(1).max(200);
const id = z.string().min(1).max(64);
/** How long ago it was scanned, where there was no connection then; milliseconds. */
const agoMs = z.number().min(0).max(1e9).default(0);
const who = z.union([z.object({ personId: id }), z.object({ scan })]);
type Who = z.output<typeof who>;

const scanInput = z.object({ scan, agoMs });
const markInput = z.object({
  who,
  /** The supervisor has seen the objection and lets the person in. */
  isAllowed: z.boolean().default(false),
});
const leaveInput = z.object({ who, agoMs });
const acknowledgeInput = z.object({ who, flagId: id, answer: z.enum(ANSWERS).nullable().default(null) });

const UNKNOWN: TabletAnswer = {
  verdict: 'unknown',
  person: null,
  atMs: null,
  reason: null,
  place: null,
  tx: null,
  due: [],
};

type Answer = Awaited<ReturnType<typeof markPerson>>;

/** The name of the room, or of the list where it leads into none. */
const placeOf = (room: Answer['room']): string | null => room?.section ?? room?.gate ?? null;

const gateOf = ({ list_id: listId, section_id: sectionId }: Tablet) =>
  listId === null && sectionId === null ? {} : { gate: { listId, sectionId } };

/**
 * Whom a device means. What was scanned or typed is a card, or a code of the event's paper roster; where it is a card of one
 * and the code of another, it is nobody's.
 */
async function personMeant(reading: Reading, eventId: string, meant: Who): Promise<string | undefined> {
  if ('personId' in meant) return meant.personId;
  const byCard = await findByScan(reading, meant.scan);
  const byPaper = await personOfPaperCode(reading, eventId, meant.scan);
  if (byCard !== undefined && byPaper !== undefined && byCard !== byPaper) return undefined;
  return byCard ?? byPaper;
}

/** The marking of one event's devices. Each function takes whatever was sent, and throws a ZodError where it makes no sense. */
export function openTabletMarks(store: Store, eventId: string) {
  const momentOf = (tablet: Tablet, ago: number): { readonly at?: string } => {
    const at = momentOfScan(ago, store.now(), Date.parse(tablet.paired_at ?? '') || 0);
    return at === undefined ? {} : { at: new Date(at).toISOString() };
  };

  /** What is to be minded of somebody who is in; of flags only that there are some, where the role is not told. */
  const dueFor = async (tablet: Tablet, personId: string): Promise<readonly TabletDue[]> => {
    if (markOf(store, eventId, personId) === undefined) return [];
    const due = await dueOf(store, eventId, [personId]);
    const shown = seesFlags(tablet.role) ? due : due.map(withoutSecrets);
    return shown.map(({ personId: _personId, ...item }) => item);
  };

  const told = async (tablet: Tablet, tx: string | null, answer: Answer): Promise<TabletAnswer> => {
    const { verdict, person } = answer;
    const isSenior = knowsIds(tablet.role);
    // That the whole event is cancelled says nothing about a person.
    const isHidden = !isSenior && isHeld(verdict) && verdict !== 'cancelled';
    const isOut = verdict === 'left' || verdict === 'notInside';
    return {
      verdict: isHidden ? 'refer' : verdict,
      person: person && { name: person.name, group: person.group, ...(isSenior && { id: person.id }) },
      atMs: answer.at === null || isHidden ? null : Date.parse(answer.at),
      reason: isSenior ? answer.annulReason : null,
      place: isHidden ? null : placeOf(answer.room),
      tx,
      due: person === null || isOut ? [] : await dueFor(tablet, person.id),
    };
  };

  const mark = async (
    tablet: Tablet,
    meant: Who,
    how: { readonly isAllowed: boolean; readonly agoMs: number },
  ): Promise<TabletAnswer> => {
    const at = momentOf(tablet, how.agoMs);
    const intent = { actor: actorOf(tablet.id), action: MARKED_BY_TABLET };
    const { tx, value } = await store.writeTogether(intent, async (writing: Tx) => {
      refuseRevoked(writing, tablet);
      const personId = await personMeant(writing, eventId, meant);
      if (personId === undefined) return undefined;
      return markPerson(writing, {
        eventId,
        personId,
        source: 'tablet',
        isAllowed: how.isAllowed,
        ...gateOf(tablet),
        ...at,
      });
    });
    return value === undefined ? UNKNOWN : told(tablet, tx, value);
  };

  const refuseIds = (tablet: Tablet, meant: Who): void => {
    if ('personId' in meant && !knowsIds(tablet.role)) throw fail('refused', 'NOT_PERMITTED');
  };

  return {
    scan: (tablet: Tablet, input: unknown): Promise<TabletAnswer> => {
      const { agoMs: ago, ...meant } = scanInput.parse(input);
      return mark(tablet, meant, { isAllowed: false, agoMs: ago });
    },

    mark: (tablet: Tablet, input: unknown): Promise<TabletAnswer> => {
      const { who: meant, isAllowed } = markInput.parse(input);
      return mark(tablet, meant, { isAllowed, agoMs: 0 });
    },

    /** Checks somebody out. Throws NOT_PERMITTED where a steward names somebody whom they did not scan. */
    leave: async (tablet: Tablet, input: unknown): Promise<TabletAnswer> => {
      const { who: meant, agoMs: ago } = leaveInput.parse(input);
      refuseIds(tablet, meant);
      const at = momentOf(tablet, ago);
      const intent = { actor: actorOf(tablet.id), action: 'tablets.leave' };
      const { tx, value } = await store.write(intent, async (writing) => {
        refuseRevoked(writing, tablet);
        const personId = await personMeant(writing, eventId, meant);
        if (personId === undefined) return undefined;
        return leavePerson(writing, { eventId, personId, ...gateOf(tablet), ...at });
      });
      return value === undefined ? UNKNOWN : told(tablet, tx, value);
    },

    /**
     * Notes that whoever holds the device has seen a flag or asked a question of somebody who is in; stewards ask questions
     * only. Throws NOT_PERMITTED, FLAG_GONE.
     */
    acknowledge: async (tablet: Tablet, input: unknown): Promise<null> => {
      const { who: meant, flagId, answer } = acknowledgeInput.parse(input);
      refuseIds(tablet, meant);
      if (!seesFlags(tablet.role) && !(await isQuestionOf(store, eventId, flagId)))
        throw fail('refused', 'NOT_PERMITTED');
      const actor = actorOf(tablet.id);
      await store.write({ actor, action: 'tablets.acknowledge' }, async (writing) => {
        refuseRevoked(writing, tablet);
        const personId = await personMeant(writing, eventId, meant);
        if (personId === undefined || markOf(writing, eventId, personId) === undefined)
          throw fail('not-found', 'FLAG_GONE');
        await acknowledge(writing, { eventId, personId, flagId, actor, answer });
      });
      return null;
    },
  };
}
