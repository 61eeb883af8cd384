import type { Node, PartitionBoundSpec } from '@pgsql/types';
import { expressionText } from '../../sql/expression.ts';
import type { PartitionKey, Relation } from '../../sql/model.ts';
import { stringOf } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import { pointOf, valuesWhere } from './condition.ts';
import type { Facts } from './facts.ts';
import { column, quoteIdentifier } from './tables.ts';
import { after, before, between, common, everything, exactly, isWithin, least, most, union } from './values.ts';
import type { Values } from './values.ts';

/** The partition that takes what no other takes, where there is one. */
export const defaultPartition = (parent: Relation, { catalog }: Facts): Relation | undefined =>
  parent.partitions.map((name) => catalog.relation(name)).find((one) => one?.defaultPartition);

/** What `FOR VALUES` lets into a partition, column by column of the key. */
export interface Bound {
  readonly columns: readonly { readonly name: string; readonly values: Values }[];
  readonly allowsNull: boolean;
  /** As a condition in SQL. */
  readonly condition: string;
}

/** Undefined where it cannot be said of each column by itself (hash, most keys of several columns, computed values). */
export function boundOf(spec: PartitionBoundSpec | undefined, parent: Relation): Bound | undefined {
  const key = parent.partitionKey;
  if (!spec || !key || key.hasExpressions || spec.is_default) return undefined;
  if (key.strategy === 'list') return listBound(spec.listdatums ?? [], parent, key);
  return key.strategy === 'range' ? rangeBound(spec, parent, key) : undefined;
}

function listBound(datums: readonly Node[], parent: Relation, key: PartitionKey): Bound | undefined {
  const [name = ''] = key.columns;
  const given = datums.filter((datum) => !as('A_Const', datum)?.isnull);
  const points = given.map((datum) => pointOf(datum, asked(parent, name)));
  const allowsNull = given.length < datums.length;
  const values = union(points.flatMap((point) => (point === undefined ? [] : [exactly(point)])));
  if (points.includes(undefined)) return undefined;
  const shown = quoteIdentifier(name);
  const listed = given.length > 0 ? `${shown} IN (${given.map(expressionText).join(', ')})` : '';
  const condition = [allowsNull ? `${shown} IS NULL` : '', listed].filter(Boolean).join(' OR ');
  return { columns: [{ name, values }], allowsNull, condition };
}

/** A row is in where `(a, b) >= lower AND (a, b) < upper`: by column only up to the first that differs. */
function rangeBound(spec: PartitionBoundSpec, parent: Relation, key: PartitionKey): Bound | undefined {
  const [lower, upper] = [spec.lowerdatums ?? [], spec.upperdatums ?? []];
  const columns: { name: string; values: Values }[] = [];
  const conditions: string[] = [];
  for (const [index, name] of key.columns.entries()) {
    const [from, to] = [lower[index], upper[index]];
    const shown = quoteIdentifier(name);
    const same = expressionText(from) === expressionText(to) && endless(from) === undefined;
    const low = pointOf(from, asked(parent, name));
    if (same && low !== undefined && index < key.columns.length - 1) {
      columns.push({ name, values: exactly(low) });
      conditions.push(`${shown} = ${expressionText(from)}`);
      continue;
    }
    const start = cutAt(from, lower.slice(index + 1), asked(parent, name));
    const end = cutAt(to, upper.slice(index + 1), asked(parent, name));
    if (!start || !end) return undefined;
    columns.push({ name, values: between(start.cut, end.cut) });
    if (endless(from) === undefined) conditions.push(`${shown} ${start.past ? '>' : '>='} ${expressionText(from)}`);
    if (endless(to) === undefined) conditions.push(`${shown} ${end.past ? '<=' : '<'} ${expressionText(to)}`);
    // The rest of the key is free, but a range takes no NULL in any of its columns.
    const rest = key.columns.slice(index + 1).map((one) => ({ name: one, values: everything }));
    return { columns: [...columns, ...rest], allowsNull: false, condition: conditions.join(' AND ') };
  }
  return undefined;
}

const asked = (parent: Relation, name: string) => column(parent, name) ?? { name };

/** MINVALUE and MAXVALUE reach us as names of columns. */
const endless = (datum: Node | undefined): 'minvalue' | 'maxvalue' | undefined => {
  const word = stringOf(as('ColumnRef', datum)?.fields?.[0]).toLowerCase();
  return word === 'minvalue' || word === 'maxvalue' ? word : undefined;
};

/** Where one column of a bound cuts, given what follows it: nothing, or MINVALUE or MAXVALUE throughout. */
function cutAt(datum: Node | undefined, rest: readonly Node[], of: ReturnType<typeof asked>) {
  const end = endless(datum);
  if (end) return { cut: end === 'minvalue' ? least : most, past: false };
  const point = pointOf(datum, of);
  const past = rest.length > 0 && rest.every((one) => endless(one) === 'maxvalue');
  if (point === undefined || !(past || rest.every((one) => endless(one) === 'minvalue'))) return undefined;
  return { cut: past ? after(point) : before(point), past };
}

const checksOf = (table: Relation) => table.constraints.filter(({ kind, validated }) => kind === 'check' && validated);

/** The values of a column that a table's valid CHECKs leave. */
const allowed = (table: Relation, name: string): Values =>
  checksOf(table)
    .map(({ condition }) => valuesWhere(condition, asked(table, name)))
    .reduce(common, everything);

export const holdsNoNull = (table: Relation, name: string): boolean =>
  column(table, name)?.notNull === true || checksOf(table).some(({ provesNotNull }) => provesNotNull.includes(name));

/** Whether valid constraints prove that every row of a table is within the bound. */
export function provesWithin(table: Relation, bound: Bound | undefined, key: PartitionKey | undefined): boolean {
  // What cannot be worked out here, a CHECK on the key's columns may well prove: no false alarm.
  if (!bound) {
    const columns = key?.strategy === 'hash' ? [] : (key?.columns ?? []);
    return checksOf(table).some((check) => !key || columns.some((name) => check.columns.includes(name)));
  }
  return bound.columns.every(
    ({ name, values }) => (bound.allowsNull || holdsNoNull(table, name)) && isWithin(allowed(table, name), values),
  );
}

/** Whether valid constraints prove that no row of a table is within the bound. */
export function provesOutside(table: Relation, bound: Bound | undefined, key: PartitionKey | undefined): boolean {
  if (!bound) return provesWithin(table, undefined, key);
  return bound.columns.some(
    ({ name, values }) =>
      (!bound.allowsNull || holdsNoNull(table, name)) && common(allowed(table, name), values).length === 0,
  );
}
