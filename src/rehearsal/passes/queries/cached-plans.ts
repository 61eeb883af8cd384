import type { CachedPlanBreak } from '../../../domain/query-hazards.ts';
import { selectsAll } from '../../../sql/queries.ts';
import { dogOf } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import type { Prepared } from '../../prepared.ts';
import { lookBetween } from './between.ts';
import { guilty } from './blame.ts';
import { holdPrepared, refusedHeld } from './held-prepared.ts';
import type { HeldQuery } from './held-prepared.ts';
import type { KnownQuery } from './known.ts';

/** A query that its own connection refuses to run again, though the schema takes it. */
export interface StaleQuery extends HeldQuery {
  readonly sqlstate: string;
}

/** Those of a connection that was open over the migrations which fail on it now. */
export async function staleQueries(lab: Lab, bench: Bench, held: readonly HeldQuery[]): Promise<readonly StaleQuery[]> {
  const dog = dogOf(lab, bench, queryMs);
  const stale: StaleQuery[] = [];
  for (const one of held) {
    lab.signal.throwIfAborted();
    const sqlstate = await refusedHeld(bench.migrator, one, dog);
    if (sqlstate !== undefined && ofTheCache.test(sqlstate)) stale.push({ ...one, sqlstate });
  }
  return stale;
}

const queryMs = 5_000;

/** Its result has other columns or types; or a type of its parameters is gone, of which no SQLSTATE of its own tells. */
const ofTheCache = /^(0A000|XX000|42704|42883)$/;

/** Where each of them stopped working: once more, with the queries prepared in the migrations’ own session. */
export async function cachedPlanBreaks(
  lab: Lab,
  ready: Prepared,
  database: string,
  stale: readonly StaleQuery[],
): Promise<readonly CachedPlanBreak[]> {
  if (stale.length === 0) return [];
  const queries = stale.map(({ query }) => query);
  const blamed = await blameHeld(lab, ready, database, queries);
  const first = ready.changed.flatMap(({ steps }) => steps)[0];
  return stale.map(({ query: { sql, source, callsPerSecond }, sqlstate }, index) => {
    const { file, line } = blamed[index]?.step ?? first ?? { file: '', line: 1 };
    return {
      ...{ query: sql, source, sqlstate, at: { file, line } },
      ...(callsPerSecond !== undefined && { callsPerSecond }),
      columns: selectsAll(sql) ? 'all' : 'named',
    };
  });
}

async function blameHeld(
  lab: Lab,
  ready: Prepared,
  database: string,
  queries: readonly KnownQuery[],
): Promise<ReturnType<typeof guilty>> {
  let held: readonly HeldQuery[] = [];
  const looks = await lookBetween(
    lab,
    ready,
    database,
    async (session, dog) => {
      const failing: (string | undefined)[] = [];
      for (const one of held) {
        await session.run(`SAVEPOINT ${point}`);
        failing.push(await refusedHeld(session, one, dog));
        await session.run(`ROLLBACK TO SAVEPOINT ${point}`);
      }
      return failing;
    },
    async (session, dog) => {
      held = await holdPrepared(session, queries, dog);
    },
  );
  return guilty(looks, queries.length);
}

const point = 'migration_rehearsal_held';
