import type { AlterTableCmd, AlterTableStmt } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import { expressionText } from '../expression.ts';
import type { Column, Constraint, Relation } from '../model.ts';
import { all, as, without } from '../nodes.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { addColumn, typeOf } from './columns.ts';
import { addConstraint, dropConstraints, setNotNull } from './constraints.ts';
import { attach } from './create-table.ts';
import { forgetDependent } from './dependents.ts';
import { dropRelation } from './drop.ts';
import { change, current, findRange, lookNow, putIndex, removeIndex } from './site.ts';
import type { Site } from './site.ts';

export function alterTable(site: Site, node: AlterTableStmt): void {
  const relation = findRange(site, node.relation);
  if (!relation) return;
  if (relation.kind === 'index') {
    for (const cmd of all('AlterTableCmd', node.cmds)) attachIndex(site, relation.name, cmd);
    return;
  }
  for (const cmd of all('AlterTableCmd', node.cmds)) {
    // Columns and checks of a partitioned or inherited table are its children's too.
    const tables = recursive.has(cmd.subtype ?? '') ? withChildren(site, relation.name) : [relation.name];
    for (const table of tables) alterOne(site, table, cmd);
  }
}

const recursive = new Set(
  `AT_AddColumn AT_DropColumn AT_AlterColumnType AT_SetNotNull AT_DropNotNull AT_ColumnDefault AT_DropConstraint
  AT_ValidateConstraint`.split(/\s+/),
);

function withChildren(site: Site, table: QualifiedName): readonly QualifiedName[] {
  const children = current(site, table).partitions;
  return [table, ...children.flatMap((child) => withChildren(site, child))];
}

function alterOne(site: Site, table: QualifiedName, cmd: AlterTableCmd): void {
  const edit = edits[cmd.subtype ?? ''];
  if (edit) edit(site, table, cmd);
}

/** ALTER INDEX … ATTACH PARTITION: with its last part an index of the whole becomes valid. */
function attachIndex(site: Site, whole: QualifiedName, { def }: AlterTableCmd): void {
  const part = findRange(site, as('PartitionCmd', def)?.name)?.name;
  const [index, attached] = [lookNow(site).index(whole), part && lookNow(site).index(part)];
  if (!index?.lacking || !attached) return;
  putIndex(site, { ...index, lacking: index.lacking.filter((one) => keyOf(one) !== keyOf(attached.table)) });
}

type Edit = (site: Site, table: QualifiedName, cmd: AlterTableCmd) => void;

