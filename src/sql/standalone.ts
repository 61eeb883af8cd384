import type { Node } from '@pgsql/types';
import type { Kind } from './nodes.ts';
import { all, as, constantText, option, switchedOn } from './nodes.ts';

/** Kinds of statements of which at least one form stands alone. */
export const standaloneKinds = [
  'IndexStmt',
  'DropStmt',
  'ReindexStmt',
  'VacuumStmt',
  'ClusterStmt',
  'AlterTableStmt',
  'AlterSystemStmt',
  'CreatedbStmt',
  'DropdbStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'CreateSubscriptionStmt',
  'DropSubscriptionStmt',
] as const satisfies readonly Kind[];

/** Whether Postgres refuses the statement inside a transaction block (25001), whatever the tables are. */
export const standsAlone = (node: Node): boolean => standaloneForm(node) !== undefined;

/** What stands alone in the statement, as people call it: `CREATE INDEX CONCURRENTLY`. */
export function standaloneForm(node: Node): string | undefined {
  const fixed = always.find(([kind]) => kind in node);
  if (fixed) return fixed[1];
  if (as('IndexStmt', node)?.concurrent) return 'CREATE INDEX CONCURRENTLY';
  if (as('DropStmt', node)?.concurrent) return 'DROP INDEX CONCURRENTLY';
  if (as('VacuumStmt', node)?.is_vacuumcmd) return 'VACUUM';
  const cluster = as('ClusterStmt', node);
  if (cluster) return cluster.relation ? undefined : 'CLUSTER of every table';
  const reindex = as('ReindexStmt', node);
  if (reindex) {
    if (switchedOn(reindex.params, 'concurrently')) return 'REINDEX CONCURRENTLY';
    return wholeDatabase[reindex.kind ?? ''];
  }
  const subscription = as('CreateSubscriptionStmt', node);
  if (subscription) return makesSlot(subscription.options) ? 'CREATE SUBSCRIPTION' : undefined;
  const detaches = all('AlterTableCmd', as('AlterTableStmt', node)?.cmds).some(
    ({ def }) => as('PartitionCmd', def)?.concurrent,
  );
  return detaches ? 'DETACH PARTITION CONCURRENTLY' : undefined;
}

const always: readonly (readonly [Kind, string])[] = [
  ['AlterSystemStmt', 'ALTER SYSTEM'],
  ['CreatedbStmt', 'CREATE DATABASE'],
  ['DropdbStmt', 'DROP DATABASE'],
  ['CreateTableSpaceStmt', 'CREATE TABLESPACE'],
  ['DropTableSpaceStmt', 'DROP TABLESPACE'],
  // Only while a replication slot belongs to it, which the text does not tell, and which is the rule.
  ['DropSubscriptionStmt', 'DROP SUBSCRIPTION'],
];

const wholeDatabase: Readonly<Partial<Record<string, string>>> = {
  REINDEX_OBJECT_SCHEMA: 'REINDEX SCHEMA',
  REINDEX_OBJECT_SYSTEM: 'REINDEX SYSTEM',
  REINDEX_OBJECT_DATABASE: 'REINDEX DATABASE',
};

/** A slot on the other server cannot be rolled back. */
const makesSlot = (options: readonly Node[] | undefined): boolean =>
  !['create_slot', 'connect'].some((name) => {
    const found = option(options, name);
    return found !== undefined && ['false', 'off', '0'].includes(constantText(found.arg) ?? 'true');
  });
