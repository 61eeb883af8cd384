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

/** Of a table's rows in one of its partitions. */
export const askedOf = (table: TableShape, leaf?: LeafShape): Reading =>
  leaf?.bound === undefined ? askedOfTable(table) : readTogether([boundOf(leaf), askedOfTable(table)]);

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
