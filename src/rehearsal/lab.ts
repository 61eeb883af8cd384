import type { Server, Session } from '../ports/database.ts';
import { quoteIdentifier } from '../sql/names.ts';
import type { RehearsalPlan, RehearsalWorld } from './plan.ts';
import type { Watchdog } from './watchdog.ts';

/** The throwaway databases of one rehearsal, all in one cluster. */
export interface Lab {
  readonly server: Server;
  /** Sits in the maintenance database: it makes and drops the others. */
  readonly keeper: Session;
  readonly plan: RehearsalPlan;
  readonly world: RehearsalWorld;
  /** Ends with the total limit, or when the caller gives up. */
  readonly signal: AbortSignal;
}

/** One database with somebody in it on both sides. */
export interface Bench extends AsyncDisposable {
  readonly database: string;
  readonly observer: Session;
  readonly migrator: Session;
  /** On a connection of its own: the observer may be busy looking. */
  readonly guard: Session;
}

const maintenance = 'postgres';

export const openKeeper = (server: Server): Promise<Session> => server.connect('observer', maintenance);

/** Makes a database of the migrator's, empty or as a copy of another that nobody is connected to. */
export async function makeDatabase(lab: Lab, name: string, template = 'template0'): Promise<void> {
  const quoted = quoteIdentifier(name);
  const owner = quoteIdentifier(lab.server.roles.migrator);
  await dropDatabase(lab, name);
  await lab.keeper.query(`CREATE DATABASE ${quoted} OWNER ${owner} TEMPLATE ${quoteIdentifier(template)}`);
  // Half of what parallel workers read is told to nobody; one worker reads all of it, a little slower.
  const settings = { max_parallel_maintenance_workers: '0', max_parallel_workers_per_gather: '0', log_temp_files: '0' };
  for (const [setting, value] of Object.entries(settings))
    await lab.keeper.query(`ALTER DATABASE ${quoted} SET ${setting} = ${value}`);
}

export async function dropDatabase(lab: Lab, name: string): Promise<void> {
  await lab.keeper.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
}

/** Opens a database with all three connections; the migrator's has the settings that the runner declares. */
export async function enter(lab: Lab, database: string): Promise<Bench> {
  const [observer, guard, migrator] = await Promise.all([
    lab.server.connect('observer', database),
    lab.server.connect('observer', database),
    lab.server.connect('migrator', database),
  ]);
  for (const session of [observer, guard]) await session.query('SET search_path = pg_catalog');
  for (const [name, value] of Object.entries(lab.plan.session))
    await migrator.query('SELECT pg_catalog.set_config($1, $2, false)', [name, value]);
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

export const dogOf = (lab: Lab, bench: Bench, limitMs: number = lab.plan.limits.statementMs): Watchdog => ({
  observer: bench.guard,
  limitMs,
  signal: lab.signal,
});
