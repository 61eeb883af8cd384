import type { ChecklistItem, ChecklistStatus } from '../domain/checklist.ts';
import { counted, duration, durationRange, grouped } from '../domain/figures.ts';
import type { Finding } from '../domain/finding.ts';
import { wholeTime } from '../domain/foretold.ts';
import { spoken } from '../domain/lock.ts';
import type { Blocked } from '../domain/lock.ts';
import type { Estimate, ObservedLock, Rehearsal, StatementRun, TableVolume } from '../domain/rehearsal.ts';
import type { ReportedMigration } from '../domain/report.ts';
import type { Severity } from '../domain/rule.ts';
import type { Verdict } from '../domain/verdict.ts';

/** The words every view of the report shares, so that the comment, the terminal and the page never disagree. */
export interface Sign {
  /** Never the only signal: it stands beside its word. */
  readonly icon: string;
  readonly word: string;
}

export const verdictSign: Readonly<Record<Verdict, Sign>> = {
  pass: { icon: '🟢', word: 'pass' },
  approved: { icon: '🟢', word: 'approved' },
  'needs-approval': { icon: '🔴', word: 'needs approval' },
  fail: { icon: '🔴', word: 'fail' },
  error: { icon: '🟠', word: 'could not verify' },
};

export const statusSign: Readonly<Record<ChecklistStatus, Sign>> = {
  pass: { icon: '🟢', word: 'pass' },
  warn: { icon: '🟡', word: 'warn' },
  fail: { icon: '🔴', word: 'fail' },
  unknown: { icon: '⚪', word: 'unknown' },
  'not-applicable': { icon: '➖', word: 'not needed' },
};

export const severitySign: Readonly<Record<Severity, Sign>> = {
  blocker: { icon: '🔴', word: 'blocker' },
  warning: { icon: '🟡', word: 'warning' },
  advice: { icon: '🔵', word: 'advice' },
};

export const itemTitle: Readonly<Record<ChecklistItem, string>> = {
  'backward-compatibility': 'Backward compatibility',
  'forward-compatibility': 'Forward compatibility',
  'lock-analysis': 'Locks',
  'data-volume': 'Data volume',
  'rollback-plan': 'Rollback plan',
  monitoring: 'Monitoring',
  'expand-contract': 'Expand and contract',
  versioned: 'Versions',
  idempotent: 'Idempotent',
  'production-like-volume': 'Production-like volume',
  'small-and-focused': 'Small and focused',
  'team-notified': 'Team notified',
  'impact-shared': 'Impact shared',
  'someone-watching': 'Someone watching',
};

export const humanItems: readonly ChecklistItem[] = ['team-notified', 'impact-shared', 'someone-watching'];

/** What only people can do is not “unknown” but still to be done. */
export function signOf(item: ChecklistItem, status: ChecklistStatus): Sign {
  return status === 'unknown' && humanItems.includes(item) ? { icon: '⚪', word: 'to do' } : statusSign[status];
}

const severities: readonly Severity[] = ['blocker', 'warning', 'advice'];

/** Blockers, then warnings, then advice; within one severity as they stand in the files. */
export const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));

/** `public.orders` → `orders`: the schema everybody has is noise in a sentence. */
export const short = (object: string): string => object.replace(/^public\./, '');

/** “2 migrations”: an up and a down file, or several files of one version, are one to the reader. */
export const migrationsIn = (migrations: readonly ReportedMigration[]): string =>
  counted(
    new Set(migrations.map(({ version, path, tool }) => (version === '' ? path : `${tool} ${version}`))).size,
    'migration',
  );

