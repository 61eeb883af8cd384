import type { Finding } from '../../domain/finding.ts';
import { spoken } from '../../domain/lock.ts';
import type { StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import type { Rule } from './rule.ts';
import { code, listed } from './text.ts';

/**
 * One hazard is one finding, whoever saw it first: what a rule read from the text and another one measured are told
 * together, and where the measurement says all of it, the text is silent.
 */
export function reconciled(
  read: readonly Finding[],
  measured: readonly Finding[],
  rules: readonly Rule[],
): readonly Finding[] {
  const ruleOf = (finding: Finding): Rule | undefined => rules.find(({ id }) => id === finding.rule);
  const told = new Map<Finding, readonly Finding[]>();
  const own = measured.filter((one) => {
    const home = read.find((other) => samePlace(one, other) && bornOut(ruleOf(one), ruleOf(other), other));
    if (home) told.set(home, [...(told.get(home) ?? []), one]);
    return home === undefined;
  });
  const kept = read.filter((finding) => !own.some((one) => ruleOf(one)?.insteadOf?.includes(finding.rule)));
  return [...kept.map((finding) => withEvidence(finding, told.get(finding) ?? [])), ...own];
}

const samePlace = (a: Finding, b: Finding): boolean => a.file === b.file && a.line === b.line && a.column === b.column;

/** What its author or the configuration has lowered carries nobody else's weight. */
const bornOut = (measured: Rule | undefined, read: Rule | undefined, { severity }: Finding): boolean =>
  read !== undefined && severity === 'blocker' && measured?.bearsOut?.(read) === true;

const withEvidence = (finding: Finding, measured: readonly Finding[]): Finding =>
  measured.length === 0
    ? finding
    : { ...finding, evidence: 'observed', says: [finding.says, ...measured.map(({ says }) => says)].join(' ') };

/**
 * The words for a claim that the rehearsal contradicts: the statement was to copy or read its tables while others
 * wait, they held rows, and it did neither. Undefined where it was borne out, or nothing can be told.
 */
export function contradicted(
  { objects }: Finding,
  rule: Rule,
  run: StatementRun,
  volume: readonly TableVolume[],
): string | undefined {
  if (rule.hazard !== 'lock' || !(rule.rewrites || rule.scans) || rule.dependsOnServer || objects.length === 0)
    return undefined;
  const filled = objects.every((table) => volume.some((one) => one.table === table && one.rows > 0));
  if (run.error || run.estimate.class !== 'metadata' || !filled) return undefined;
  const held = run.locks.filter(({ object, blocks }) => objects.includes(object) && blocks.length > 0);
  const lock =
    held.length === 0 ? '' : `, and ${spoken(held[0]?.mode ?? 'AccessExclusiveLock')} was there for a moment only`;
  return `The rehearsal contradicts it: ${listed(objects.map(code))} was neither rewritten nor read${lock}.`;
}
