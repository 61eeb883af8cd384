import type { AlterTableType } from '@pgsql/types';
import type { LockMode } from '../../domain/lock.ts';

/**
 * The statement-to-lock table: which mode each form of a statement takes on which relations that are there before it.
 * Only data; `locks.ts` and its folder find the relations. A probe runs every form on every supported major and
 * compares (test/claims/statement-locks.test.ts), so a line here is true or the tests fail.
 */

/** Where a lock falls, seen from the statement. */
export type Role =
  /** What the statement names, and what is below that unless ONLY was written: partitions, children by INHERITS. */
  | 'relation'
  | 'partitions'
  | 'heirs'
  /** The direct children where ONLY was written. */
  | 'children of only'
  | 'index'
  /** Of ATTACH and DETACH: the partition with all below it, and its sibling that takes what no other one takes. */
  | 'partition'
  | 'default partition'
  /** What it is a partition of, or inherits from. */
  | 'parent'
  /** Where its foreign keys point, that table's own partitions included. */
  | 'referenced'
  /** The tables whose foreign keys point at it. */
  | 'referencing'
  /** What a query reads, and the partitions, children and tables of views behind that. */
  | 'read'
  | 'behind'
  /** Tables with a column of the domain or type. */
  | 'using the type'
  /** The table a sequence or another object belongs to. */
  | 'owner';

/** A mode that came, went or changed: what is true up to a major, it included, and what is true after it. */
export interface Changed {
  readonly until: number;
  readonly before: LockMode | 'none';
  readonly after: LockMode | 'none';
}

export type Entry = Readonly<Partial<Record<Role, LockMode | Changed>>>;

const own = <Mode extends LockMode>(mode: Mode) => ({ relation: mode });
const withPartitions = <Mode extends LockMode>(mode: Mode) => ({ relation: mode, partitions: mode });
const whole = <Mode extends LockMode>(mode: Mode) => ({ relation: mode, partitions: mode, heirs: mode });
const since = (major: number, mode: LockMode): Changed => ({ until: major - 1, before: 'none', after: mode });

const accessExclusive = whole('AccessExclusiveLock');

/** Forms that only Postgres itself makes, while it carries out another. */
type Internal =
  | `AT_ReAdd${'Index' | 'Constraint' | 'DomainConstraint' | 'Comment' | 'Statistics'}`
  | 'AT_AddColumnToView'
  | 'AT_CookedColumnDefault'
  | 'AT_AddIndex'
  | 'AT_AddIndexConstraint'
  | 'AT_ReplaceRelOptions';

