import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { blockingLock, queueing, waitingLines, type Waiting } from './kit/waits.ts';

export const rule = defineRule({
  id: 'lock-timeout-zero',
  severity: 'warning',
  hazard: 'process',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'lock_timeout = 0 lets these statements wait for ever',
  why: 'Zero means no limit. A statement that waits for a blocking lock makes every later query on the table queue behind it. Zero is right around CONCURRENTLY, and for nothing else.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      set lock_timeout = 0;
      alter table orders add column note text;`,
    good: sql`
      set lock_timeout = '2s';
      alter table orders add column note text;`,
  },
  onPullRequest: ({ statements }) =>
    stretches(statements).map(({ setter, waiting, first }) => ({
      at: (setter ?? first).statement,
      objects: [...new Set(waiting.map(({ lock }) => lock.object))],
      says: `lock_timeout is 0, so nothing limits the wait: ${queueing(waiting)}. ${waitingLines(waiting)}.`,
      instead: steps(
        limited(setter),
        remark('Zero belongs around CONCURRENTLY only: set it right before, and the limit again after it.'),
      ),
    })),
});

interface Stretch {
  /** What set it to zero, where a statement of the pull request did. */
  readonly setter: Facts | undefined;
  readonly waiting: readonly Waiting[];
  readonly first: Facts;
}

/** The statements that run while it is zero, up to the next that sets another value. */
function stretches(statements: readonly Facts[]): readonly Stretch[] {
  const found: { readonly setter: Facts | undefined; readonly waiting: Waiting[] }[] = [];
  let before: Facts | undefined;
  for (const facts of statements) {
    if (facts.session.lockTimeoutMs === 0) {
      if (before?.session.lockTimeoutMs !== 0) found.push({ setter: before && setting(before), waiting: [] });
      const lock = blockingLock(facts);
      if (lock) found.at(-1)?.waiting.push({ facts, lock });
    }
    before = facts;
  }
  return found.flatMap(({ setter, waiting }) => {
    const first = waiting[0]?.facts;
    return first ? [{ setter, waiting, first }] : [];
  });
}

const setting = (facts: Facts): Facts | undefined =>
  'VariableSetStmt' in facts.statement.node || 'SelectStmt' in facts.statement.node ? facts : undefined;

/** The same with a limit. */
function limited(setter: Facts | undefined): string {
  const node = setter?.statement.node;
  if (node && 'SelectStmt' in node) return "SELECT set_config('lock_timeout', '2s', false);";
  const local = node && 'VariableSetStmt' in node && node.VariableSetStmt.is_local;
  return `SET ${local ? 'LOCAL ' : ''}lock_timeout = '2s';`;
}
