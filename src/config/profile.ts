import * as z from 'zod';
import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Profile, TableProfile } from '../domain/profile.ts';

const amount = z.number().nonnegative();
const schema = z.looseObject({
  schema: z.literal(1),
  // Read by hand below: a table may be called __proto__.
  tables: z.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  postgres: z.int().positive().optional(),
  queries: z.array(z.looseObject({ sql: z.string(), callsPerSecond: amount.optional() })).default([]),
  takenAt: z.iso.datetime({ offset: true }).optional(),
});
const table = z.looseObject({ rows: amount.optional(), bytes: amount.optional() });

/** Keys that are not known yet are passed over: a newer profile still serves. Problem: bad-profile. */
export function parseProfile(text: string, file: string): Result<Profile> {
  const parsed = schema.safeParse(json(text));
  if (!parsed.success) return bad(file, keyOf(parsed.error));
  const tables = new Map<string, TableProfile>();
  for (const [name, value] of Object.entries(parsed.data.tables)) {
    const entry = table.safeParse(value);
    if (!entry.success) return bad(file, ['tables', name, ...keyOf(entry.error)]);
    tables.set(name, present({ rows: entry.data.rows, bytes: entry.data.bytes }));
  }
  const { postgres, takenAt } = parsed.data;
  const queries = parsed.data.queries.map(({ sql, callsPerSecond }) => ({ sql, ...present({ callsPerSecond }) }));
  return success({
    tables,
    queries,
    ...present({ postgres, takenAt: takenAt === undefined ? undefined : Date.parse(takenAt) }),
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

type Present<Value> = { readonly [Key in keyof Value]?: Exclude<Value[Key], undefined> };
const present = <Value extends object>(value: Value): Present<Value> =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Present<Value>;

const keyOf = (error: z.ZodError): readonly PropertyKey[] => error.issues[0]?.path ?? [];

function bad(file: string, key: readonly PropertyKey[]) {
  const name = key.map((step) => JSON.stringify(String(step))).join(' › ');
  return failure({
    code: 'bad-profile',
    says:
      name === ''
        ? `${file} is not a JSON object, so production’s row counts are not known.`
        : `${file}: ${name} is missing or not what a profile of schema 1 holds there.`,
    advice: 'Correct it; only "schema": 1 and "tables" are required.',
    file,
  });
}
