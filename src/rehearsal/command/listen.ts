import { setTimeout as pause } from 'node:timers/promises';
import { failure, success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { LogLine } from '../../ports/database.ts';
import { quoteIdentifier } from '../../sql/names.ts';
import type { Lab } from '../lab.ts';
import { sentIn } from './heard.ts';
import { endless } from './problems.ts';
import { unitsOf } from './units.ts';
import type { Listened } from './units.ts';

/** Runs the team's command on one commit's tree, against the database of the address. */
export type CommandRun = (
  address: string,
  run: { readonly patienceMs: number; readonly signal: AbortSignal },
) => Promise<{ readonly status: number | undefined }>;

/** A piece of the log is read before it is too large for one call. */
const listenMs = 100;
/** More is no migration's: a loop that sends statements for ever. */
const mostMessages = 50_000;

/** Only a superuser may set them, so that nobody who is heard can stop it. */
const loud = ["log_statement = 'all'", "log_min_error_statement = 'error'", "log_min_messages = 'warning'"];

/** Runs the command against a database and tells from the server's log what it sent. */
export async function listen(
  lab: Lab,
  database: string,
  run: CommandRun,
  patienceMs: number,
): Promise<Result<Listened>> {
  const { server, world, signal } = lab;
  const name = server.databaseName(database);
  for (const setting of loud) await lab.keeper.query(`ALTER DATABASE ${quoteIdentifier(name)} SET ${setting}`);
  await server.log();
  const lines: LogLine[] = [];
  const hear = async (): Promise<number> => {
    const { lines: heard } = await server.log();
    lines.push(...heard.filter((line) => line.database === name));
    return heard.length;
  };
  const flood = new AbortController();
  const state = { running: true };
  const ear = (async () => {
    while (state.running) {
      await hear();
      if (lines.length > mostMessages) flood.abort();
      await pause(listenMs);
    }
  })();
  const start = world.clock.elapsed();
  const limit = Math.max(1, patienceMs);
  const { status } = await run(server.address('migrator', database), {
    patienceMs: limit,
    signal: AbortSignal.any([signal, flood.signal]),
  }).finally(() => (state.running = false));
  const over = status === undefined && world.clock.elapsed() - start >= limit;
  await ear;
  signal.throwIfAborted();
  await endConnections(lab, name);
  while ((await hear()) > 0);
  if (flood.signal.aborted) return failure(endless);
  const heard = unitsOf(sentIn(lines), status === 0 ? 'well' : 'badly');
  const ended = status === 0 ? 'well' : over ? 'over' : 'badly';
  return heard.ok ? success({ ...heard.value, ended, status }) : heard;
}

/** What the command started may still be connected; the database must be free to be copied and dropped. */
async function endConnections({ keeper }: Lab, name: string): Promise<void> {
  await keeper.query(
    'SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1',
    [name],
  );
}
