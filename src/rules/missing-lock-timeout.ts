import type { RelationLock } from '../sql/model.ts';
import { blocks, spoken, strength } from '../domain/lock.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { code, shortened } from './kit/text.ts';

export const rule = defineRule({
  id: 'missing-lock-timeout',
  severity: 'warning',
  hazard: 'process',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Nothing limits how long these statements wait for their lock',
  why: 'A statement that waits for a blocking lock makes every later query on the table queue behind it, also where its own work takes no time. With a lock_timeout it gives up, the queue moves on, and the migration can be tried again.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`alter table orders add column note text;`,
    good: sql`
      set lock_timeout = '2s';
      alter table orders add column note text;`,
  },
  onPullRequest({ statements }) {
    const open = statements.flatMap((facts) => {
      const lock = waitsFor(facts);
      return lock ? [{ facts, lock }] : [];
    });
    const first = open[0];
    if (!first) return [];
    const lines = open.map(
      ({ facts: { path, statement }, lock }) =>
        `${code(`${path}:${String(statement.line)}`)} ${code(shortened(statement.sql))} (${spoken(lock.mode)} on ${code(lock.object)})`,
    );
    const { tool, statement } = first.facts;
    return [
      {
        at: statement,
        objects: [...new Set(open.map(({ lock }) => lock.object))],
        says: `No lock_timeout is in force: while ${open.length === 1 ? 'this statement waits' : 'one of these statements waits'} for a running query, everything else on the table queues behind it, for as long as that query runs. ${lines.join('; ')}.`,
        instead: steps(
          remark(`In ${tool.sessionSettings}`),
          remark('Or at the top of the file, and not around CONCURRENTLY, which it would cancel:'),
          "SET lock_timeout = '2s';",
        ),
      },
    ];
  },
});

/** The strongest blocking lock a statement asks for with no limit on the wait. */
function waitsFor({ session, locks }: Facts): RelationLock | undefined {
  if ((session.lockTimeoutMs ?? 0) > 0) return undefined;
  return locks
    .filter(({ mode, madeHere }) => !madeHere && blocks(mode).length > 0)
    .toSorted((a, b) => strength(b.mode) - strength(a.mode))[0];
}
