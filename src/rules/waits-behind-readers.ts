import { duration } from '../domain/figures.ts';
import { defineRule } from './kit/rule.ts';
import { heldRun, holderWords, limitWait, productionWords, queuesOf } from './kit/stalls.ts';
import type { Queue } from './kit/stalls.ts';
import { code, listed, shortened } from './kit/text.ts';
import { blockingLock, waitingLines } from './kit/waits.ts';

export const rule = defineRule({
  id: 'waits-behind-readers',
  severity: 'warning',
  hazard: 'process',
  checks: 'lock-analysis',
  since: 13,
  insteadOf: ['missing-lock-timeout'],
  title: 'It waits for an open transaction, and everybody else waits for it',
  why: 'The statement was sent while a transaction was open that had used the table, as a report, a backup or a forgotten session does in production. It had to wait for that, and everything else on the table queued behind it, also where its own work takes no time. With a lock_timeout it gives up, the queue moves on, and the migration can be tried again.',
  observed(seen) {
    const run = heldRun(seen);
    const queues = queuesOf(seen).filter(({ waited }) => waited.sqlstate === undefined && waited.lockTimeoutMs === 0);
    const [first] = queues;
    if (!first || !run) return [];
    const told = new Set(queues.map((queue) => queue.seen));
    const others = seen.statements.flatMap((one) => {
      const { facts } = one;
      const lock = facts && facts.session.lockTimeoutMs === undefined && blockingLock(facts);
      return lock && !told.has(one) ? [{ facts, lock }] : [];
    });
    const rest = others.length === 0 ? '' : ` Nothing limits the wait of these either: ${waitingLines(others)}.`;
    return [
      {
        at: first.seen.at,
        objects: [
          ...new Set([...queues.flatMap(({ stall }) => stall.tables), ...others.map(({ lock }) => lock.object)]),
        ],
        says: `No lock_timeout is in force. ${queues.map(queueWords).join(' ')} ${productionWords(run)} ${vacuum}${rest}`,
        instead: limitWait(first.seen.facts, seen.stallBudgetMs),
      },
    ];
  },
});

/** Any other autovacuum is ended for it after deadlock_timeout. */
const vacuum = 'An autovacuum against wraparound keeps it waiting as well: that one gives way to nobody.';

function queueWords(queue: Queue): string {
  const { stall, waited, seen } = queue;
  const { readMs, writeMs } = stall;
  const who = [readMs > 0 ? 'read' : '', writeMs > 0 ? 'write' : ''].filter(Boolean);
  const kept = waited.keeps ?? [];
  const keeps =
    kept.length === 0 ? '' : ` All that while its transaction kept ${listed(kept.map(code))} locked as well.`;
  const what = `${code(`${stall.file}:${stall.line}`)} ${code(shortened(seen.run.sql.replace(/;\s*$/, '')))}`;
  return `${what} waited ${duration(waited.ms)} for ${holderWords(queue)}, and every later ${listed(who)} queued behind it, the longest for ${duration(Math.max(readMs, writeMs))}.${keeps}`;
}
