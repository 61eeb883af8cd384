import { readFileSync } from 'node:fs';
import type { Profile } from '../../src/domain/profile.ts';
import type { Server, Session } from '../../src/ports/database.ts';
import { tableShapes } from '../../src/rehearsal/rows/catalog-shape.ts';
import { fill } from '../../src/rehearsal/rows/fill.ts';
import type { Filled } from '../../src/rehearsal/rows/fill.ts';
import { withStatistics } from '../../src/rehearsal/rows/statistics.ts';
import { withOwnRows } from '../../src/rehearsal/rows/volumes.ts';
import type { TableShape } from '../../src/volume/shape.ts';

export const shopSchema = (): string => readFileSync(new URL('schema.sql', import.meta.url), 'utf8');

export interface Wish {
  readonly rows: number;
  readonly seed?: number;
  readonly profile?: Profile['tables'];
}

export interface FilledDatabase extends Filled {
  readonly tables: ReadonlyMap<number, TableShape>;
  /** Rows by name. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Makes a database with that schema. */
export async function databaseWith(server: Server, name: string, schema: string): Promise<Session> {
  await using keeper = await server.connect('observer', 'postgres');
  await keeper.query(`CREATE DATABASE ${name}`);
  const session = await server.connect('observer', name);
  await session.query(schema);
  await session.query('RESET search_path');
  return session;
}

/** Fills every table of a database, as the rehearsal does. */
export async function fillAll(server: Server, database: string, wish: Wish): Promise<FilledDatabase> {
  await using first = await server.connect('observer', database);
  await using second = await server.connect('observer', database);
  await using guard = await server.connect('observer', database);
  for (const session of [first, second]) await session.query('SET search_path = pg_catalog');
  const tables = withStatistics(await withOwnRows(first, await tableShapes(first)), wish.profile ?? new Map());
  const roots = [...tables.values()].filter(({ partitionOf }) => partitionOf === undefined);
  const rows = new Map(roots.map(({ oid, name }) => [oid, wish.profile?.get(name)?.rows ?? wish.rows]));
  const dog = { observer: guard, limitMs: 120_000, signal: new AbortController().signal };
  const filled = await fill(
    [first, second],
    { tables, rows, ...(wish.seed !== undefined && { seed: wish.seed }) },
    dog,
  );
  const counts = new Map([...filled.rows].map(([oid, count]) => [tables.get(oid)?.name ?? '', count]));
  return { ...filled, tables, counts };
}

/** Asks Postgres to check every foreign key and every CHECK anew; keys are proved by their indexes. */
export async function violations(observer: Session): Promise<readonly string[]> {
  const { rows } = await observer.query<{ name: string; owner: string; definition: string }>(`
    SELECT quote_ident(k.conname) AS name, k.conrelid::regclass::text AS owner, pg_get_constraintdef(k.oid) AS definition
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.contype IN ('f', 'c') AND k.conparentid = 0 AND k.conislocal AND c.relkind IN ('r', 'p') AND c.oid >= 16384`);
  const broken: string[] = [];
  for (const { name, owner, definition } of rows) {
    const again = await observer.run(
      `ALTER TABLE ${owner} ADD CONSTRAINT again ${definition}; ALTER TABLE ${owner} DROP CONSTRAINT again`,
    );
    if (!again.ok) broken.push(`${owner} ${name} ${again.error.sqlstate}`);
  }
  const invalid = await observer.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid OR NOT indisready`,
  );
  return [...broken, ...invalid.rows.map(({ name }) => `${name} is not valid`)];
}
