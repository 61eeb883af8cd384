import type { Relation } from '../../sql/model.ts';
import { holdsNoNull, type Bound } from './partitions.ts';
import { chosenName, objectName, quoteIdentifier } from './tables.ts';

/** A CHECK that spares Postgres the look at every row: added NOT VALID, validated beside reads and writes, then dropped. */
export interface BoundCheck {
  readonly add: string;
  readonly validate: string;
  readonly drop: string;
}

function boundCheck(table: Relation, condition: string): BoundCheck {
  const head = `ALTER TABLE ${objectName(table.name)}`;
  const name = chosenName(table.name, ['bound'], 'check');
  return {
    add: `${head} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID;`,
    validate: `${head} VALIDATE CONSTRAINT ${name};`,
    drop: `${head} DROP CONSTRAINT ${name};`,
  };
}

const unknown = '<the bounds as a condition>';
/** An expression that is not shown in full. */
const conditionOf = (bound: Bound | undefined): string =>
  bound && bound.condition !== '' && !bound.condition.includes('…') ? bound.condition : unknown;

/** Proves that every row of a table belongs in the partition. */
export function insideCheck(table: Relation, bound: Bound | undefined): BoundCheck {
  const open = bound && !bound.allowsNull ? bound.columns.filter(({ name }) => !holdsNoNull(table, name)) : [];
  const notNull = open.map(({ name }) => `${quoteIdentifier(name)} IS NOT NULL`);
  return boundCheck(table, [...notNull, conditionOf(bound)].join(' AND '));
}

/** Proves that no row of a table belongs in the partition. */
export function outsideCheck(table: Relation, bound: Bound | undefined): BoundCheck {
  const open = bound?.allowsNull ? bound.columns.filter(({ name }) => !holdsNoNull(table, name)) : [];
  const notNull = open.map(({ name }) => `${quoteIdentifier(name)} IS NOT NULL`);
  return boundCheck(table, [...notNull, `NOT (${conditionOf(bound)})`].join(' AND '));
}
