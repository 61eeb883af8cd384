import type { DropStmt, Node } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { fromParts, namedBy } from '../../sql/names.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import { keptFor, spokenDependent, withReaders } from './dependents.ts';
import type { Action, Facts } from './facts.ts';
import { routineNamed } from './routines.ts';
import { contentsOf, existingSchema } from './schemas.ts';
import { column, existing, existingTable, nameFrom, objectName, quoteIdentifier, sameName } from './tables.ts';
import { code } from './text.ts';

/** What CASCADE takes beside what the statement names. */
export interface Carried {
  /** “`public.orders`” */
  readonly what: string;
  readonly objects: readonly string[];
  /** “the view `public.recent`”, in words; empty where nothing is known to depend on it. */
  readonly gone: readonly string[];
}

const relationKinds: readonly string[] = [
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_SEQUENCE',
];
const routineKinds: readonly string[] = ['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE', 'OBJECT_AGGREGATE'];

/** Undefined: the object is none of before. */
export function carriedBy(drop: DropStmt, node: Node, facts: Facts): Carried | undefined {
  const type = drop.removeType ?? '';
  const named = (drop.objects ?? []).flatMap((one) => facts.catalog.relation(nameFrom(one))?.name ?? []);
  if (relationKinds.includes(type)) return withRelation(existing(nameFrom(node), facts), named, facts);
  if (routineKinds.includes(type)) return withRoutine(node, facts);
  if (type === 'OBJECT_TYPE' || type === 'OBJECT_DOMAIN') return withType(node, facts);
  if (type === 'OBJECT_SCHEMA') return withSchema(namedBy(node)[0] ?? '', facts);
  if (type !== 'OBJECT_EXTENSION') return undefined;
  const extension = `the extension ${code(quoteIdentifier(namedBy(node)[0] ?? ''))}`;
  return {
    what: extension,
    objects: [],
    gone: [`every column, index and function that uses a type or function of ${extension}`],
  };
}

function withRelation(
  relation: Relation | undefined,
  named: readonly QualifiedName[],
  facts: Facts,
): Carried | undefined {
  if (!relation) return undefined;
  const readers = withReaders(keptFor({ relation: relation.name }, facts), facts);
  const elsewhere = (name: QualifiedName): boolean => !named.some((one) => sameName(one, name));
  const name = objectName(relation.name);
  return {
    what: code(name),
    objects: [name],
    gone: [
      ...readers.filter(({ on, madeHere }) => !madeHere && elsewhere(on)).map(spokenDependent),
      ...foreignKeys(relation.name, facts, () => true)
        .filter(({ table }) => elsewhere(table))
        .map(({ says }) => says),
      ...relation.heirs.filter(elsewhere).map((heir) => `the table ${code(objectName(heir))}, which inherits from it`),
    ],
  };
}

function foreignKeys(parent: QualifiedName, { catalog }: Facts, going: (columns: readonly string[]) => boolean) {
  return catalog.referencing(parent).flatMap(({ table, constraint: { name, references, madeHere } }) => {
    if (madeHere || sameName(table, parent) || !going(references?.columns ?? [])) return [];
    return { table, says: `the foreign key ${code(quoteIdentifier(name))} of ${code(objectName(table))}` };
  });
}

function withRoutine(node: Node, facts: Facts): Carried | undefined {
  const routine = routineNamed(node, facts);
  if (routine ? routine.madeHere : facts.catalog.complete) return undefined;
  const name = routine ? objectName(routine.name) : quoteIdentifier(nameFrom(node).name);
  const alone = routine && facts.catalog.routine(routine.name)?.others.length === 0;
  const callers = alone ? withReaders(facts.catalog.callers(routine.name), facts) : [];
  return { what: code(name), objects: [name], gone: callers.filter(({ madeHere }) => !madeHere).map(spokenDependent) };
}

/** With a type go the columns of it, rows and all. */
function withType(node: Node, facts: Facts): Carried | undefined {
  const written = fromParts(namedBy(node));
  const type = facts.catalog.type(written);
  if (type ? type.madeHere : facts.catalog.complete) return undefined;
  const name = type ? objectName(type.name) : quoteIdentifier(written.name);
  const columns = facts.catalog.relations.flatMap((relation) =>
    type && existingTable(relation.name, facts)
      ? relation.columns
          .filter((one) => sameName(one.type, type.name))
          .map(
            (one) =>
              `the column ${code(quoteIdentifier(one.name))} of ${code(objectName(relation.name))} and its values`,
          )
      : [],
  );
  return { what: code(name), objects: [name], gone: columns };
}

/** What is in the schema drop-schema tells; here what is elsewhere. */
function withSchema(schema: string, facts: Facts): Carried | undefined {
  if (!existingSchema(schema, facts)) return undefined;
  const inside = facts.catalog.relations.filter(({ name, madeHere }) => name.schema === schema && !madeHere);
  const gone = inside.flatMap(
    (relation) =>
      withRelation(
        relation,
        inside.map(({ name }) => name),
        facts,
      )?.gone ?? [],
  );
  const objects = contentsOf(schema, facts);
  const what = `the schema ${code(quoteIdentifier(schema))}`;
  return { what, objects: objects.length > 0 ? objects : [quoteIdentifier(schema)], gone: [...new Set(gone)] };
}

/** DROP COLUMN … CASCADE and DROP CONSTRAINT … CASCADE. */
export function carriedByAction({ cmd, table: range }: Action, facts: Facts): Carried | undefined {
  const table = existingTable(range, facts);
  const name = cmd.name;
  if (!table || name === undefined || cmd.behavior !== 'DROP_CASCADE') return undefined;
  const shown = objectName(table.name);
  const what = `${code(quoteIdentifier(name))} of ${code(shown)}`;
  if (cmd.subtype === 'AT_DropConstraint') {
    const key = table.constraints.find((one) => one.name === name)?.columns.join();
    const keys = foreignKeys(table.name, facts, (columns) => key !== undefined && columns.join() === key);
    return { what, objects: [shown], gone: keys.map(({ says }) => says) };
  }
  if (column(table, name)?.madeHere) return undefined;
  const readers = withReaders(keptFor({ relation: table.name, column: name }, facts), facts);
  return {
    what,
    objects: [shown],
    gone: [
      ...readers.filter(({ madeHere }) => !madeHere).map(spokenDependent),
      ...foreignKeys(table.name, facts, (columns) => columns.includes(name)).map(({ says }) => says),
    ],
  };
}
