import type { DropStmt, Node, TruncateStmt } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Dependent } from '../dependents.ts';
import { extensionObjects } from '../extensions.ts';
import type { Group } from '../groups.ts';
import type { ColumnType, Relation } from '../model.ts';
import { fromParts, namedBy } from '../names.ts';
import type { WrittenName } from '../names.ts';
import { all, functionsIn } from '../nodes.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { calls, casts, draws, standingOn } from '../standing.ts';
import { inheritedFrom, keysGo, keysToGo, sameTable } from './keys.ts';
import { reachOf } from './taking.ts';
import type { Taking } from './taking.ts';

export function dropLocks(taking: Taking, node: DropStmt): void {
  for (const object of node.objects ?? []) {
    const parts = namedBy(object);
    const name = fromParts(parts);
    switch (node.removeType) {
      case 'OBJECT_TABLE':
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
      case 'OBJECT_SEQUENCE':
      case 'OBJECT_FOREIGN_TABLE':
        dropRelation(taking, taking.named(name));
        if (node.removeType === 'OBJECT_SEQUENCE') dropDefaults(taking, name);
        break;
      case 'OBJECT_INDEX':
        dropIndex(taking, name, node);
        break;
      case 'OBJECT_SCHEMA':
        for (const one of taking.catalog.relations) if (one.name.schema === parts[0]) dropRelation(taking, one);
        break;
      case 'OBJECT_TRIGGER':
      case 'OBJECT_POLICY':
      case 'OBJECT_RULE':
        dropOnTable(taking, parts, node);
        break;
      case 'OBJECT_FUNCTION':
      case 'OBJECT_PROCEDURE':
      case 'OBJECT_ROUTINE': {
        const routine = taking.catalog.routine(name);
        if (routine && node.behavior === 'DROP_CASCADE') dropStanding(taking, calls(routine.name, taking.catalog));
        if (routine?.others.length === 0 && node.behavior === 'DROP_CASCADE')
          dropDependents(taking, taking.catalog.callers(routine.name));
        break;
      }
      case 'OBJECT_TYPE':
      case 'OBJECT_DOMAIN':
        if (node.behavior === 'DROP_CASCADE') usersOf(taking, taking.catalog.type(name)?.name, 'DROP TYPE … CASCADE');
        break;
      case 'OBJECT_EXTENSION':
        if (node.behavior === 'DROP_CASCADE') dropExtension(taking, name.name);
        break;
      case 'OBJECT_STATISTIC_EXT':
        for (const { tables } of groups(taking, 'statistics', name.name))
          for (const table of tables) taking.as('DROP STATISTICS').on('relation', taking.named(table));
        break;
      case 'OBJECT_FOREIGN_SERVER':
        for (const { tables } of groups(taking, 'server', name.name))
          for (const table of tables) dropRelation(taking, taking.named(table));
        break;
      case 'OBJECT_FDW':
        for (const { tables, wrapper } of taking.catalog.groups)
          if (wrapper === name.name) for (const table of tables) dropRelation(taking, taking.named(table));
        break;
      default:
        break;
    }
  }
}

const groups = ({ catalog }: Taking, kind: Group['kind'], name: string): readonly Group[] =>
  catalog.groups.filter((one) => one.kind === kind && one.name === name);

/** Defaults, checks and indexes that CASCADE takes from tables. */
function dropStanding(taking: Taking, uses: (expression: Node) => boolean): void {
  for (const relation of standingOn(taking.catalog, uses)) taking.as('DROP').through('owner', relation);
}

function dropDefaults(taking: Taking, written: WrittenName): void {
  const sequence = taking.named(written);
  if (sequence?.known) dropStanding(taking, draws(sequence.name, taking.catalog));
}

/** What stands on its types and functions; operator classes of it that nobody named are not known. */
function dropExtension(taking: Taking, extension: string): void {
  const brought = Object.hasOwn(extensionObjects, extension) ? (extensionObjects[extension] ?? []) : [];
  const isOfIt = ({ name }: WrittenName): boolean => brought.includes(name);
  for (const relation of taking.catalog.relations) {
    const { name, columns } = relation;
    const has = columns.some(({ type }) => isOfIt(type));
    if (has) dropColumns(taking, relation, isOfIt);
    const isSearched = taking.catalog
      .indexes(name)
      .some(({ operatorClasses = [] }) => operatorClasses.some((one) => brought.includes(one)));
    if (has || isSearched) taking.as('DROP').through('owner', relation);
  }
  const uses = casts(isOfIt);
  dropStanding(taking, (expression) => uses(expression) || functionsIn(expression).some(isOfIt));
}

function dropIndex(taking: Taking, name: WrittenName, { concurrent }: DropStmt): void {
  const index = taking.catalog.index(name);
  if (!index) return;
  const drop = taking.as(concurrent ? 'DROP INDEX CONCURRENTLY' : 'DROP INDEX');
  drop.down(taking.named(index.table));
  drop.on('index', taking.named(index.name));
}