/** The forms of ALTER TABLE, all of them; those with several faces stand under their written name further down. */
const alterTable = {
  AT_AddColumn: accessExclusive,
  AT_ColumnDefault: accessExclusive,
  AT_DropNotNull: { ...accessExclusive, 'children of only': since(18, 'AccessExclusiveLock') },
  AT_SetNotNull: accessExclusive,
  AT_SetExpression: accessExclusive,
  AT_DropExpression: accessExclusive,
  AT_SetStatistics: whole('ShareUpdateExclusiveLock'),
  AT_SetOptions: own('ShareUpdateExclusiveLock'),
  AT_ResetOptions: own('ShareUpdateExclusiveLock'),
  AT_SetStorage: accessExclusive,
  AT_SetCompression: own('AccessExclusiveLock'),
  AT_DropColumn: { ...accessExclusive, 'children of only': 'AccessExclusiveLock' },
  AT_AddConstraint: accessExclusive,
  AT_AlterConstraint: withPartitions('AccessExclusiveLock'),
  AT_ValidateConstraint: { ...whole('ShareUpdateExclusiveLock'), referenced: 'RowShareLock' },
  AT_DropConstraint: { ...accessExclusive, 'children of only': 'AccessExclusiveLock' },
  AT_AlterColumnType: accessExclusive,
  AT_AlterColumnGenericOptions: own('AccessExclusiveLock'),
  AT_ChangeOwner: own('AccessExclusiveLock'),
  AT_ClusterOn: { relation: 'ShareUpdateExclusiveLock', index: 'ShareUpdateExclusiveLock' },
  AT_DropCluster: own('ShareUpdateExclusiveLock'),
  AT_SetLogged: own('AccessExclusiveLock'),
  AT_SetUnLogged: own('AccessExclusiveLock'),
  AT_DropOids: own('AccessExclusiveLock'),
  AT_SetAccessMethod: own('AccessExclusiveLock'),
  AT_SetTableSpace: own('AccessExclusiveLock'),
  AT_SetRelOptions: own('ShareUpdateExclusiveLock'),
  AT_ResetRelOptions: own('ShareUpdateExclusiveLock'),
  // Row triggers of a partitioned table have copies on its partitions.
  AT_EnableTrig: withPartitions('ShareRowExclusiveLock'),
  AT_EnableAlwaysTrig: withPartitions('ShareRowExclusiveLock'),
  AT_EnableReplicaTrig: withPartitions('ShareRowExclusiveLock'),
  AT_DisableTrig: withPartitions('ShareRowExclusiveLock'),
  AT_EnableTrigAll: withPartitions('ShareRowExclusiveLock'),
  AT_DisableTrigAll: withPartitions('ShareRowExclusiveLock'),
  AT_EnableTrigUser: withPartitions('ShareRowExclusiveLock'),
  AT_DisableTrigUser: withPartitions('ShareRowExclusiveLock'),
  AT_EnableRule: own('AccessExclusiveLock'),
  AT_EnableAlwaysRule: own('AccessExclusiveLock'),
  AT_EnableReplicaRule: own('AccessExclusiveLock'),
  AT_DisableRule: own('AccessExclusiveLock'),
  AT_AddInherit: { relation: 'AccessExclusiveLock', heirs: 'AccessShareLock', parent: 'ShareUpdateExclusiveLock' },
  AT_DropInherit: { relation: 'AccessExclusiveLock', parent: 'AccessShareLock' },
  AT_AddOf: own('AccessExclusiveLock'),
  AT_DropOf: own('AccessExclusiveLock'),
  AT_ReplicaIdentity: own('AccessExclusiveLock'),
  AT_EnableRowSecurity: own('AccessExclusiveLock'),
  AT_DisableRowSecurity: own('AccessExclusiveLock'),
  AT_ForceRowSecurity: own('AccessExclusiveLock'),
  AT_NoForceRowSecurity: own('AccessExclusiveLock'),
  AT_GenericOptions: own('AccessExclusiveLock'),
  AT_AttachPartition: {
    relation: 'ShareUpdateExclusiveLock',
    index: 'ShareUpdateExclusiveLock',
    partition: 'AccessExclusiveLock',
    'default partition': 'AccessExclusiveLock',
    referenced: 'ShareRowExclusiveLock',
    referencing: { until: 14, before: 'AccessShareLock', after: 'ShareRowExclusiveLock' },
  },
  AT_DetachPartition: {
    relation: 'AccessExclusiveLock',
    // On 13 a partition without index and trigger gets off with ShareUpdateExclusive: too rare to tell apart.
    partition: 'AccessExclusiveLock',
    'default partition': 'AccessExclusiveLock',
    referenced: 'ShareRowExclusiveLock',
    referencing: 'AccessExclusiveLock',
  },
  AT_DetachPartitionFinalize: { relation: 'ShareUpdateExclusiveLock', partition: 'AccessExclusiveLock' },
  AT_AddIdentity: { relation: 'AccessExclusiveLock', partitions: since(17, 'AccessExclusiveLock') },
  AT_SetIdentity: { relation: 'AccessExclusiveLock', partitions: since(17, 'AccessExclusiveLock') },
  AT_DropIdentity: { relation: 'AccessExclusiveLock', partitions: since(17, 'AccessExclusiveLock') },
} as const satisfies Readonly<Record<Exclude<AlterTableType, Internal>, Entry>>;

/** A key's index: the partitions' are built under Share, until 18 came to lock them for NOT NULL and the like first. */
const key = {
  relation: 'AccessExclusiveLock',
  partitions: { until: 17, before: 'ShareLock', after: 'AccessExclusiveLock' },
  heirs: since(18, 'AccessExclusiveLock'),
} as const;

