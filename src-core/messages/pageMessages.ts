import type { DomainStore } from '../store/index.ts';
import { readReaders } from './addressees.store.ts';
import { messagesOf } from './fallback.store.ts';
import type { Outgoing } from './outgoing.rules.ts';
import { compose } from './outgoing.rules.ts';
import { readEvent } from './plan.store.ts';
import { readHouse } from './settings.store.ts';
import { readTexts } from './texts.rules.ts';

/** A message as the page shows it. */
export type ShownMessage = Pick<
  Outgoing,
  'messageId' | 'kind' | 'language' | 'text' | 'buttons' | 'eventId' | 'formUseId'
> & {
  /** ISO. */
  readonly sentAt: string;
  readonly seenAt: string | null;
};

/** What a person's page shows, the newest first: exactly what any other channel would say. */
export async function pageMessages(
  reading: Pick<DomainStore, 'read'>,
  personId: string,
): Promise<readonly ShownMessage[]> {
  const rows = await messagesOf(reading, personId);
  const house = await readHouse(reading);
  const reader = (await readReaders(reading, [personId])).get(personId);
  const shown: ShownMessage[] = [];
  for (const { texts, ...row } of rows) {
    const composed = compose({
      kind: row.kind,
      texts: readTexts(texts) ?? {},
      event: row.eventId === null ? null : await readEvent(reading, row.eventId),
      hasForm: row.formUseId !== null,
      reader: reader?.language ?? null,
      organisation: house.language,
      names: reader === undefined ? [] : [reader.name],
      isForGuardian: false,
    });
    shown.push({ ...row, ...composed });
  }
  return shown;
}
