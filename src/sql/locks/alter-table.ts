import type { AlterTableCmd, AlterTableStmt, Constraint as ConstraintNode } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Constraint, Relation } from '../model.ts';
import { all, as } from '../nodes.ts';
import { alterTableMode } from './levels.ts';
import type { Taking } from './taking.ts';

export function alterTableLocks(taking: Taking, node: AlterTableStmt): void {
  const relation = taking.range(node.relation);
  if (!relation) return;
  for (const cmd of all('AlterTableCmd', node.cmds)) {
    const mode = alterTableMode(cmd);
    const whole = node.relation?.inh !== false && !ownOnly.has(cmd.subtype ?? '');
    if (whole) taking.takeTree(relation, mode);
    else taking.take(relation, mode);
    others(taking, relation, cmd);
  }
}

/** Forms that never go down to partitions. */
const ownOnly = new Set(['AT_AttachPartition', 'AT_DetachPartition', 'AT_DetachPartitionFinalize', 'AT_ChangeOwner']);

/** The other tables that a form reaches: a foreign key's parent, the partition and its default sibling. */
function others(taking: Taking, relation: Relation, cmd: AlterTableCmd): void {
  switch (cmd.subtype) {
    case 'AT_AddConstraint':
      parentsOf(taking, all('Constraint', cmd.def ? [cmd.def] : []));
      break;
    case 'AT_AddColumn':
      parentsOf(taking, all('Constraint', as('ColumnDef', cmd.def)?.constraints));
      break;
    case 'AT_DropConstraint':
      droppedKeys(taking, relation, ({ name }) => name === cmd.name, cmd);
      break;
    case 'AT_DropColumn':
      droppedKeys(taking, relation, ({ columns }) => columns.includes(cmd.name ?? ''), cmd);
      if (cmd.behavior === 'DROP_CASCADE') readers(taking, relation);
      break;
    case 'AT_AlterColumnType':
      retyped(taking, relation, cmd.name ?? '');
      break;
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
      partition(taking, relation, cmd);
      break;
    case 'AT_AddInherit':
      taking.take(taking.range(as('RangeVar', cmd.def)), 'ShareUpdateExclusiveLock');
      break;
    case 'AT_ValidateConstraint':
      for (const { name, references } of relation.constraints) {
        if (name === cmd.name && references) taking.take(taking.named(references.table), 'RowShareLock');
      }
      break;
    default:
      break;
  }
}

/** A new foreign key's parent: ShareRowExclusive, for the triggers it gets. */
export function parentsOf(taking: Taking, constraints: readonly ConstraintNode[]): void {
  for (const { contype, pktable } of constraints) {
    if (contype === 'CONSTR_FOREIGN') taking.take(taking.range(pktable), 'ShareRowExclusiveLock');
  }
}

/** With a foreign key go its triggers on the other table: AccessExclusive there too. */
export function droppedKeys(
  taking: Taking,
  relation: Relation,
  going: (constraint: Constraint) => boolean,
  { behavior }: Pick<AlterTableCmd, 'behavior'>,
): void {
  for (const constraint of relation.constraints.filter(going)) {
    if (constraint.references) taking.take(taking.named(constraint.references.table), 'AccessExclusiveLock');
    if (behavior !== 'DROP_CASCADE' || constraint.references) continue;
    for (const { table, constraint: key } of taking.catalog.referencing(relation.name)) {
      const uses = key.references?.columns.join() === constraint.columns.join();
      if (uses) taking.take(taking.named(table), 'AccessExclusiveLock');
    }
  }
}

/** Views that read the table: which of its columns they use is not known, so CASCADE is taken to reach them all. */
function readers(taking: Taking, relation: Relation): void {
  for (const view of taking.catalog.relations) {
    if (view.reads.some((read) => keyOf(read) === keyOf(relation.name))) taking.take(view, 'AccessExclusiveLock');
  }
}

/** A retyped column's foreign keys are made again, in both directions. */
function retyped(taking: Taking, relation: Relation, column: string): void {
  for (const { columns, references } of relation.constraints) {
    if (references && columns.includes(column)) taking.take(taking.named(references.table), 'AccessExclusiveLock');
  }
  for (const { table, constraint } of taking.catalog.referencing(relation.name)) {
    if (constraint.references?.columns.includes(column)) taking.take(taking.named(table), 'AccessExclusiveLock');
  }
}

function partition(taking: Taking, parent: Relation, cmd: AlterTableCmd): void {
  const node = as('PartitionCmd', cmd.def);
  taking.takeTree(taking.range(node?.name), 'AccessExclusiveLock');
  defaultOf(taking, parent);
  if (cmd.subtype !== 'AT_AttachPartition') return;
  for (const { references } of parent.constraints) {
    if (references) taking.take(taking.named(references.table), 'ShareRowExclusiveLock');
  }
}

/** The default partition, which every change of the partitions concerns. */
export function defaultOf(taking: Taking, parent: Relation): void {
  for (const child of parent.partitions) {
    const found = taking.named(child);
    if (found?.defaultPartition) taking.take(found, 'AccessExclusiveLock');
  }
}