/** `schema.table.trigger`: the last part is the trigger's, policy's or rule's. */
function dropOnTable(taking: Taking, parts: readonly string[], { removeType }: DropStmt): void {
  const table = taking.named(fromParts(parts.slice(0, -1)));
  const there = removeType === 'OBJECT_TRIGGER' ? table?.triggers : table?.policies;
  // IF EXISTS lets the table go again where there is nothing to drop.
  if (removeType !== 'OBJECT_RULE' && table?.known && !there?.includes(parts.at(-1) ?? '')) return;
  if (removeType === 'OBJECT_TRIGGER') taking.as('DROP TRIGGER').down(table);
  else if (removeType === 'OBJECT_POLICY') taking.as('CREATE, ALTER or DROP POLICY').on('relation', table);
  else taking.as('CREATE or DROP RULE').on('relation', table);
}

/** A table, its indexes and what is below it, what its foreign keys reach, what reaches it, and views that read it. */
export function dropRelation(taking: Taking, relation: Relation | undefined, done = new Set<string>()): void {
  if (!relation || done.has(keyOf(relation.name))) return;
  done.add(keyOf(relation.name));
  const drop = taking.as('DROP');
  drop.on('relation', relation);
  for (const { name } of taking.catalog.indexes(relation.name)) drop.on('index', taking.named(name));
  const inherited = inheritedFrom(taking, relation);
  keysGo(taking, relation, (constraint) => !inherited(constraint));
  keysToGo(taking, relation, () => true);
  for (const child of [...relation.partitions, ...relation.heirs]) dropRelation(taking, taking.named(child), done);
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  drop.on('parent', parent);
  if (parent) for (const one of defaultsOf(taking, parent)) drop.on('default partition', one);
  dropReaders(taking, relation, done);
}

/** Views that read it go with CASCADE. */
function dropReaders(taking: Taking, relation: Relation, done: Set<string>): void {
  for (const view of taking.catalog.relations) {
    if (view.reads.some((read) => sameTable(read, relation.name))) dropRelation(taking, view, done);
  }
}

/** What stands on a column or routine that goes with CASCADE: views go too, triggers and policies leave their table. */
export function dropDependents(taking: Taking, dependents: readonly Dependent[]): void {
  for (const { kind, on } of dependents) {
    const owner = taking.named(on);
    if (kind === 'view' || kind === 'materialized-view') dropRelation(taking, owner);
    else if (kind !== 'routine') taking.as('DROP').through('owner', owner);
  }
}

/** What stands on the columns of a type, which go with it. */
function dropColumns(taking: Taking, relation: Relation, isIt: (type: ColumnType) => boolean): void {
  const going = relation.columns.filter(({ type }) => isIt(type)).map(({ name }) => name);
  keysGo(taking, relation, ({ columns }) => columns.some((one) => going.includes(one)));
  keysToGo(taking, relation, (columns) => columns.some((one) => going.includes(one)));
  for (const name of going) dropDependents(taking, taking.catalog.dependents(relation.name, name));
}

/** The default partition, which every change of the partitions concerns. */
export const defaultsOf = (taking: Taking, parent: Relation): readonly Relation[] =>
  parent.partitions.flatMap((child) => {
    const found = taking.named(child);
    return found?.defaultPartition ? [found] : [];
  });

/** Tables with a column of the type, of an array of it or of a domain over it, and tables made OF it. */
export function usersOf(
  taking: Taking,
  type: QualifiedName | undefined,
  form: 'DROP TYPE … CASCADE' | 'ALTER TYPE … CASCADE',
): void {
  if (!type) return;
  const { catalog } = taking;
  const isIt = (one: ColumnType | QualifiedName): boolean => {
    const base = sameTable(one, type) ? undefined : catalog.type(one)?.base;
    return base ? isIt(base) : sameTable(one, type);
  };
  for (const relation of catalog.relations) {
    const typed = relation.ofType !== undefined && isIt(relation.ofType);
    const uses = form === 'DROP TYPE … CASCADE' && relation.columns.some((column) => isIt(column.type));
    if (typed || uses) taking.as(form).on('using the type', relation);
    if (uses) dropColumns(taking, relation, isIt);
  }
  if (form === 'DROP TYPE … CASCADE') {
    dropStanding(
      taking,
      casts((written) => {
        const found = catalog.type(written);
        return found !== undefined && isIt(found.name);
      }),
    );
  }
}

export function truncateLocks(taking: Taking, node: TruncateStmt): void {
  const truncate = taking.as('TRUNCATE');
  const done = new Set<string>();
  const empty = (relation: Relation | undefined, reach: 'all' | 'only'): void => {
    if (!relation || done.has(keyOf(relation.name))) return;
    done.add(keyOf(relation.name));
    truncate.down(relation, reach);
    if (node.behavior !== 'DROP_CASCADE') return;
    for (const { table } of taking.catalog.referencing(relation.name)) empty(taking.named(table), 'all');
  };
  for (const range of all('RangeVar', node.relations)) empty(taking.range(range), reachOf(range));
}
