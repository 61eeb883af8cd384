import type { TableVolume } from '../../domain/rehearsal.ts';
import { widthOf } from '../../volume/pool.ts';
import type { TableShape } from '../../volume/shape.ts';
import { fill } from './fill.ts';
import type { Filled } from './fill.ts';
import type { ForgeRequest } from './forge-table.ts';
import { dogOf, enter, makeDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { databases } from '../prepared.ts';
import { readingViews } from '../watch/ourselves.ts';
import { volumesOf } from './volumes.ts';

/** Rows of the small copies that the safety passes use. */
export const smallRows = 10_000;

export const atMost = (rows: ReadonlyMap<number, number>, most: number): ReadonlyMap<number, number> =>
  new Map([...rows].map(([oid, count]) => [oid, Math.min(count, most)]));

/** Makes a copy of the base schema and fills it. */
export async function filledCopy(
  lab: Lab,
  database: string,
  tables: ReadonlyMap<number, TableShape>,
  rows: ReadonlyMap<number, number>,
  only?: ReadonlySet<number>,
): Promise<Filled> {
  await makeDatabase(lab, database, databases.base);
  await using bench = await enter(lab, database);
  const dog = dogOf(lab, bench, lab.plan.limits.passMs);
  const hands = await Promise.all(Array.from({ length: moreHands }, () => lab.server.connect('observer', database)));
  try {
    const forging = forgingIn(lab);
    const wanted = { tables, rows, ...(only && { only }), ...(forging && { forging }) };
    // Nothing but the base commit's is there yet, and a check of its own may read a view.
    const filled = await readingViews(bench.observer, () => fill([bench.observer, ...hands], wanted, dog));
    return { ...filled, notes: [...filled.notes, ...unforged(lab, rows)] };
  } finally {
    await Promise.all(hands.map((session) => session.end()));
  }
}

/** Undefined where nobody wants it, or the server's files are out of reach. */
export const forgingIn = ({ plan: { volume }, server }: Lab): ForgeRequest | undefined =>
  volume.forgeFrom !== undefined && server.relations ? { files: server.relations, from: volume.forgeFrom } : undefined;

function unforged(lab: Lab, rows: ReadonlyMap<number, number>): readonly string[] {
  const { forgeFrom = Infinity } = lab.plan.volume;
  if (forgingIn(lab) || Math.max(0, ...rows.values()) < forgeFrom) return [];
  return [`No table is forged, its rows were inserted: the server’s files are out of reach (${lab.server.provider}).`];
}

/** Tables are filled side by side, as the processors of a usual runner allow. */
const moreHands = 2;

/** The database of the measured run, ready for it. */
export interface Loaded extends Filled {
  readonly volume: readonly TableVolume[];
}

export async function loadMain(
  lab: Lab,
  tables: ReadonlyMap<number, TableShape>,
  rows: ReadonlyMap<number, number>,
): Promise<Loaded> {
  const large = [...tables.values()].reduce((sum, table) => sum + (rows.get(table.oid) ?? 0) * widthOf(table), 0);
  const load = (): Promise<Filled> => filledCopy(lab, databases.main, tables, rows);
  return await loaded(lab, tables, await (large < worthRestarts ? load() : withLeastWal(lab, load)));
}

/** Two starts of the server take as long as the WAL of so many bytes. */
const worthRestarts = 2_000_000_000;

/** The disk writes the rows once instead of twice. */
async function withLeastWal<Value>({ server, keeper }: Lab, load: () => Promise<Value>): Promise<Value> {
  const { writeWal } = server;
  if (!writeWal) return load();
  await keeper.away(() => writeWal('least'));
  try {
    return await load();
  } finally {
    await keeper.away(() => writeWal('all'));
  }
}

/** The database of the measured run as it is filled. */
export async function loaded(lab: Lab, tables: ReadonlyMap<number, TableShape>, filled: Filled): Promise<Loaded> {
  const whole = [...tables.values()].filter(({ partitionOf }) => partitionOf === undefined);
  await using bench = await enter(lab, databases.main);
  const volume = await volumesOf(bench.observer, whole, filled.rows, {
    production: lab.plan.volume.production?.rows,
    brought: lab.brought,
  });
  // Else a page's first change would be logged whole or not, as chance has it.
  if (lab.server.withheld?.superuser === undefined) await bench.observer.query('CHECKPOINT');
  else await bench.observer.run('CHECKPOINT');
  return { ...filled, volume };
}
