import type { Server, Session } from '../ports/database.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { OwnSource, RehearsalPlan, RehearsalWorld } from './plan.ts';
import { availableExtensions } from './run/route.ts';
import type { AvailableExtensions } from './run/route.ts';
import { asOurselves } from './watch/ourselves.ts';
import type { Watchdog } from './watch/watchdog.ts';

/** The throwaway databases of one rehearsal, all in one cluster. */
export interface Lab {
  readonly server: Server;
  /** Sits in the maintenance database: it makes and drops the others. */
  readonly keeper: Keeper;
  readonly plan: RehearsalPlan;
  readonly world: RehearsalWorld;
  /** Ends with the total limit, or when the caller gives up; in a pass of its own with that pass's limit too. */
  readonly signal: AbortSignal;
  /** What the server has; the same in all its databases. */
  readonly extensions: AvailableExtensions;
  /** Tables that the team's own rows are in, by name; known once the base schema stands. */
  readonly brought: ReadonlyMap<string, OwnSource>;
  /** When the whole rehearsal must be over, on the clock's `elapsed`. */
  readonly deadlineMs: number;
}

export interface Keeper extends Pick<Session, 'query' | 'run' | 'end'> {
  /** Leaves while the server is started anew, and comes back. */
  away<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** One database with somebody in it on both sides. */
export interface Bench extends AsyncDisposable {
  readonly database: string;
  readonly observer: Session;
  readonly migrator: Session;
  /** On a connection of its own: the observer may be busy looking. */
  readonly guard: Session;
}

/** Where the keeper sits. */
export const maintenance = 'postgres';
const empty = 'template0';
const named = ({ server }: Lab, database: string): string => quoteIdentifier(server.databaseName(database));

/** The keeper's connection is the caller's to end. */
export async function openLab(plan: RehearsalPlan, world: RehearsalWorld, signal: AbortSignal): Promise<Lab> {
  const { server, clock } = world;
  const keeper = await server.connect('observer', maintenance);
  const deadlineMs = clock.elapsed() + plan.limits.totalMs;
  return {
    server,
    keeper: keeperOver(server, keeper, plan),
    plan,
    world,
    signal,
    deadlineMs,
    brought: new Map(),
    extensions: await availableExtensions(keeper),
  };
}

function keeperOver(server: Server, first: Session, { roles }: Pick<RehearsalPlan, 'roles'>): Keeper {
  let session = first;
  return {
    query: (sql, values) => session.query(sql, values),
    run: (sql) => session.run(sql),
    end: () => session.end(),
    async away(work) {
      await session.end();
      const done = await work();
      session = await server.connect('observer', maintenance);
      // Whenever it starts, the migrator is who it was in the beginning.
      if (roles === 'may-create' && server.mark === undefined) await letMakeRoles(session, server);
      return done;
    },
  };
}

/**
 * Lets the migrator make roles. Up to version 15 whoever may do so gives everybody any role but a superuser’s: those that
 * reach files and programs of the machine are made such.
 */
export async function letMakeRoles(session: Pick<Session, 'query'>, { major, roles }: Server): Promise<void> {
  await session.query(`ALTER ROLE ${quoteIdentifier(roles.migrator)} CREATEROLE`);
  if (major >= 16) return;
  await session.query(
    `UPDATE pg_catalog.pg_authid SET rolsuper = true
      WHERE rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')`,
  );
}

/** Makes a database of the migrator's, empty or as a copy of another that nobody is connected to. */
export async function makeDatabase(lab: Lab, name: string, template = empty): Promise<void> {
  lab.signal.throwIfAborted();
  const quoted = named(lab, name);
  const owner = quoteIdentifier(lab.server.roles.migrator);
  await dropDatabase(lab, name);
  const source = template === empty ? empty : named(lab, template);
  const strategy = template === empty ? '' : await copyStrategy(lab, lab.server.databaseName(template));
  const sql = `CREATE DATABASE ${quoted} OWNER ${owner} TEMPLATE ${source}${strategy}`;
  if (strategy === '' || !(await clone(lab, sql))) await lab.keeper.query(sql);
  await declareDatabase(lab, name);
}

/** From 18 on the copy may share its blocks, where the file system can; where it cannot, nothing is made. */
async function clone({ keeper, server }: Lab, sql: string): Promise<boolean> {
  if (server.major < 18) return false;
  const asked = await keeper.run("SET file_copy_method = 'clone'");
  const made = asked.ok && (await keeper.run(sql)).ok;
  await keeper.run('RESET file_copy_method');
  return made;
}

/** The settings that every database of a rehearsal has. */
export async function declareDatabase(lab: Lab, name: string): Promise<void> {
  // Half of what parallel workers read is told to nobody; one worker reads all of it, a little slower.
  const settings = {
    ...{ max_parallel_maintenance_workers: '0', max_parallel_workers_per_gather: '0' },
    ...(lab.server.withheld?.log === undefined && { log_temp_files: '0' }),
  };
  for (const [setting, value] of Object.entries(settings))
    await lab.keeper.query(`ALTER DATABASE ${named(lab, name)} SET ${setting} = ${value}`);
}

/** Copying files takes two checkpoints and no WAL: from here on it is the shorter way, half of the time at 450 MB. */
const largeBytes = 100_000_000;

/** How CREATE DATABASE best copies a database, as a clause; versions before 15 know one way only. */
export async function copyStrategy({ keeper, server }: Lab, template: string): Promise<string> {
  if (server.major < 15) return '';
  const { rows } = await keeper.query<{ bytes: number | null }>(
    `SELECT CASE WHEN pg_catalog.has_database_privilege(oid, 'CONNECT') THEN pg_catalog.pg_database_size(oid) END AS bytes
       FROM pg_catalog.pg_database WHERE datname = $1`,
    [template],
  );
  return (rows[0]?.bytes ?? 0) > largeBytes ? ' STRATEGY FILE_COPY' : '';
}

export async function dropDatabase(lab: Lab, name: string): Promise<void> {
  const drop = `DROP DATABASE IF EXISTS ${named(lab, name)} WITH (FORCE)`;
  const dropped = await lab.keeper.run(drop);
  if (dropped.ok) return;
  if (dropped.error.sqlstate === inUse) await endPrepared(lab, name);
  await lab.keeper.query(drop);
}
const inUse = '55006';

/** A transaction that a migration prepared outlives its session, keeps its locks, and keeps the database. */
async function endPrepared(lab: Lab, name: string): Promise<void> {
  await using session = await lab.server.connect('observer', name);
  const { rows } = await session.query<{ end: string }>(
    `SELECT pg_catalog.format('ROLLBACK PREPARED %L', gid) AS end
       FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()`,
  );
  for (const { end } of rows) await session.run(end);
}

/** Opens a database with all three connections; the migrator's has the settings that the runner declares. */
export async function enter(lab: Lab, database: string): Promise<Bench> {
  lab.signal.throwIfAborted();
  const [observer, guard, migrator] = await Promise.all([
    lab.server.connect('observer', database),
    lab.server.connect('observer', database),
    enterAsMigrator(lab, database),
  ]);
  await Promise.all([observer, guard].map((session) => session.query(asOurselves)));
  return {
    database,
    observer,
    migrator,
    guard,
    async [Symbol.asyncDispose]() {
      await Promise.all([observer.end(), guard.end(), migrator.end()]);
    },
  };
}

/** A connection as the tool would open it, with the settings that the runner declares. */
export async function enterAsMigrator(lab: Lab, database: string): Promise<Session> {
  const migrator = await lab.server.connect('migrator', database);
  await declareSettings(lab, migrator);
  return migrator;
}

async function declareSettings(lab: Lab, migrator: Session): Promise<void> {
  for (const [name, value] of Object.entries(lab.plan.session))
    await migrator.query('SELECT pg_catalog.set_config($1, $2, false)', [name, value]);
}

/** The migrator's settings as they were when it connected. */
export async function freshSettings(lab: Lab, migrator: Session): Promise<void> {
  await migrator.query('RESET ALL');
  await declareSettings(lab, migrator);
}

/** Ends what runs longer than the limit, or than a statement may, and all of it once the rehearsal is called off. */
export const dogOf = (lab: Lab, bench: Bench, limitMs: number = lab.plan.limits.statementMs): Watchdog => ({
  observer: bench.guard,
  limitMs,
  signal: lab.signal,
});
