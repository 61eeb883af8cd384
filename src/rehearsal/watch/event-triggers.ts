import { createHash } from 'node:crypto';
import type { LogLine, Server, Session } from '../../ports/database.ts';
import type { KnownRelations, LockRow } from './relations.ts';
import type { Step } from '../run/script.ts';

/**
 * What the migration's own backend wrote into the server's log at one DDL command, wherever that stood: in a function,
 * in a DO block that commits, in a savepoint that was rolled back. Times are milliseconds of the server's clock.
 */
export interface Testimony {
  readonly atMs: number;
  /** When its transaction began. */
  readonly begunMs: number;
  /** What writing it took: time that is not the migration's. */
  readonly tookMs: number;
  /** Held at that moment, on relations that existed before; with the rows read of each since the last report. */
  readonly locks: readonly (LockRow & { readonly rows: number })[];
  /** The table that is about to be rewritten. */
  readonly rewritten?: number;
}

/** What a piece of the server's log holds of them. */
export interface Testimonies {
  readonly told: readonly Testimony[];
  /** Lines that pretend to be one. */
  readonly forged: number;
}

/** Event triggers of ours in one database. */
export interface Witness {
  read(lines: readonly LogLine[]): Testimonies;
  /** Takes them away, so that no look at the schema finds them. */
  remove(): Promise<void>;
}

/** `sql_drop` would say nothing more: whatever fires it fires `ddl_command_end` at once afterwards. */
const events = ['ddl_command_start', 'ddl_command_end', 'table_rewrite'] as const;

/** In pg_catalog, where neither pg_dump nor a migration that walks through all schemas looks. */
const ours = 'migration_rehearsal_';
const witness = `${ours}witness`;
const triggerName = (event: string): string => `${ours}${event}`;
const prefix = 'migration-rehearsal witness';

/**
 * Puts the event triggers into the observer's database; undefined where the observer is no superuser, as on managed
 * servers. Each line carries a digest over itself and the observer's password verifier, which the trigger function can
 * read with the rights of its owner and the migrator cannot: the function's source is open to everybody.
 */
export async function installWitness(
  scene: { readonly observer: Session; readonly migrator: Session; readonly server?: Pick<Server, 'withheld'> },
  known: KnownRelations,
): Promise<Witness | undefined> {
  const { observer, migrator, server } = scene;
  // What it writes could not be read.
  if (server?.withheld?.log !== undefined) return undefined;
  const { rows: roles } = await observer.query<{ oid: number; super: boolean }>(
    `SELECT oid::int8 AS oid, rolsuper AS super FROM pg_catalog.pg_roles WHERE rolname = current_user`,
  );
  const owner = roles[0];
  if (!owner?.super) return undefined;
  const { rows } = await observer.query<{ secret: string | null }>(
    `SELECT rolpassword AS secret FROM pg_catalog.pg_authid WHERE oid = $1`,
    [owner.oid],
  );
  const secret = rows[0]?.secret ?? null;
  if (secret === null) return undefined;
  const newest = [...known.keys()].reduce((highest, oid) => Math.max(highest, oid), 0);
  const triggers = events.map(
    (event) => `CREATE EVENT TRIGGER ${triggerName(event)} ON ${event} EXECUTE FUNCTION pg_catalog.${witness}()`,
  );
  await observer.query([witnessFunction(owner.oid, newest), ...triggers].join(';\n'));
  // A session's first call compiles the function: not at the cost of the migration's first statement.
  await migrator.run(`DROP FUNCTION IF EXISTS pg_catalog.${witness}_of_nothing()`);
  return {
    read: (lines) => read(lines, secret),
    async remove() {
      const dropped = events.map((event) => `DROP EVENT TRIGGER ${triggerName(event)}`);
      // The server may be gone by then: the run has told that itself.
      await observer.run([...dropped, `DROP FUNCTION pg_catalog.${witness}()`].join(';\n'));
    },
  };
}

/** Whether a statement names what watches it, or who does; a name inside a block's code counts too. */
export const namesWitness = ({ node }: Step, observer: string): boolean => {
  const text = JSON.stringify(node ?? {});
  return text.includes(ours) || text.includes(observer);
};

/**
 * Its settings keep the line from the client, in the log, and free of the statement's text, whatever the migration has
 * set. A failure of its own must not become one of the migration's: a cancellation passes through all the same.
 */
const witnessFunction = (owner: number, newest: number): string => `
CREATE FUNCTION pg_catalog.${witness}() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET client_min_messages = error SET log_min_messages = log
  SET log_min_error_statement = panic
AS $witness$
DECLARE
  seen_at timestamptz := clock_timestamp();
  locks text;
  told text;
BEGIN
  SELECT string_agg(concat_ws(' ', l.relation::int8, l.mode, pg_stat_get_xact_tuples_returned(l.relation)), ',')
    INTO locks FROM pg_lock_status() l
   WHERE l.locktype = 'relation' AND l.granted AND l.pid = pg_backend_pid() AND l.mode <> 'SIReadLock'
     AND l.relation::int8 BETWEEN 16384 AND ${newest};
  told := concat_ws(';', tg_event, coalesce(locks, ''),
    CASE WHEN tg_event = 'table_rewrite' THEN pg_event_trigger_table_rewrite_oid()::int8 ELSE 0 END,
    (extract(epoch FROM now()) * 1000000)::int8, (extract(epoch FROM seen_at) * 1000000)::int8,
    (extract(epoch FROM clock_timestamp()) * 1000000)::int8);
  RAISE LOG '${prefix} % %',
    (SELECT encode(sha256(convert_to(r.rolpassword || told, 'UTF8')), 'hex')
       FROM pg_catalog.pg_authid r WHERE r.oid = ${owner}), told;
EXCEPTION WHEN others THEN
  NULL;
END $witness$`;

function read(lines: readonly LogLine[], secret: string): Testimonies {
  const told: Testimony[] = [];
  let forged = 0;
  for (const { message } of lines) {
    if (!message.startsWith(prefix)) continue;
    const [, signature, text = ''] = /^ ([0-9a-f]{64}) (.*)$/.exec(message.slice(prefix.length)) ?? [];
    const signed = signature === createHash('sha256').update(`${secret}${text}`).digest('hex');
    if (signed) told.push(testimonyOf(text));
    else forged += 1;
  }
  return { told, forged };
}

/** `ddl_command_end;16386 AccessExclusiveLock 10,16389 AccessShareLock 0;0;…`, times in microseconds. */
function testimonyOf(text: string): Testimony {
  const [event, list = '', rewritten, ...times] = text.split(';');
  const [begunMs = 0, atMs = 0, endMs = 0] = times.map((time) => Number(time) / 1000);
  const locks = list
    .split(',')
    .filter(Boolean)
    .map((lock) => {
      const [oid, mode, rows] = lock.split(' ');
      return { oid: Number(oid), mode: mode as LockRow['mode'], rows: Number(rows) };
    });
  return {
    ...(event === 'table_rewrite' && { rewritten: Number(rewritten) }),
    begunMs,
    atMs,
    tookMs: endMs - atMs,
    locks,
  };
}
