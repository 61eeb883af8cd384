import type { StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import type { TableShape } from '../../volume/shape.ts';
import type { Seen } from '../watch/seen.ts';

/** What the main run left to be told in production's terms. */
export interface Measured {
  readonly seen: readonly Seen[];
  readonly statements: readonly StatementRun[];
  /** Rows that the main run had, by oid. */
  readonly rows: ReadonlyMap<number, number>;
  /** Before the run. */
  readonly volume: readonly TableVolume[];
  /** A statement that did not end in time with more rows than these. */
  readonly longerThan?: TooLong;
}

export interface TooLong {
  readonly file: string;
  readonly line: number;
  readonly ms: number;
  /** What it had then, by oid. */
  readonly rows: ReadonlyMap<number, number>;
}

/** The table that decides a statement's time. */
export interface Subject {
  readonly oid: number;
  readonly name: string;
  readonly rows: number;
  readonly productionRows: number;
}

type Tables = ReadonlyMap<number, TableShape>;
type Rows = ReadonlyMap<number, number>;

const namesOf = ({ locks, scans, rewrites }: Seen): ReadonlySet<string> =>
  new Set([...locks.map(({ object }) => object), ...scans.map(({ table }) => table), ...rewrites]);

/** The largest of the tables a statement was seen at; else why there is none to reckon with. */
export function subjectOf(
  seen: Seen,
  tables: Tables,
  { rows, production }: { readonly rows: Rows; readonly production: ReadonlyMap<string, number> },
): Subject | string {
  const names = namesOf(seen);
  const met = [...tables.values()].filter(({ name }) => names.has(name));
  if (met.length === 0) return 'it touches no table that was there before';
  const known = met.filter(({ name }) => production.has(name));
  if (known.length === 0) return `the profile does not know ${met.map(({ name }) => name).join(', ')}`;
  const subjects = known.flatMap(({ oid, name, ownRows }) => {
    const there = (rows.get(oid) ?? 0) + ownRows;
    return there === 0 ? [] : [{ oid, name, rows: there, productionRows: production.get(name) ?? 0 }];
  });
  const largest = subjects.toSorted((a, b) => b.productionRows - a.productionRows)[0];
  return largest ?? `it was run with no rows in ${known.map(({ name }) => name).join(', ')}`;
}

/** What a statement was seen at is what a further run needs; a partition is filled through its root. */
export function tablesOf(seen: readonly Seen[], tables: Tables): ReadonlySet<number> {
  const names = new Set(seen.flatMap((one) => [...namesOf(one)]));
  const met = [...tables.values()].filter(({ name }) => names.has(name));
  return new Set(met.map(({ oid, partitionOf }) => partitionOf ?? oid));
}