const inAlterTable = {
  /** Nothing is left to do below: the column is there already, or not there with IF EXISTS. */
  'ALTER TABLE, nothing to do': own('AccessExclusiveLock'),
  'DROP CONSTRAINT IF EXISTS of none': withPartitions('AccessExclusiveLock'),
  'DROP NOT NULL of a column that allows NULL': {
    relation: 'AccessExclusiveLock',
    partitions: { until: 17, before: 'AccessExclusiveLock', after: 'none' },
    heirs: { until: 17, before: 'AccessExclusiveLock', after: 'none' },
  },
  'VALIDATE of a valid constraint': own('ShareUpdateExclusiveLock'),
  'ALTER CONSTRAINT … ENFORCED': { ...withPartitions('AccessExclusiveLock'), referenced: 'AccessExclusiveLock' },
  'ADD CHECK … NO INHERIT': { relation: 'AccessExclusiveLock', heirs: since(18, 'AccessExclusiveLock') },
  'ADD FOREIGN KEY': {
    ...withPartitions('ShareRowExclusiveLock'),
    heirs: since(18, 'ShareRowExclusiveLock'),
    referenced: 'ShareRowExclusiveLock',
  },
  'ADD UNIQUE, PRIMARY KEY or EXCLUDE': key,
  'ADD PRIMARY KEY, its columns not yet NOT NULL': accessExclusive,
  'ADD … USING INDEX': own('AccessExclusiveLock'),
  'SET or RESET of a parameter that plans depend on': own('AccessExclusiveLock'),
  'DETACH PARTITION CONCURRENTLY': { relation: 'ShareUpdateExclusiveLock', partition: 'AccessExclusiveLock' },
  /** Dropping a foreign key, or what has one, and making it again for another type: the triggers of both sides go. */
  'a foreign key goes': { referenced: 'AccessExclusiveLock', referencing: 'AccessExclusiveLock' },
} as const satisfies Readonly<Record<string, Entry>>;

const rows = {
  SELECT: { read: 'AccessShareLock', behind: 'AccessShareLock' },
  'SELECT FOR UPDATE': { read: 'RowShareLock', behind: 'RowShareLock' },
  /** New rows reach partitions, but no child by INHERITS. */
  'INSERT or COPY FROM': withPartitions('RowExclusiveLock'),
  'UPDATE, DELETE or MERGE': whole('RowExclusiveLock'),
  'COPY TO': own('AccessShareLock'),
  /** Rows looked at for a foreign key, and those that CASCADE or SET NULL changes. */
  'foreign key check': { referenced: 'RowShareLock', referencing: 'RowShareLock' },
  'foreign key action': { referencing: 'RowExclusiveLock' },
  TRUNCATE: whole('AccessExclusiveLock'),
  /** Of a query that is kept and not run: nothing behind it is looked at yet. */
  'query that is kept': { relation: 'RowExclusiveLock', read: 'AccessShareLock' },
} as const satisfies Readonly<Record<string, Entry>>;

