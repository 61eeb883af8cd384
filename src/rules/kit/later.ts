import type { AlterTableCmd } from '@pgsql/types';
import { all, as } from '../../sql/nodes.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Facts } from './facts.ts';
import { nameFrom, nameOf, sameName } from './tables.ts';

/** What follows in the same transaction: nobody else sees the schema in between. */
export function restOfTransaction({ next, session }: Facts): readonly Facts[] {
  if (session.transaction === 'none') return [];
  const rest: Facts[] = [];
  for (let one = next; one?.session.transactionNumber === session.transactionNumber; one = one.next) rest.push(one);
  return rest;
}

/** Subcommands of ALTER TABLE on one table, in the order in which these statements run them. */
export const alterationsOf = (table: QualifiedName, statements: readonly Facts[]): readonly AlterTableCmd[] =>
  statements.flatMap(({ statement, catalog }) => {
    const alter = as('AlterTableStmt', statement.node);
    const relation = alter?.relation && catalog.relation(nameOf(alter.relation));
    return relation && sameName(relation.name, table) ? all('AlterTableCmd', alter.cmds) : [];
  });

/** Whether a relation of that name is made again before anybody can see that it was gone. */
export const madeAgain = (name: QualifiedName, facts: Facts): boolean =>
  restOfTransaction(facts).some(({ statement: { node } }) => {
    const renamed = as('RenameStmt', node);
    const moved = renamed?.subname === undefined ? renamed?.relation : undefined;
    const made =
      moved ??
      as('ViewStmt', node)?.view ??
      as('CreateTableAsStmt', node)?.into?.rel ??
      as('CreateStmt', node)?.relation;
    if (!made) return false;
    const { schema, name: written } = nameOf(made);
    const called = moved ? renamed?.newname : written;
    return called === name.name && (schema === undefined || schema === name.schema);
  });

const relations: readonly string[] = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE'];

/** Whether the pull request drops the table itself, or the view, from this statement on. */
export const droppedLater = (table: QualifiedName, { laterOn }: Facts): boolean =>
  laterOn(table.name).some(({ statement, catalog }) => {
    const drop = as('DropStmt', statement.node);
    return (
      relations.includes(drop?.removeType ?? '') &&
      (drop?.objects ?? []).some((node) => {
        const found = catalog.relation(nameFrom(node));
        return found !== undefined && sameName(found.name, table);
      })
    );
  });
