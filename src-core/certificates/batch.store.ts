/** Who gets a certificate of a template for an event, who has one, and the issue itself. */
import { sql } from 'kysely';
import { fail, readOrganisation } from '../access/index.ts';
import { livingEvent, localTimeOf } from '../events/index.ts';
import type { EventRow, EventsTables } from '../events/index.ts';
import { cardsOf, fullName } from '../people/index.ts';
import type { PeopleTables, PersonCard } from '../people/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import type { z } from 'zod';
import { completionOf } from './batch.rules.ts';
import type { Attended } from './batch.rules.ts';
import type { batchInput } from './batch.schema.ts';
import type { CertificateValues } from './certificate.layout.rules.ts';
import { certificateTexts } from './certificates.texts.ts';
import { nextNumber, readCertificates, seriesOf, writeCertificate } from './certificates.store.ts';
import type { Certificate } from './certificates.store.ts';
import { ownKey } from './keys.ts';
import { nameIn } from './template.rules.ts';
import { findTemplate } from './templates.store.ts';
import type { StoredTemplate } from './templates.store.ts';

export type Batch = z.output<typeof batchInput>;
export type Overrides = Batch['values'];

type PlanPerson = { readonly personId: string; readonly name: string; readonly group: string | null };

/** A batch before it is issued. */
export type Plan = {
  /** Who will get one, in alphabetical order. */
  readonly new: readonly PlanPerson[];
  /** Who has one already (a revoked one too: it is never given again by itself). */
  readonly existing: readonly (PlanPerson & {
    readonly certificateId: string;
    readonly number: string;
    readonly isRevoked: boolean;
  })[];
  /** Who has one and is not among the chosen any more, such as somebody whose mark was annulled after the issue. */
  readonly noLonger: readonly (PlanPerson & { readonly certificateId: string; readonly number: string })[];
  /** Of the rule «came to at least»: how many events are asked for, out of how many, and who is one short. */
  readonly completion: {
    readonly needed: number;
    readonly events: number;
    readonly byOne: readonly (PlanPerson & {
      readonly missed: readonly { readonly id: string; readonly title: string; readonly date: string }[];
    })[];
  } | null;
};

const collator = new Intl.Collator(['kk', 'ru', 'en']);
const CHUNK = 1000;