const edits: Readonly<Record<string, Edit | undefined>> = {
  AT_AddColumn: (site, table, cmd) => {
    const node = as('ColumnDef', cmd.def);
    const there = current(site, table).columns.some(({ name }) => name === node?.colname);
    if (node && !(there && cmd.missing_ok)) addColumn(site, table, node);
  },
  AT_DropColumn: (site, table, { name, behavior }) => {
    if (behavior === 'DROP_CASCADE') dropReaders(site, table, name ?? '');
    dropColumn(site, table, name ?? '');
  },
  AT_AddConstraint: (site, table, { def }) => {
    const node = as('Constraint', def);
    if (node) addConstraint(site, table, node);
  },
  AT_DropConstraint: (site, table, { name }) => {
    dropConstraints(site, table, (constraint) => constraint.name === name);
  },
  AT_ValidateConstraint: (site, table, { name }) => {
    editConstraint(site, table, name, (constraint) => ({ ...constraint, validated: true }));
  },
  AT_ColumnDefault: (site, table, { name, def }) => {
    editColumn(site, table, name, (column) =>
      def && !as('A_Const', def)?.isnull ? { ...column, default: expressionText(def) } : without(column, 'default'),
    );
  },
  AT_SetNotNull: (site, table, { name }) => {
    setNotNull(site, table, [name ?? '']);
  },
  AT_ChangeOwner: (site, table, { newowner }) => {
    const owner = newowner?.rolename;
    if (owner !== undefined) change(site, table, (relation) => ({ ...relation, owner }));
  },
  AT_DropNotNull: (site, table, { name }) => {
    editColumn(site, table, name, (column) => ({ ...column, notNull: false }));
  },
  AT_AlterColumnType: (site, table, { name, def }) => {
    const node = as('ColumnDef', def);
    if (node) editColumn(site, table, name, (column) => ({ ...column, type: typeOf(site, node) }));
  },
  AT_AddIdentity: (site, table, { name, def }) => {
    const always = as('Constraint', def)?.generated_when === 'a';
    editColumn(site, table, name, (column) => ({
      ...column,
      notNull: true,
      identity: always ? 'always' : 'by-default',
    }));
  },
  AT_DropIdentity: (site, table, { name }) => {
    editColumn(site, table, name, (column) => without(column, 'identity'));
  },
  AT_DropExpression: (site, table, { name }) => {
    editColumn(site, table, name, (column) => without(column, 'generated', 'default'));
    forgetDependent(site, { kind: 'generated-column', on: table, name: name ?? '' });
  },
  AT_EnableRowSecurity: (site, table) => {
    const state = site.madeHere ? ('here' as const) : ('before' as const);
    change(site, table, (relation) => ({ rowSecurity: state, ...relation }));
  },
  AT_DisableRowSecurity: (site, table) => {
    change(site, table, (relation) => without(relation, 'rowSecurity'));
  },
  AT_SetLogged: persistence('permanent'),
  AT_SetUnLogged: persistence('unlogged'),
  AT_SetTableSpace: (site, table, { name }) => {
    change(site, table, (relation) => ({ ...without(relation, 'tablespace'), ...(name ? { tablespace: name } : {}) }));
  },
  AT_SetAccessMethod: (site, table, { name }) => {
    change(site, table, (one) => ({ ...without(one, 'accessMethod'), ...(name ? { accessMethod: name } : {}) }));
  },
  AT_AttachPartition: (site, table, { def }) => {
    const node = as('PartitionCmd', def);
    const child = findRange(site, node?.name);
    if (child) attach(site, table, child.name, node?.bound);
  },
  AT_AddInherit: (site, table, { def }) => {
    const parent = findRange(site, as('RangeVar', def))?.name;
    if (!parent) return;
    change(site, table, (relation) => ({ ...relation, inherits: [...relation.inherits, parent] }));
    change(site, parent, (relation) => ({ ...relation, heirs: [...relation.heirs, table] }));
  },
  AT_DropInherit: (site, table, { def }) => {
    const parent = findRange(site, as('RangeVar', def))?.name;
    if (!parent) return;
    const others = (gone: QualifiedName) => (one: QualifiedName) => keyOf(one) !== keyOf(gone);
    change(site, table, (relation) => ({ ...relation, inherits: relation.inherits.filter(others(parent)) }));
    change(site, parent, (relation) => ({ ...relation, heirs: relation.heirs.filter(others(table)) }));
  },
  AT_DetachPartition: (site, table, { def }) => {
    const child = findRange(site, as('PartitionCmd', def)?.name);
    if (child) detach(site, table, child);
  },
};

function persistence(kind: Relation['persistence']): Edit {
  return (site, table) => {
    change(site, table, (relation) => ({ ...relation, persistence: kind }));
  };
}

function detach(site: Site, parent: QualifiedName, child: Relation): void {
  change(site, parent, (relation) => ({
    ...relation,
    partitions: relation.partitions.filter((one) => keyOf(one) !== keyOf(child.name)),
  }));
  change(site, child.name, (relation) => ({ ...without(relation, 'partitionOf'), defaultPartition: false }));
}

function editColumn(
  site: Site,
  table: QualifiedName,
  name: string | undefined,
  edit: (column: Column) => Column,
): void {
  change(site, table, (relation) => ({
    ...relation,
    columns: relation.columns.map((column) => (column.name === name ? edit(column) : column)),
  }));
}

function editConstraint(
  site: Site,
  table: QualifiedName,
  name: string | undefined,
  edit: (constraint: Constraint) => Constraint,
): void {
  change(site, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.map((one) => (one.name === name ? edit(one) : one)),
  }));
}

/** CASCADE takes what uses the column: views, triggers, policies, generated columns. */
function dropReaders(site: Site, table: QualifiedName, column: string): void {
  for (const one of lookNow(site).dependents(table, column)) {
    const view = one.name === undefined ? lookNow(site).relation(one.on) : undefined;
    if (view?.known) dropRelation(site, view);
    if (one.kind === 'generated-column') dropColumn(site, one.on, one.name ?? '');
    forgetDependent(site, one);
  }
}

/** With the column go its indexes and constraints, and foreign keys of others that point at it. */
function dropColumn(site: Site, table: QualifiedName, name: string): void {
  forgetDependent(site, { kind: 'generated-column', on: table, name });
  dropConstraints(site, table, (constraint) => constraint.columns.includes(name));
  for (const index of lookNow(site).indexes(table))
    if ([...index.columns, ...(index.alsoNames ?? [])].includes(name)) removeIndex(site, index);
  for (const { table: child } of lookNow(site).referencing(table)) {
    dropConstraints(
      site,
      child,
      ({ references: to }) => to !== undefined && keyOf(to.table) === keyOf(table) && to.columns.includes(name),
    );
  }
  change(site, table, (relation) => ({
    ...relation,
    columns: relation.columns.filter((column) => column.name !== name),
  }));
}
