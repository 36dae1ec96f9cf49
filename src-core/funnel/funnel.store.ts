/** All of the funnel's SQL. It reads raw rows and keeps no figure anywhere, so that whatever is annulled or synced is in it at once. */
import { readOrganisation } from '../access/index.ts';
import { addMinutes, momentOf } from '../events/index.ts';
import type { EventsTables } from '../events/index.ts';
import { cardsOf, fullName } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { END_GRACE_MINUTES, FUNNEL_STEPS, stepBefore } from './funnel.rules.ts';
import type { FunnelScope, FunnelStep, StepFigure } from './funnel.rules.ts';

/** An event of the scope; times on the wall of the organisation's time zone. */
export type FunnelEvent = {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isOver: boolean;
  readonly hasCheckOut: boolean;
};

export type Funnel = {
  readonly steps: readonly StepFigure[];
  /** Feedback without a name: counted, and nobody stands behind it. */
  readonly anonymous: number;
  /** Of events that are over: places that were kept, and those to which nobody came. */
  readonly noShow: { readonly registered: number; readonly absent: number };
  readonly events: readonly FunnelEventLine[];
};

export type FunnelEventLine = FunnelEvent & {
  /** Null where the step could not be measured at this event. */
  readonly counts: Readonly<Record<FunnelStep, number | null>>;
  readonly absent: number;
};

/** Someone behind a number, and at how many of the events. */
export type FunnelPerson = {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  readonly events: number;
};

/** A person who did not come to places that were kept for them. */
export type NoShowPerson = FunnelPerson & { readonly registered: number };

