import type { AlterObjectSchemaStmt, RenameStmt } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Column, Constraint, Relation } from '../model.ts';
import { fromParts, namedBy } from '../names.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { moveInGroups } from './groups.ts';
import { noteReference } from './constraints.ts';
import { renameColumnInDependents, renameDependent, renameInDependents } from './dependents.ts';
import { change, current, findRange, lookNow, newName, put, putIndex, removeIndex } from './site.ts';
import type { Site } from './site.ts';

export function rename(site: Site, node: RenameStmt): void {
  const to = node.newname ?? '';
  const relation = findRange(site, node.relation);
  switch (node.renameType) {
    case 'OBJECT_COLUMN':
    case 'OBJECT_ATTRIBUTE':
      if (relation) renameColumn(site, relation, node.subname ?? '', to);
      break;
    case 'OBJECT_TABCONSTRAINT':
      if (relation) renameConstraint(site, relation.name, node.subname ?? '', to);
      break;
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      moveType(site, namedBy(node.object), { name: to });
      break;
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      if (relation) renameOnTable(site, relation.name, node.subname ?? '', to);
      break;
    case 'OBJECT_SCHEMA':
      renameSchema(site, node.subname ?? '', to);
      for (const one of lookNow(site).relations) {
        if (one.name.schema === node.subname) move(site, one, { schema: to, name: one.name.name });
      }
      break;
    default:
      if (relation) move(site, relation, { schema: relation.name.schema, name: to });
  }
}

function renameSchema({ store }: Site, from: string, to: string): void {
  const found = store.schemas.get(from);
  store.schemas.set(from, undefined);
  store.schemas.set(to, { name: to, madeHere: found?.madeHere ?? false });
}

export function setSchema(site: Site, node: AlterObjectSchemaStmt): void {
  const schema = node.newschema ?? 'public';
  const relation = findRange(site, node.relation);
  if (relation) move(site, relation, { schema, name: relation.name.name });
  else if (node.objectType === 'OBJECT_TYPE' || node.objectType === 'OBJECT_DOMAIN') {
    moveType(site, namedBy(node.object), { schema });
  }
}

function moveType(site: Site, parts: readonly string[], to: Partial<QualifiedName>): void {
  const type = lookNow(site).type(fromParts(parts));
  if (!type) return;
  site.store.types.set(keyOf(type.name), undefined);
  const name = { ...type.name, ...to };
  site.store.types.set(keyOf(name), { ...type, name });
  const isIt = (column: Column): boolean => keyOf(column.type) === keyOf(type.name);
  for (const relation of lookNow(site).relations.filter(({ columns }) => columns.some(isIt))) {
    change(site, relation.name, (one) => ({
      ...one,
      columns: one.columns.map((column) => (isIt(column) ? { ...column, type: { ...column.type, ...name } } : column)),
    }));
  }
}

function renameColumn(site: Site, relation: Relation, from: string, to: string): void {
  const renamed = (columns: readonly string[]): readonly string[] => columns.map((name) => (name === from ? to : name));
  const tables = [relation.name, ...relation.partitions];
  for (const table of tables) {
    change(site, table, (one) => ({
      ...one,
      columns: one.columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
      constraints: one.constraints.map((constraint) => ({
        ...constraint,
        columns: renamed(constraint.columns),
        provesNotNull: renamed(constraint.provesNotNull),
      })),
    }));
    for (const index of lookNow(site).indexes(table)) {
      const { columns, alsoNames, whereNotNull } = index;
      putIndex(site, {
        ...index,
        columns: renamed(columns),
        ...(alsoNames && { alsoNames: renamed(alsoNames) }),
        ...(whereNotNull && { whereNotNull: renamed(whereNotNull) }),
      });
    }
    repoint(site, table, (references) => ({ ...references, columns: renamed(references.columns) }));
    renameColumnInDependents(site, table, from, to);
  }
}

type References = NonNullable<Constraint['references']>;

/** Edits the foreign keys that point at a table. */
function repoint(site: Site, table: QualifiedName, edit: (references: References) => References): void {
  const key = keyOf(table);
  for (const { table: child } of lookNow(site).referencing(table)) {
    change(site, child, (relation) => ({
      ...relation,
      constraints: relation.constraints.map((one) =>
        one.references && keyOf(one.references.table) === key ? { ...one, references: edit(one.references) } : one,
      ),
    }));
  }
}

function renameConstraint(site: Site, table: QualifiedName, from: string, to: string): void {
  const found = current(site, table).constraints.find(({ name }) => name === from);
  const index = found?.index && lookNow(site).index(found.index);
  const name = { schema: table.schema, name: to };
  if (index) {
    removeIndex(site, index);
    putIndex(site, { ...index, name, constraint: to });
  }
  change(site, table, (relation) => ({
    ...relation,
    constraints: relation.constraints.map((one) =>
      one.name === from ? { ...one, name: to, ...(index ? { index: name } : {}) } : one,
    ),
  }));
}

function renameOnTable(site: Site, table: QualifiedName, from: string, to: string): void {
  const renamed = (names: readonly string[]): readonly string[] => names.map((name) => (name === from ? to : name));
  change(site, table, (one) => ({ ...one, triggers: renamed(one.triggers), policies: renamed(one.policies) }));
  renameDependent(site, table, from, to);
}

/** A relation under a new name, with everything that pointed at the old one. */
function move(site: Site, relation: Relation, to: QualifiedName): void {
  if (relation.kind === 'index') {
    moveIndex(site, relation.name, to);
    return;
  }
  const from = relation.name;
  const before = lookNow(site);
  const [indexes, referencing, others] = [before.indexes(from), before.referencing(from), before.relations];
  const stays = (name: QualifiedName): QualifiedName => (keyOf(name) === keyOf(from) ? to : name);
  for (const index of indexes) removeIndex(site, index);
  put(site, relation);
  site.store.relations.set(keyOf(from), undefined);
  put(site, { ...relation, name: to });
  for (const index of indexes) putIndex(site, { ...index, table: to, name: { ...index.name, schema: to.schema } });
  for (const { references } of relation.constraints) if (references) noteReference(site, to, stays(references.table));
  for (const { table } of referencing) {
    change(site, stays(table), (child) => ({
      ...child,
      constraints: child.constraints.map((one) =>
        one.references ? { ...one, references: { ...one.references, table: stays(one.references.table) } } : one,
      ),
    }));
    noteReference(site, stays(table), to);
  }
  renameInDependents(site, from, to);
  moveInGroups(site, from, to);
  for (const other of others) {
    if (keyOf(other.name) !== keyOf(from)) renameWithin(site, other, from, stays);
  }
}

function renameWithin(
  site: Site,
  other: Relation,
  from: QualifiedName,
  stays: (name: QualifiedName) => QualifiedName,
): void {
  const names = [other.partitionOf, ...other.partitions, ...other.reads, ...other.inherits, ...other.heirs];
  if (!names.some((name) => name && keyOf(name) === keyOf(from))) return;
  change(site, other.name, (one) => ({
    ...one,
    ...(one.partitionOf ? { partitionOf: stays(one.partitionOf) } : {}),
    partitions: one.partitions.map(stays),
    reads: one.reads.map(stays),
    inherits: one.inherits.map(stays),
    heirs: one.heirs.map(stays),
  }));
}

function moveIndex(site: Site, from: QualifiedName, to: QualifiedName): void {
  const index = lookNow(site).index(from);
  if (!index) return;
  if (index.constraint !== undefined) {
    renameConstraint(site, index.table, index.constraint, to.name);
    return;
  }
  removeIndex(site, index);
  putIndex(site, { ...index, name: newName(site, to) });
}
