import type { TableShape } from '../../volume/shape.ts';
import type { MainRun } from '../run/main-run.ts';
import type { InventedFailure } from '../plan.ts';
import type { Prepared } from '../prepared.ts';
import { mentions } from '../run/script.ts';
import { isAboutRows, statementError } from '../run/sqlstate.ts';

type Tables = ReadonlyMap<number, TableShape>;

/** Tables whose invented rows a run may have failed on: those that the failed statement locked or names. */
export function guiltyTables(tables: Tables, filled: ReadonlyMap<number, number>, main: MainRun): readonly number[] {
  const seen = main.seen.at(-1);
  if (!seen || !main.run.failed || !isAboutRows(main.run.failed.error.sqlstate)) return [];
  const locked = new Set(seen.locks.map(({ object }) => object));
  return [...tables.values()]
    .filter(({ oid, name }) => filled.has(oid) && (locked.has(name) || mentions(seen.step, name)))
    .map(({ oid }) => oid);
}

export function inventedFailure(
  ready: Prepared,
  tables: Tables,
  main: MainRun,
  oids: readonly number[],
): InventedFailure {
  const failed = main.run.failed;
  const { file, line, sql } = failed?.step ?? { file: '', line: 1, sql: '' };
  const error = statementError(failed?.error ?? { sqlstate: 'XX000' }, ready.mayName);
  const names = oids.flatMap((oid) => tables.get(oid)?.name ?? []);
  return { file, line, sql, sqlstate: error.sqlstate, says: error.says, tables: names };
}

/** How often a run is repeated because of invented rows; after that no table has any. */
export const mostRepeats = 4;

export const without = (rows: ReadonlyMap<number, number>, bare: ReadonlySet<number>): ReadonlyMap<number, number> =>
  new Map([...rows].filter(([oid]) => !bare.has(oid)));