/** The events of a scope that were not called off, soonest first. */
async function eventsIn(reading: Reading, scope: FunnelScope, now: string): Promise<FunnelEvent[]> {
  let query = reading
    .read<EventsTables>()
    .selectFrom('event')
    .where('deleted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('id')
    .select(['id', 'title', 'starts_at as startsAt', 'ends_at as endsAt', 'has_check_out']);
  if (scope.kind === 'event') query = query.where('id', '=', scope.eventId);
  if (scope.kind === 'series') query = query.where('template_id', '=', scope.templateId);
  if (scope.kind === 'club') query = query.where('club_id', '=', scope.clubId);
  if (scope.kind !== 'event' && scope.from !== null) query = query.where('starts_at', '>=', scope.from);
  if (scope.kind !== 'event' && scope.until !== null)
    query = query.where('starts_at', '<=', `${scope.until}T23:59`);
  const rows = await query.execute();
  return rows.map(({ has_check_out, ...event }) => ({
    ...event,
    isOver: event.endsAt <= now,
    hasCheckOut: has_check_out === 1,
  }));
}

/**
 * One line for each event and person, with a 1 for each step that they took. `?1`: JSON of the scope's events, each with the moment from which
 * leaving counts as having stayed (null where nobody is checked out). A step is a bit and an event its place in the scope until they are
 * grouped: the sort is what costs time, and it costs by the width of a line.
 */
const PAIRS = `
  WITH scope AS MATERIALIZED (
    SELECT key AS n, value ->> 'id' AS id, value ->> 'late' AS late, value ->> 'isOver' AS is_over FROM json_each(?)
  ), step (n, person_id, bit) AS (
    SELECT n, d.person_id, 1
      FROM scope JOIN message m ON m.event_id = scope.id JOIN delivery d ON d.message_id = m.id
      WHERE m.kind IN ('poll', 'broadcast', 'reminder') AND m.deleted_at IS NULL AND d.deleted_at IS NULL
        AND d.state IN ('sent', 'unsure')
    UNION ALL
    SELECT n, a.person_id, 2 FROM scope JOIN rsvp_answer a ON a.event_id = scope.id WHERE a.deleted_at IS NULL
    UNION ALL
    SELECT n, r.person_id, 4 FROM scope JOIN registration r ON r.event_id = scope.id WHERE r.deleted_at IS NULL
    UNION ALL
    SELECT n, c.person_id, CASE WHEN scope.late IS NULL THEN 8
        WHEN NOT EXISTS (SELECT 1 FROM stay s WHERE s.event_id = c.event_id AND s.person_id = c.person_id AND s.deleted_at IS NULL)
          OR EXISTS (SELECT 1 FROM stay s WHERE s.event_id = c.event_id AND s.person_id = c.person_id AND s.deleted_at IS NULL
            AND (s.left_at IS NULL OR s.left_at >= scope.late))
        THEN 24 ELSE 8 END
      FROM scope JOIN check_in c ON c.event_id = scope.id
      WHERE c.deleted_at IS NULL AND c.annulled_at IS NULL
    UNION ALL
    SELECT n, f.person_id, 32
      FROM scope JOIN form_use u ON u.event_id = scope.id JOIN form_answer f ON f.use_id = u.id
      WHERE f.person_id IS NOT NULL AND f.deleted_at IS NULL AND u.deleted_at IS NULL
  ), pair AS (
    SELECT n, person_id, max(bit & 1) AS invited, max(bit & 2) > 0 AS answered, max(bit & 4) > 0 AS registered,
      max(bit & 8) > 0 AS came, max(bit & 16) > 0 AS stayed, max(bit & 32) > 0 AS gaveFeedback
    FROM step GROUP BY n, person_id
  )`;

/** The scope as `PAIRS` takes it. */
async function scopeJson(reading: Reading, events: readonly FunnelEvent[]): Promise<string> {
  const timeZone = (await readOrganisation(reading))?.time_zone ?? 'UTC';
  return JSON.stringify(
    events.map(({ id, endsAt, hasCheckOut, isOver }) => ({
      id,
      isOver: isOver ? 1 : 0,
      late:
        hasCheckOut && isOver
          ? new Date(momentOf(addMinutes(endsAt, -END_GRACE_MINUTES), timeZone)).toISOString()
          : null,
    })),
  );
}

/** What could be measured at each event: whether anybody was asked, checked out, or handed a form. */
function measuredAt(reading: Reading, json: string): ReadonlyMap<string, ReadonlySet<FunnelStep>> {
  const rows = reading.localRows<{
    id: string;
    asked: number;
    heard: number;
    hasForm: number;
    late: string | null;
  }>(
    `WITH scope AS (SELECT value ->> 'id' AS id, value ->> 'late' AS late FROM json_each(?))
     SELECT id, late,
       EXISTS (SELECT 1 FROM message m WHERE m.event_id = scope.id AND m.deleted_at IS NULL
         AND m.kind IN ('poll', 'broadcast', 'reminder')) AS asked,
       EXISTS (SELECT 1 FROM rsvp_answer a WHERE a.event_id = scope.id AND a.deleted_at IS NULL) AS heard,
       EXISTS (SELECT 1 FROM form_use u WHERE u.event_id = scope.id AND u.deleted_at IS NULL) AS hasForm
     FROM scope`,
    json,
  );
  return new Map(
    rows.map(({ id, asked, heard, hasForm, late }) => [
      id,
      new Set<FunnelStep>([
        ...(asked === 1 ? (['invited'] as const) : []),
        ...(asked === 1 || heard === 1 ? (['answered'] as const) : []),
        'registered',
        'came',
        ...(late === null ? [] : (['stayed'] as const)),
        ...(hasForm === 1 ? (['gaveFeedback'] as const) : []),
      ]),
    ]),
  );
}

/** The funnel of a scope. In: `now`, this moment on the organisation's wall. */
export async function readFunnel(reading: Reading, scope: FunnelScope, now: string): Promise<Funnel> {
  const events = await eventsIn(reading, scope, now);
  const json = await scopeJson(reading, events);
  const measured = measuredAt(reading, json);
  const everywhere = new Set(
    FUNNEL_STEPS.filter((step) => [...measured.values()].some((steps) => steps.has(step))),
  );
  const lines = sumsByEvent(reading, json, everywhere);
  const total = (name: string): number => lines.reduce((sum, line) => sum + (line[name] ?? 0), 0);
  const over = lines.filter(({ n }) => events[n ?? -1]?.isOver === true);
  return {
    steps: FUNNEL_STEPS.map((step) => ({
      step,
      isMeasured: everywhere.has(step),
      count: total(step),
      went:
        stepBefore(step, everywhere) === null ? null : { on: total(`${step}On`), off: total(`${step}Off`) },
    })),
    anonymous: anonymousAnswers(reading, json),
    noShow: {
      registered: over.reduce((sum, line) => sum + (line['registered'] ?? 0), 0),
      absent: over.reduce((sum, line) => sum + (line['absent'] ?? 0), 0),
    },
    events: events.map((event, n) => {
      const line = lines.find((found) => found.n === n);
      const steps = measured.get(event.id);
      const countOf = (step: FunnelStep): number | null =>
        steps?.has(step) === true || (line?.[step] ?? 0) > 0 ? (line?.[step] ?? 0) : null;
      return {
        ...event,
        absent: event.isOver ? (line?.['absent'] ?? 0) : 0,
        counts: {
          invited: countOf('invited'),
          answered: countOf('answered'),
          registered: countOf('registered'),
          came: countOf('came'),
          stayed: countOf('stayed'),
          gaveFeedback: countOf('gaveFeedback'),
        },
      };
    }),
  };
}

/** Each event's numbers by their names: every step, who went on to it and who did not (`…On`, `…Off`), who stayed away (`absent`). */
function sumsByEvent(
  reading: Reading,
  json: string,
  measured: ReadonlySet<FunnelStep>,
): readonly Readonly<Record<string, number | null>>[] {
  const columns = FUNNEL_STEPS.flatMap((step) => {
    const before = stepBefore(step, measured);
    const count = `sum(${step}) AS ${step}`;
    return before === null
      ? [count]
      : [count, `sum(${before} AND ${step}) AS ${step}On`, `sum(${before} AND NOT ${step}) AS ${step}Off`];
  });
  return reading.localRows<Record<string, number | null>>(
    `${PAIRS} SELECT n, ${columns.join(', ')}, sum(registered AND NOT came) AS absent FROM pair GROUP BY n`,
    json,
  );
}

function anonymousAnswers(reading: Reading, json: string): number {
  const [row] = reading.localRows<{ n: number }>(
    `WITH scope AS (SELECT value ->> 'id' AS id FROM json_each(?))
     SELECT count(*) AS n FROM scope JOIN form_use u ON u.event_id = scope.id JOIN form_answer f ON f.use_id = u.id
     WHERE f.person_id IS NULL AND f.deleted_at IS NULL AND u.deleted_at IS NULL`,
    json,
  );
  return row?.n ?? 0;
}

/** Which people are asked for: those of a step, or those of the step before who did not take it. */
export type Behind = { readonly step: FunnelStep; readonly side: 'reached' | 'off' };

/** Who stands behind a number, in alphabetical order; `total` counts all of them. Lists each person once. */
export async function peopleBehind(
  reading: Reading,
  scope: FunnelScope,
  now: string,
  behind: Behind & { readonly limit: number },
): Promise<{ readonly total: number; readonly people: readonly FunnelPerson[] }> {
  const events = await eventsIn(reading, scope, now);
  const json = await scopeJson(reading, events);
  const measured = new Set([...measuredAt(reading, json).values()].flatMap((steps) => [...steps]));
  const before = stepBefore(behind.step, measured);
  if (behind.side === 'off' && before === null) return { total: 0, people: [] };
  const condition = behind.side === 'reached' ? behind.step : `${before} AND NOT ${behind.step}`;
  const found = reading.localRows<{ person: string; events: number }>(
    `${PAIRS} SELECT person_id AS person, count(*) AS events FROM pair
       LEFT JOIN person_search ON person_search.person = pair.person_id
       WHERE ${condition} GROUP BY person_id
       ORDER BY person_search.sort_key IS NULL, person_search.sort_key, person_id`,
    json,
  );
  return { total: found.length, people: await named(reading, found.slice(0, behind.limit)) };
}

/** Who stayed away most often from events that are over, the most often first. */
export async function noShows(
  reading: Reading,
  scope: FunnelScope,
  now: string,
  limit: number,
): Promise<readonly NoShowPerson[]> {
  const events = await eventsIn(reading, scope, now);
  const json = await scopeJson(reading, events);
  const found = reading.localRows<{ person: string; events: number; registered: number }>(
    `${PAIRS} SELECT person_id AS person, sum(registered AND NOT came) AS events, sum(registered) AS registered
       FROM pair JOIN scope ON scope.n = pair.n
       LEFT JOIN person_search ON person_search.person = pair.person_id
       WHERE scope.is_over = 1 GROUP BY person_id HAVING events > 0
       ORDER BY events DESC, registered, person_search.sort_key, person_id LIMIT ?`,
    json,
    limit,
  );
  const registered = new Map(found.map((line) => [line.person, line.registered]));
  return (await named(reading, found)).map((person) => ({
    ...person,
    registered: registered.get(person.id) ?? 0,
  }));
}

async function named(
  reading: Reading,
  found: readonly { readonly person: string; readonly events: number }[],
): Promise<readonly FunnelPerson[]> {
  const cards = new Map(
    (
      await cardsOf(
        reading,
        found.map(({ person }) => person),
      )
    ).map((card) => [card.id, card]),
  );
  return found.flatMap(({ person, events }) => {
    const card = cards.get(person);
    return card === undefined ? [] : [{ id: person, name: fullName(card), group: card.study_group, events }];
  });
}

/** How often a person took each step, and stayed away from events that are over. */
export type PersonSteps = {
  readonly name: string;
  readonly group: string | null;
  readonly counts: Readonly<Record<FunnelStep, number>>;
  readonly absent: number;
};

/** Everybody of a scope in alphabetical order, with their steps. */
export async function everyone(
  reading: Reading,
  scope: FunnelScope,
  now: string,
): Promise<readonly PersonSteps[]> {
  const json = await scopeJson(reading, await eventsIn(reading, scope, now));
  const found = reading.localRows<
    Readonly<Record<FunnelStep, number>> & {
      readonly family_name: string | null;
      readonly given_name: string | null;
      readonly patronymic: string | null;
      readonly study_group: string | null;
      readonly absent: number;
    }
  >(
    `${PAIRS} SELECT family_name, given_name, patronymic, study_group,
       ${FUNNEL_STEPS.map((step) => `sum(${step}) AS ${step}`).join(', ')},
       sum(scope.is_over = 1 AND registered AND NOT came) AS absent
     FROM pair JOIN scope ON scope.n = pair.n JOIN person ON person.id = pair.person_id
       LEFT JOIN person_search ON person_search.person = pair.person_id
     WHERE person.deleted_at IS NULL GROUP BY pair.person_id
     ORDER BY person_search.sort_key IS NULL, person_search.sort_key, pair.person_id`,
    json,
  );
  return found.map(({ family_name, given_name, patronymic, study_group, absent, ...counts }) => ({
    name: fullName({ family_name, given_name, patronymic }),
    group: study_group,
    counts,
    absent,
  }));
}
