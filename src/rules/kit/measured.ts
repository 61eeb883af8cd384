import type { Finding } from '../../domain/finding.ts';
import { blocks, spoken, strength } from '../../domain/lock.ts';
import type { StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import { count, duration } from './figures.ts';
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
  const over = rows === undefined ? '' : ` over ${count(rows)} rows`;
  const lock = held
    ? `held ${spoken(held.mode)} on ${code(held.object)} for ${duration(held.heldMs)}${over}`
    : `took ${duration(run.durationMs)}${over}`;
  const copied = rewritten.length > 0 ? ` and rewrote ${listed(rewritten.map(code))}` : '';
  const wait = held && blocks(held.mode).length > 0 ? `; ${blocks(held.mode).join(' and ')} wait` : '';
  return `In the rehearsal it ${lock}${copied}${wait}${production(run)}.`;
}

/** The longest-held lock on one of the tables that is as strong as the rule claims. */
function heldLock(objects: readonly string[], { takes }: Rule, run: StatementRun) {
  if (!takes) return undefined;
  return run.locks
    .filter(({ object, mode }) => objects.includes(object) && strength(mode) >= strength(takes))
    .toSorted((a, b) => b.heldMs - a.heldMs)[0];
}

const changed = (run: StatementRun): string =>
  `In the rehearsal it changed ${count(run.rowsAffected ?? 0)} rows in ${duration(run.durationMs)}${production(run)}.`;

function production({ estimate }: StatementRun): string {
  if (!('productionMs' in estimate)) return '';
  const [low, high] = estimate.productionMs;
  return `; in production an estimated ${duration(low)} to ${duration(high)}`;
}
