import type { ApplicationQuery } from '../../../sql/queries.ts';
import type { Lab } from '../../lab.ts';
import type { Prepared } from '../../prepared.ts';
import type { Step } from '../../run/script.ts';
import { attempt, broke, forget, withoutChecks } from './ask.ts';
import type { Refused } from './ask.ts';
import { lookBetween } from './between.ts';
import type { Between } from './between.ts';

/** The statement after which a query never worked again, and how it failed then. */
export interface Guilt {
  readonly step: Step;
  readonly sqlstate: string;
}

/** Who broke each query, in the order of the queries; undefined where no statement can be named. */
export async function blame(
  lab: Lab,
  ready: Prepared,
  database: string,
  queries: readonly ApplicationQuery[],
): Promise<readonly (Guilt | undefined)[]> {
  const looks = await lookBetween(lab, ready, database, async (session, dog) => {
    await session.run(withoutChecks);
    const refused: (Refused | undefined)[] = [];
    for (const query of queries) {
      await session.run(`SAVEPOINT ${one}`);
      refused.push(await attempt(session, query, dog));
      await session.run(`ROLLBACK TO SAVEPOINT ${one}`);
      await forget(session);
    }
    return refused;
  });
  const before = looks[0]?.value ?? [];
  const failing = looks.map(({ value, ...look }) => ({
    ...look,
    value: value.map((refused, index) => broke(before[index], refused)),
  }));
  return guilty(failing, queries.length);
}

const one = 'migration_rehearsal_one';

/** Of looks that each tell the SQLSTATE of every query, undefined where it works. */
export function guilty(
  looks: readonly Between<readonly (string | undefined)[]>[],
  queries: number,
): readonly (Guilt | undefined)[] {
  const found: (Guilt | undefined)[] = Array.from({ length: queries }, () => undefined);
  for (const { after: step, value } of looks) {
    for (const [index, sqlstate] of value.entries())
      found[index] = step && sqlstate !== undefined ? (found[index] ?? { step, sqlstate }) : undefined;
  }
  return found;
}
