import type { Step } from './step.ts';

/** The part of expand, migrate, contract that a statement plays. */
export type Phase = 'expand' | 'migrate' | 'contract';

const contracting = new Set([
  'AT_DropColumn',
  'AT_DropConstraint',
  'AT_SetNotNull',
  'AT_AlterColumnType',
  'AT_DropInherit',
  'AT_DetachPartition',
]);

/** Undefined for what changes neither schema nor rows of before: SET, BEGIN, anything on a table that is new here. */
export function phaseOf({ statement, locks }: Step): Phase | undefined {
  const { node } = statement;
  const onExisting = locks.some(({ madeHere }) => !madeHere);
  if ('UpdateStmt' in node || 'DeleteStmt' in node || 'InsertStmt' in node) return onExisting ? 'migrate' : undefined;
  if ('AlterTableStmt' in node) {
    if (!onExisting) return undefined;
    const kinds = (node.AlterTableStmt.cmds ?? []).flatMap((cmd) =>
      'AlterTableCmd' in cmd ? (cmd.AlterTableCmd.subtype ?? []) : [],
    );
    return kinds.some((kind) => contracting.has(kind)) ? 'contract' : 'expand';
  }
  if ('DropStmt' in node) {
    // An index is no part of what the application reads or writes.
    return node.DropStmt.removeType === 'OBJECT_INDEX' || !onExisting ? undefined : 'contract';
  }
  if ('RenameStmt' in node || 'TruncateStmt' in node) return onExisting ? 'contract' : undefined;
  const expanding = ['CreateStmt', 'IndexStmt', 'ViewStmt', 'CreateEnumStmt', 'AlterEnumStmt', 'CreateTableAsStmt'];
  return expanding.some((name) => name in node) ? 'expand' : undefined;
}