/** A full stop ends a sentence only before a blank and a capital: names and figures hold full stops too. */
export const firstSentence = (words: string): string => sentence(words.split(/(?<=\.)\s+(?=[A-Z\d“`])/)[0] ?? words);
export const sentence = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `db/migrations/0042_add_email.sql`, 3 → `0042_add_email.sql:3`; where every file has the same name, with its folder. */
export function place(file: string, line: number): string {
  const names = file.split('/');
  const telling = /^(migration|up|down)\.\w+$/.test(names.at(-1) ?? '') ? 2 : 1;
  return `${names.slice(-telling).join('/')}:${line}`;
}

/** The statement on one line, cut to what a cell can hold. */
export function headOf(sql: string, most: number): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

/** “10,000,000 of 212,000,000 rows”: how much of production was there. */
export const rowsOf = ({ rows, productionRows }: Pick<TableVolume, 'rows' | 'productionRows'>): string =>
  productionRows === undefined ? counted(rows, 'row') : `${grouped(rows)} of ${counted(productionRows, 'row')}`;

export const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** Milliseconds that nobody notices, and no estimate can tell apart. */
const unnoticed = 50;

/** “4–9 min”, “instant”, or a dash where production rows are not known. */
export function production(estimate: Estimate): string {
  if ('productionMs' in estimate)
    return estimate.productionMs[1] < unnoticed ? 'instant' : durationRange(estimate.productionMs);
  return estimate.class === 'metadata' ? 'instant' : 'not known';
}

/** The lock that makes others wait the longest, else the strongest word we have for it: none. */
export const worstLock = ({ locks }: Pick<StatementRun, 'locks'>): ObservedLock | undefined =>
  [...locks].sort((one, other) => other.blocks.length - one.blocks.length || other.heldMs - one.heldMs)[0];

export const lockWords = ({ mode, object }: ObservedLock): string => `${spoken(mode)} on ${short(object)}`;
export const waitWords = (blocks: readonly Blocked[]): string =>
  blocks.length === 0 ? 'nothing waits' : `${joined(blocks)} wait`;

/** Everything the statements did, whether the rehearsal came to its end or not. */
export const statementsOf = (rehearsal: Rehearsal | undefined): readonly StatementRun[] =>
  rehearsal === undefined || rehearsal.status === 'skipped' ? [] : (rehearsal.statements ?? []);

/** A table that refuses somebody for a while, here and in production. */
export interface Standstill {
  readonly statement: StatementRun;
  readonly lock: ObservedLock;
  /** Milliseconds in production, where the estimates speak of this lock's whole life. */
  readonly productionMs?: readonly [low: number, high: number];
}

/** The longest wait that a lock of these statements causes: what a reviewer must know before anything else. */
export function worstStandstill(statements: readonly StatementRun[]): Standstill | undefined {
  return statements
    .flatMap((statement, index) =>
      statement.locks
        .filter(({ blocks }) => blocks.length > 0)
        .map((lock) => standstill(statement, lock, statements.slice(index))),
    )
    .sort((one, other) => upper(other) - upper(one))[0];
}

function standstill(statement: StatementRun, lock: ObservedLock, from: readonly StatementRun[]): Standstill {
  const { estimate, durationMs } = statement;
  // The estimate is the statement's; a lock that a transaction keeps much longer is told by all that runs under it.
  const whole = lock.heldMs <= durationMs * 1.5 + 5;
  const own = 'productionMs' in estimate ? estimate.productionMs : undefined;
  const productionMs = whole ? own : heldInProduction(lock, from);
  return { statement, lock, ...(productionMs !== undefined && { productionMs }) };
}

/** A lock outlives the last statement by no more. */
const commitMs = 5;

/**
 * A lock lives to the end of its transaction: how long that is in production, where all that runs under it is known.
 * The first of the statements takes it.
 */
export function heldInProduction(
  { heldMs }: ObservedLock,
  statements: readonly StatementRun[],
): readonly [low: number, high: number] | undefined {
  let left = heldMs;
  const under = statements.filter(({ durationMs }, index) => {
    const runs = index === 0 || left > commitMs;
    left -= durationMs;
    return runs;
  });
  return wholeTime(under).productionMs;
}

/** The longest the table may stand still, milliseconds. */
export const upper = ({ lock, productionMs }: Standstill): number => Math.max(lock.heldMs, productionMs?.[1] ?? 0);

/** “13.1 s in the rehearsal, 4–9 min in production”. */
export const howLong = ({ lock, productionMs }: Standstill): string => {
  const here = `${duration(lock.heldMs)} in the rehearsal`;
  return productionMs === undefined ? here : `${here}, ${durationRange(productionMs)} in production`;
};
