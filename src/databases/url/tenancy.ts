import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Rows, Session } from '../../ports/database.ts';

/**
 * One run's place on a server that others may use too: all that it makes there bears its name, and while its lock is
 * held nobody removes any of it. The lock ends with the connection, however we end.
 */
export interface Tenancy {
  /** In databases' names. */
  readonly prefix: string;
  readonly migrator: string;
  /** On roles that keep the name the migrations call them by. */
  readonly mark: string;
  /** Holds the lock. */
  readonly session: Session;
}

const ours = 'migration_rehearsal_';
const marked = 'migration-rehearsal ';
/** The first half of every lock's key; `MRun` in ASCII. */
const lockClass = 0x4d52756e;
const mostIds = 2 ** 31;

const idOf = (number: number): string => number.toString(16).padStart(8, '0');

/** Takes a place. The session is then for this and for cleaning up only. */
export async function takePlace(session: Session): Promise<Tenancy> {
  const number = randomInt(mostIds);
  await session.query('SELECT pg_catalog.pg_advisory_lock($1::int4, $2::int4)', [lockClass, number]);
  const id = idOf(number);
  return { prefix: `${ours}${id}_`, migrator: `${ours}${id}_migrator`, mark: `${marked}${id}`, session };
}

/** Removes what runs left that are gone: their lock is no longer held. What may not be removed stays. */
export async function sweepServer(session: Session): Promise<void> {
  // Names before locks: a run takes its lock before it makes anything.
  const names = [...(await namesOnServer(session)), ...(await stragglers(session))];
  const alive = await idsAlive(session);
  const gone = [...new Set(names.map(({ id }) => id))].filter((id) => !alive.has(id));
  if (gone.length === 0) return;
  await endStragglers(session, gone);
  // One of them may have made another database meanwhile.
  const left = await namesOnServer(session);
  await remove(
    session,
    left.filter(({ id, kind }) => gone.includes(id) && (kind !== 'stand-in' || alive.size === 0)),
  );
}

async function idsAlive(session: Session): Promise<ReadonlySet<string>> {
  const { rows } = await session.query<{ id: number }>(
    `SELECT objid::int8 AS id FROM pg_catalog.pg_locks
      WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::int8 = $1`,
    [lockClass],
  );
  return new Set(rows.map(({ id }) => idOf(id)));
}

/** A statement goes on after its client has died, until it has something to say. */
async function stragglers(session: Session): Promise<readonly Pick<Made, 'id'>[]> {
  const { rows } = await session.query<Pick<Made, 'id'>>(
    'SELECT DISTINCT substring(application_name FROM $1) AS id FROM pg_catalog.pg_stat_activity WHERE application_name ~ $1',
    [`^${marked}([0-9a-f]{8})$`],
  );
  return rows;
}

async function endStragglers(session: Session, gone: readonly string[]): Promise<void> {
  const marks = gone.map((id) => `${marked}${id}`);
  for (let tries = 0; tries < 100; tries += 1) {
    const ended = await session.query(endMarked, [marks]).catch(() => undefined);
    // Nobody is left, or they are not ours to end.
    if (!ended?.rowCount) return;
    await pause(20);
  }
}
const endMarked = `SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
  WHERE application_name = ANY ($1)`;

/** Removes all that one run has made. */
export async function leavePlace({ prefix }: Tenancy, session: Session): Promise<void> {
  const names = await namesOnServer(session);
  const others = [...(await idsAlive(session))].filter((id) => prefix !== `${ours}${id}_`);
  await remove(
    session,
    names.filter(({ id, kind }) => (kind === 'stand-in' ? others.length === 0 : prefix === `${ours}${id}_`)),
  );
}

interface Made {
  /** `stand-in`: every run on the server may be using it, whoever made it, so the last one removes it. */
  readonly kind: 'database' | 'role' | 'stand-in';
  /** Quoted. */
  readonly name: string;
  readonly id: string;
}

/** Databases first: roles own them. */
async function namesOnServer(session: Session): Promise<readonly Made[]> {
  const { rows }: Rows<Made> = await session.query(
    `SELECT 'database' AS kind, pg_catalog.quote_ident(datname) AS name, substring(datname FROM $1) AS id
       FROM pg_catalog.pg_database WHERE datname ~ $1
      UNION ALL
     SELECT CASE WHEN rolname ~ $1 THEN 'role' ELSE 'stand-in' END, pg_catalog.quote_ident(rolname),
            coalesce(substring(said FROM $2), substring(rolname FROM $1))
       FROM (SELECT rolname, pg_catalog.shobj_description(oid, 'pg_authid') AS said FROM pg_catalog.pg_roles) r
      WHERE rolname ~ $1 OR said ~ $2
      ORDER BY kind, name`,
    [`^${ours}([0-9a-f]{8})_`, `^${marked}([0-9a-f]{8})$`],
  );
  return rows;
}

async function remove(session: Session, made: readonly Made[]): Promise<void> {
  for (const { kind, name } of made) {
    const outcome = await session.run(drop[kind](name));
    // Another session of the run may have been about to connect.
    if (!outcome.ok && outcome.error.sqlstate === '55006') await session.run(drop[kind](name));
  }
}
const drop: Readonly<Record<Made['kind'], (name: string) => string>> = {
  database: (name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
  role: (name) => `DROP ROLE IF EXISTS ${name}`,
  'stand-in': (name) => `DROP ROLE IF EXISTS ${name}`,
};
