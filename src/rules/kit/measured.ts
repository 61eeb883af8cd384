import { counted, duration, durationRange } from '../../domain/figures.ts';
import type { Finding } from '../../domain/finding.ts';
import { blocks, spoken, strength } from '../../domain/lock.ts';
import type { ObservedLock, StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import type { Rule } from './rule.ts';
import { code, listed } from './text.ts';

/** What the rehearsal measured of a finding, as one sentence; undefined where it did not see what the rule claims. */
export function measured(
  { objects }: Finding,
  rule: Rule,
  run: StatementRun,
  volume: readonly TableVolume[],
): string | undefined {
  if (rule.fails !== undefined) {
    return run.error?.sqlstate === rule.fails ? `It failed so in the rehearsal (${rule.fails}).` : undefined;
  }
  const rewritten = run.rewrites.filter((table) => objects.includes(table));
  const held = heldLock(objects, rule, run);
  if (rewritten.length === 0 && !held) return run.rowsAffected === undefined ? undefined : changed(run);
  const rows = volume.find(({ table }) => table === (held?.object ?? rewritten[0]))?.rows;
  const over = rows === undefined ? '' : ` over ${counted(rows, 'row')}`;
  const lock = held
    ? `held ${spoken(held.mode)} on ${code(held.object)} for ${duration(held.heldMs)}${over}`
    : `took ${duration(run.durationMs)}${over}`;
  const copied = rewritten.length > 0 ? ` and rewrote ${listed(rewritten.map(code))}` : '';
  const wait = held && blocks(held.mode).length > 0 ? `; ${blocks(held.mode).join(' and ')} wait` : '';
  return `In the rehearsal it ${lock}${copied}${wait}${inProduction(run, held)}.`;
}

/** What a statement did that could not be read, as one sentence; undefined where it did not come to its end. */
export function shown(run: StatementRun): string | undefined {
  if (run.error) return undefined;
  const blocking = run.locks.filter((lock) => lock.blocks.length > 0);
  const took = blocking.map(({ object, mode }) => `${spoken(mode)} on ${code(object)}`);
  const rewrote = run.rewrites.length > 0 ? ` and rewrote ${listed(run.rewrites.map(code))}` : '';
  const locks = took.length > 0 ? `took ${listed(took)}` : 'took no lock that makes others wait';
  return `In the rehearsal it ${locks}${rewrote}.`;
}

/** The longest-held lock on one of the tables that is as strong as the rule claims. */
function heldLock(objects: readonly string[], { takes }: Rule, run: StatementRun) {
  if (!takes) return undefined;
  return run.locks
    .filter(({ object, mode }) => objects.includes(object) && strength(mode) >= strength(takes))
    .toSorted((a, b) => b.heldMs - a.heldMs)[0];
}

const changed = (run: StatementRun): string =>
  `In the rehearsal it changed ${counted(run.rowsAffected ?? 0, 'row')} in ${duration(run.durationMs)}${production(run)}.`;

/** The estimate is the statement's; a lock that a transaction keeps much longer is not told by it. */
const inProduction = (run: StatementRun, held: ObservedLock | undefined): string =>
  held && held.heldMs > run.durationMs * 1.5 + 5
    ? '; in production for as long as its transaction takes'
    : production(run);

const production = ({ estimate }: StatementRun): string =>
  'productionMs' in estimate ? `; in production an estimated ${durationRange(estimate.productionMs)}` : '';
