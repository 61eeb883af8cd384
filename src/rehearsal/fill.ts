import type { Session } from '../ports/database.ts';
import { fillOf, inOrder } from '../volume/generate.ts';
import type { Fill } from '../volume/generate.ts';
import type { FillPlan } from '../volume/keys.ts';
import type { TableShape } from '../volume/shape.ts';
import { guarded } from './watchdog.ts';
import type { Watchdog } from './watchdog.ts';

/** Which tables get how many rows, and the facts the generator needs. */
export interface FillRequest {
  /** Everything the tables' foreign keys reach included. */
  readonly tables: ReadonlyMap<number, TableShape>;
  /** Rows by oid; tables left out get none. */
  readonly rows: ReadonlyMap<number, number>;
  /** The tables that get their rows, by oid; the others' are only planned, so that keys can be drawn from them. */
  readonly only?: ReadonlySet<number>;
}

export interface Filled {
  /** Rows made, by oid. */
  readonly rows: ReadonlyMap<number, number>;
  /** Why tables stayed as they were, for the report. */
  readonly notes: readonly string[];
}

/**
 * Fills tables with invented rows; triggers do not fire, and foreign keys hold by construction.
 * @param sessions of the observer, in one database: each fills one table at a time.
 */
export async function fill(sessions: readonly Session[], request: FillRequest, dog: Watchdog): Promise<Filled> {
  const rows = new Map(request.rows);
  const blank = new Set<string>();
  const loaded = ({ oid }: TableShape): boolean => rows.has(oid) && (request.only?.has(oid) ?? true);
  const order = inOrder([...request.tables.values()].filter(loaded));
  const outcomes = await eachInTurn(sessions, order, async (session, table) => {
    const done = await fillTable(session, { tables: request.tables, rows, blank }, table, dog);
    if (typeof done === 'number') rows.set(table.oid, done);
    else rows.delete(table.oid);
    return done;
  });
  const made = new Map<number, number>();
  const notes: string[] = [];
  for (const [at, done] of outcomes.entries()) {
    const table = order[at];
    if (table && typeof done === 'number') made.set(table.oid, done);
    else if (table && typeof done === 'object') notes.push(`${table.name} has no invented rows: ${done.because}.`);
  }
  return { rows: made, notes };
}

/** Gives tables to the sessions in order; a table waits for those before it that its foreign keys point at. */
async function eachInTurn<Done>(
  sessions: readonly Session[],
  order: readonly TableShape[],
  work: (session: Session, table: TableShape) => Promise<Done>,
): Promise<readonly Done[]> {
  const lanes: { readonly session: Session; free: Promise<unknown>; load: number }[] = [];
  for (const session of sessions) {
    await session.query(`SET session_replication_role = replica`);
    // Only the migration's own index builds are held to one worker.
    await session.query(`SET max_parallel_maintenance_workers = 2`);
    lanes.push({ session, free: Promise.resolve(), load: 0 });
  }
  const under = new Map<number, Promise<Done>>();
  for (const table of order) {
    const lane = lanes.toSorted((a, b) => a.load - b.load)[0];
    if (!lane) break;
    const parents = table.foreignKeys.map(({ table: parent }) => under.get(parent));
    const done = Promise.all([lane.free, ...parents]).then(() => work(lane.session, table));
    under.set(table.oid, done);
    lane.free = done;
    lane.load += table.columns.length;
  }
  const outcomes = await Promise.all(under.values());
  for (const session of sessions) await session.query(`SET session_replication_role = origin`);
  return outcomes;
}

type Filling = FillPlan & { readonly blank: Set<string> };

const attempts = 6;
const trialRows = 100;

/** Tries a few rows first: what a CHECK refuses is left NULL where it may be. */
async function fillTable(
  observer: Session,
  plan: Filling,
  table: TableShape,
  dog: Watchdog,
): Promise<number | { readonly because: string }> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const whole = fillOf(plan, table);
    if ('because' in whole) return whole;
    const refused = await trial(observer, plan, table, dog);
    if (!refused) return load(observer, table, whole, dog);
    const check = table.checks.find(({ name }) => name === refused.constraint);
    const loose = table.columns.filter(({ number, notNull }) => !notNull && check?.columns.includes(number));
    const open = loose.filter(({ number }) => !plan.blank.has(`${table.oid}.${number}`));
    if (open.length === 0) return { because: reason(refused.sqlstate, check?.name) };
    for (const { number } of open) plan.blank.add(`${table.oid}.${number}`);
  }
  return { because: 'its CHECK constraints together are more than we can satisfy' };
}

function reason(sqlstate: string, check: string | undefined): string {
  if (check !== undefined) return `its CHECK ${check} is not one that we can satisfy`;
  return `Postgres refuses the rows that we invent (SQLSTATE ${sqlstate})`;
}

async function trial(
  observer: Session,
  plan: FillPlan,
  table: TableShape,
  dog: Watchdog,
): Promise<{ readonly sqlstate: string; readonly constraint?: string } | undefined> {
  const rows = plan.rows.get(table.oid) ?? 0;
  const small = fillOf(plan, table);
  if ('because' in small) return undefined;
  await observer.run('BEGIN');
  // Every n-th of the real rows, so that a value too large is met here.
  const step = Math.max(1, Math.floor(rows / trialRows));
  const sampled = small.sql.map((sql) =>
    sql.replace(
      /generate_series\((\d+)::bigint, (\d+)::bigint\)/,
      `generate_series($1::bigint, $2::bigint, ${step}::bigint)`,
    ),
  );
  const outcome = await guarded(observer, sampled.join(';\n'), dog);
  await observer.run('ROLLBACK');
  // Dead rows would be counted by every scan that follows.
  for (const name of targetsOf(table)) await observer.run(`VACUUM ${name}`);
  return outcome.ok ? undefined : outcome.error;
}

const targetsOf = (table: TableShape): readonly string[] =>
  table.leaves.length > 0 ? table.leaves.map(({ name }) => name) : [table.name];

/** Indexes are set aside while the rows come and built once afterwards: that also proves the keys unique. */
async function load(
  observer: Session,
  table: TableShape,
  whole: Fill,
  dog: Watchdog,
): Promise<number | { readonly because: string }> {
  const targets = targetsOf(table);
  const oids = `ARRAY[${targets.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ')}]::regclass[]::oid[]`;
  const aside = `UPDATE pg_index SET indisready = false, indisvalid = false
    WHERE indrelid = ANY (${oids}) AND indisready AND indisvalid`;
  const build = targets.map((name) => `REINDEX TABLE ${name}`).join(';\n');
  const begun = ['BEGIN', aside, ...whole.sql, build, ...targets.map((name) => `ANALYZE ${name}`), 'COMMIT'];
  for (const sql of begun) {
    const outcome = await guarded(observer, sql, dog);
    if (outcome.ok) continue;
    await observer.run('ROLLBACK');
    return { because: outcome.overLimit ? 'making its rows took too long' : reason(outcome.error.sqlstate, undefined) };
  }
  await setSequences(observer, table);
  return whole.rows;
}

/** Sequences go on behind the rows. */
async function setSequences(observer: Session, table: TableShape): Promise<void> {
  const { rows } = await observer.query<{ sequence: string; column: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(s.relname) AS sequence, quote_ident(a.attname) AS column
       FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refobjid = $1 AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass`,
    [table.oid],
  );
  for (const { sequence, column } of rows) {
    const next = `SELECT setval('${sequence.replaceAll("'", "''")}', max(${column})::bigint) FROM ${table.name} HAVING max(${column}) IS NOT NULL`;
    await observer.run(next);
  }
}
