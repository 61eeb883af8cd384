import type { Constraint } from '@pgsql/types';
import { alreadyHeld, nothingLongFollows, shortLock, waitIsBounded } from './kit/alone.ts';
import { constraintDef, constraintsIn } from './kit/columns.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { existingTable, nameOf, objectName, sameName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'fk-locks-parent',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareRowExclusiveLock',
  since: 13,
  title: 'A foreign key makes writes to the referenced table wait',
  why: 'A new foreign key puts triggers on the referenced table, also inside CREATE TABLE and with NOT VALID: ShareRowExclusive on it until the transaction ends. That is a moment where nothing long follows, and with a lock_timeout nobody waits longer for it.',
  examples: {
    given: sql`create table customers (id bigint primary key, note text);`,
    bad: sql`
      begin;
      create table invoices (id bigint primary key, customer_id bigint references customers (id));
      update customers set note = lower(note);
      commit;`,
    good: sql`
      set lock_timeout = '2s';
      create table invoices (id bigint primary key, customer_id bigint references customers (id));`,
  },
  on: {
    CreateStmt(create, facts) {
      const columns = (create.tableElts ?? []).flatMap((node) => ('ColumnDef' in node ? [node.ColumnDef] : []));
      const keys = [
        ...constraintsIn(create.tableElts),
        ...constraintsIn(create.constraints),
        ...columns.flatMap(({ constraints }) => constraintsIn(constraints)),
      ].filter(({ contype }) => contype === 'CONSTR_FOREIGN');
      return unique(keys.flatMap((key) => hit(key, facts)));
    },
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      if (key?.contype !== 'CONSTR_FOREIGN') return undefined;
      // With a check of every row that lock is the lesser part of what add-fk-not-valid tells.
      if (!key.skip_validation && existingTable(action.table, facts)) return undefined;
      return hit(key, facts, facts.catalog.relation(nameOf(action.table))?.name);
    },
  },
});

function hit(key: Constraint, facts: Facts, child?: Parameters<typeof sameName>[0]): readonly Hit[] {
  const parent = existingTable(key.pktable, facts);
  if (!parent || (child && sameName(parent.name, child))) return [];
  if (alreadyHeld(parent.name, 'ShareRowExclusiveLock', facts)) return [];
  const bounded = waitIsBounded(facts);
  const short = nothingLongFollows(facts) && (key.skip_validation === true || !child);
  if (bounded && short) return [];
  const name = objectName(parent.name);
  return [
    {
      objects: [name],
      says: `Writes to ${code(name)} wait ${short ? 'for a moment' : 'until this transaction ends'}: a foreign key that refers to it takes ShareRowExclusive on it. Reads go on.`,
      instead: shortLock(facts),
      // What the wait for the lock does to everybody else, missing-lock-timeout tells.
      ...(short ? { severity: 'advice' as const } : {}),
    },
  ];
}

const unique = (hits: readonly Hit[]): readonly Hit[] =>
  hits.filter((one, index) => hits.findIndex(({ objects }) => objects[0] === one.objects[0]) === index);
