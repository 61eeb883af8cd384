import type { AlterObjectSchemaStmt, DropStmt, Node, RenameStmt } from '@pgsql/types';
import type { Dependent, Routine } from '../../sql/dependents.ts';
import { as } from '../../sql/nodes.ts';
import { bodiesLeft, keptFor, known } from './dependents.ts';
import type { Action, Facts } from './facts.ts';
import { alterationsOf, madeAgain, restOfTransaction } from './later.ts';
import { routineNamed, routineStays } from './routines.ts';
import { hasColumn, nameFrom, nameOf, objectName, quoteIdentifier, sameName } from './tables.ts';
import { code } from './text.ts';

/** What a statement takes from under others. */
export interface Broken {
  /** “`note` of `public.orders`” */
  readonly what: string;
  readonly objects: readonly string[];
  /** For these Postgres refuses the statement. */
  readonly kept: readonly Dependent[];
  /** The next call of these fails, with this SQLSTATE. */
  readonly bodies: readonly Routine[];
  readonly sqlstate: string;
}

export function columnGone({ cmd, table: range }: Action, facts: Facts): Broken | undefined {
  const table = known(nameOf(range), facts);
  const column = cmd.name;
  if (!table || column === undefined || !hasColumn(table, column)) return undefined;
  const target = { relation: table.name, column };
  const siblings = alterationsOf(table.name, [facts]);
  const gone = siblings
    .slice(0, siblings.indexOf(cmd))
    .flatMap(({ subtype, name }) => (subtype === 'AT_DropColumn' ? (name ?? []) : []));
  // Before Postgres 15 a generated column goes with its source, without a word: drop-column-drops-constraint says so.
  const kept = keptFor(target, facts).filter(
    ({ kind, name = '' }) => kind !== 'generated-column' || (facts.postgres >= 15 && !gone.includes(name)),
  );
  return {
    what: `${code(quoteIdentifier(column))} of ${code(objectName(table.name))}`,
    objects: [objectName(table.name)],
    kept: cmd.behavior === 'DROP_CASCADE' ? [] : kept,
    bodies: bodiesLeft(target, facts),
    sqlstate: '42703',
  };
}

const relationKinds: readonly string[] = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'];

export function relationGone(node: Node, drop: DropStmt, facts: Facts): Broken | undefined {
  const relation = relationKinds.includes(drop.removeType ?? '') ? known(nameFrom(node), facts) : undefined;
  if (!relation) return undefined;
  const together = (drop.objects ?? []).flatMap((one) => facts.catalog.relation(nameFrom(one))?.name ?? []);
  const kept = keptFor({ relation: relation.name }, facts).filter(
    ({ on }) => !together.some((one) => sameName(one, on)),
  );
  return {
    what: code(objectName(relation.name)),
    objects: [objectName(relation.name)],
    kept: drop.behavior === 'DROP_CASCADE' ? [] : kept,
    bodies: madeAgain(relation.name, facts) ? [] : bodiesLeft({ relation: relation.name }, facts),
    sqlstate: '42P01',
  };
}

export function routineGone(node: Node, drop: DropStmt, facts: Facts): Broken | undefined {
  const routine = routineNamed(node, facts);
  // Callers are known by name: of several with one name nobody can say which of them they call.
  if (!routine || facts.catalog.routine(routine.name)?.others.length !== 0) return undefined;
  return {
    what: code(objectName(routine.name)),
    objects: [objectName(routine.name)],
    kept: drop.behavior === 'DROP_CASCADE' ? [] : facts.catalog.callers(routine.name),
    bodies: routineStays(node, facts)
      ? []
      : bodiesLeft({ routine: routine.name }, facts).filter(({ name }) => !sameName(name, routine.name)),
    sqlstate: '42883',
  };
}

/** Under another name or in another schema: what Postgres keeps track of follows, bodies do not. */
export function relationRenamed(change: RenameStmt | AlterObjectSchemaStmt, facts: Facts): Broken | undefined {
  const relation = change.relation && known(nameOf(change.relation), facts);
  if (!relation) return undefined;
  const moved = 'renameType' in change ? change.renameType : undefined;
  const column = moved === 'OBJECT_COLUMN' && 'subname' in change ? change.subname : undefined;
  if (moved !== undefined && column === undefined && !relationKinds.includes(moved)) return undefined;
  const again = column === undefined ? madeAgain(relation.name, facts) : nameTaken(column, change, facts);
  if (again) return undefined;
  const name = code(objectName(relation.name));
  return {
    what: column === undefined ? name : `${code(quoteIdentifier(column))} of ${name}`,
    objects: [objectName(relation.name)],
    kept: [],
    bodies: bodiesLeft(column === undefined ? { relation: relation.name } : { relation: relation.name, column }, facts),
    sqlstate: column === undefined ? '42P01' : '42703',
  };
}

/** Another column takes the name before anybody can see that it was gone. */
const nameTaken = (column: string, { relation }: RenameStmt, facts: Facts): boolean =>
  restOfTransaction(facts).some(({ statement: { node } }) => {
    const other = as('RenameStmt', node);
    return (
      other?.renameType === 'OBJECT_COLUMN' && other.newname === column && other.relation?.relname === relation?.relname
    );
  });
