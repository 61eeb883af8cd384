import type { AlterTableCmd, ColumnDef, RangeVar } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { all, as } from '../../sql/nodes.ts';
import { columnDef, isSerial, own } from './columns.ts';
import { volatileCall } from './expressions.ts';
import type { Facts } from './facts.ts';
import { retypeWork } from './retype.ts';
import { existingTable, hasColumn } from './tables.ts';

/** The table that an ALTER TABLE copies to a new file, as far as its text tells. */
export function rewrittenBy(facts: Facts): Relation | undefined {
  const alter = as('AlterTableStmt', facts.statement.node);
  const table = existingTable(alter?.relation, facts);
  if (!alter?.relation || !table) return undefined;
  const range = alter.relation;
  return all('AlterTableCmd', alter.cmds).some((cmd) => rewrites(cmd, range, table, facts)) ? table : undefined;
}

function rewrites(cmd: AlterTableCmd, range: RangeVar, table: Relation, facts: Facts): boolean {
  const action = { cmd, table: range, head: '', text: '' };
  if (cmd.subtype === 'AT_AlterColumnType') return retypeWork(action, table, cmd.name ?? '', facts) === 'rewrite';
  const def = cmd.subtype === 'AT_AddColumn' ? columnDef(action) : undefined;
  const passedOver = cmd.missing_ok === true && table.known && hasColumn(table, def?.colname);
  return def !== undefined && !passedOver && differsByRow(def, facts);
}

/** A new column that every row needs a value of its own for. */
export const differsByRow = (def: ColumnDef, facts: Facts): boolean =>
  own(def, 'CONSTR_GENERATED')?.generated_kind === 's' ||
  own(def, 'CONSTR_IDENTITY') !== undefined ||
  isSerial(def) ||
  volatileCall(own(def, 'CONSTR_DEFAULT')?.raw_expr, facts) !== undefined;
