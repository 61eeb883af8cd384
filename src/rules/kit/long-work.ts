import type { AlterTableCmd, ColumnDef, RangeVar } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { all, as } from '../../sql/nodes.ts';
import { columnDef, constraintDef, own } from './columns.ts';
import { copied } from './copied.ts';
import type { Action, Facts } from './facts.ts';
import { isBuiltAlready } from './indexed.ts';
import { retypeWork } from './retype.ts';
import { differsByRow } from './rewrites.ts';
import { column, existingTable } from './tables.ts';

/**
 * What takes long in a statement because it reads, builds or copies an existing table, in a word: `CREATE INDEX`.
 * UPDATE, DELETE and INSERT are not among them: how long they take depends on the rows they touch.
 */
export function longWork(facts: Facts): string | undefined {
  const { node } = facts.statement;
  const there = (range: RangeVar | undefined, what: string) => (existingTable(range, facts) ? what : undefined);
  const index = as('IndexStmt', node);
  if (index)
    return index.concurrent || isBuiltAlready(index, facts) ? undefined : there(index.relation, 'CREATE INDEX');
  const alter = as('AlterTableStmt', node);
  if (alter?.relation) return alterWork(all('AlterTableCmd', alter.cmds), alter.relation, facts);
  if ('ReindexStmt' in node) return there(node.ReindexStmt.relation, 'REINDEX');
  if ('ClusterStmt' in node) return there(node.ClusterStmt.relation, 'CLUSTER');
  if ('MergeStmt' in node) return there(node.MergeStmt.relation, 'MERGE');
  if ('RefreshMatViewStmt' in node) return there(node.RefreshMatViewStmt.relation, 'REFRESH MATERIALIZED VIEW');
  const made = as('CreateTableAsStmt', node);
  return made && !made.into?.skipData && copied(made.query, facts) ? 'CREATE … AS SELECT' : undefined;
}

function alterWork(cmds: readonly AlterTableCmd[], range: RangeVar, facts: Facts): string | undefined {
  const table = existingTable(range, facts);
  return table && cmds.map((cmd) => actionWork({ cmd, table: range, head: '', text: '' }, table, facts)).find(Boolean);
}

function actionWork(action: Action, table: Relation, facts: Facts): string | undefined {
  const { subtype, name = '' } = action.cmd;
  if (subtype === 'AT_ValidateConstraint') return 'VALIDATE CONSTRAINT';
  if (subtype === 'AT_AlterColumnType')
    return retypeWork(action, table, name, facts) === 'none' ? undefined : 'ALTER COLUMN TYPE';
  if (subtype === 'AT_AddColumn') {
    const def = columnDef(action);
    const passedOver = action.cmd.missing_ok === true && column(table, def?.colname) !== undefined;
    return !passedOver && fills(def, facts) ? 'ADD COLUMN' : undefined;
  }
  if (subtype === 'AT_SetNotNull') return proven(table, name) ? undefined : 'SET NOT NULL';
  const added = subtype === 'AT_AddConstraint' ? constraintDef(action) : undefined;
  return added && !added.skip_validation && added.indexname === undefined ? 'ADD CONSTRAINT' : undefined;
}

/** A new column that every row needs a value of its own for, or that is looked at in every row. */
function fills(def: ColumnDef | undefined, facts: Facts): boolean {
  if (!def) return false;
  const looked = (['CONSTR_CHECK', 'CONSTR_UNIQUE', 'CONSTR_PRIMARY'] as const).some((kind) => own(def, kind));
  return looked || differsByRow(def, facts);
}

const proven = (table: Relation, name: string): boolean =>
  column(table, name)?.notNull === true ||
  table.constraints.some((one) => one.validated && one.provesNotNull.includes(name));
