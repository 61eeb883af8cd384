import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnProfile } from '../../../src/domain/profile.ts';
import type { Session } from '../../../src/ports/database.ts';
import { tableShapes } from '../../../src/rehearsal/rows/catalog-shape.ts';
import { fill } from '../../../src/rehearsal/rows/fill.ts';
import { withStatistics } from '../../../src/rehearsal/rows/statistics.ts';
import { forgeable, forgedFrom, layoutSql } from '../../../src/volume/forge/index.ts';
import type { Forgeable, Forged, Physical } from '../../../src/volume/forge/index.ts';
import { fillOf, pooledSql } from '../../../src/volume/generate.ts';
import type { Insert } from '../../../src/volume/generate.ts';
import type { FillPlan } from '../../../src/volume/keys.ts';
import type { TableShape } from '../../../src/volume/shape.ts';

export interface Because {
  readonly because: string;
}

/** Rows and statistics by table, without their schema. */
export type Wishes = Readonly<
  Record<string, { readonly rows: number; readonly columns?: Readonly<Record<string, ColumnProfile>> }>
>;

/** The plan that fills a database's tables with these rows. */
export async function planOf(session: Session, wishes: Wishes, seed = 1): Promise<FillPlan> {
  const profile = Object.entries(wishes).map(
    ([name, { rows, columns = {} }]) =>
      [`public.${name}`, { rows, columns: new Map(Object.entries(columns)) }] as const,
  );
  const tables = withStatistics(await tableShapes(session), new Map(profile));
  const rows = new Map([...tables.values()].map(({ oid, name }) => [oid, wishes[name.slice(7)]?.rows ?? 0]));
  return { tables, rows, blank: new Set(), sparse: new Set(), seed };
}

export function tableOf(plan: FillPlan, name: string): TableShape {
  const found = [...plan.tables.values()].find((table) => table.name === `public.${name}`);
  if (!found) throw new Error(`no table ${name}`);
  return found;
}

export function insertsOf(plan: FillPlan, name: string): readonly Insert[] {
  const whole = fillOf(plan, tableOf(plan, name));
  if ('because' in whole) throw new Error(whole.because);
  return whole.inserts;
}

/** Fills other tables in the ordinary way. */
export async function fillOnly(session: Session, plan: FillPlan, names: readonly string[]): Promise<void> {
  const dog = { observer: session, limitMs: 60_000, signal: new AbortController().signal };
  const only = new Set(names.map((name) => tableOf(plan, name).oid));
  await fill([session], { tables: plan.tables, rows: plan.rows, only, seed: plan.seed }, dog);
}

/** What Postgres makes of the sample, as it lies on disk. */
export interface Sampled {
  readonly able: Forgeable;
  readonly layout: readonly Physical[];
  readonly file: Uint8Array;
}

/** Has the sample made, in the transaction that is open, and something done to it. */
export async function sampled(
  session: Session,
  plan: FillPlan,
  name: string,
  insert: Insert,
  spoil = '',
): Promise<Sampled | Because> {
  const able = forgeable(plan, tableOf(plan, name), insert);
  if ('because' in able) return able;
  for (const sql of able.sampleSql) await session.query(sql);
  if (spoil !== '') await session.query(spoil);
  await session.query('CHECKPOINT');
  const { target } = insert.portion;
  const { rows: layout } = await session.query<Physical>(layoutSql(target));
  return { able, layout, file: readFileSync(await fileOf(session, target)) };
}

async function fileOf(session: Session, table: string): Promise<string> {
  const { rows } = await session.query<{ folder: string; path: string }>(
    `SELECT current_setting('data_directory') AS folder, pg_relation_filepath('${table}') AS path`,
  );
  const [found] = rows;
  return join(found?.folder ?? '', found?.path ?? '');
}

/** Forges a table that is empty, as the rehearsal does; a reason where it cannot be. */
export async function forge(session: Session, plan: FillPlan, name: string, insert: Insert): Promise<Forged | Because> {
  // Foreign keys would be looked up, and the rows that they point at be locked.
  await session.query('BEGIN');
  await session.query('SET LOCAL session_replication_role = replica');
  const sample = await sampled(session, plan, name, insert);
  const forged = 'because' in sample ? sample : forgedFrom(sample.able, sample.layout, sample.file);
  if ('because' in forged) {
    await session.query('ROLLBACK');
    return forged;
  }
  const { target } = insert.portion;
  const triggers = (on: boolean): string =>
    `UPDATE pg_class SET relhastriggers = ${on} WHERE oid = '${target}'::regclass AND relhastriggers = ${!on}`;
  const { rowCount } = await session.query(triggers(false));
  await session.query(`TRUNCATE ONLY ${target}`);
  if (rowCount > 0) await session.query(triggers(true));
  const file = openSync(await fileOf(session, target), 'r+');
  for (const piece of forged.pieces()) writeSync(file, piece);
  closeSync(file);
  await session.query(`REINDEX TABLE ${target}`);
  await session.query('COMMIT');
  return forged;
}

/** In how many rows the forged table differs from one that the server's own INSERT made, either way. */
export async function differences(session: Session, insert: Insert): Promise<number> {
  const { target } = insert.portion;
  const twin = { ...insert, portion: { ...insert.portion, target: 'public.twin' } };
  await session.query(`CREATE TABLE public.twin (LIKE ${target} INCLUDING GENERATED)`);
  await session.query(pooledSql(twin));
  const { rows } = await session.query<{ many: number }>(
    `SELECT (SELECT count(*) FROM (TABLE ${target} EXCEPT ALL TABLE public.twin) AS a)
          + (SELECT count(*) FROM (TABLE public.twin EXCEPT ALL TABLE ${target}) AS b) AS many`,
  );
  await session.query('DROP TABLE public.twin');
  return rows[0]?.many ?? NaN;
}
