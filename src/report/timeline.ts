import type { StatementRun } from '../domain/rehearsal.ts';
import { duration } from './figures.ts';
import { lockWords, place, waitWords, worstLock } from './words.ts';

const width = 36;
const most = 12;

/**
 * The statements one under the other, each as long as it ran: filled while others wait for its lock, light while
 * nobody does. Plain text for a fenced block. Empty where nothing took long enough to be drawn.
 */
export function timeline(statements: readonly StatementRun[]): string {
  const total = statements.reduce((sum, { durationMs }) => sum + durationMs, 0);
  if (total < 1) return '';
  const spans = statements.map((statement, index) => ({
    statement,
    start: statements.slice(0, index).reduce((sum, { durationMs }) => sum + durationMs, 0),
  }));
  const longest = [...spans].sort((one, other) => other.statement.durationMs - one.statement.durationMs).slice(0, most);
  const drawn = spans.filter((span) => longest.includes(span));
  const label = Math.max(...drawn.map(({ statement }) => labelOf(statement).length));
  const lines = drawn.map(({ statement, start }) => {
    const from = Math.min(width - 1, Math.floor((start / total) * width));
    const length = Math.max(1, Math.min(width - from, Math.round((statement.durationMs / total) * width)));
    const lock = worstLock(statement);
    const waits = lock !== undefined && lock.blocks.length > 0;
    const bar = `${' '.repeat(from)}${(waits ? '█' : '░').repeat(length)}`.padEnd(width);
    const told = lock === undefined ? 'no lock' : `${lockWords(lock)}: ${waitWords(lock.blocks)}`;
    return `${labelOf(statement).padEnd(label)} ▏${bar}▕ ${duration(statement.durationMs).padStart(7)}  ${told}`;
  });
  const axis = `${' '.repeat(label)}  0${duration(total).padStart(width - 1)}`;
  const rest = spans.length - drawn.length;
  return [axis, ...lines, ...(rest > 0 ? [`… and ${rest} shorter statements`] : [])].join('\n');
}

const labelOf = ({ file, line }: StatementRun): string => {
  const full = place(file, line);
  return full.length <= 28 ? full : `…${full.slice(-27)}`;
};
