import type { Session } from '../../ports/database.ts';
import type { ApplicationQuery } from '../../sql/queries.ts';
import { plainSender } from '../baseline.ts';
import { execute } from '../execute.ts';
import { dogOf, enter, makeDatabase } from '../lab.ts';
import type { Bench, Lab } from '../lab.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import type { Step } from '../script.ts';
import { attempt, forget, withoutChecks } from './ask.ts';
import type { Refused } from './ask.ts';

/** After which statement each query stopped working, in the order of the queries; undefined where none can be named. */
export async function blame(
  lab: Lab,
  ready: Prepared,
  database: string,
  queries: readonly ApplicationQuery[],
): Promise<readonly (Step | undefined)[]> {
  await makeDatabase(lab, database, databases.small);
  await using bench = await enter(lab, database);
  const plain = plainSender(lab, bench);
  const path = await searchPath(bench.migrator);
  const guilty: (Step | undefined)[] = queries.map(() => undefined);
  await execute(ready.changed, {
    ...plain,
    async statement(step, place) {
      const outcome = await plain.statement(step, place);
      if (!outcome.ok) return outcome;
      const refused = await inBetween(lab, bench, path, queries);
      // The one after which it never worked again.
      for (const [index, one] of refused.entries()) guilty[index] = one ? (guilty[index] ?? step) : undefined;
      return outcome;
    },
  });
  return guilty;
}

const outer = 'migration_rehearsal_between';
const inner = 'migration_rehearsal_one';

/** Between two statements of a migration, in its transaction where it has one open: that sees what is not committed. */
async function inBetween(
  lab: Lab,
  bench: Bench,
  path: string,
  queries: readonly ApplicationQuery[],
): Promise<readonly (Refused | undefined)[]> {
  const { migrator } = bench;
  const dog = dogOf(lab, bench);
  const open = (await migrator.run(`SAVEPOINT ${outer}`)).ok;
  if (!open) await migrator.run('BEGIN');
  await migrator.run(withoutChecks);
  // The migration may have set its own.
  await migrator.query(`SELECT pg_catalog.set_config('search_path', $1, true)`, [path]);
  const answers: (Refused | undefined)[] = [];
  for (const query of queries) {
    await migrator.run(`SAVEPOINT ${inner}`);
    answers.push(await attempt(migrator, query, dog));
    await migrator.run(`ROLLBACK TO SAVEPOINT ${inner}`);
    await forget(migrator);
  }
  await migrator.run(open ? `ROLLBACK TO SAVEPOINT ${outer}` : 'ROLLBACK');
  if (open) await migrator.run(`RELEASE SAVEPOINT ${outer}`);
  return answers;
}

async function searchPath(session: Session): Promise<string> {
  const { rows } = await session.query<{ path: string }>(`SELECT pg_catalog.current_setting('search_path') AS path`);
  return rows[0]?.path ?? '';
}
