import { z } from 'zod';

/** Texts that break what is glued together instead of bound: SQL, FTS5 queries, LIKE patterns, paths, spreadsheets, JSON. */
const HOSTILE_TEXTS: readonly string[] = [
  `'; DROP TABLE person; --`,
  `" OR "" = "`,
  `" AND * NEAR(a b, 2) ^{x}: -`,
  `%_\\%[a-z]*?`,
  `a\u0000b`,
  `\ud800`,
  `../../../../etc/passwd`,
  `=HYPERLINK("http://example.test")`,
  `{"$ne":null}`,
  `__proto__`,
  `constructor`,
  `ә`.repeat(20_000),
  `1e999`,
  ` `,
  '',
];

const HOSTILE_NUMBERS: readonly number[] = [-1, 0, 0.5, 1e308, 2 ** 53, -(2 ** 63)];

/** Values of no form at all. */
export const SHAPELESS: readonly unknown[] = [
  null,
  'text',
  0,
  true,
  [],
  [[[[]]]],
  {},
  { id: { toString: 'x' } },
  JSON.parse('{"__proto__": {"admin": true}}'),
  Array.from({ length: 5000 }, () => ''),
];

type JsonSchema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Inputs of the right form with hostile contents, so that they come as far as the database. */
export function hostileInputs(schema: unknown): readonly unknown[] {
  const shape = z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  return HOSTILE_TEXTS.flatMap((text, index) => {
    const number = HOSTILE_NUMBERS[index % HOSTILE_NUMBERS.length] ?? 0;
    return [valueOf(shape, text, number, true), valueOf(shape, text, number, false)];
  });
}

/** One value of the form: every text is `text`, cut to what is allowed, every number `number`, held in its bounds. */
function valueOf(shape: JsonSchema, text: string, number: number, isFull: boolean): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[text.length % shape.enum.length];
  const choice = shape.anyOf ?? shape.oneOf ?? shape.allOf;
  if (choice?.[0]) return valueOf(choice[isFull ? 0 : choice.length - 1] ?? choice[0], text, number, isFull);
  if (shape.type === 'string') return text.slice(0, shape.maxLength);
  if (shape.type === 'number') return number;
  if (shape.type === 'integer')
    return Math.trunc(Math.min(Math.max(number, shape.minimum ?? number), shape.maximum ?? number));
  if (shape.type === 'boolean') return isFull;
  if (shape.type === 'null') return null;
  if (shape.type === 'array') return [valueOf(shape.items ?? {}, text, number, isFull)];
  if (shape.type === 'object') return objectOf(shape, text, number, isFull);
  return text;
}

function objectOf(shape: JsonSchema, text: string, number: number, isFull: boolean): unknown {
  const wanted = Object.entries(shape.properties ?? {}).filter(
    ([name]) => isFull || shape.required?.includes(name),
  );
  const named = wanted.map(([name, inner]) => [name, valueOf(inner, text, number, isFull)]);
  const more =
    typeof shape.additionalProperties === 'object'
      ? [[text, valueOf(shape.additionalProperties, text, number, isFull)]]
      : [];
  return Object.fromEntries([...named, ...more]);
}
