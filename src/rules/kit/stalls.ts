import { counted, duration } from '../../domain/figures.ts';
import type { Blocked } from '../../domain/lock.ts';
import type { StatementRun } from '../../domain/rehearsal.ts';
import type { Traffic } from '../../domain/rehearsal.ts';
import type { TrafficRun, TrafficStall, TrafficWait } from '../../domain/traffic.ts';
import type { Facts } from './facts.ts';
import { remark, steps } from './instead.ts';
import type { PlacedHit } from './rule.ts';
import type { Seen, SeenStatement } from './seen.ts';
import { code, listed, literal } from './text.ts';

type Measured = Extract<Traffic, { readonly status: 'measured' }>;

/** A statement that waited for a transaction which was held open, and kept others waiting behind it. */
export interface Queue {
  readonly stall: TrafficStall;
  readonly waited: TrafficWait;
  readonly seen: SeenStatement;
}

/** The queues that formed when a transaction was held open on the tables. */
export function queuesOf({ rehearsal: { traffic }, statements }: Seen): readonly Queue[] {
  const stalls = traffic.status === 'measured' ? (traffic.behind?.stalls ?? []) : [];
  return stalls.flatMap((stall) => {
    const { waited } = stall;
    const seen = statementOf(stall, statements);
    const kept = Math.max(stall.readMs, stall.writeMs) > 0;
    return waited && seen && kept ? [{ stall, waited, seen }] : [];
  });
}

const statementOf = (stall: TrafficStall, statements: readonly SeenStatement[]): SeenStatement | undefined =>
  statements.find(({ run }) => run.file === stall.file && run.line === stall.line && run.locks.length > 0);

/** “a transaction that had only read `public.orders`”. */
export function holderWords({ stall, waited: { behind } }: Queue): string {
  const did = behind === 'reader' ? 'only read' : 'written to';
  return `a transaction that had ${did} ${listed(stall.tables.map(code))}`;
}

/** How long it would be in production, as far as anybody knows. */
export function productionWords({ productionMs }: NonNullable<Measured['behind']>, lockTimeoutMs = 0): string {
  const known = productionMs === undefined ? '' : ` (${duration(productionMs)} when the profile was taken)`;
  const most = lockTimeoutMs === 0 ? '' : `, and no longer than ${duration(lockTimeoutMs)}`;
  return `In production it lasts as long as the longest transaction there${known}${most}.`;
}

/** For a wait for a lock, in the user's own tool. */
export const limitWait = (facts: Facts | undefined, ms: number): string =>
  steps(
    facts ? remark(`In ${facts.tool.sessionSettings}`) : '',
    remark('Or at the top of the file, and not around CONCURRENTLY, which it would cancel:'),
    `SET lock_timeout = ${literal(spelled(ms))};`,
  );

