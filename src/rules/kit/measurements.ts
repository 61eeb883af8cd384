import { createHash } from 'node:crypto';
import { duration, grouped } from '../../domain/figures.ts';
import { blocks, spoken, type LockMode } from '../../domain/lock.ts';
import type { Examples, Rule } from './rule.ts';
import { code } from './text.ts';

/** What one example did in a rehearsal. Times are milliseconds. */
export interface Measured {
  readonly durationMs: number;
  /** The strongest lock on a table that was there before. */
  readonly lock?: { readonly object: string; readonly mode: LockMode; readonly heldMs: number };
  readonly rewrites?: true;
  /** It failed. */
  readonly sqlstate?: string;
}

/** docs/rules/measured.json: written by `npm run measure:rules`. */
export interface Measurements {
  /** The server's version. */
  readonly postgres: string;
  /** In every table that was there before. */
  readonly rows: number;
  readonly processors: number;
  readonly rules: Readonly<Record<string, Measurement>>;
}

export type Measurement = {
  /** Digest of the examples that were run. */
  readonly examples: string;
} & ({ readonly bad: Measured; readonly good: Measured } | { readonly notMeasured: string });

export const measuredFile = 'docs/rules/measured.json';

/** Rules whose hazard shows in a lock, a rewrite or a failure of the statement itself. */
export const measurable = ({ hazard, examples, takes, rewrites, scans, fails }: Rule): boolean =>
  examples !== undefined && hazard === 'lock' && [takes, rewrites, scans, fails].some((claim) => claim !== undefined);

export const digestOf = ({ given, rows = '', bad, good }: Examples): string =>
  createHash('sha256').update([given, rows, bad, good].join('\0')).digest('hex').slice(0, 12);

/** Rules whose figures are missing, or are those of other examples. */
export const unmeasured = (rules: readonly Rule[], measurements: Measurements): readonly string[] =>
  rules
    .filter(measurable)
    .filter(({ id, examples }) => examples && measurements.rules[id]?.examples !== digestOf(examples))
    .map(({ id }) => id);

/** The figures on a rule's page. */
export function figuresOf({ id }: Rule, measurements: Measurements): readonly string[] {
  const found = measurements.rules[id];
  if (!found) return [];
  const { postgres, rows, processors } = measurements;
  if ('notMeasured' in found) return ['## Measured', found.notMeasured];
  return [
    '## Measured',
    `Postgres ${postgres}, ${grouped(rows)} rows a table, ${grouped(processors)} processors. Elsewhere the times are others; locks, rewrites and who waits are the same.`,
    [
      '| | takes | strongest lock on an existing table | rewrite | who waits |',
      '| --- | --- | --- | --- | --- |',
      line('dangerous', found.bad),
      line('better', found.good),
    ].join('\n'),
  ];
}

function line(which: string, { durationMs, lock, rewrites, sqlstate }: Measured): string {
  const held = lock ? `${spoken(lock.mode)} on ${code(lock.object)}, ${duration(lock.heldMs)}` : 'none';
  const waits = lock ? blocks(lock.mode) : [];
  return `| ${[
    which,
    sqlstate === undefined ? duration(durationMs) : `fails (${sqlstate}) after ${duration(durationMs)}`,
    held,
    rewrites ? 'yes' : 'no',
    waits.length > 0 ? waits.join(' and ') : 'nobody',
  ].join(' | ')} |`;
}
