import { columnValue } from './columns.ts';
import type { Making } from './columns.ts';
import { mostLookedUp, sharedColumns } from './keys.ts';
import type { FillPlan } from './keys.ts';
import type { Alternative } from './restriction.ts';
import type { ForeignKeyShape, TableShape } from './shape.ts';

/** Rows that are looked up because which ones there are cannot be computed. */
export interface Lookups {
  readonly making: Making;
  /** Behind FROM, once all columns are made. */
  readonly joins: () => string;
  /** Rows that find nobody to point at are left out: there may be fewer than asked for. */
  readonly mayLose: () => boolean;
}

export function lookupsFor(plan: FillPlan, table: TableShape, asked: Alternative): Lookups {
  const joins = new Map<ForeignKeyShape, string>();
  let losing = false;
  const lookUp = (key: ForeignKeyShape, number: number, row: string): string | undefined => {
    const parent = plan.tables.get(key.table);
    if (!parent) return undefined;
    const alias = `k${table.foreignKeys.indexOf(key)}`;
    const shared = sharedColumns(plan, table, key);
    if (!joins.has(key)) {
      const must = key.columns.some((one) => !shared.includes(one) && isRequired(table, one));
      const how = must ? 'JOIN' : 'LEFT JOIN';
      const join =
        shared.length === 0
          ? `${how} ${numbered(parent, key)} AS ${alias} ON ${alias}.at = ${row}`
          : beside({ plan, table, key, parent, alias, how, row, asked, shared });
      if (join === undefined) return undefined;
      losing ||= must && shared.length > 0;
      joins.set(key, join);
    }
    return `${alias}.r${number}`;
  };
  return { making: { plan, depth: 0, lookUp }, joins: () => [...joins.values()].join(' '), mayLose: () => losing };
}

const isRequired = (table: TableShape, number: number): boolean =>
  table.columns.find((column) => column.number === number)?.notNull === true;

const nameOf = (table: TableShape, number: number): string =>
  table.columns.find((column) => column.number === number)?.name ?? '';

const listed = (parent: TableShape, numbers: readonly number[]): string =>
  numbers.map((number) => `${nameOf(parent, number)} AS r${number}`).join(', ');

/** Only what a table holds itself: rows that inherit from it cannot be pointed at. */
const from = (parent: TableShape): string => (parent.leaves.length > 0 ? parent.name : `ONLY ${parent.name}`);

const present = (parent: TableShape, numbers: readonly number[]): string =>
  numbers.map((number) => `${nameOf(parent, number)} IS NOT NULL`).join(' AND ');

/** The parent's rows with a number from 0. */
function numbered(parent: TableShape, { referenced }: ForeignKeyShape): string {
  const order = referenced.map((number) => nameOf(parent, number)).join(', ');
  const at = `pg_catalog.row_number() OVER (ORDER BY ${order}) - 1 AS at`;
  return `(SELECT ${listed(parent, referenced)}, ${at} FROM ${from(parent)} WHERE ${present(parent, referenced)} LIMIT ${mostLookedUp})`;
}

interface Beside {
  readonly plan: FillPlan;
  readonly table: TableShape;
  readonly key: ForeignKeyShape;
  readonly parent: TableShape;
  readonly alias: string;
  readonly how: string;
  readonly row: string;
  readonly asked: Alternative;
  readonly shared: readonly number[];
}

/** Among the parent's rows that fit what another key has decided: the project of the user's own tenant. */
function beside({ plan, table, key, parent, alias, how, row, asked, shared }: Beside): string | undefined {
  const pairs = shared.map((number) => ({ number, there: key.referenced[key.columns.indexOf(number)] ?? 0 }));
  const theirs = pairs.map(({ there }) => there);
  const equal: string[] = [];
  for (const { number, there } of pairs) {
    const column = table.columns.find((candidate) => candidate.number === number);
    const value = column && columnValue({ plan, depth: 0 }, table, column, 'g', asked);
    if (value === undefined) return undefined;
    equal.push(`n${alias}.r${there} = ${value}`);
  }
  const names = theirs.map((number) => nameOf(parent, number)).join(', ');
  const counted = `(SELECT ${listed(parent, theirs)}, pg_catalog.count(*) AS many FROM ${from(parent)} WHERE ${present(parent, key.referenced)} GROUP BY ${names})`;
  const order = key.referenced.map((number) => nameOf(parent, number)).join(', ');
  const at = `pg_catalog.row_number() OVER (PARTITION BY ${names} ORDER BY ${order}) - 1 AS at`;
  const each = `(SELECT ${listed(parent, key.referenced)}, ${at} FROM ${from(parent)} WHERE ${present(parent, key.referenced)})`;
  const same = theirs.map((number) => `${alias}.r${number} = n${alias}.r${number}`);
  return [
    `${how} ${counted} AS n${alias} ON ${equal.join(' AND ')}`,
    `${how} ${each} AS ${alias} ON ${[...same, `${alias}.at = (${row} * 7919 + ${row} / 97) % n${alias}.many`].join(' AND ')}`,
  ].join(' ');
}