/** A time as a setting has it. */
export const spelled = (ms: number): string => (ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`);

/** Reads or writes that waited longer than the budget, each where it came from. Where both did, the reads tell of it. */
export function longStalls(seen: Seen, kind: Blocked): readonly PlacedHit[] {
  const { traffic } = seen.rehearsal;
  if (traffic.status !== 'measured') return [];
  const behind = queuesOf(seen).flatMap((queue) => behindTransaction(queue, kind, traffic, seen.stallBudgetMs));
  const places = new Set(behind.map(({ at }) => at));
  const own = (traffic.alone?.stalls ?? []).flatMap((stall) => ofItsOwn(stall, kind, seen));
  return [...behind, ...own.filter(({ at }) => !places.has(at))];
}

const kinds: readonly Blocked[] = ['reads', 'writes'];
const msOf = (stall: TrafficStall, kind: Blocked): number => (kind === 'reads' ? stall.readMs : stall.writeMs);

/** Only where production's own queries use the table: what nobody uses keeps nobody waiting. */
function behindTransaction(
  queue: Queue,
  kind: Blocked,
  { behind, tables = [] }: Measured,
  budget: number,
): readonly PlacedHit[] {
  const { stall, waited, seen } = queue;
  const uses = (which: Blocked): readonly string[] =>
    tables
      .map(({ table, readers, writers }) => ({ table, queries: which === 'reads' ? readers : writers }))
      .filter(({ table, queries }) => queries > 0 && stall.tables.includes(table) && msOf(stall, which) > budget)
      .map(
        ({ table, queries }) =>
          `${counted(queries, 'query', 'queries')} of the profile ${verb(which, queries)} ${code(table)}`,
      );
  const told = kinds.filter((which) => uses(which).length > 0);
  const limit = waited.lockTimeoutMs;
  if (!behind || told[0] !== kind || (limit > 0 && limit <= bearableMs)) return [];
  const inForce =
    limit === 0 ? 'no lock_timeout is in force' : `the lock_timeout in force, ${duration(limit)}, is no shorter`;
  const longest = Math.max(...told.map((which) => msOf(stall, which)));
  return [
    {
      at: seen.at,
      objects: stall.tables,
      says: `${capital(listed(told))} of ${listed(stall.tables.map(code))} waited ${duration(longest)}: this statement waited for ${holderWords(queue)}, held open for ${duration(behind.heldMs)}, and everything after it queued. ${listed(told.flatMap(uses))}; the budget is ${duration(budget)}, and ${inForce}. ${productionWords(behind, limit)}`,
      instead: limitWait(seen.facts, budget),
    },
  ];
}

/** Whoever set a lock_timeout has chosen how long others may queue; a longer one ends the wait when it has been noticed. */
const bearableMs = 10_000;

const verb = (kind: Blocked, queries: number): string => {
  const word = kind === 'reads' ? 'read' : 'change';
  return queries === 1 ? `${word}s` : word;
};
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What its own work keeps waiting grows with the rows: the estimate tells, not the few rows of the copy. */
function ofItsOwn(stall: TrafficStall, kind: Blocked, { statements, stallBudgetMs }: Seen): readonly PlacedHit[] {
  const seen = statementOf(stall, statements);
  if (!seen || !('productionMs' in seen.run.estimate)) return [];
  const { productionMs } = seen.run.estimate;
  const keptFor = (which: Blocked): readonly string[] =>
    msOf(stall, which) > 0 ? stall.tables.filter((table) => keeps(seen.run, table, which)) : [];
  const told = kinds.filter((which) => keptFor(which).length > 0);
  const tables = keptFor(kind);
  if (told[0] !== kind || productionMs[1] <= stallBudgetMs || isUnforeseen(seen, tables)) return [];
  return [
    {
      at: seen.at,
      objects: tables,
      says: `${capital(listed(told))} of ${listed(tables.map(code))} waited for this statement in the rehearsal, and would wait for up to ${duration(productionMs[1])} in production; the budget is ${duration(stallBudgetMs)}.`,
      instead:
        'Split what takes long off into a migration of its own, in a form that lets others go on (CONCURRENTLY, NOT VALID and then VALIDATE, batches).',
    },
  ];
}

/** For about as long as it runs. */
const keeps = ({ locks, durationMs }: StatementRun, table: string, kind: Blocked): boolean =>
  locks.some(({ object, blocks, heldMs }) => object === table && blocks.includes(kind) && heldMs >= durationMs / 2);

/** A rule of its own says so. */
const isUnforeseen = ({ foretold, facts, run }: SeenStatement, tables: readonly string[]): boolean =>
  foretold.length === 0 &&
  run.locks.some(
    ({ object, mode }) =>
      tables.includes(object) && !facts?.locks.some((lock) => lock.object === object && lock.mode === mode),
  );

/** How the run with transactions held open went, where there was one. */
export const heldRun = ({
  rehearsal: { traffic },
}: Seen): (TrafficRun & NonNullable<Measured['behind']>) | undefined =>
  traffic.status === 'measured' ? traffic.behind : undefined;

/** What the rule says of statements that were seen to be cancelled and to leave an invalid index, and what was seen; none unless all of them were. */
export function cancelledAsSaid(rule: string, { rehearsal: { traffic }, statements }: Seen): readonly PlacedHit[] {
  const stalls = traffic.status === 'measured' ? (traffic.behind?.stalls ?? []) : [];
  const said = statements.flatMap(({ run, at, foretold }) => {
    const finding = foretold.find((one) => one.finding.rule === rule)?.finding;
    const waited = stalls.find((stall) => stall.file === run.file && stall.line === run.line)?.waited;
    return finding ? [{ finding, at, waited }] : [];
  });
  const hits = said.flatMap(({ finding: { objects, says, instead, severity }, at, waited }) => {
    if (waited?.sqlstate === undefined || waited.leaves === undefined || severity !== 'warning') return [];
    const seen = `Behind a transaction on no table of its own it was cancelled in the rehearsal (${waited.sqlstate}), and left ${code(waited.leaves)} invalid.`;
    return [{ at, objects, says: `${says} ${seen}`, instead }];
  });
  return hits.length === said.length ? hits : [];
}

/** A statement that a timeout cancelled while it waited for rows that somebody else had changed. */
export interface Cancelled extends Queue {
  /** Statements that want the same locks, and were not kept waiting once more. */
  readonly alike: readonly SeenStatement[];
}

export function cancelledForRows({ rehearsal: { traffic }, statements }: Seen): readonly Cancelled[] {
  const stalls = traffic.status === 'measured' ? (traffic.behind?.stalls ?? []) : [];
  return stalls.flatMap((stall) => {
    const { waited } = stall;
    const seen = statementOf(stall, statements);
    if (!seen || !waited?.rows || waited.sqlstate === undefined) return [];
    const alike = (waited.alike ?? []).flatMap((place) => statementOf({ ...stall, ...place }, statements) ?? []);
    return [{ stall, waited, seen, alike }];
  });
}
