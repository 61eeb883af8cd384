import { as } from '../sql/nodes.ts';
import { attachWork, noWork } from './kit/attach-work.ts';
import { insideCheck, outsideCheck } from './kit/bound-checks.ts';
import { nextMigration, remark, statement, steps } from './kit/instead.ts';
import { boundOf, defaultPartition, provesOutside, provesWithin } from './kit/partitions.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, nameOf, objectName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'partition-attach-scan',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  title: 'Attaching a partition reads it, or the default partition, while nobody may use it',
  why: 'ATTACH PARTITION looks at every row of the new partition, and of the default partition, under AccessExclusive locks on both. A valid CHECK, with NOT NULL, that says the same as the bounds proves it beforehand; one on the default partition has to say the opposite. Indexes and foreign keys that the partitioned table has and the new partition lacks are made under the same lock. The partitioned table itself stays in use.',
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2026 (id bigint, at date not null);`,
    rows: sql`insert into events_2026 select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');`,
    good: sql`
      alter table events_2026 add constraint bound check (at >= '2026-01-01' and at < '2027-01-01') not valid;
      alter table events_2026 validate constraint bound;
      alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');
      alter table events_2026 drop constraint bound;`,
  },
  on: {
    AT_AttachPartition(action, facts) {
      const parent = facts.catalog.relation(nameOf(action.table));
      const command = as('PartitionCmd', action.cmd.def);
      if (!parent || !command?.name) return undefined;
      const rest = defaultPartition(parent, facts);
      // The first partition of all may take everything.
      const free = command.bound?.is_default === true && parent.known && parent.partitions.length === 0;
      const bound = boundOf(command.bound, parent);
      const child = existingTable(command.name, facts);
      const read = child && !free && !provesWithin(child, bound, parent.partitionKey) ? child : undefined;
      const searched = existingTable(rest?.name, facts);
      const other = searched && !provesOutside(searched, bound, parent.partitionKey) ? searched : undefined;
      const work = child ? attachWork(parent, child, facts) : noWork;
      const reasons = [
        read ? `no valid CHECK proves that all rows of ${code(objectName(read.name))} belong in it` : '',
        ...work.reasons,
        other
          ? `no valid CHECK proves that the default partition ${code(objectName(other.name))} has none of them`
          : '',
      ].filter(Boolean);
      if (reasons.length === 0) return undefined;
      const objects = [work.reasons.length > 0 ? child : read, other].flatMap((one) =>
        one ? objectName(one.name) : [],
      );
      const checks = [read && insideCheck(read, bound), other && outsideCheck(other, bound)].flatMap(
        (one) => one ?? [],
      );
      return {
        objects,
        says: `Reads and writes of ${listed(objects.map(code))} wait while ATTACH PARTITION looks at every row under AccessExclusive: ${listed(reasons)}.`,
        instead: steps(
          other ? remark('Rows of the default partition that belong in the new one have to leave it first.') : '',
          work.before,
          ...checks.map(({ add }) => add),
          nextMigration('reads and writes go on during the scan.'),
          ...checks.map(({ validate }) => validate),
          statement(`${action.head} ${action.text}`),
          ...checks.map(({ drop }) => drop),
        ),
      };
    },
  },
});
