import { keepChoice, readChoice } from '../../../api/preferences.ts';
import type { PersonSort } from '../../../../src-core/people/index.ts';
import type { Inputs } from '../../../api/shapes.ts';
import type { TableLayout } from '../../../ui/table/columns.ts';

/** The conditions of the list. */
export type PersonFilter = NonNullable<Inputs['people']['list']['filter']>;

/** All that decides what the people list shows. */
export type PeopleView = {
  readonly filter: PersonFilter;
  readonly sort: PersonSort;
  readonly layout: TableLayout;
};

export const EVERYONE: PersonFilter = {};

const FIRST_LAYOUT: TableLayout = {
  hidden: [
    'student_card_no',
    'email',
    'birth_date',
    'guardian_name',
    'guardian_phone',
    'status',
    'added',
    'language',
  ],
  widths: {},
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isLayout = (value: unknown): value is TableLayout =>
  isRecord(value) && Array.isArray(value['hidden']) && isRecord(value['widths']);

const parse = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** How the columns stood the last time. */
export const firstView = (): PeopleView => {
  const kept = parse(decodeURIComponent(readChoice('people_layout') ?? '') || undefined);
  return {
    filter: EVERYONE,
    sort: { by: 'name', direction: 'asc' },
    layout: isLayout(kept) ? kept : FIRST_LAYOUT,
  };
};

export const keepLayout = (layout: TableLayout): void => keepChoice('people_layout', JSON.stringify(layout));

/** A saved view as it was written; undefined where it is of another make. */
export const readDefinition = (definition: string): PeopleView | undefined => {
  const view = parse(definition);
  if (!isRecord(view) || !isRecord(view['filter']) || !isRecord(view['sort']) || !isLayout(view['layout']))
    return undefined;
  return view as PeopleView;
};

/** Whether anything narrows the list. */
export const isNarrowed = (filter: PersonFilter): boolean =>
  Object.values(filter).some((value) =>
    typeof value === 'string' ? value.trim() !== '' : (value?.length ?? 0) > 0,
  );
