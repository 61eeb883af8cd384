import type { AlterTableCmd, AlterTableStmt, Constraint as ConstraintNode } from '@pgsql/types';
import type { Constraint, Relation } from '../model.ts';
import { stringsOf, writtenName } from '../names.ts';
import { all, as } from '../nodes.ts';
import { defaultsOf, dropDependents, usersOf } from './drop.ts';
import { keysGo, keysTo, keysToGo, referencedBy, sameTable } from './keys.ts';
import { plannedOptions } from './levels.ts';
import { lockTable } from './table.ts';
import type { Form } from './table.ts';
import { reachOf } from './taking.ts';
import type { Taking } from './taking.ts';

export function alterTableLocks(taking: Taking, node: AlterTableStmt): void {
  const range = node.relation;
  if (node.objtype === 'OBJECT_TYPE') {
    const type = range && taking.catalog.type(writtenName(range));
    usersOf(taking, type?.name, 'ALTER TYPE … CASCADE');
    return;
  }
  const relation = taking.range(range);
  if (!relation) return;
  for (const cmd of all('AlterTableCmd', node.cmds)) {
    if (relation.kind === 'index' && cmd.subtype === 'AT_AttachPartition') {
      attachIndex(taking, relation, cmd);
      continue;
    }
    const form = formOf(cmd, relation);
    taking.as(form).down(relation, reachOf(range));
    if (form !== 'ALTER TABLE, nothing to do') others(taking, relation, cmd);
  }
}

/** The line of the table for one subcommand, by what it finds. */
function formOf(cmd: AlterTableCmd, relation: Relation): Form {
  const column = relation.columns.find(({ name }) => name === cmd.name);
  const constraint = relation.constraints.find(({ name }) => name === cmd.name);
  switch (cmd.subtype) {
    case 'AT_AddColumn': {
      const added = as('ColumnDef', cmd.def)?.colname;
      return relation.columns.some(({ name }) => name === added) ? 'ALTER TABLE, nothing to do' : 'AT_AddColumn';
    }
    case 'AT_AddConstraint':
      return constraintForm(as('Constraint', cmd.def), relation);
    case 'AT_AlterConstraint':
      return as('ATAlterConstraint', cmd.def)?.alterEnforceability ? 'ALTER CONSTRAINT … ENFORCED' : cmd.subtype;
    case 'AT_DetachPartition':
      return as('PartitionCmd', cmd.def)?.concurrent ? 'DETACH PARTITION CONCURRENTLY' : cmd.subtype;
    case 'AT_DropColumn':
      return relation.known && !column ? 'ALTER TABLE, nothing to do' : cmd.subtype;
    case 'AT_DropConstraint':
      return relation.known && !constraint ? 'DROP CONSTRAINT IF EXISTS of none' : cmd.subtype;
    case 'AT_SetNotNull':
      return column?.notNull ? 'ALTER TABLE, nothing to do' : cmd.subtype;
    case 'AT_DropNotNull':
      return column?.notNull === false ? 'DROP NOT NULL of a column that allows NULL' : cmd.subtype;
    case 'AT_ValidateConstraint':
      return constraint?.validated ? 'VALIDATE of a valid constraint' : cmd.subtype;
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions': {
      const options = all('DefElem', as('List', cmd.def)?.items);
      const planned = options.some(({ defname }) => plannedOptions.has(defname ?? ''));
      return planned ? 'SET or RESET of a parameter that plans depend on' : cmd.subtype;
    }
    default:
      // What only Postgres itself makes never comes from the parser.
      return cmd.subtype && cmd.subtype in lockTable ? (cmd.subtype as Form) : 'AT_AddColumn';
  }
}

function constraintForm(node: ConstraintNode | undefined, relation: Relation): Form {
  switch (node?.contype) {
    case 'CONSTR_FOREIGN':
      return 'ADD FOREIGN KEY';
    case 'CONSTR_CHECK':
      return node.is_no_inherit ? 'ADD CHECK … NO INHERIT' : 'AT_AddConstraint';
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION': {
      if (node.indexname !== undefined) return 'ADD … USING INDEX';
      const keys = stringsOf(node.keys);
      const open = !keys.every((key) => relation.columns.some(({ name, notNull }) => name === key && notNull));
      const scans = node.contype === 'CONSTR_PRIMARY' && open;
      return scans ? 'ADD PRIMARY KEY, its columns not yet NOT NULL' : 'ADD UNIQUE, PRIMARY KEY or EXCLUDE';
    }
    default:
      return 'AT_AddConstraint';
  }
}

