import type { TransactionMode } from '../../src/domain/migration.ts';
import type { Login, Server, Session } from '../../src/ports/database.ts';
import { execute } from '../../src/rehearsal/run/execute.ts';
import { observing } from '../../src/rehearsal/watch/observe.ts';
import type { Seen } from '../../src/rehearsal/watch/seen.ts';
import { upHalf } from '../../src/rehearsal/plan.ts';
import type { Tampering } from '../../src/rehearsal/plan.ts';
import { relationsNow } from '../../src/rehearsal/watch/relations.ts';
import { availableExtensions, routing } from '../../src/rehearsal/run/route.ts';
import { scriptOf } from '../../src/rehearsal/run/script.ts';
import { unit } from './plans.ts';

export interface Watched {
  readonly seen: readonly Seen[];
  readonly tampering: readonly Tampering[];
  readonly notes: readonly string[];
  /** The database of the run, as it was left. */
  readonly observer: Session;
}

export interface WatchedRun {
  readonly given: string;
  readonly migration: string;
  readonly transaction?: TransactionMode;
  readonly limitMs?: number;
  /** As who the observer comes; on managed servers it is no superuser. */
  readonly observedBy?: Login;
}

const database = 'watched';

/** Runs a migration in a fresh database, under observation and without anything else of a rehearsal. */
export async function watched<Value>(
  server: Server,
  { given, migration, transaction = 'per-statement', limitMs = 60_000, observedBy = 'observer' }: WatchedRun,
  look: (watched: Watched) => Value | Promise<Value>,
): Promise<Value> {
  await using keeper = await server.connect('observer', 'postgres');
  await keeper.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await keeper.query(`CREATE DATABASE ${database} OWNER ${server.roles.migrator}`);
  await using observer = await server.connect(observedBy, database);
  await using guard = await server.connect('observer', database);
  await using migrator = await server.connect('migrator', database);
  await migrator.query(given);
  await server.log();
  const script = scriptOf(upHalf(unit('1', migration, undefined, transaction))!);
  if (!script.ok) throw new Error(script.problem.says);
  const dog = { observer: guard, limitMs, signal: new AbortController().signal };
  const { trusted } = await availableExtensions(observer);
  const { sender, seen, tampering, notes, finish } = await observing({
    migrator,
    observer,
    server,
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    known: await relationsNow(observer),
    route: routing(migrator, observer, dog, trusted),
    fresh: () => Promise.resolve(),
  });
  await execute([script.value], sender);
  await finish();
  return await look({ seen, tampering, notes, observer });
}

/** `orders AccessExclusiveLock`, of the schema public. */
export const locksOf = ({ locks }: Pick<Seen, 'locks'>): readonly string[] =>
  locks.map(({ object, mode }) => `${object.replace(/^public\./, '')} ${mode}`);
