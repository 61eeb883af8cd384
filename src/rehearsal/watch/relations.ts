import type { ObservedLock } from '../../domain/rehearsal.ts';
import type { Session } from '../../ports/database.ts';

/** A relation as it stood before the pull request, by oid: an oid outlives renames and is the same in every clone. */
export interface KnownRelation {
  readonly oid: number;
  /** `schema.name`, quoted as Postgres would. */
  readonly name: string;
  /** pg_class.relkind. */
  readonly kind: string;
}
export type KnownRelations = ReadonlyMap<number, KnownRelation>;

const tableKinds = new Set(['r', 'p', 'm']);
/** Whether applications read its rows, or write them: a table, partitioned or not, or a materialized view. */
export const isTable = ({ kind }: Pick<KnownRelation, 'kind'>): boolean => tableKinds.has(kind);

/** Tables, partitions, indexes, views, materialized views and sequences of the user's. */
export async function relationsNow(observer: Session): Promise<KnownRelations> {
  const { rows } = await observer.query<{ oid: number; name: string; kind: string }>(`
    SELECT c.oid::int8 AS oid, c.relkind AS kind,
           pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'i', 'I', 'v', 'm', 'S', 'f')
       AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
       AND n.nspname NOT LIKE 'pg\\_temp%' AND n.nspname NOT LIKE 'pg\\_toast%'
     ORDER BY c.oid`);
  return new Map(rows.map((row) => [row.oid, row]));
}

/** Kinds whose rows live in a file of their own. */
const withRows = new Set(['r', 'm']);
export const withStorage = (relations: KnownRelations): readonly number[] =>
  [...relations.values()].filter(({ kind }) => withRows.has(kind)).map(({ oid }) => oid);

/** File and rows read so far, as the migration's own session sees them: its transaction is nobody else's yet. */
export interface Reading {
  readonly oid: number;
  readonly file: number;
  readonly read: number;
  /** Rows updated and deleted so far: each leaves a dead tuple behind. */
  readonly dead: number;
}

export async function readingsOf(session: Session, oids: readonly number[]): Promise<ReadonlyMap<number, Reading>> {
  const { rows } = await session.query<Reading>(
    `SELECT c.oid::int8 AS oid, c.relfilenode::int8 AS file,
            pg_catalog.pg_stat_get_xact_tuples_returned(c.oid) AS read,
            pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
              + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) AS dead
       FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])`,
    [oids],
  );
  return new Map(rows.map((row) => [row.oid, row]));
}

/** The same from outside, after commit: rows read are those the server has been told of. */
export async function committedReadings(
  observer: Session,
  oids: readonly number[],
): Promise<ReadonlyMap<number, Reading>> {
  const { rows } = await observer.query<Reading>(
    `SELECT c.oid::int8 AS oid, c.relfilenode::int8 AS file, pg_catalog.pg_stat_get_tuples_returned(c.oid) AS read,
            pg_catalog.pg_stat_get_tuples_updated(c.oid) + pg_catalog.pg_stat_get_tuples_deleted(c.oid) AS dead
       FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])`,
    [oids],
  );
  return new Map(rows.map((row) => [row.oid, row]));
}

export interface LockRow extends Pick<ObservedLock, 'mode'> {
  readonly oid: number;
}

/** Relation locks that a backend holds; SERIALIZABLE's own kind keeps nobody waiting. */
export async function locksOf(observer: Session, pid: number): Promise<readonly LockRow[]> {
  const { rows } = await observer.query<LockRow>(
    `SELECT DISTINCT l.relation::int8 AS oid, l.mode FROM pg_catalog.pg_locks l
      WHERE l.locktype = 'relation' AND l.granted AND l.pid = $1 AND l.mode <> 'SIReadLock'
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
    [pid],
  );
  return rows;
}

/** How far the write-ahead log has come. */
export async function walPosition(observer: Session): Promise<number> {
  const { rows } = await observer.query<{ at: number }>(
    `SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::int8 AS at`,
  );
  return rows[0]?.at ?? 0;
}

/** How far the server's clock is ahead of ours, milliseconds: of a few answers the quickest is the closest. */
export async function clockAhead(observer: Session, elapsed: () => number): Promise<number> {
  let quickest = { tookMs: Infinity, aheadMs: 0 };
  for (let time = 0; time < 3; time++) {
    const asked = elapsed();
    const { rows } = await observer.query<{ ms: number }>(
      `SELECT extract(epoch FROM pg_catalog.clock_timestamp())::float8 * 1000 AS ms`,
    );
    const tookMs = elapsed() - asked;
    if (tookMs < quickest.tookMs) quickest = { tookMs, aheadMs: (rows[0]?.ms ?? 0) - asked - tookMs / 2 };
  }
  return quickest.aheadMs;
}