/** The other tables that a form reaches: a foreign key's parent, the partition and its default sibling. */
function others(taking: Taking, relation: Relation, cmd: AlterTableCmd): void {
  const name = cmd.name ?? '';
  switch (cmd.subtype) {
    case 'AT_AddConstraint':
      newKeys(taking, all('Constraint', cmd.def ? [cmd.def] : []));
      break;
    case 'AT_AddColumn':
      newKeys(taking, all('Constraint', as('ColumnDef', cmd.def)?.constraints));
      break;
    case 'AT_AlterConstraint':
    case 'AT_ValidateConstraint':
      existingKey(taking, relation, cmd);
      break;
    case 'AT_DropConstraint': {
      keysGo(taking, relation, (constraint) => constraint.name === name);
      const key = relation.constraints.find((constraint) => constraint.name === name)?.columns.join();
      if (cmd.behavior === 'DROP_CASCADE') keysToGo(taking, relation, (columns) => columns.join() === key);
      break;
    }
    case 'AT_DropColumn':
      keysGo(taking, relation, ({ columns }) => columns.includes(name));
      if (cmd.behavior !== 'DROP_CASCADE') break;
      keysToGo(taking, relation, (columns) => columns.includes(name));
      dropDependents(taking, taking.catalog.dependents(relation.name, name));
      break;
    case 'AT_AlterColumnType':
      // Its foreign keys are made again, in both directions.
      keysGo(taking, relation, ({ columns }) => columns.includes(name));
      keysToGo(taking, relation, (columns) => columns.includes(name));
      break;
    case 'AT_AttachPartition':
    case 'AT_DetachPartition':
    case 'AT_DetachPartitionFinalize':
      partition(taking, relation, cmd);
      break;
    case 'AT_AddInherit':
      taking.as('AT_AddInherit').on('parent', taking.range(as('RangeVar', cmd.def)));
      break;
    case 'AT_DropInherit':
      taking.as('AT_DropInherit').on('parent', taking.range(as('RangeVar', cmd.def)));
      break;
    case 'AT_ClusterOn':
      taking.as('AT_ClusterOn').on('index', taking.named({ schema: relation.name.schema, name }));
      break;
    default:
      break;
  }
}

/** A new foreign key's parent: ShareRowExclusive, for the triggers it gets. */
export function newKeys(taking: Taking, constraints: readonly ConstraintNode[]): void {
  for (const { contype, pktable } of constraints) {
    if (contype === 'CONSTR_FOREIGN') taking.as('ADD FOREIGN KEY').through('referenced', taking.range(pktable));
  }
}

function existingKey(taking: Taking, relation: Relation, cmd: AlterTableCmd): void {
  const node = as('ATAlterConstraint', cmd.def);
  const constraints = relation.constraints.filter(({ name }) => name === (node?.conname ?? cmd.name));
  for (const parent of referencedBy(taking, constraints)) {
    if (node?.alterEnforceability) taking.as('ALTER CONSTRAINT … ENFORCED').through('referenced', parent);
    if (!node && constraints.some(({ validated }) => !validated))
      taking.as('AT_ValidateConstraint').through('referenced', parent);
  }
}

function partition(taking: Taking, parent: Relation, cmd: AlterTableCmd): void {
  const node = as('PartitionCmd', cmd.def);
  const child = taking.range(node?.name);
  if (cmd.subtype === 'AT_DetachPartitionFinalize') {
    taking.as(cmd.subtype).through('partition', child);
  } else if (node?.concurrent) {
    taking.as('DETACH PARTITION CONCURRENTLY').through('partition', child);
  } else {
    const form = cmd.subtype === 'AT_AttachPartition' ? cmd.subtype : 'AT_DetachPartition';
    taking.as(form).through('partition', child);
    if (form === 'AT_AttachPartition') {
      parentIndexes(taking, parent);
      // Its own foreign key becomes a part of the whole's: triggers on the other table go.
      if (child) keysGo(taking, child, (own) => parent.constraints.some((one) => isSameKey(own, one)));
    }
    newSibling(taking, parent, form);
  }
}

const isSameKey = (a: Constraint, b: Constraint): boolean =>
  a.references !== undefined &&
  b.references !== undefined &&
  sameTable(a.references.table, b.references.table) &&
  a.columns.join() === b.columns.join();

function parentIndexes(taking: Taking, parent: Relation): void {
  for (const { name } of taking.catalog.indexes(parent.name)) {
    taking.as('AT_AttachPartition').on('index', taking.named(name));
  }
}

/** What a partition that comes or goes touches: the default one, and the foreign keys that pass through the parent. */
export function newSibling(
  taking: Taking,
  parent: Relation,
  form: 'AT_AttachPartition' | 'AT_DetachPartition' | 'CREATE TABLE … PARTITION OF',
): void {
  const taken = taking.as(form);
  for (const one of defaultsOf(taking, parent)) taken.through('default partition', one);
  for (const one of referencedBy(taking, parent.constraints)) taken.through('referenced', one);
  for (const { child } of keysTo(taking, parent)) taken.through('referencing', child);
}

function attachIndex(taking: Taking, index: Relation, cmd: AlterTableCmd): void {
  const attach = taking.as('ALTER INDEX … ATTACH PARTITION');
  const name = as('PartitionCmd', cmd.def)?.name;
  const part = name && taking.catalog.index(writtenName(name));
  const whole = taking.catalog.index(index.name);
  attach.on('index', index);
  attach.on('partition', taking.range(name));
  if (whole) attach.on('parent', taking.named(whole.table));
  if (part) attach.on('relation', taking.named(part.table));
}