/** Living people by their ids. */
export async function cardsById(
  reading: Reading,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PersonCard>> {
  const cards = new Map<string, PersonCard>();
  for (let from = 0; from < ids.length; from += CHUNK)
    for (const card of await cardsOf(reading, ids.slice(from, from + CHUNK))) cards.set(card.id, card);
  return cards;
}

async function presentAt(reading: Reading, eventIds: readonly string[]): Promise<readonly Attended[]> {
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('check_in')
    .select(['event_id', 'person_id'])
    .where('event_id', 'in', eventIds)
    .where('annulled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  const people = new Map<string, Set<string>>();
  for (const row of rows) {
    const own = people.get(row.person_id) ?? new Set<string>();
    people.set(row.person_id, own.add(row.event_id));
  }
  return Array.from(people, ([personId, own]) => ({ personId, eventIds: own }));
}

async function registeredAt(reading: Reading, eventId: string): Promise<readonly string[]> {
  const rows = await reading
    .read<EventsTables>()
    .selectFrom('registration')
    .select('person_id')
    .where('event_id', '=', eventId)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

/** The living events of the event's series (those from its template) that are not called off, in order; itself alone without one. */
export async function seriesEvents(reading: Reading, event: EventRow): Promise<readonly EventRow[]> {
  if (event.template_id === null) return [event];
  return reading
    .read<EventsTables>()
    .selectFrom('event')
    .selectAll()
    .where('template_id', '=', event.template_id)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
}

type Chosen = {
  readonly ids: readonly string[];
  readonly rule: {
    readonly events: readonly EventRow[];
    readonly needed: number;
    readonly byOne: ReturnType<typeof completionOf>['byOne'];
  } | null;
};

async function chosenBy(reading: Reading, event: EventRow, who: Batch['who']): Promise<Chosen> {
  if (who.kind === 'people') return { ids: [...new Set(who.ids)], rule: null };
  if (who.kind === 'registered') return { ids: await registeredAt(reading, event.id), rule: null };
  if (who.kind === 'present')
    return { ids: (await presentAt(reading, [event.id])).map((one) => one.personId), rule: null };
  const events =
    who.events === 'series'
      ? await seriesEvents(reading, event)
      : await Promise.all([...new Set(who.events)].map((id) => livingEvent(reading, id)));
  const eventIds = events.map((one) => one.id);
  const { needed, reached, byOne } = completionOf(eventIds, await presentAt(reading, eventIds), who.atLeast);
  return { ids: reached, rule: { events, needed, byOne } };
}

function alphabetical<T extends { readonly name: string; readonly personId: string }>(
  people: readonly T[],
): readonly T[] {
  return people.toSorted((a, b) => collator.compare(a.name, b.name) || (a.personId < b.personId ? -1 : 1));
}

/** Of each person's certificates the last edition. */
function latest(certificates: readonly Certificate[]): ReadonlyMap<string, Certificate> {
  const byPerson = new Map<string, Certificate>();
  for (const one of certificates) {
    const known = byPerson.get(one.personId);
    if (known === undefined || known.edition < one.edition) byPerson.set(one.personId, one);
  }
  return byPerson;
}

/** What a batch would do. Throws CERTIFICATE_TEMPLATE_NOT_FOUND, EVENT_NOT_FOUND. */
export async function planBatch(reading: Reading, batch: Batch): Promise<Plan> {
  const { templateId, eventId, who } = batch;
  await findTemplate(reading, templateId);
  const event = await livingEvent(reading, eventId);
  const { ids, rule } = await chosenBy(reading, event, who);
  const cards = await cardsById(reading, [...ids, ...(rule?.byOne ?? []).map((one) => one.personId)]);
  const have = latest(await readCertificates(reading, { templateId, eventId }));
  const chosen = new Set(ids);
  const person = (card: PersonCard): PlanPerson => ({
    personId: card.id,
    name: fullName(card),
    group: card.study_group,
  });
  const given = ({ id, personId, number, values, revoked }: Certificate) => ({
    personId,
    name: values.name,
    group: values.group === '' ? null : values.group,
    certificateId: id,
    number,
    isRevoked: revoked !== null,
  });
  const byId = new Map((rule?.events ?? []).map((one) => [one.id, one]));
  const missedOf = (missed: readonly string[]) =>
    missed.map((id) => ({
      id,
      title: byId.get(id)?.title ?? '',
      date: byId.get(id)?.starts_at.slice(0, 10) ?? '',
    }));
  return {
    new: alphabetical(
      ids.flatMap((id) => {
        const card = cards.get(id);
        return card === undefined || have.has(id) ? [] : [person(card)];
      }),
    ),
    existing: alphabetical([...have.values()].filter((one) => chosen.has(one.personId)).map(given)),
    noLonger: alphabetical(
      [...have.values()]
        .filter((one) => !chosen.has(one.personId) && one.revoked === null && who.kind !== 'people')
        .map(given),
    ),
    completion: rule && {
      needed: rule.needed,
      events: rule.events.length,
      byOne: alphabetical(
        rule.byOne.flatMap(({ personId, missed }) => {
          const card = cards.get(personId);
          return card === undefined || have.has(personId)
            ? []
            : [{ ...person(card), missed: missedOf(missed) }];
        }),
      ),
    },
  };
}

/** What a certificate's words come from. */
type Grounds = {
  readonly template: Pick<StoredTemplate, 'language' | 'nameForm'>;
  readonly event: Pick<EventRow, 'title' | 'starts_at' | 'place'>;
  readonly organisation: string;
  /** Today in the organisation's own zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly overrides: Overrides;
};

/** The organisation's name, and the date that it has now. */
export async function organisationToday(
  reading: Reading,
  nowMs: number,
): Promise<Pick<Grounds, 'organisation' | 'today'>> {
  const organisation = await readOrganisation(reading);
  return {
    organisation: organisation?.name ?? '',
    today: localTimeOf(nowMs, organisation?.time_zone ?? 'UTC').slice(0, 10),
  };
}

/** What a batch stands on. Throws CERTIFICATE_TEMPLATE_NOT_FOUND, EVENT_NOT_FOUND. */
export async function groundsOf(
  reading: Reading,
  batch: Pick<Batch, 'templateId' | 'eventId' | 'values'>,
  nowMs: number,
): Promise<Grounds & { readonly template: StoredTemplate }> {
  return {
    template: await findTemplate(reading, batch.templateId),
    event: await livingEvent(reading, batch.eventId),
    overrides: batch.values,
    ...(await organisationToday(reading, nowMs)),
  };
}

/** What the placeholders stand for on one person's certificate, all but its number. */
export function valuesFor(
  grounds: Grounds,
  card: Pick<PersonCard, 'family_name' | 'given_name' | 'patronymic' | 'study_group'>,
): Omit<CertificateValues, 'number'> {
  const { template, event, organisation, today, overrides } = grounds;
  const { date } = certificateTexts[template.language];
  return {
    name: nameIn(template.nameForm, card),
    family: card.family_name ?? '',
    given: card.given_name ?? '',
    group: card.study_group ?? '',
    event: overrides.event ?? event.title,
    date: overrides.date ?? date(event.starts_at.slice(0, 10)),
    place: overrides.place ?? event.place ?? '',
    hours: overrides.hours ?? '',
    issued: date(today),
    organisation,
  };
}

/**
 * Issues what the plan says, in the transaction at hand: all of it or nothing. Who has a certificate already keeps it, its
 * number and its signature. `onEach` hears how many are done; it may throw to stop. Out: how many are new.
 * Throws NOBODY_TO_CERTIFY where the rule finds nobody at all.
 */
export async function issueBatch(
  tx: Tx,
  desk: { readonly path: string; readonly node: string },
  batch: Batch,
  onEach: (done: number, total: number) => void = () => undefined,
): Promise<{ readonly issued: number; readonly existing: number }> {
  const plan = await planBatch(tx, batch);
  if (plan.new.length === 0 && plan.existing.length === 0) throw fail('not-found', 'NOBODY_TO_CERTIFY');
  if (plan.new.length === 0) return { issued: 0, existing: plan.existing.length };
  const grounds = await groundsOf(tx, batch, Date.parse(tx.at));
  const cards = await cardsById(
    tx,
    plan.new.map((one) => one.personId),
  );
  const key = await ownKey(tx, desk.path);
  const numbered = { series: seriesOf(desk.node), year: Number(grounds.today.slice(0, 4)) };
  let number = await nextNumber(tx, numbered.series, numbered.year);
  let done = 0;
  for (const { personId } of plan.new) {
    const card = cards.get(personId);
    if (card === undefined) continue;
    const made = {
      templateId: batch.templateId,
      eventId: batch.eventId,
      personId,
      edition: 1,
      date: grounds.event.starts_at.slice(0, 10),
      issued: grounds.today,
      values: valuesFor(grounds, card),
    };
    await writeCertificate(tx, made, { ...numbered, number }, key);
    number += 1;
    onEach((done += 1), plan.new.length);
  }
  return { issued: done, existing: plan.existing.length };
}

/** The person with the longest name here, for trying a template's field of the name; null where there is nobody. */
export async function longestNamed(reading: Reading): Promise<PersonCard | null> {
  const row = await reading
    .read<PeopleTables>()
    .selectFrom('person')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('status', '=', 'active')
    .orderBy(
      sql`length(coalesce(family_name, '')) + length(coalesce(given_name, '')) + length(coalesce(patronymic, ''))`,
      'desc',
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : ((await cardsOf(reading, [row.id]))[0] ?? null);
}
