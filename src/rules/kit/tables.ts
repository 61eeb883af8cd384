import type { Node, RangeVar } from '@pgsql/types';
import type { Column, ColumnType, Index, Relation } from '../../sql/model.ts';
import {
  fromParts,
  namedBy,
  objectName,
  quoteIdentifier,
  stringsOf,
  writtenName,
  type WrittenName,
} from '../../sql/names.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Facts } from './rule.ts';

export { objectName, quoteIdentifier, stringsOf as names, writtenName as nameOf };

/** `[schema, name]` or `[name]`, as DROP and RENAME list them. */
export const nameFrom = (node: Node): WrittenName => fromParts(namedBy(node));

const isRange = (name: WrittenName | RangeVar): name is RangeVar => !('name' in name);

/** A relation that others may be using: there before the pull request, and not this session's own. */
export function existing(name: WrittenName | RangeVar | undefined, facts: Facts): Relation | undefined {
  if (!name) return undefined;
  const relation = facts.catalog.relation(isRange(name) ? writtenName(name) : name);
  return relation && !relation.madeHere && relation.persistence !== 'temporary' ? relation : undefined;
}

const holdsRows: readonly string[] = ['table', 'partitioned-table', 'materialized-view'];
/** The same, if it holds rows: not a view, an index or a sequence. */
export function existingTable(name: WrittenName | RangeVar | undefined, facts: Facts): Relation | undefined {
  const relation = existing(name, facts);
  return relation && holdsRows.includes(relation.kind) ? relation : undefined;
}

export const column = (table: Relation, name: string | undefined): Column | undefined =>
  table.columns.find((one) => one.name === name);

/** True unless the table's columns are known and this is none of them. */
export const hasColumn = (table: Relation, name: string | undefined): boolean =>
  !table.known || column(table, name) !== undefined;

/** The table's one-column primary key, where it has one. */
export function simpleKey(table: Relation): Column | undefined {
  const key = table.constraints.find(({ kind }) => kind === 'primary-key');
  return key?.columns.length === 1 ? column(table, key.columns[0]) : undefined;
}

export const indexesOn = (table: QualifiedName, name: string, facts: Facts): readonly Index[] =>
  facts.catalog.indexes(table).filter(({ columns }) => columns.includes(name));

export const sameName = (a: QualifiedName, b: QualifiedName): boolean => a.schema === b.schema && a.name === b.name;

/** A list of columns, quoted, as it stands inside parentheses. */
export const columnList = (columns: readonly string[]): string => columns.map(quoteIdentifier).join(', ');

/** A name for what “Instead” makes, as Postgres would choose it: `orders_email_key`, at most 63 bytes. */
export function chosenName(table: QualifiedName, columns: readonly string[], suffix: string): string {
  const stem = [table.name, ...columns].join('_');
  return quoteIdentifier(`${stem.slice(0, 62 - suffix.length)}_${suffix}`);
}

/** A type as SQL writes it. */
export function typeText({ schema, name, modifiers, arrayDimensions }: ColumnType): string {
  const base = schema === 'pg_catalog' || schema === '' ? name : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const size = modifiers.length > 0 ? `(${modifiers.join(', ')})` : '';
  return `${base}${size}${'[]'.repeat(arrayDimensions)}`;
}
