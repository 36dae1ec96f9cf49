import { fail } from '../access/index.ts';
import { readPerson } from '../people/index.ts';
import type { Tx } from '../store/index.ts';
import { readCode } from './certificate.code.rules.ts';
import {
  findCertificate,
  nextNumber,
  readCertificates,
  revokeCertificate,
  seriesOf,
  writeCertificate,
} from './certificates.store.ts';
import { organisationToday } from './batch.store.ts';
import { certificateTexts } from './certificates.texts.ts';
import { ownKey } from './keys.ts';
import { nameIn } from './template.rules.ts';
import { findTemplate } from './templates.store.ts';

/**
 * Revokes a certificate (where it still counts) and gives its person another with their name as it is now; the rest of what
 * it says stays. Out: the new one's id. Throws CERTIFICATE_NOT_FOUND, CERTIFICATE_REPLACED, PERSON_NOT_FOUND.
 */
export async function replaceCertificate(
  tx: Tx,
  desk: { readonly path: string; readonly node: string },
  id: string,
  reason: string,
): Promise<string> {
  const old = await findCertificate(tx, id);
  const { templateId, eventId, personId, edition, values } = old;
  const all = await readCertificates(tx, { templateId, eventId, personId });
  if (all.some((one) => one.edition > edition)) throw fail('conflict', 'CERTIFICATE_REPLACED');
  const person = await readPerson(tx, personId);
  if (old.revoked === null) await revokeCertificate(tx, id, reason);
  const template = await findTemplate(tx, templateId, true);
  const { today } = await organisationToday(tx, Date.parse(tx.at));
  const numbered = { series: seriesOf(desk.node), year: Number(today.slice(0, 4)) };
  const number = await nextNumber(tx, numbered.series, numbered.year);
  const { number: _number, ...said } = values;
  return writeCertificate(
    tx,
    {
      templateId,
      eventId,
      personId,
      edition: edition + 1,
      date: readCode(old.code)?.payload.date ?? today,
      issued: today,
      values: {
        ...said,
        name: nameIn(template.nameForm, person),
        family: person.family_name ?? '',
        given: person.given_name ?? '',
        issued: certificateTexts[template.language].date(today),
      },
    },
    { ...numbered, number },
    await ownKey(tx, desk.path),
  );
}
