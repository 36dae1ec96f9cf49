/** Whom a message did not reach, as a list to print and call by; made in a thread of its own. */
import { fail, readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeTablePdf } from '../documents/pdf/tablePdf.ts';
import type { TableOut } from '../documents/pdf/tablePdf.ts';
import { localTimeOf } from '../events/index.ts';
import type { PeopleTables } from '../people/index.ts';
import type { Reading } from '../store/index.ts';
import { inParts } from './audience.store.ts';
import { callListInput } from './callList.input.ts';
import { callListTexts } from './callList.texts.ts';
import { peopleOfMessage, showMessage } from './listing.store.ts';
import { compose } from './outgoing.rules.ts';
import { readEvent } from './plan.store.ts';
import { reasonInWords } from './reasons.texts.ts';

/** Prints the list by name, with phones and an empty column for what was said. Throws MESSAGE_NOT_FOUND, NOBODY_TO_CALL. */
export const printCallList: JobWork = async (input, tools): Promise<JobFile> => {
  const { id, states, language } = callListInput.parse(input);
  const { store } = tools;
  const t = callListTexts[language];
  const message = await showMessage(store, id, tools.now());
  const people = (await peopleOfMessage(store, id, tools.now())).filter(({ state }) =>
    states.some((one) => one === state),
  );
  if (people.length === 0) throw fail('not-found', 'NOBODY_TO_CALL');
  const phones = await phonesOf(
    store,
    people.map((one) => one.id),
  );
  const organisation = await readOrganisation(store);
  const made = localTimeOf(tools.now(), organisation?.time_zone ?? 'UTC');
  const event = message.event === null ? null : await readEvent(store, message.event.id);
  const { text } = compose({
    kind: message.kind,
    texts: message.texts,
    event,
    hasForm: false,
    reader: language,
    organisation: language,
    names: ['…'],
    isForGuardian: false,
  });
  const table: TableOut = {
    title: t.title,
    heading: [
      ...(message.event === null ? [] : [[t.event, message.event.title] as const]),
      [t.message, text.replaceAll(/\s+/g, ' ')],
      [t.made, made.replace('T', ' ')],
    ],
    columns: [
      { title: t.name, kind: 'text' },
      { title: t.group, kind: 'text' },
      { title: t.phone, kind: 'text', width: 15 },
      { title: t.guardian, kind: 'text', width: 15 },
      { title: t.why, kind: 'text', width: 26 },
      { title: t.said, kind: 'text', width: 26 },
    ],
    rows: people.map((one) => [
      one.name,
      one.group,
      phones.get(one.id)?.phone,
      phones.get(one.id)?.guardian_phone,
      reasonInWords(one.reason, language),
      '',
    ]),
  };
  const path = tools.temporary('.pdf');
  await writeTablePdf(path, table, {
    signal: tools.signal,
    onProgress: (rows) => tools.progress(rows, people.length),
    language,
    pageLabel: t.page,
  });
  return { path, name: fileName(`${t.title} ${made.slice(0, 10)}`, 'pdf'), type: 'application/pdf' };
};

type Phones = Pick<PeopleTables['person'], 'phone' | 'guardian_phone'>;

async function phonesOf(
  reading: Pick<Reading, 'read'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Phones>> {
  const rows = await inParts(ids, (part) =>
    reading
      .read<PeopleTables>()
      .selectFrom('person')
      .select(['id', 'phone', 'guardian_phone'])
      .where('id', 'in', part)
      .execute(),
  );
  return new Map(rows.map(({ id, ...phones }) => [id, phones]));
}
