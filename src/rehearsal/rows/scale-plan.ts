import { grouped } from '../../domain/figures.ts';
import type { TableShape } from '../../volume/shape.ts';
import type { Foresight } from './foresight.ts';
import type { Lab } from '../lab.ts';

/** How many rows each table should get, before time and disk are looked at. */
export interface ScalePlan {
  /** By oid. */
  readonly rows: ReadonlyMap<number, number>;
  /** Why tables get fewer than production has. */
  readonly notes: readonly string[];
}

/** Rows of tables that are only pointed at: enough for keys of their own, and no more time than they are worth. */
const backgroundRows = 100_000;

/** A table may have grown since its rows were counted. */
const fewestRows = 1_000;

/** Touched tables get as many rows as production has, up to `volume.rows`; leaves are filled through their root. */
export function scalePlan(lab: Lab, { tables, background }: Foresight): ScalePlan {
  const { rows: most, tables: own, production, full } = lab.plan.volume;
  const wanted = [...tables.values()].filter(({ partitionOf }) => partitionOf === undefined);
  const cap = ({ oid }: TableShape): number => (background.has(oid) ? Math.min(most, backgroundRows) : most);
  const usual = (table: TableShape): number => {
    if (full) return 0;
    // More than production has would be like no production.
    return Math.min(cap(table), Math.max(production?.rows.get(table.name) ?? cap(table), fewestRows));
  };
  // Beside the team's own rows only what is missing is invented.
  const there = ({ name, ownRows }: TableShape): number => (lab.brought.has(name) ? ownRows : 0);
  const missing = wanted.map((table) => [table.oid, (own.get(table.name) ?? usual(table)) - there(table)] as const);
  const capped = full
    ? []
    : wanted.filter((table) => !own.has(table.name) && (production?.rows.get(table.name) ?? 0) > cap(table));
  return {
    rows: new Map(missing.filter(([, count]) => count > 0)),
    notes: [
      ...cappedNote(
        capped.filter((table) => cap(table) === most),
        `\`volume.rows\` allows ${grouped(most)} rows`,
      ),
      ...cappedNote(
        capped.filter((table) => cap(table) < most),
        `A table that only foreign keys reach gets ${grouped(backgroundRows)} rows`,
      ),
    ],
  };
}

const namesShown = 5;

function cappedNote(tables: readonly TableShape[], because: string): readonly string[] {
  if (tables.length === 0) return [];
  const more = tables.length > namesShown ? ` and ${tables.length - namesShown} more` : '';
  const names = tables.slice(0, namesShown).map(({ name }) => name);
  return [`${because}, fewer than production has: ${names.join(', ')}${more}.`];
}
