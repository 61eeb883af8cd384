import { strength } from '../../../domain/lock.ts';
import type { ObservedLock, StatementRun } from '../../../domain/rehearsal.ts';
import type { TrafficWait } from '../../../domain/traffic.ts';
import type { Session } from '../../../ports/database.ts';
import { standaloneForm } from '../../../sql/standalone.ts';
import { isTable } from '../../watch/relations.ts';
import type { KnownRelation, KnownRelations } from '../../watch/relations.ts';
import type { Step } from '../../run/script.ts';

/** A transaction that a statement has to wait for. */
export interface Hold {
  readonly behind: TrafficWait['behind'];
  /** Tables that it has used. */
  readonly tables: readonly KnownRelation[];
  /** What the statement asks for, for the question whether another asks for the same. */
  readonly modes: string;
  /** Rows are what it waits for: it does so forever, and nobody else on the table, but where a timeout is in force. */
  readonly rows?: true;
}

/** More of them, partitions for instance, tell no more. */
const mostTables = 8;

/** The least that keeps a statement waiting, by the locks that it was seen to take; undefined where nobody can. */
export function holdFor(
  { locks, rowsAffected = 0 }: StatementRun,
  { node }: Step,
  known: KnownRelations,
): Hold | undefined {
  const tables = new Map([...known.values()].filter(isTable).map((one) => [one.name, one]));
  const among = (some: readonly ObservedLock[]): Pick<Hold, 'tables' | 'modes'> => ({
    tables: [...new Set(some.flatMap(({ object }) => tables.get(object) ?? []))].slice(0, mostTables),
    modes: some.map(({ object, mode }) => `${mode} ${object}`).join(),
  });
  const form = node && standaloneForm(node);
  if (form?.endsWith('CONCURRENTLY')) {
    // Building waits for whoever began before it, on any table; the others for those who use this one.
    return { ...among(locks), behind: 'snapshot', ...(form.startsWith('CREATE') && { tables: [] }) };
  }
  const readers = among(locks.filter(({ mode }) => mode === 'AccessExclusiveLock'));
  if (readers.tables.length > 0) return { ...readers, behind: 'reader' };
  const writers = among(locks.filter(({ mode }) => strength(mode) >= strength('ShareLock')));
  if (writers.tables.length > 0) return { ...writers, behind: 'writer' };
  const changed = among(locks.filter(({ mode }) => mode === 'RowExclusiveLock'));
  const waitsForRows = changesRows(node) && rowsAffected > 0 && changed.tables.length > 0;
  return waitsForRows ? { ...changed, behind: 'writer', rows: true } : undefined;
}

const changesRows = (node: Step['node']): boolean =>
  node !== undefined && ('UpdateStmt' in node || 'DeleteStmt' in node || 'MergeStmt' in node);

/** Begins the transaction, and leaves it open; `refused` where a table cannot be had, or is there no longer. */
export async function open(session: Session, hold: Hold, observer: Session): Promise<'open' | 'refused'> {
  const names = await namesNow(observer, hold.tables);
  const use = (table: string): string => {
    if (hold.rows) return lastHalf(table);
    return hold.behind === 'writer' ? `DELETE FROM ${table} WHERE false` : `SELECT 1 FROM ${table} LIMIT 1`;
  };
  const begun = await session.run(
    [
      `SET lock_timeout = '100ms'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`,
      `BEGIN${hold.behind === 'snapshot' ? ' ISOLATION LEVEL REPEATABLE READ; SELECT 1' : ''}`,
      ...names.map(use),
    ].join('; '),
  );
  if (begun.ok) return 'open';
  await session.run('ROLLBACK');
  return 'refused';
}

/** As whoever has changed them would; the first ones are left to the probes. */
const lastHalf = (table: string): string =>
  `SELECT 1 FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} ORDER BY ctid DESC LIMIT (SELECT (count(*) + 1) / 2 FROM ${table}))) FOR NO KEY UPDATE`;

/** A statement before may have given a table another name. */
async function namesNow(observer: Session, tables: readonly KnownRelation[]): Promise<readonly string[]> {
  if (tables.length === 0) return [];
  const { rows } = await observer.query<{ name: string }>(
    `SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY ($1::pg_catalog.oid[])`,
    [tables.map(({ oid }) => oid)],
  );
  return rows.map(({ name }) => name);
}

/** Whether one backend waits for another one now. */
export async function waitsFor(observer: Session, waiting: Session, holder: Session): Promise<'waits' | 'goes-on'> {
  const { rows } = await observer.query<{ waits: boolean }>(
    'SELECT $1::int4 = ANY (pg_catalog.pg_blocking_pids($2)) AS waits',
    [holder.pid, waiting.pid],
  );
  return rows[0]?.waits ? 'waits' : 'goes-on';
}
