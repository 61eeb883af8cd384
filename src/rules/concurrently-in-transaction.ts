import type { DefElem, Node } from '@pgsql/types';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { oneLine, shortened } from './kit/text.ts';

export const rule = defineRule({
  id: 'concurrently-in-transaction',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'lock-analysis',
  fails: '25001',
  since: 13,
  evenOnNewTables: true,
  title: 'This statement fails inside a transaction',
  why: 'CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE and a few more refuse to run in a transaction block, and also beside any other statement in one message to the server.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`
      begin;
      create index concurrently orders_email on orders (email);
      commit;`,
    good: sql`create index concurrently orders_email on orders (email);`,
  },
  on: {
    IndexStmt: (index, facts) => (index.concurrent ? hit('CREATE INDEX CONCURRENTLY', facts) : undefined),
    DropStmt: (drop, facts) => (drop.concurrent ? hit('DROP INDEX CONCURRENTLY', facts) : undefined),
    ReindexStmt(reindex, facts) {
      if (hasOption(reindex.params, 'concurrently')) return hit('REINDEX CONCURRENTLY', facts);
      return ['REINDEX_OBJECT_TABLE', 'REINDEX_OBJECT_INDEX'].includes(reindex.kind ?? '')
        ? undefined
        : hit('REINDEX', facts);
    },
    VacuumStmt: (vacuum, facts) => (vacuum.is_vacuumcmd ? hit('VACUUM', facts) : undefined),
    ClusterStmt: (cluster, facts) => (cluster.relation ? undefined : hit('CLUSTER of every table', facts)),
    AlterSystemStmt: (_, facts) => hit('ALTER SYSTEM', facts),
    CreatedbStmt: (_, facts) => hit('CREATE DATABASE', facts),
    DropdbStmt: (_, facts) => hit('DROP DATABASE', facts),
    CreateTableSpaceStmt: (_, facts) => hit('CREATE TABLESPACE', facts),
    DropTableSpaceStmt: (_, facts) => hit('DROP TABLESPACE', facts),
    AT_DetachPartition({ cmd }, facts) {
      const detach = cmd.def && 'PartitionCmd' in cmd.def ? cmd.def.PartitionCmd : undefined;
      return detach?.concurrent ? hit('DETACH PARTITION CONCURRENTLY', facts) : undefined;
    },
  },
});

const hasOption = (options: readonly Node[] | undefined, name: string): boolean =>
  (options ?? []).some((node) => 'DefElem' in node && (node.DefElem satisfies DefElem).defname === name);

function hit(what: string, facts: Facts): Hit | undefined {
  const why = inTransaction(what, facts);
  if (!why) return undefined;
  const { says, before, after } = facts.tool.outsideTransaction;
  return {
    objects: [],
    says: `This fails (25001): ${why}.`,
    instead: steps(
      remark(facts.session.transaction === 'own' ? 'Outside BEGIN … COMMIT, in a file of its own:' : says),
      before.trimEnd(),
      statement(oneLine(facts.statement.sql)),
      after.trimEnd(),
    ),
  };
}

/** Why it is in a transaction; even after a COMMIT in the same message Postgres refuses it. */
function inTransaction(
  what: string,
  { session, transaction, statementsInFile, statement: { sql: text }, tool }: Facts,
) {
  if (transaction === 'one-message' && statementsInFile > 1) {
    return `${tool.title} sends the whole file as one message, and ${what} must be alone in it`;
  }
  if (session.transaction === 'none' || session.transaction === 'message') return undefined;
  const who = session.transaction === 'own' ? 'the file opened with BEGIN' : `${tool.title} opens for the file`;
  return `${what} cannot run in a transaction, and “${shortened(text)}” runs in the one that ${who}`;
}