const definitions = {
  'CREATE TABLE … INHERITS': { parent: 'ShareUpdateExclusiveLock' },
  'CREATE TABLE … PARTITION OF': {
    parent: 'AccessExclusiveLock',
    'default partition': 'AccessExclusiveLock',
    referenced: 'ShareRowExclusiveLock',
    referencing: { until: 14, before: 'AccessShareLock', after: 'ShareRowExclusiveLock' },
  },
  'CREATE TABLE … LIKE': own('AccessShareLock'),
  'CREATE OR REPLACE VIEW': own('AccessExclusiveLock'),
  'CREATE INDEX': withPartitions('ShareLock'),
  'CREATE INDEX CONCURRENTLY': own('ShareUpdateExclusiveLock'),
  'DROP INDEX': { ...withPartitions('AccessExclusiveLock'), index: 'AccessExclusiveLock' },
  'DROP INDEX CONCURRENTLY': { relation: 'ShareUpdateExclusiveLock', index: 'ShareUpdateExclusiveLock' },
  // Of a partitioned table 13 says that it cannot, and goes on.
  REINDEX: { relation: 'ShareLock', partitions: since(14, 'ShareLock'), index: 'AccessExclusiveLock' },
  'REINDEX CONCURRENTLY': {
    relation: 'ShareUpdateExclusiveLock',
    // Only while it lists them, but it waits for their writers, and others wait behind it.
    partitions: since(14, 'ShareLock'),
    index: 'ShareUpdateExclusiveLock',
  },
  RENAME: own('AccessExclusiveLock'),
  'RENAME COLUMN or CONSTRAINT': accessExclusive,
  'ALTER INDEX … RENAME': { index: 'ShareUpdateExclusiveLock' },
  'ALTER TRIGGER … RENAME': { relation: 'AccessExclusiveLock', partitions: since(15, 'AccessExclusiveLock') },
  'SET SCHEMA': own('AccessExclusiveLock'),
  'DEPENDS ON EXTENSION': own('AccessShareLock'),
  'ALTER INDEX … DEPENDS ON EXTENSION': { index: 'AccessExclusiveLock' },
  'ALTER INDEX … ATTACH PARTITION': {
    parent: 'AccessShareLock',
    relation: 'AccessShareLock',
    index: 'ShareUpdateExclusiveLock',
    partition: 'AccessExclusiveLock',
  },
  'CREATE TRIGGER': { ...withPartitions('ShareRowExclusiveLock'), referenced: 'AccessShareLock' },
  'DROP TRIGGER': withPartitions('AccessExclusiveLock'),
  'CREATE, ALTER or DROP POLICY': own('AccessExclusiveLock'),
  'CREATE or DROP RULE': own('AccessExclusiveLock'),
  'CREATE STATISTICS': own('ShareUpdateExclusiveLock'),
  'DROP STATISTICS': own('ShareUpdateExclusiveLock'),
  'REASSIGN OWNED': own('AccessExclusiveLock'),
  'CREATE or ALTER PUBLICATION': { relation: 'ShareUpdateExclusiveLock', heirs: 'ShareUpdateExclusiveLock' },
  COMMENT: own('ShareUpdateExclusiveLock'),
  'COMMENT on what belongs to a table': own('AccessShareLock'),
  'GRANT or REVOKE': { relation: since(18, 'AccessShareLock') },
  'ALTER SEQUENCE': { relation: 'ShareRowExclusiveLock', owner: 'AccessShareLock' },
  'CREATE SEQUENCE': { owner: 'AccessShareLock' },
  'ALTER DOMAIN, looking at rows': { 'using the type': 'ShareLock' },
  'ALTER TYPE … CASCADE': { 'using the type': 'AccessExclusiveLock' },
  /** Everything that goes along has this line for itself. */
  DROP: {
    relation: 'AccessExclusiveLock',
    index: 'AccessExclusiveLock',
    parent: 'AccessExclusiveLock',
    'default partition': 'AccessExclusiveLock',
    /** Of a trigger, policy or generated column that goes along. */
    owner: 'AccessExclusiveLock',
  },
  'DROP TYPE … CASCADE': { 'using the type': 'AccessExclusiveLock' },
} as const satisfies Readonly<Record<string, Entry>>;

const upkeep = {
  CLUSTER: { relation: 'AccessExclusiveLock', partitions: since(15, 'AccessExclusiveLock') },
  VACUUM: withPartitions('ShareUpdateExclusiveLock'),
  'VACUUM FULL': withPartitions('AccessExclusiveLock'),
  ANALYZE: {
    ...withPartitions('ShareUpdateExclusiveLock'),
    heirs: { until: 17, before: 'AccessShareLock', after: 'ShareUpdateExclusiveLock' },
  },
  /** Its sample still comes from all that is below. */
  'ANALYZE ONLY': {
    relation: 'ShareUpdateExclusiveLock',
    partitions: 'AccessShareLock',
    heirs: 'AccessShareLock',
  },
  'REFRESH MATERIALIZED VIEW': own('AccessExclusiveLock'),
  'REFRESH MATERIALIZED VIEW CONCURRENTLY': own('ExclusiveLock'),
} as const satisfies Readonly<Record<string, Entry>>;

export const lockTable = { ...alterTable, ...inAlterTable, ...rows, ...definitions, ...upkeep };

export type Form = keyof typeof lockTable;
