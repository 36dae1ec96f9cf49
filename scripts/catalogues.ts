/** What the compiler cannot see in a catalogue of texts: empty texts, lost parameters, letters of the wrong alphabet. */

/** A catalogue as any slice writes it: the same tree of texts under `ru`, `kk` and `en`. */
export type Catalogue = Readonly<Record<'ru' | 'kk' | 'en', unknown>>;

const PLURAL_FORMS = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlural = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isTree(value) && 'other' in value && Object.keys(value).every((form) => PLURAL_FORMS.has(form));

/** The texts of a tree by their path; the forms of a plural are one text. */
const leaves = (value: unknown, path = ''): ReadonlyMap<string, readonly unknown[]> => {
  if (isTree(value) && !isRussianPlural(value) && !isPlural(value)) {
    const inner = Object.entries(value).flatMap(([key, part]) => [
      ...leaves(part, path === '' ? key : `${path}.${key}`),
    ]);
    return new Map(inner);
  }
  return new Map([[path, isTree(value) ? Object.values(value) : Array.isArray(value) ? value : [value]]]);
};

const isRussianPlural = (value: Readonly<Record<string, unknown>>): boolean =>
  'one' in value && 'many' in value && Object.keys(value).every((form) => PLURAL_FORMS.has(form));

const parametersOf = (texts: readonly unknown[]): string => {
  const names = texts.flatMap((text) =>
    typeof text === 'string' ? [...text.matchAll(/\{\{?\s*(\w+)/g)] : [],
  );
  return [...new Set(names.map(([, name]) => name ?? ''))].toSorted().join(', ');
};

/** A word of both alphabets at once is a Latin letter that only looks Kazakh or Russian: it breaks search and screen readers. */
const mixedWord = (text: string): string | undefined =>
  text
    .replaceAll(/\{\{?[^}]*\}?\}/g, ' ')
    .split(/[^\p{L}]+/u)
    .find((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word));

const problemsOfTexts = (place: string, texts: readonly unknown[]): readonly string[] =>
  texts.flatMap((text) => {
    if (typeof text !== 'string') return [];
    if (text.trim() === '') return [`${place}: the text is empty`];
    const mixed = mixedWord(text);
    return mixed === undefined ? [] : [`${place}: “${mixed}” mixes Latin and Cyrillic letters`];
  });

/** Whether a value exported by a `*.texts.ts` file is a catalogue. */
export const isCatalogue = (value: unknown): value is Catalogue =>
  isTree(value) && 'ru' in value && 'kk' in value && 'en' in value;

/** The sentences about what is wrong with one catalogue; none where all is well. */
export const problemsOf = (name: string, catalogue: Catalogue): readonly string[] => {
  const [ru, kk, en] = [leaves(catalogue.ru), leaves(catalogue.kk), leaves(catalogue.en)];
  const paths = [...new Set([...ru.keys(), ...kk.keys(), ...en.keys()])];
  return paths.flatMap((path) => {
    const place = path === '' ? name : `${name}: ${path}`;
    const problems: string[] = [];
    const parameters = new Map<string, string>();
    for (const [language, texts] of Object.entries({ ru, kk, en })) {
      const found = texts.get(path);
      if (found === undefined) {
        problems.push(`${place} (${language}): the text is missing`);
        continue;
      }
      problems.push(...problemsOfTexts(`${place} (${language})`, found));
      if (found.every((text) => typeof text === 'string')) parameters.set(language, parametersOf(found));
    }
    if (new Set(parameters.values()).size > 1) {
      const shown = [...parameters].map(([language, names]) => `${language} {${names}}`).join(', ');
      problems.push(`${place}: the languages take different parameters: ${shown}`);
    }
    return problems;
  });
};
