/** Many badges at once, made in a thread of their own. */
import { fail } from '../access/index.ts';
import type { JobFile, JobWork } from '../access/index.ts';
import { fileName } from '../documents/output/fileName.ts';
import { writeBadgesPdf } from './badgesPdf.ts';
import { badgesInput } from './nameBadges.schema.ts';
import { badgesOf, idsToPrint, notePrint, printingOf } from './nameBadges.store.ts';
import { nameBadgeTexts } from './nameBadges.texts.ts';

/** Makes the file, and notes every badge in it as printed once it is whole. Throws NOBODY_TO_PRINT. */
export const printBadges: JobWork = async (input, tools): Promise<JobFile> => {
  const { eventId, who, design, skip, language } = badgesInput.parse(input);
  const { store } = tools;
  const printing = await printingOf(store, eventId, design);
  const ids = typeof who === 'string' ? await idsToPrint(store, eventId, who) : who.ids;
  const badges = await badgesOf(store, ids, printing);
  if (badges.length === 0) throw fail('not-found', 'NOBODY_TO_PRINT');
  const path = tools.temporary('.pdf');
  const title = `${nameBadgeTexts[language].file} ${printing.event}`;
  await writeBadgesPdf(
    path,
    badges.map(({ badge }) => badge),
    design,
    {
      language,
      skip,
      info: { title },
      signal: tools.signal,
      onProgress: (done) => tools.progress(done, badges.length),
    },
  );
  await store.write({ actor: tools.actor.id, action: 'nameBadges.pdf' }, async (tx) => {
    for (const { personId } of badges)
      await notePrint(tx, { eventId, personId, actor: tools.actor.id, way: 'batch', reason: null });
  });
  return { path, name: fileName(title, 'pdf'), type: 'application/pdf' };
};
