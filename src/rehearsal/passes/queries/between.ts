import type { Session } from '../../../ports/database.ts';
import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import { dogOf, enter, makeDatabase } from '../../lab.ts';
import type { Lab } from '../../lab.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { Step } from '../../run/script.ts';
import type { Watchdog } from '../../watch/watchdog.ts';

/** A look that is rolled back, by the migrations’ own session: that sees what is not committed yet. */
export type LookBetween<Value> = (session: Session, dog: Watchdog) => Promise<Value>;

export interface Between<Value> {
  /** Undefined: before the first one. */
  readonly after?: Step;
  readonly value: Value;
}

const outer = 'migration_rehearsal_between';

/**
 * Runs the migrations on a copy of the small database and looks before the first and after every statement.
 * @param first is done in the session before anything else.
 */
export async function lookBetween<Value>(
  lab: Lab,
  ready: Prepared,
  database: string,
  look: LookBetween<Value>,
  first: LookBetween<unknown> = () => Promise.resolve(),
): Promise<readonly Between<Value>[]> {
  await makeDatabase(lab, database, databases.small);
  await using bench = await enter(lab, database);
  const { migrator } = bench;
  const dog = dogOf(lab, bench);
  await first(migrator, dog);
  const path = await searchPath(migrator);
  const plain = plainSender(lab, bench);
  const seen: Between<Value>[] = [{ value: await rolledBack(migrator, path, () => look(migrator, dog)) }];
  await execute(ready.changed, {
    ...plain,
    async statement(step, place) {
      const outcome = await plain.statement(step, place);
      if (outcome.ok) seen.push({ after: step, value: await rolledBack(migrator, path, () => look(migrator, dog)) });
      return outcome;
    },
  });
  return seen;
}

/** In the migrations’ transaction where they have one open. */
async function rolledBack<Value>(migrator: Session, path: string, look: () => Promise<Value>): Promise<Value> {
  const open = (await migrator.run(`SAVEPOINT ${outer}`)).ok;
  if (!open) await migrator.run('BEGIN');
  // The migration may have set its own.
  await migrator.query(`SELECT pg_catalog.set_config('search_path', $1, true)`, [path]);
  const value = await look();
  await migrator.run(open ? `ROLLBACK TO SAVEPOINT ${outer}` : 'ROLLBACK');
  if (open) await migrator.run(`RELEASE SAVEPOINT ${outer}`);
  return value;
}

async function searchPath(session: Session): Promise<string> {
  const { rows } = await session.query<{ path: string }>(`SELECT pg_catalog.current_setting('search_path') AS path`);
  return rows[0]?.path ?? '';
}
