import type { Session, SqlError } from '../ports/database.ts';
import { fillOf, insertSql, pooledSql } from '../volume/generate.ts';
import type { Fill } from '../volume/generate.ts';
import type { FillPlan } from '../volume/keys.ts';
import { poolMemory } from '../volume/pool.ts';
import type { TableShape } from '../volume/shape.ts';
import { setSequences } from './sequences.ts';
import { sift } from './sift.ts';
import { guarded } from './watchdog.ts';
import type { Watchdog } from './watchdog.ts';

/** A plan that learns while tables are filled. */
export interface Filling extends FillPlan {
  readonly rows: Map<number, number>;
  readonly blank: Set<string>;
  readonly sparse: Set<number>;
}

export type Done =
  | { readonly rows: number; /** Why there are fewer than was wished. */ readonly fewer?: string }
  | { readonly because: string };

const attempts = 8;
const trialRows = 100;

/**
 * Tries a few rows first. Where some are refused, the others are picked out; where all are, the columns that a CHECK or
 * a type refuses are left NULL if they may be.
 */
export async function fillTable(session: Session, filling: Filling, table: TableShape, dog: Watchdog): Promise<Done> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const plan: FillPlan = { ...filling, rows: new Map(filling.rows) };
    const whole = fillOf(plan, table);
    if ('because' in whole) return whole;
    const refused = whole.keeps === 'all' ? await trial(session, table, whole, dog) : undefined;
    const loaded = refused || whole.keeps === 'some' ? undefined : await loadSoon(session, table, whole, dog);
    if (loaded?.ok) return { rows: whole.rows };
    if (loaded?.overLimit) return { because: 'making its rows took too long' };
    const error = refused ?? loaded?.error;
    const picked = await sift(session, plan, table, dog);
    if (picked && picked.rows > 0) {
      filling.sparse.add(table.oid);
      await setSequences(session, table);
      return picked;
    }
    const open = error ? await loosened(session, whole, table, error, dog) : [];
    const left = open.filter((number) => !filling.blank.has(`${table.oid}.${number}`));
    if (left.length === 0) return { because: reason(table, error) };
    for (const number of left) filling.blank.add(`${table.oid}.${number}`);
  }
  return { because: 'its CHECK constraints together are more than we can satisfy' };
}

function reason(table: TableShape, error: SqlError | undefined): string {
  if (error === undefined) return 'no two of its foreign keys point at rows that belong together';
  const check = table.checks.find(({ name }) => name === error.constraint);
  if (check) return `its CHECK ${check.name} is not one that we can satisfy`;
  return `Postgres refuses the rows that we invent (SQLSTATE ${error.sqlstate})`;
}

/** Columns that may be NULL, of the CHECK that refused the rows; else those whose value by itself is an error. */
async function loosened(
  session: Session,
  whole: Fill,
  table: TableShape,
  error: SqlError,
  dog: Watchdog,
): Promise<readonly number[]> {
  const check = table.checks.find(({ name }) => name === error.constraint);
  const loose = table.columns.filter(({ notNull, generated }) => !notNull && !generated);
  if (check) return loose.map(({ number }) => number).filter((number) => check.columns.includes(number));
  const guilty: number[] = [];
  for (const insert of whole.inserts.slice(0, 1)) {
    for (const [at, column] of insert.columns.entries()) {
      if (!loose.includes(column)) continue;
      const { first, rows } = insert.portion;
      const from = `pg_catalog.generate_series(${first}::bigint, ${first + rows - 1}::bigint, ${Math.ceil(rows / trialRows)}) AS g`;
      const outcome = await guarded(session, `SELECT ${insert.values[at] ?? ''} FROM ${from} ${insert.joins}`, dog);
      if (!outcome.ok) guilty.push(column.number);
    }
  }
  return guilty;
}

async function trial(session: Session, table: TableShape, whole: Fill, dog: Watchdog): Promise<SqlError | undefined> {
  // Every n-th of the real rows, so that a value too large is met here.
  const step = Math.max(1, Math.floor(whole.rows / trialRows));
  await session.run('BEGIN');
  const outcome = await guarded(session, whole.inserts.map((insert) => insertSql(insert, step)).join(';\n'), dog);
  await session.run('ROLLBACK');
  // Dead rows would be counted by every scan that follows.
  for (const name of targetsOf(table)) await session.run(`VACUUM ${name}`);
  return outcome.ok ? undefined : outcome.error;
}

const targetsOf = (table: TableShape): readonly string[] =>
  table.leaves.length > 0 ? table.leaves.map(({ name }) => name) : [table.name];

type Loaded = { readonly ok: true } | { readonly ok: false; readonly error: SqlError; readonly overLimit?: true };

/** Out of pools; where Postgres refuses such rows, each is made by itself. */
async function loadSoon(session: Session, table: TableShape, whole: Fill, dog: Watchdog): Promise<Loaded> {
  const pooled = whole.inserts.some(({ pooled: one }) => one !== undefined);
  const loaded = await load(session, table, whole.inserts.map(pooledSql), dog);
  if (loaded.ok || !pooled || loaded.overLimit) return loaded;
  // What was rolled back would be read by every scan.
  for (const name of targetsOf(table)) await session.run(`VACUUM ${name}`);
  return load(
    session,
    table,
    whole.inserts.map((insert) => insertSql(insert)),
    dog,
  );
}

/** Indexes are set aside while the rows come and built once afterwards: that also proves the keys unique. */
async function load(session: Session, table: TableShape, inserts: readonly string[], dog: Watchdog): Promise<Loaded> {
  const targets = targetsOf(table);
  const oids = `ARRAY[${targets.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]::regclass[]::oid[]`;
  // Only a superuser may; elsewhere they grow with the rows.
  const aside = `DO $aside$ BEGIN IF current_setting('is_superuser') = 'on' THEN
    UPDATE pg_index SET indisready = false, indisvalid = false
     WHERE indrelid = ANY (${oids}) AND indisready AND indisvalid; END IF; END $aside$`;
  const memory = `SET LOCAL work_mem = '${poolMemory}'`;
  const build = targets.map((name) => `REINDEX TABLE ${name}`).join(';\n');
  const begun = ['BEGIN', memory, aside, ...inserts, build, ...targets.map((name) => `ANALYZE ${name}`), 'COMMIT'];
  for (const sql of begun) {
    const outcome = await guarded(session, sql, dog);
    if (outcome.ok) continue;
    await session.run('ROLLBACK');
    return { ok: false, error: outcome.error, ...(outcome.overLimit && { overLimit: true }) };
  }
  await setSequences(session, table);
  return { ok: true };
}
