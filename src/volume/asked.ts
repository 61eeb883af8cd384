import { readCondition, readTogether } from './reading.ts';
import type { Reading } from './reading.ts';
import { narrower } from './restriction.ts';
import type { Restriction } from './restriction.ts';
import { unquoted } from './shape.ts';
import type { ColumnShape, KeyShape, LeafShape, TableShape, TypeShape } from './shape.ts';

/** What is asked of a table's rows, read once. */
const readings = new WeakMap<object, Reading>();

function once(key: object, read: () => Reading): Reading {
  const known = readings.get(key) ?? read();
  readings.set(key, known);
  return known;
}

/** Of all rows of a table. */
const askedOfTable = (table: TableShape): Reading =>
  once(table.checks, () => readTogether(table.checks.map(({ definition }) => readCondition(definition))));

/** Of a partition's rows: its bound. */
export const boundOf = (leaf: LeafShape): Reading =>
  once(leaf, () => (leaf.bound === undefined ? { alternatives: [], extent: 'part' } : readCondition(leaf.bound)));

/** Of rows that a partial key passes over. */
export const passedOver = (key: KeyShape): Reading =>
  once(key, () => (key.where === undefined ? { alternatives: [], extent: 'part' } : readCondition(key.where, 'fails')));

/** Of a table's rows in one of its partitions; no alternatives where no row can be in it. */
export function askedOf(table: TableShape, leaf?: LeafShape): Reading {
  const reading = leaf?.bound === undefined ? askedOfTable(table) : readTogether([boundOf(leaf), askedOfTable(table)]);
  const required = table.columns.filter(({ notNull }) => notNull).map(({ name }) => unquoted(name));
  const possible = reading.alternatives.filter((one) => required.every((name) => !one.get(name)?.mustBeNull));
  return { ...reading, alternatives: possible.length > 0 || leaf ? possible : reading.alternatives };
}

/** Of a column in all of a table's rows, for how many values it can have. */
export function restrictionInAll(table: TableShape, column: ColumnShape): Restriction {
  const { alternatives } = askedOf(table);
  const [only] = alternatives;
  return only && alternatives.length === 1 ? restrictionOf(column, only) : domainRestriction(column.kind);
}

const domains = new WeakMap<TypeShape, Restriction>();

/** Of a value by the domains of its type. */
export function domainRestriction(kind: TypeShape): Restriction {
  const known = domains.get(kind);
  if (known) return known;
  const asked = kind.domainChecks.map((check) => readCondition(check).alternatives[0]?.get('value') ?? {});
  const sum = asked.reduce<Restriction>((all, next) => narrower(all, next), {});
  domains.set(kind, sum);
  return sum;
}

/** Of a column in rows made after one way of satisfying the table's conditions. */
export function restrictionOf(column: ColumnShape, asked: Reading['alternatives'][number]): Restriction {
  const own = asked.get(unquoted(column.name));
  return own ? narrower(domainRestriction(column.kind), own) : domainRestriction(column.kind);
}
