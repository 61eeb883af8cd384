import type { Node, RangeVar } from '@pgsql/types';
import { switchedOn } from '../sql/nodes.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { cancelledAsSaid } from './kit/stalls.ts';
import { existingTable, nameFrom, nameOf, objectName } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';

const id = 'lock-timeout-starves-concurrently';

/** An ordinary transaction may well take that long. */
const shortMs = 60_000;

export const rule = defineRule({
  id,
  severity: 'warning',
  hazard: 'failure',
  checks: 'idempotent',
  since: 13,
  mechanical: true,
  title: 'A short lock_timeout cancels CONCURRENTLY and leaves an invalid index',
  why: 'CONCURRENTLY waits for every transaction that was open before it, on other tables too. Nobody else waits for that, but lock_timeout counts it. With a limit of a minute or less, one long query or one idle session is enough to cancel the statement, and an invalid index stays behind.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`
      set lock_timeout = '2s';
      create index concurrently orders_email on orders (email);`,
    good: sql`
      set lock_timeout = 0;
      create index concurrently orders_email on orders (email);`,
  },
  insteadOf: [id],
  observed: (seen) => cancelledAsSaid(id, seen),
  on: {
    IndexStmt: ({ concurrent, relation }, facts) =>
      concurrent ? hit('CREATE INDEX CONCURRENTLY', tableOf(relation, facts), facts) : undefined,
    DropStmt: ({ concurrent, objects }, facts) =>
      concurrent ? hit('DROP INDEX CONCURRENTLY', indexOf(objects?.[0], facts), facts) : undefined,
    ReindexStmt: ({ params, kind, relation }, facts) => {
      if (!switchedOn(params, 'concurrently')) return undefined;
      const named = kind === 'REINDEX_OBJECT_INDEX' ? indexOf(relation, facts) : tableOf(relation, facts);
      return hit('REINDEX CONCURRENTLY', relation ? named : [], facts);
    },
  },
});

type Objects = readonly string[] | undefined;

function tableOf(range: RangeVar | undefined, facts: Facts): Objects {
  const table = existingTable(range, facts);
  return table && [objectName(table.name)];
}

/** The table of an existing index; of one that is not known, nothing but that it is there. */
function indexOf(named: Node | RangeVar | undefined, facts: Facts): Objects {
  if (!named) return undefined;
  const index = facts.catalog.index('relname' in named ? nameOf(named) : nameFrom(named as Node));
  if (!index) return facts.catalog.complete ? undefined : [];
  const table = existingTable(index.table, facts);
  return table && [objectName(table.name)];
}

function hit(what: string, objects: Objects, facts: Facts): Hit | undefined {
  const { lockTimeoutMs: limit = 0, transaction } = facts.session;
  // In a transaction it fails anyway, and another rule says so.
  if (!objects || limit === 0 || limit > shortMs || transaction !== 'none') return undefined;
  const written = limit % 1000 === 0 ? `${String(limit / 1000)}s` : `${String(limit)}ms`;
  return {
    objects,
    says: `${code(what)} waits for every transaction that was open before it, on any table: one that is open for longer than ${written} cancels it (lock_timeout is ${code(written)}), and an invalid index stays.`,
    instead:
      facts.transaction === 'one-message'
        ? steps(
            remark(`${facts.tool.title} sends this file as one message, so a SET has no place in it. Run it without a`),
            remark(`lock_timeout in ${facts.tool.sessionSettings}`),
            statement(oneLine(facts.statement.sql)),
          )
        : steps('SET lock_timeout = 0;', statement(oneLine(facts.statement.sql)), `SET lock_timeout = '${written}';`),
  };
}
