import type { Session } from '../../ports/database.ts';
import { inOrder } from '../../volume/generate.ts';
import type { TableShape } from '../../volume/shape.ts';
import { fillTable } from './fill-table.ts';
import type { Filling } from './fill-table.ts';
import type { ForgeRequest } from './forge-table.ts';
import type { Watchdog } from '../watch/watchdog.ts';
import { quiet } from './quiet.ts';

/** Which tables get how many rows, and the facts the generator needs. */
export interface FillRequest {
  /** Everything the tables' foreign keys reach included. */
  readonly tables: ReadonlyMap<number, TableShape>;
  /** Rows by oid; tables left out get none. */
  readonly rows: ReadonlyMap<number, number>;
  /** The tables that get their rows, by oid; the others' are only planned, so that keys can be drawn from them. */
  readonly only?: ReadonlySet<number>;
  /** The same seed makes the same rows; 1 where it is left out. */
  readonly seed?: number;
  /** Where large tables shall be written as files. */
  readonly forging?: ForgeRequest;
}

export interface Filled {
  /** Rows made, by oid. */
  readonly rows: ReadonlyMap<number, number>;
  /** Why tables stayed as they were or got fewer rows, for the report. */
  readonly notes: readonly string[];
}

/**
 * Fills tables with invented rows; triggers do not fire, and foreign keys hold by construction.
 * @param sessions of the observer, in one database: each fills one table at a time.
 */
export async function fill(sessions: readonly Session[], request: FillRequest, dog: Watchdog): Promise<Filled> {
  const filling: Filling = {
    tables: request.tables,
    rows: new Map(request.rows),
    blank: new Set(),
    sparse: new Set(),
    seed: request.seed ?? 1,
    ...(request.forging && { forging: request.forging }),
  };
  const { rows } = filling;
  const loaded = ({ oid }: TableShape): boolean => rows.has(oid) && (request.only?.has(oid) ?? true);
  const order = inOrder([...request.tables.values()].filter(loaded));
  const fire = await quiet(sessions, order);
  const outcomes = await eachInTurn(sessions, order, async (session, table) => {
    const done = await fillTable(session, filling, table, dog);
    if ('rows' in done) rows.set(table.oid, done.rows);
    else rows.delete(table.oid);
    return done;
  });
  await fire();
  const made = new Map<number, number>();
  const notes: string[] = [];
  for (const [at, done] of outcomes.entries()) {
    const table = order[at];
    if (!table) continue;
    if ('rows' in done) made.set(table.oid, done.rows);
    if ('because' in done) notes.push(`${table.name} has no invented rows: ${done.because}.`);
    else if (done.fewer !== undefined) notes.push(`${table.name} has ${done.fewer}.`);
    else if (done.forged !== undefined) notes.push(`${table.name} ${done.forged}.`);
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
  return Promise.all(under.values());
}
