import { accountTable, ORGANISATION_ID, organisationTable } from '../access/index.ts';
import type { Language } from '../access/index.ts';
import {
  checkInId,
  checkInTable,
  clubTable,
  eventTable,
  eventTemplateTable,
  localTimeOf,
  registrationId,
  registrationTable,
} from '../events/index.ts';
import { personTable } from '../people/index.ts';
import { factId, record, recordAll } from '../store/index.ts';
import type { Store, Tx } from '../store/index.ts';
import { chanceOf } from './chance.rules.ts';
import { demoTexts } from './demo.texts.ts';
import type { ClubKey, DemoTexts, SeriesKey } from './demo.texts.ts';
import { clubId, drawEvents, SERIES, templateId } from './demoEvents.ts';
import type { DemoEvent } from './demoEvents.ts';
import { drawPeople } from './demoPeople.ts';

export type DemoOptions = {
  readonly language: Language;
  /** Milliseconds; "tonight" and all dates are meant from here. */
  readonly now: number;
  readonly seed?: number;
  /** About how many people; 600 where it is not said. */
  readonly people?: number;
  readonly onProgress?: (done: number, total: number) => void;
};

const SEED = 20_260_901;
const TIME_ZONE = 'Asia/Almaty';
const COLOURS = {
  it: 'lazur',
  robots: 'apricot',
  debate: 'iris',
  centre: 'steppe',
} as const satisfies Record<ClubKey, string>;
const OWNER = factId('demo.account', 'owner');

/**
 * Fills an empty database with a club and a centre that look lived in, in one transaction: people, past events with their
 * arrivals, tonight's list with nobody marked, events to come. The same seed, language and `now` give the same content.
 */
export async function fillDemo(store: Store, options: DemoOptions): Promise<void> {
  const { language, now, seed = SEED, people: count = 600, onProgress = () => undefined } = options;
  const texts = demoTexts[language];
  const local = localTimeOf(now, TIME_ZONE);
  const chance = chanceOf(seed);
  const people = drawPeople(chance.named('people'), texts, local.slice(0, 10), count);
  const events = drawEvents(chance.named('events'), { texts, language, people, now: local, nowMs: now });
  const total = events.reduce(
    (sum, event) => sum + event.registrations.length + event.checkIns.length,
    people.length,
  );
  let done = 0;
  const step = (): void => onProgress((done += 1), total);
  await store.write({ actor: OWNER, action: 'setup.startDemo' }, async (tx) => {
    await recordHouse(tx, texts, language);
    await recordAll(tx, personTable, people, step);
    for (const event of events) await recordEvent(tx, event, step);
  });
}

async function recordHouse(tx: Tx, texts: DemoTexts, language: Language): Promise<void> {
  await record(tx, organisationTable, ORGANISATION_ID, {
    name: texts.organisation,
    language,
    currency: 'KZT',
    time_zone: TIME_ZONE,
  });
  await record(tx, accountTable, OWNER, {
    name: language === 'ru' ? 'Айгерим Серикова' : 'Айгерім Серікова',
    role: 'owner',
    language,
  });
  for (const [club, [name, note]] of entriesOf<ClubKey, readonly [string, string]>(texts.clubs))
    await record(tx, clubTable, clubId(club), { name, note, colour: COLOURS[club] });
  for (const [series, [name, title_pattern]] of entriesOf<SeriesKey, readonly [string, string]>(
    texts.templates,
  )) {
    const { club, weekday, time, minutes, capacity, registration } = SERIES[series];
    await record(tx, eventTemplateTable, templateId(series), {
      name,
      title_pattern,
      club_id: clubId(club),
      place: texts.places[series],
      weekday,
      start_time: time,
      duration_minutes: minutes,
      capacity,
      registration,
    });
  }
}

async function recordEvent(tx: Tx, event: DemoEvent, step: () => void): Promise<void> {
  await record(tx, eventTable, event.id, event.patch);
  const registrations = event.registrations.map((patch) => ({
    id: registrationId(event.id, patch.person_id ?? ''),
    patch,
  }));
  await recordAll(tx, registrationTable, registrations, step);
  const checkIns = event.checkIns.map((patch) => ({ id: checkInId(event.id, patch.person_id ?? ''), patch }));
  await recordAll(tx, checkInTable, checkIns, step);
}

function entriesOf<K extends string, V>(of: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  return Object.entries(of) as [K, V][];
}
