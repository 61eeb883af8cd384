import { remark, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { blockingLock, queueing, waitingLines } from './kit/waits.ts';

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
      const lock = facts.session.lockTimeoutMs === undefined ? blockingLock(facts) : undefined;
      return lock ? [{ facts, lock }] : [];
    });
    const first = open[0];
    if (!first) return [];
    const { tool, statement } = first.facts;
    return [
      {
        at: statement,
        objects: [...new Set(open.map(({ lock }) => lock.object))],
        says: `No lock_timeout is in force: ${queueing(open)}. ${waitingLines(open)}.`,
        instead: steps(
          remark(`In ${tool.sessionSettings}`),
          remark('Or at the top of the file, and not around CONCURRENTLY, which it would cancel:'),
          "SET lock_timeout = '2s';",
        ),
      },
    ];
  },
});
