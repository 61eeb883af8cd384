import type { CreateStmt } from '@pgsql/types';
import { all } from '../sql/nodes.ts';
import { outsideCheck } from './kit/bound-checks.ts';
import { nextMigration, remark, statement, steps } from './kit/instead.ts';
import { boundOf, defaultPartition, provesOutside } from './kit/partitions.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { existingTable, nameOf, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';
import type { Relation } from '../sql/model.ts';

export const rule = defineRule({
  id: 'create-partition-default-scan',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  title: 'A new partition beside a default partition reads all of that one while nobody may use the table',
  why: 'CREATE TABLE … PARTITION OF takes AccessExclusive on the partitioned table and on its default partition, and looks there at every row for some that belong in the new partition. A valid CHECK on the default partition that excludes them spares the look, and ATTACH PARTITION of a finished table leaves the partitioned table in use.',
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_rest partition of events default;`,
    rows: sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`create table events_2027 partition of events for values from ('2027-01-01') to ('2028-01-01');`,
    good: sql`
      alter table events_rest add constraint bound check (not (at >= '2027-01-01' and at < '2028-01-01')) not valid;
      alter table events_rest validate constraint bound;
      create table events_2027 (like events including all);
      alter table events attach partition events_2027 for values from ('2027-01-01') to ('2028-01-01');
      alter table events_rest drop constraint bound;`,
  },
  on: {
    CreateStmt(create, facts) {
      const parent = create.partbound && facts.catalog.relation(parentOf(create));
      const rest = parent && existingTable(defaultPartition(parent, facts)?.name, facts);
      if (!parent || !rest || (create.if_not_exists && isThere(create, facts))) return undefined;
      const bound = boundOf(create.partbound, parent);
      if (provesOutside(rest, bound, parent.partitionKey)) return undefined;
      const [table, other] = [objectName(parent.name), objectName(rest.name)];
      const check = outsideCheck(rest, bound);
      return {
        objects: [other, table],
        says: `Reads and writes of ${code(table)} wait while every row of its default partition ${code(other)} is looked at: CREATE TABLE … PARTITION OF holds AccessExclusive on both. No valid CHECK proves that ${code(other)} has no row of the new partition.`,
        instead: steps(
          remark('Rows of the default partition that belong in the new one have to leave it first.'),
          check.add,
          nextMigration('reads and writes go on during the scan.'),
          check.validate,
          attached(create, parent, facts),
          check.drop,
        ),
      };
    },
  },
});

const parentOf = ({ inhRelations }: CreateStmt) => {
  const [range] = all('RangeVar', inhRelations);
  return range ? nameOf(range) : { name: '' };
};

const isThere = ({ relation }: CreateStmt, { catalog }: Facts): boolean =>
  relation !== undefined && catalog.relation(nameOf(relation))?.known === true;

/** The partition made by itself, then attached; as it is written where it has options of its own. */
function attached(create: CreateStmt, parent: Relation, { statement: { sql: text } }: Facts): string {
  const { relation, tableElts, partspec, options, tablespacename, accessMethod } = create;
  const bounds = /\bFOR\s+VALUES\b.*$/is.exec(oneLine(text))?.[0];
  if (!relation || !bounds || tableElts || partspec || options || tablespacename || accessMethod)
    return statement(oneLine(text));
  const schema = relation.schemaname ? `${quoteIdentifier(relation.schemaname)}.` : '';
  const name = `${schema}${quoteIdentifier(relation.relname ?? '')}`;
  const table = objectName(parent.name);
  return steps(
    `CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY);`,
    statement(`ALTER TABLE ${table} ATTACH PARTITION ${name} ${bounds}`),
  );
}
