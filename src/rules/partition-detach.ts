import { as } from '../sql/nodes.ts';
import { nothingLongFollows, shortLock, waitIsBounded } from './kit/alone.ts';
import { outsideTransaction, remark, steps } from './kit/instead.ts';
import { defaultPartition } from './kit/partitions.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'partition-detach',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  mechanical: true,
  title: 'Detaching a partition stops the whole partitioned table',
  why: 'DETACH PARTITION takes AccessExclusive on the partitioned table, the partition and the default partition, until the transaction ends. CONCURRENTLY lets reads and writes go on, but not beside a default partition; with a lock_timeout, and nothing long in the transaction, the wait is bounded.',
  versions: 'DETACH PARTITION … CONCURRENTLY: Postgres 14 and later.',
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2025 partition of events for values from ('2025-01-01') to ('2026-01-01');`,
    bad: sql`alter table events detach partition events_2025;`,
    good: sql`
      set lock_timeout = '2s';
      alter table events detach partition events_2025;`,
  },
  on: {
    AT_DetachPartition(action, facts) {
      const parent = existingTable(action.table, facts);
      const command = as('PartitionCmd', action.cmd.def);
      const bounded = waitIsBounded(facts);
      if (!parent || !command?.name || command.concurrent || (bounded && nothingLongFollows(facts))) return undefined;
      const partition = existingTable(command.name, facts);
      const rest = defaultPartition(parent, facts);
      const objects = [...new Set([parent, partition, rest].flatMap((one) => (one ? objectName(one.name) : [])))];
      const online = facts.postgres >= 14 && !rest;
      return {
        objects,
        says: `Reads and writes of ${listed(objects.map(code))} wait until this transaction ends: DETACH PARTITION takes AccessExclusive on ${objects.length === 1 ? 'it' : 'each of them'}.`,
        instead: online
          ? steps(outsideTransaction(`${action.head} ${action.text} CONCURRENTLY;`, facts), leaves)
          : shortLock(facts),
        ...(bounded ? { severity: 'advice' as const } : {}),
      };
    },
  },
});

const leaves = remark('It leaves a CHECK of the old bounds on the table: drop that where other rows shall come in.');
