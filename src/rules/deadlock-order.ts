import { duration } from '../domain/figures.ts';
import { spoken } from '../domain/lock.ts';
import type { Deadlock } from '../domain/query-hazards.ts';
import { theQuery } from './kit/query-breaks.ts';
import { defineRule } from './kit/rule.ts';
import { code } from './kit/text.ts';

function victims({ ended: { soon, later }, timeoutMs }: Deadlock): string {
  const one = { migration: 'the migration', application: 'the application’s transaction', nobody: 'neither' };
  if (soon === later) return `Postgres ended ${one[soon]}.`;
  return `Postgres ended ${one[soon]} where the application went on before deadlock_timeout (${duration(timeoutMs)}) had passed, and ${one[later]} where it did later.`;
}

/** `AccessExclusive` → `ACCESS EXCLUSIVE`, as LOCK TABLE takes it. */
const inSql = ({ mode }: Deadlock): string =>
  spoken(mode)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();

export const rule = defineRule({
  id: 'deadlock-order',
  severity: 'blocker',
  // How short it holds its locks does not help: the other transaction may be anywhere.
  hazard: 'failure',
  checks: 'lock-analysis',
  since: 13,
  title: 'It deadlocks with transactions of the application',
  why: 'Two transactions that lock the same two tables in opposite orders wait for each other, until Postgres ends one of them: a migration that fails halfway, or errors of the application. The deployed code is known to insert into both tables, and a row that a foreign key points at has to be written first. A transaction that does so was held open on a copy of the schema while the migration ran, and the deadlock happened.',
  observed: ({ observations, place }) =>
    (observations.deadlocks ?? []).map((one) => {
      const { first, second, queries } = one;
      const [writesSecond, writesFirst] = queries;
      return {
        at: place(one.at),
        objects: [first, second],
        says: `The migration deadlocks with the application: one transaction locks ${code(first)} and then waits for ${code(second)}. The application writes them the other way round: ${theQuery(writesSecond)}, and then ${theQuery(writesFirst)}. In one transaction they ended in a deadlock (40P01). ${victims(one)}`,
        instead: `Lock them in the application’s order, first thing in the transaction: \`LOCK TABLE ${second}, ${first} IN ${inSql(one)} MODE;\` Or give each table a transaction of its own. A lock_timeout below deadlock_timeout (\`SET lock_timeout = '${Math.round(one.timeoutMs / 2)}ms'\`) makes the migration give way, not the application.`,
      };
    }),
});
