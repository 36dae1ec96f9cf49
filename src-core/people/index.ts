import { importsRouter } from './imports.api.ts';
import { peopleRouter } from './people.api.ts';
import { viewsRouter } from './views.api.ts';

export { filterInput } from './people.input.ts';
export const peopleRouters = { people: peopleRouter, views: viewsRouter, imports: importsRouter };
export { isCode, readScannedCode } from './code.rules.ts';
export { findPeople, readNeedle } from './people.find.ts';
export { nameOrderOf, properCase, splitFullName } from './fullName.rules.ts';
export { cardsOf, idsOf } from './people.list.ts';
export type { PersonCard, PersonFilter, PersonSort } from './people.list.ts';
export { fullName } from './people.rules.ts';
export { foldedWords } from './names.rules.ts';
export type { PersonField, PersonKind, PersonStatus } from './people.rules.ts';
export { importBatchTable, importLayoutTable, personTable, savedViewTable } from './people.schema.ts';
export type { PeopleTables, Person } from './people.schema.ts';
export { toE164 } from './phones.rules.ts';
export { addPerson, codeOf, personByCode, readPerson } from './people.store.ts';
export type { PersonPatch } from './people.store.ts';
