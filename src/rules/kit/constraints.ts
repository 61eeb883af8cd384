import type { Constraint as ConstraintNode } from '@pgsql/types';
import type { Constraint, Relation } from '../../sql/model.ts';
import { all, as, columnsIn } from '../../sql/nodes.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Action, Facts } from './facts.ts';
import { alterationsOf } from './later.ts';
import { column, existingTable, names, sameName } from './tables.ts';

/** An existing constraint that a DROP CONSTRAINT takes away; undefined where it is not known. */
export interface Dropped {
  readonly table: Relation;
  readonly name: string;
  readonly constraint: Constraint | undefined;
}

/** Undefined: nothing of before is dropped. */
export function droppedConstraint({ cmd, table: range }: Action, facts: Facts): Dropped | undefined {
  const table = existingTable(range, facts);
  const name = cmd.name;
  if (!table || name === undefined) return undefined;
  const constraint = table.constraints.find((one) => one.name === name);
  if (constraint?.madeHere || (table.known && !constraint)) return undefined;
  // Both branches of an IF are read: this one was dropped in the other.
  if (!constraint && table.dropped.some((one) => one.name === name)) return undefined;
  return { table, name, constraint };
}

/** Constraints that these statements add to the table. */
export const addedTo = (table: Relation, statements: readonly Facts[]): readonly ConstraintNode[] =>
  alterationsOf(table.name, statements).flatMap(({ subtype, def }) => {
    const node = subtype === 'AT_AddConstraint' ? as('Constraint', def) : undefined;
    return node ? [node] : [];
  });

const contypes: Readonly<Record<Constraint['kind'], ConstraintNode['contype']>> = {
  'primary-key': 'CONSTR_PRIMARY',
  unique: 'CONSTR_UNIQUE',
  'foreign-key': 'CONSTR_FOREIGN',
  check: 'CONSTR_CHECK',
  'not-null': 'CONSTR_NOTNULL',
  exclusion: 'CONSTR_EXCLUSION',
};

/** The columns of a written constraint of that kind; undefined where it is of another. */
export function columnsOf(node: ConstraintNode, kind: Constraint['kind']): readonly string[] | undefined {
  if (node.contype !== contypes[kind]) return undefined;
  if (kind === 'check') return columnsIn(node.raw_expr);
  if (kind === 'foreign-key') return names(node.fk_attrs);
  if (kind === 'exclusion') {
    const elements = all('List', node.exclusions).flatMap(({ items }) => all('IndexElem', items));
    return elements.flatMap(({ name, expr }) => (name === undefined ? columnsIn(expr) : [name]));
  }
  return names(node.keys);
}

/** Unique over these columns or some of them already, so that a key over them asks nothing new. */
export const alreadyUnique = (
  table: Relation,
  columns: readonly string[],
  facts: Facts,
  except?: QualifiedName,
): boolean =>
  facts.catalog
    .indexes(table.name)
    .some(
      (index) =>
        index.unique &&
        !index.partial &&
        !index.hasExpressions &&
        !(except && sameName(index.name, except)) &&
        index.columns.length > 0 &&
        index.columns.every((one) => columns.includes(one)),
    );

/** Columns that no running code knows, so that nothing it writes can be refused because of them. */
export function onlyNew(table: Relation, columns: readonly string[], facts: Facts): boolean {
  const beside = alterationsOf(table.name, [facts]).flatMap(({ subtype, def }) =>
    subtype === 'AT_AddColumn' ? (as('ColumnDef', def)?.colname ?? []) : [],
  );
  return (
    columns.length > 0 &&
    columns.every((name) => column(table, name)?.madeHere === true || isAdded(table, name, beside))
  );
}

const isAdded = (table: Relation, name: string, beside: readonly string[]): boolean =>
  beside.includes(name) && column(table, name) === undefined;

/** Constraints of before that the same ALTER TABLE drops: Postgres does so before it adds any. */
export function droppedBeside(table: Relation, facts: Facts): readonly Constraint[] {
  const going = alterationsOf(table.name, [facts]).flatMap(({ subtype, name }) =>
    subtype === 'AT_DropConstraint' && name !== undefined ? [name] : [],
  );
  return table.constraints.filter(({ name, madeHere }) => !madeHere && going.includes(name));
}
