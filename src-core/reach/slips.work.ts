/** Slips of paper with a QR code each, for those whom nothing else reaches; made in a thread of its own. */
import { fail, readOrganisation } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeCardsPdf } from '../documents/pdf/cardsPdf.ts';
import type { Card } from '../documents/pdf/cardsPdf.ts';
import { cardsOf, fullName } from '../people/index.ts';
import type { PersonCard } from '../people/index.ts';
import { shownLinkCode } from './linkCode.ts';
import { makeLinkCode } from './linkCodes.store.ts';
import { readBotName } from './linking.store.ts';
import { slipsJobInput } from './reach.inputs.ts';
import { unreachedIds } from './reachability.store.ts';
import { slipTexts } from './slips.texts.ts';
import { waysIn } from './ways.rules.ts';

/** How many people are read at once. */
const CHUNK = 500;

/** Makes a code for each person and prints them, ten on a sheet. Throws NOBODY_TO_PRINT, NO_WAY_TO_LINK. */
export const printSlips: JobWork = async (input, tools): Promise<JobFile> => {
  const { who, language, relay } = slipsJobInput.parse(input);
  const { store } = tools;
  const bot = await readBotName(store);
  if (bot === null && relay === null) throw fail('conflict', 'NO_WAY_TO_LINK');
  const asked = 'ids' in who ? who.ids : await unreachedIds(store, who.filter);
  const people: PersonCard[] = [];
  for (let from = 0; from < asked.length; from += CHUNK)
    people.push(...(await cardsOf(store, asked.slice(from, from + CHUNK))));
  if (people.length === 0) throw fail('not-found', 'NOBODY_TO_PRINT');
  const organisation = (await readOrganisation(store))?.name ?? '';
  const t = slipTexts[language];
  const page = relay === null ? null : `${relay.replace(/^https?:\/\//, '')}/me`;
  // The codes are there before the paper is: a slip whose code nobody knows would be worse than a code without a slip.
  const { value: codes } = await store.write({ actor: tools.actor.id, action: 'reach.slips' }, async (tx) => {
    const made: string[] = [];
    for (const { id } of people) made.push(await makeLinkCode(tx, { personId: id, purpose: 'self' }));
    return made;
  });
  const cards: readonly Card[] = people.map((person, index) => {
    const code = codes[index] ?? '';
    const { telegram, page: address } = waysIn(code, { bot, relay });
    return {
      qr: telegram ?? address ?? code,
      code: shownLinkCode(code),
      name: fullName(person),
      detail: telegram === null ? t.howPage(page ?? '') : t.how(page),
      organisation: [organisation, person.study_group].filter(Boolean).join(' · '),
    };
  });
  const path = tools.temporary('.pdf');
  await writeCardsPdf(path, cards, 'sheet', {
    language,
    info: { title: t.file },
    accent: '#115f67',
    signal: tools.signal,
    onProgress: (done) => tools.progress(done, cards.length),
  });
  return { path, name: fileName(t.file, 'pdf'), type: 'application/pdf' };
};
