import type { AlterTableCmd, AlterTableStmt, ColumnDef, RangeVar } from '@pgsql/types';
import type { Relation, UserType } from '../../sql/model.ts';
import { fromParts } from '../../sql/names.ts';
import { all, as } from '../../sql/nodes.ts';
import { columnDef, isSerial, own } from './columns.ts';
import { volatileCall } from './expressions.ts';
import type { Facts } from './facts.ts';
import { retypeWork } from './retype.ts';
import { existingTable, hasColumn, names } from './tables.ts';

/** The table that an ALTER TABLE copies to a new file, as far as its text tells. */
export function rewrittenBy(facts: Facts): Relation | undefined {
  const { alter, table } = alteredBy(facts);
  if (!alter?.relation || !table) return undefined;
  const range = alter.relation;
  return all('AlterTableCmd', alter.cmds).some((cmd) => rewrites(cmd, range, table, facts)) ? table : undefined;
}

/** What an ALTER TABLE is about, where that holds rows and was there before. */
export function alteredBy(facts: Facts): { readonly alter?: AlterTableStmt; readonly table?: Relation } {
  const alter = as('AlterTableStmt', facts.statement.node);
  const table = alter?.objtype === 'OBJECT_INDEX' ? undefined : existingTable(alter?.relation, facts);
  return { ...(alter && { alter }), ...(table && { table }) };
}

function rewrites(cmd: AlterTableCmd, range: RangeVar, table: Relation, facts: Facts): boolean {
  const action = { cmd, table: range, head: '', text: '' };
  switch (cmd.subtype) {
    case 'AT_AlterColumnType':
      return retypeWork(action, table, cmd.name ?? '', facts) === 'rewrite';
    case 'AT_SetLogged':
      return otherPersistence(table, 'permanent');
    case 'AT_SetUnLogged':
      return otherPersistence(table, 'unlogged');
    case 'AT_SetAccessMethod':
      return otherAccessMethod(table, cmd.name ?? 'heap');
    case 'AT_SetTableSpace':
      return cmd.name !== undefined && otherTablespace(table, cmd.name);
    case 'AT_AddColumn':
      return rewritingColumn(columnDef(action), cmd, table, facts);
    default:
      return false;
  }
}

function rewritingColumn(
  def: ColumnDef | undefined,
  { missing_ok: ifMissing }: AlterTableCmd,
  table: Relation,
  facts: Facts,
): boolean {
  const passedOver = ifMissing === true && table.known && hasColumn(table, def?.colname);
  return def !== undefined && !passedOver && (differsByRow(def, facts) || constrainedDomain(def, facts) !== undefined);
}

/** A new column that every row needs a value of its own for. */
export const differsByRow = (def: ColumnDef, facts: Facts): boolean =>
  own(def, 'CONSTR_GENERATED')?.generated_kind === 's' ||
  own(def, 'CONSTR_IDENTITY') !== undefined ||
  isSerial(def) ||
  volatileCall(own(def, 'CONSTR_DEFAULT')?.raw_expr, facts) !== undefined;

/** The domain of a new column, where its constraint is tried on every row. */
export function constrainedDomain({ typeName }: ColumnDef, facts: Facts): UserType | undefined {
  if (typeName?.arrayBounds) return undefined;
  const domain = facts.catalog.type(fromParts(names(typeName?.names)));
  return domain?.kind === 'domain' && domain.constrained ? domain : undefined;
}

/** A partitioned table has no rows of its own: of all three nothing happens to it, or it is refused. */
const ownRows = ({ kind }: Relation): boolean => kind !== 'partitioned-table';

export const otherPersistence = (table: Relation, to: 'permanent' | 'unlogged'): boolean =>
  ownRows(table) && !(table.known && table.persistence === to);

export const otherAccessMethod = (table: Relation, to: string): boolean =>
  ownRows(table) && !(table.known && (table.accessMethod ?? 'heap') === to);

export const otherTablespace = (table: Relation, to: string): boolean => ownRows(table) && table.tablespace !== to;
