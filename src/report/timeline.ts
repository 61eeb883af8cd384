import { duration } from '../domain/figures.ts';
import type { StatementRun } from '../domain/rehearsal.ts';
import { place, waitWords, worstLock } from './words.ts';

const width = 36;
const most = 12;
const worthDrawing = 100;

interface Bar {
  readonly label: string;
  readonly from: number;
  /** The statement's own end, and that of its lock, which a transaction keeps. */
  readonly until: number;
  readonly released: number;
  readonly waits: boolean;
  readonly told: string;
}

/**
 * The statements one under the other in milliseconds of the run: `█` while others wait for the statement's lock, `▒`
 * while they go on waiting because the transaction keeps it, `░` while nobody waits. Plain text for a fenced block.
 * Empty where nothing took long enough for anybody to care.
 */
export function timeline(statements: readonly StatementRun[]): string {
  const bars = statements.map((statement, index) =>
    barOf(
      statement,
      statements.slice(0, index).reduce((sum, { durationMs }) => sum + durationMs, 0),
    ),
  );
  const total = Math.max(0, ...bars.map(({ until, released }) => Math.max(until, released)));
  if (total < worthDrawing) return '';
  const longest = [...bars].sort((one, other) => lengthOf(other) - lengthOf(one)).slice(0, most);
  const drawn = bars.filter((bar) => longest.includes(bar));
  const margin = Math.max(...drawn.map(({ label }) => label.length));
  const rest = bars.length - drawn.length;
  return [
    `${' '.repeat(margin)}  0${duration(total).padStart(width - 1)}`,
    ...drawn.map((bar) => `${bar.label.padEnd(margin)} ▏${glyphs(bar, total)}▕ ${bar.told}`),
    ...(rest > 0 ? [`… and ${rest} shorter`] : []),
    ...(drawn.some(isKept) ? ['▒ the statement is done, its lock is kept until the transaction ends'] : []),
  ].join('\n');
}

function barOf(statement: StatementRun, from: number): Bar {
  const { file, line, durationMs } = statement;
  const lock = worstLock(statement);
  const waits = lock !== undefined && lock.blocks.length > 0;
  const until = from + durationMs;
  const full = place(file, line);
  return {
    label: full.length <= 32 ? full : `…${full.slice(-31)}`,
    from,
    until,
    released: waits ? Math.max(until, from + lock.heldMs) : until,
    waits,
    told: waits ? `${waitWords(lock.blocks)} ${duration(lock.heldMs)}` : 'nobody waits',
  };
}

const lengthOf = ({ from, released }: Bar): number => released - from;
/** Commit itself takes a moment; only a lock kept for others' work is worth a sign. */
const isKept = ({ from, until, released }: Bar): boolean => released - until > Math.max(20, (until - from) * 0.1);

function glyphs(bar: Bar, total: number): string {
  const column = (ms: number) => Math.round((ms / total) * width);
  const from = Math.min(width - 1, Math.floor((bar.from / total) * width));
  const run = Math.max(1, Math.min(column(bar.until), width) - from);
  const kept = isKept(bar) ? Math.max(0, Math.min(column(bar.released), width) - from - run) : 0;
  return `${' '.repeat(from)}${(bar.waits ? '█' : '░').repeat(run)}${'▒'.repeat(kept)}`.padEnd(width);
}
