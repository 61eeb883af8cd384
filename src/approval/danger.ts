import type { Danger } from '../domain/approval.ts';
import { durationRange, grouped } from '../domain/figures.ts';
import { spoken, strength } from '../domain/lock.ts';
import { quoted } from './words.ts';

/**
 * What a rehearsal shows now that is worse than what was approved, as the end of a sentence; undefined where nothing
 * is. Figures that were not known then cannot have become worse.
 */
export function worse(approved: Danger, now: Danger): string | undefined {
  if (now.lock !== undefined && (approved.lock === undefined || strength(now.lock) > strength(approved.lock)))
    return `it takes a stronger lock now, ${spoken(now.lock)} instead of ${approved.lock === undefined ? 'none' : spoken(approved.lock)}`;
  const rewrites = added(approved.rewrites, now.rewrites);
  if (rewrites !== '') return `it rewrites ${rewrites} now`;
  const scans = added(approved.scans, now.scans);
  if (scans !== '') return `it reads all of ${scans} now`;
  if (approved.rows !== undefined && now.rows !== undefined && now.rows > 2 * approved.rows)
    return `production has ${grouped(now.rows)} rows there now, more than twice the ${grouped(approved.rows)} of then`;
  if (approved.productionMs && now.productionMs && now.productionMs[0] > approved.productionMs[1])
    return `it is expected to take ${durationRange(now.productionMs)} now, ${durationRange(approved.productionMs)} then`;
  return undefined;
}

const added = (before: readonly string[], now: readonly string[]): string =>
  now
    .filter((name) => !before.includes(name))
    .map(quoted)
    .join(', ');
