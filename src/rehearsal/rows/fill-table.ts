import type { Session, SqlError } from '../../ports/database.ts';
import { fillOf, insertSql, pooledSql } from '../../volume/generate.ts';
import type { Fill } from '../../volume/generate.ts';
import type { FillPlan } from '../../volume/keys.ts';
import type { TableShape } from '../../volume/shape.ts';
import { forgeTable } from './forge-table.ts';
import type { ForgeRequest } from './forge-table.ts';
import { aroundRows, targetsOf } from './loading.ts';
import type { Loaded } from './loading.ts';
import { setSequences } from './sequences.ts';
import { sift } from './sift.ts';
import { guarded } from '../watch/watchdog.ts';
import type { Watchdog } from '../watch/watchdog.ts';

/** A plan that learns while tables are filled. */
export interface Filling extends FillPlan {
  readonly rows: Map<number, number>;
  readonly blank: Set<string>;
  readonly sparse: Set<number>;
  /** Where large tables shall be written as files. */
  readonly forging?: ForgeRequest;
}

export type Done =
  | {
      readonly rows: number;
      /** Why there are fewer than was wished. */
      readonly fewer?: string;
      /** Of a large table: that it was written as a file, or why not. */
      readonly forged?: string;
    }
  | { readonly because: string };

const attempts = 8;
const trialRows = 100;

/**
 * Tries a few rows first. Where some are refused, the others are picked out; where all are, the columns that a CHECK or
 * a type refuses are left NULL if they may be.
 */
export async function fillTable(session: Session, filling: Filling, table: TableShape, dog: Watchdog): Promise<Done> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const plan: Filling = { ...filling, rows: new Map(filling.rows) };
    const whole = fillOf(plan, table);
    if ('because' in whole) return whole;
    const refused = whole.keeps === 'all' ? await trial(session, table, whole, dog) : undefined;
    const loaded = refused || whole.keeps === 'some' ? undefined : await loadRows(session, plan, table, whole, dog);
    if (loaded?.ok) return { rows: whole.rows, ...(loaded.forged !== undefined && { forged: loaded.forged }) };
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

/** As a file of pages where that is wished and can be, else by INSERTs. */
async function loadRows(
  session: Session,
  plan: Filling,
  table: TableShape,
  whole: Fill,
  dog: Watchdog,
): Promise<Loaded & { readonly forged?: string }> {
  const { forging } = plan;
  const forged = forging && (await forgeTable(session, table, whole, { ...forging, plan, dog }));
  if (forged === undefined) return loadSoon(session, table, whole, dog);
  if (forged === 'forged') {
    await setSequences(session, table);
    return { ok: true, forged: 'is forged: its pages were written as files, and its rows checked' };
  }
  if (forged.overLimit) return { ok: false, error: { sqlstate: '57014' }, overLimit: true };
  const loaded = await loadSoon(session, table, whole, dog);
  return { ...loaded, forged: `is not forged, its rows were inserted: ${forged.because}` };
}

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

async function load(session: Session, table: TableShape, inserts: readonly string[], dog: Watchdog): Promise<Loaded> {
  const { before, after } = aroundRows(targetsOf(table));
  for (const sql of ['BEGIN', ...before, ...inserts, ...after, 'COMMIT']) {
    const outcome = await guarded(session, sql, dog);
    if (outcome.ok) continue;
    await session.run('ROLLBACK');
    return { ok: false, error: outcome.error, ...(outcome.overLimit && { overLimit: true }) };
  }
  await setSequences(session, table);
  return { ok: true };
}
