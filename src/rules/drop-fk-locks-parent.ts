import type { AlterTableCmd } from '@pgsql/types';
import type { Constraint, Relation } from '../sql/model.ts';
import { all } from '../sql/nodes.ts';
import { alreadyHeld, nothingLongFollows, shortLock, waitIsBounded } from './kit/alone.ts';
import { nextMigration, remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { existingTable, nameFrom, nameOf, objectName, quoteIdentifier, sameName } from './kit/tables.ts';
import { code, listed, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-fk-locks-parent',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Dropping a foreign key stops the referenced table as well',
  why: 'With a foreign key go its triggers on the referenced table: AccessExclusive on both, also where the whole table or a column with a foreign key is dropped. With a lock_timeout, and nothing long in the transaction, the wait is bounded.',
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint references customers (id));`,
    bad: sql`alter table orders drop constraint orders_customer_id_fkey;`,
    good: sql`
      set lock_timeout = '2s';
      alter table orders drop constraint orders_customer_id_fkey;`,
  },
  on: {
    AlterTableStmt(alter, facts) {
      const table = alter.relation && facts.catalog.relation(nameOf(alter.relation));
      if (!table) return undefined;
      const drops = all('AlterTableCmd', alter.cmds);
      const going = table.constraints.filter((one) => drops.some((cmd) => takesAway(cmd, one)));
      const columns = drops.some(({ subtype }) => subtype === 'AT_DropColumn');
      return hit(table, going, [table], facts, columns ? nextMigration('the column alone.') : undefined);
    },
    DropStmt({ removeType, objects = [] }, facts) {
      if (removeType !== 'OBJECT_TABLE') return undefined;
      const tables = objects.flatMap((node) => facts.catalog.relation(nameFrom(node)) ?? []);
      const apart = nextMigration('nothing else is locked any more.');
      return tables.flatMap((table) => hit(table, table.constraints, tables, facts, apart));
    },
  },
});

const takesAway = ({ subtype, name = '' }: AlterTableCmd, constraint: Constraint): boolean =>
  (subtype === 'AT_DropConstraint' && constraint.name === name) ||
  (subtype === 'AT_DropColumn' && constraint.columns.includes(name));

/** `apart` = what goes is more than the foreign key, which can go before it. */
function hit(
  table: Relation,
  constraints: readonly Constraint[],
  leaving: readonly Relation[],
  facts: Facts,
  apart: string | undefined,
): readonly Hit[] {
  const keys = constraints.filter(({ references }) => {
    const parent = references && existingTable(references.table, facts);
    if (!parent || leaving.some(({ name }) => sameName(name, parent.name))) return false;
    return !alreadyHeld(parent.name, 'AccessExclusiveLock', facts);
  });
  const bounded = waitIsBounded(facts);
  if (keys.length === 0 || table.persistence === 'temporary' || (bounded && nothingLongFollows(facts))) return [];
  const parents = [...new Set(keys.flatMap(({ references }) => (references ? objectName(references.table) : [])))];
  const from = objectName(table.name);
  const which = listed(keys.map(({ name }) => code(quoteIdentifier(name))));
  const drops = keys.map(({ name }) => `ALTER TABLE ${from} DROP CONSTRAINT ${quoteIdentifier(name)};`);
  const first = remark('In a migration of its own with nothing long in it, so that the lock is short:');
  return [
    {
      objects: parents,
      says: `Reads and writes of ${listed(parents.map(code))} wait until this transaction ends: dropping the foreign ${keys.length === 1 ? 'key' : 'keys'} ${which} of ${code(from)} takes AccessExclusive on what ${keys.length === 1 ? 'it refers' : 'they refer'} to as well.`,
      instead: apart
        ? steps(first, "SET lock_timeout = '2s';", ...drops, apart, statement(oneLine(facts.statement.sql)))
        : shortLock(facts),
      ...(bounded ? { severity: 'advice' as const } : {}),
    },
  ];
}
