import type * as z from 'zod';
import { failure, success } from '../domain/errors.ts';
import type { Failure, Result } from '../domain/errors.ts';
import type { ColumnProfile, Profile, TableProfile } from '../domain/profile.ts';
import { columnSchema, profileSchema, tableSchema, versionSchema } from './profile-schema.ts';

/** Keys that are not known yet are passed over: a newer profile still serves. Problem: bad-profile. */
export function parseProfile(text: string, file: string): Result<Profile> {
  const document = json(text);
  const version = versionSchema.safeParse(document);
  if (!version.success) return bad(file, keyOf(version.error));
  const parsed = profileSchema.safeParse(document);
  if (!parsed.success) return bad(file, keyOf(parsed.error));
  const tables = entriesOf(isObject(document) ? document['tables'] : undefined, file, ['tables'], tableOf);
  if (!tables.ok) return tables;
  const { takenAt, statsSince, ...rest } = parsed.data;
  return success({
    ...rest,
    tables: tables.value,
    ...(takenAt !== undefined && { takenAt: Date.parse(takenAt) }),
    ...(statsSince !== undefined && { statsSince: Date.parse(statsSince) }),
  });
}

type Reader<Value> = (value: unknown, file: string, path: Path) => Result<Value>;
type Path = readonly PropertyKey[];

/** By hand and into a Map: a table or a column may be called __proto__. */
function entriesOf<Value>(
  list: unknown,
  file: string,
  path: Path,
  read: Reader<Value>,
): Result<ReadonlyMap<string, Value>> {
  if (!isObject(list)) return bad(file, path);
  const entries = new Map<string, Value>();
  for (const [name, value] of Object.entries(list)) {
    const entry = read(value, file, [...path, name]);
    if (!entry.ok) return entry;
    entries.set(name, entry.value);
  }
  return success(entries);
}

const isObject = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function tableOf(value: unknown, file: string, path: Path): Result<TableProfile> {
  const table = tableSchema.safeParse(value);
  if (!table.success) return bad(file, [...path, ...keyOf(table.error)]);
  if (!isObject(value) || !('columns' in value)) return success(table.data);
  const columns = entriesOf(value['columns'], file, [...path, 'columns'], columnOf);
  return columns.ok ? success({ ...table.data, columns: columns.value }) : columns;
}

function columnOf(value: unknown, file: string, path: Path): Result<ColumnProfile> {
  const column = columnSchema.safeParse(value);
  return column.success ? success(column.data) : bad(file, [...path, ...keyOf(column.error)]);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

const keyOf = (error: z.ZodError): Path => error.issues[0]?.path ?? [];

function bad(file: string, key: Path): Failure {
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
