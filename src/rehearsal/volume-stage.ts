import { execute } from './execute.ts';
import { routerFor } from './baseline.ts';
import { foreseen, tableShapes } from './catalog-shape.ts';
import { fill, withOwnRows } from './fill.ts';
import type { Filled } from './fill.ts';
import { dogOf, dropDatabase, enter, makeDatabase } from './lab.ts';
import type { Lab } from './lab.ts';
import { observing } from './observe.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { schemaText } from './schema-text.ts';
import { mayBeWrapped, mentions } from './script.ts';
import type { TableShape } from '../volume/shape.ts';

export interface VolumeStage {
  /** Tables that the changed migrations touch and those their foreign keys reach, by oid. */
  readonly tables: ReadonlyMap<number, TableShape>;
  /** Rows that fit the budget, by oid. */
  readonly rows: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
  readonly schemaBefore: string;
  /** Of the run on empty tables; undefined where it failed. */
  readonly schemaAfter?: string;
}

/** Rows of the small copies that the safety passes use. */
export const smallRows = 10_000;

/**
 * Runs the migrations once on empty tables: what they lock says which tables need rows, and which constraints they add
 * says which rows would fail. Then makes the small copy, which also tells how fast rows are made here.
 */
export async function volumeStage(lab: Lab, ready: Prepared): Promise<VolumeStage> {
  const seen = await foresee(lab, ready);
  const tables = seen.tables;
  await makeDatabase(lab, databases.small, databases.base);
  const start = lab.world.clock.elapsed();
  const small = await fillDatabase(lab, databases.small, tables, wishes(lab, tables, smallRows));
  const seconds = (lab.world.clock.elapsed() - start) / 1000;
  const made = [...small.rows.values()].reduce((sum, rows) => sum + rows, 0);
  const wished = wishes(lab, tables, Infinity);
  const fitted = fittedTo(wished, made / Math.max(seconds, 0.001), lab.plan.volume.seconds);
  return {
    tables,
    rows: fitted.rows,
    notes: [...seen.notes, ...small.notes, ...fitted.notes],
    schemaBefore: seen.schemaBefore,
    ...(seen.schemaAfter !== undefined && { schemaAfter: seen.schemaAfter }),
  };
}

/** Fills a database that is not entered yet. */
export async function fillDatabase(
  lab: Lab,
  database: string,
  tables: ReadonlyMap<number, TableShape>,
  rows: ReadonlyMap<number, number>,
): Promise<Filled> {
  await using bench = await enter(lab, database);
  return await fill(bench.observer, { tables, rows }, dogOf(lab, bench, lab.plan.limits.passMs));
}

/** Leaves are filled through their root. */
function wishes(lab: Lab, tables: ReadonlyMap<number, TableShape>, most: number): ReadonlyMap<number, number> {
  const { rows, tables: own } = lab.plan.volume;
  const wanted = [...tables.values()].filter(({ partitionOf }) => partitionOf === undefined);
  return new Map(
    wanted.map(({ oid, name }) => [oid, Math.min(most, own.get(name) ?? rows)] as const).filter(([, n]) => n > 0),
  );
}

interface Fitted {
  readonly rows: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
}

function fittedTo(wished: ReadonlyMap<number, number>, perSecond: number, seconds: number): Fitted {
  const total = [...wished.values()].reduce((sum, rows) => sum + rows, 0);
  const share = total === 0 ? 1 : (perSecond * seconds) / total;
  if (share >= 1) return { rows: wished, notes: [] };
  const rows = new Map([...wished].map(([oid, count]) => [oid, Math.max(1, Math.floor(count * share))]));
  const percent = Math.max(1, Math.floor(share * 100));
  return { rows, notes: [`Only ${percent} % of the wished rows fit into the ${seconds} s for making them.`] };
}

interface Foresight {
  readonly tables: ReadonlyMap<number, TableShape>;
  readonly schemaBefore: string;
  readonly schemaAfter?: string;
  readonly notes: readonly string[];
}

async function foresee(lab: Lab, ready: Prepared): Promise<Foresight> {
  await makeDatabase(lab, databases.foresight, databases.base);
  try {
    await using bench = await enter(lab, databases.foresight);
    const before = await tableShapes(bench.observer);
    const schemaBefore = await schemaText(bench.observer);
    const route = await routerFor(lab, bench);
    const watch = observing({ ...bench, server: lab.server, clock: lab.world.clock, known: ready.known, route });
    const run = await execute(ready.changed, watch.sender);
    watch.finish();
    const after = run.failed?.error.fatal ? before : await tableShapes(bench.observer);
    const names = new Set(watch.seen.flatMap(({ locks }) => locks.map(({ object }) => object)));
    const merged = new Map([...before].map(([oid, table]) => [oid, foreseen(table, after.get(oid))]));
    // A statement that failed shows no locks, one that can only be polled perhaps none: their words must do.
    const steps = ready.changed.flatMap((script) => script.steps);
    const unreached = run.failed ? steps.slice(steps.indexOf(run.failed.step)) : [];
    const unseen = [...unreached, ...steps.filter(({ node }) => node && !mayBeWrapped(node))];
    for (const { name } of before.values()) if (unseen.some((step) => mentions(step, name))) names.add(name);
    const touched = reached(merged, names);
    const schemaAfter = run.failed ? undefined : await schemaText(bench.observer);
    return {
      tables: await countedIn(lab, touched),
      schemaBefore,
      ...(schemaAfter !== undefined && { schemaAfter }),
      notes: [],
    };
  } finally {
    await dropDatabase(lab, databases.foresight);
  }
}

async function countedIn(lab: Lab, tables: ReadonlyMap<number, TableShape>): Promise<ReadonlyMap<number, TableShape>> {
  await using bench = await enter(lab, databases.base);
  return await withOwnRows(bench.observer, tables);
}

/** Touched tables, their roots where they are partitions, and everything their foreign keys reach. */
function reached(all: ReadonlyMap<number, TableShape>, names: ReadonlySet<string>): ReadonlyMap<number, TableShape> {
  const found = new Map<number, TableShape>();
  const visit = (oid: number): void => {
    const table = all.get(oid);
    if (!table || found.has(oid)) return;
    found.set(oid, table);
    if (table.partitionOf !== undefined) visit(table.partitionOf);
    for (const key of table.foreignKeys) visit(key.table);
  };
  for (const table of all.values()) if (names.has(table.name)) visit(table.oid);
  return found;
}
