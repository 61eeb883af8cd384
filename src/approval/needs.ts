import type { Danger, Need } from '../domain/approval.ts';
import { wantsAnswer } from '../domain/finding.ts';
import type { Finding } from '../domain/finding.ts';
import { strength } from '../domain/lock.ts';
import type { LockMode } from '../domain/lock.ts';
import type { StatementRun, TableVolume } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';

/** Rules whose findings mean that rows or objects are lost for good: their approval wants a reason. */
export const destructiveRules: readonly string[] = [
  'drop-table',
  'drop-column',
  'drop-schema',
  'drop-cascade',
  'truncate',
  'truncate-cascade',
  'unbatched-delete',
  'type-narrowing-data-loss',
  'enum-value-removal',
];

/** What somebody has to answer for: every blocker, and every one that the author let pass in this very pull request. */
export function needsOf({ findings, rehearsal }: Pick<Report, 'findings' | 'rehearsal'>): readonly Need[] {
  const statements = rehearsal?.status === 'skipped' ? [] : (rehearsal?.statements ?? []);
  const volume = rehearsal?.status === 'skipped' ? [] : (rehearsal?.volume ?? []);
  return findings.filter(wantsAnswer).map((finding) => ({
    id: finding.id,
    rule: finding.rule,
    file: finding.file,
    objects: finding.objects,
    destructive: destructiveRules.includes(finding.rule),
    danger: dangerOf(
      finding,
      statements.filter((run) => holds(run, finding)),
      volume,
    ),
  }));
}

/** A finding stands somewhere within its statement. */
function holds({ file, line, sql }: StatementRun, finding: Finding): boolean {
  const last = line + sql.trimEnd().split('\n').length - 1;
  return file === finding.file && line <= finding.endLine && finding.line <= last;
}

function dangerOf(finding: Finding, runs: readonly StatementRun[], volume: readonly TableVolume[]): Danger {
  const locks = runs.flatMap((run) => run.locks);
  const lock = locks.map(({ mode }) => mode).reduce<LockMode | undefined>(stronger, undefined);
  const rewrites = unique(runs.flatMap((run) => run.rewrites));
  const scans = unique(runs.flatMap((run) => run.scans.map(({ table }) => table)));
  const tables = [...finding.objects, ...locks.map(({ object }) => object), ...rewrites, ...scans];
  const rows = volume.flatMap(({ table, productionRows }) => (tables.includes(table) ? (productionRows ?? []) : []));
  const productionMs = durationOf(runs);
  return {
    ...(lock !== undefined && { lock }),
    rewrites,
    scans,
    ...(rows.length > 0 && { rows: Math.max(...rows) }),
    ...(productionMs !== undefined && { productionMs }),
  };
}

const stronger = (one: LockMode | undefined, other: LockMode): LockMode =>
  one !== undefined && strength(one) >= strength(other) ? one : other;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Of all its statements together; not known where it is not known of one. */
function durationOf(runs: readonly StatementRun[]): readonly [number, number] | undefined {
  const ranges = runs.map(({ estimate }) => ('productionMs' in estimate ? estimate.productionMs : undefined));
  const known = ranges.filter((range) => range !== undefined);
  if (runs.length === 0 || known.length < ranges.length) return undefined;
  return known.reduce<readonly [number, number]>(([low, high], range) => [low + range[0], high + range[1]], [0, 0]);
}
