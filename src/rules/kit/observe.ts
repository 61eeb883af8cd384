import type { Finding } from '../../domain/finding.ts';
import type { Rehearsal, StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import { notMeasured } from '../../domain/rehearsal.ts';
import { allowances } from './allow.ts';
import { settle, weighted, type Checked, type CheckInput } from './check.ts';
import { factsOf, type Facts } from './facts.ts';
import { topOf } from './history.ts';
import { measured, shown } from './measured.ts';
import { contradicted, reconciled } from './reconcile.ts';
import type { Rule } from './rule.ts';
import { nothingObserved, type Foretold, type Observations, type Seen, type SeenStatement } from './seen.ts';

export interface ObserveInput extends Pick<
  CheckInput,
  'rules' | 'steps' | 'postgres' | 'settings' | 'heldBound' | 'stallBudgetMs' | 'tool'
> {
  /** What `check` said. */
  readonly checked: Checked;
  readonly rehearsal: Rehearsal;
  readonly observations?: Observations;
  /** What an application may take to start, where the migrations run then. */
  readonly startupBudgetMs?: number | undefined;
}

/**
 * What the rehearsal adds: the findings of `check` that it saw come true carry its figures and are `observed`, and
 * the rules that only a rehearsal can decide have their say. A rehearsal that did not run changes nothing.
 */
export function observe(input: ObserveInput): Checked {
  const { rehearsal, rules, steps } = input;
  const runs = rehearsal.status === 'skipped' ? undefined : rehearsal.statements;
  if (!runs) return input.checked;
  const volume = rehearsal.status === 'skipped' ? [] : (rehearsal.volume ?? []);
  const toTheEnd = rehearsal.status === 'ran' && runs.every(({ error }) => error === undefined);
  const checked = toTheEnd ? withoutSeen(input) : input.checked;
  const seen = seenBy(input, runs, volume);
  const read = checked.findings.map((finding) => witnessed(finding, seen.statements, rules, volume));
  const drafts = rules.flatMap((rule) =>
    (rule.seenInstead && !toTheEnd ? [] : (rule.observed?.(seen) ?? [])).flatMap((hit) =>
      weighted(rule, hit, hit.at, '', input).map(({ draft }) => ({
        rule,
        draft: { ...draft, evidence: 'observed' as const },
      })),
    ),
  );
  // Comments that changed nothing were told by `check` already.
  const added = settle(drafts, allowances(steps, rules), {
    ...input,
    rules: rules.filter(({ onAllowed }) => !onAllowed),
  });
  return {
    ...checked,
    findings: reconciled(read, added.findings, rules),
    suppressions: [...checked.suppressions, ...added.suppressions],
  };
}

/** What a rule read that now goes by what it saw: it counts no more. */
function withoutSeen({ checked, rules }: ObserveInput): Checked {
  const given = new Set(rules.filter(({ seenInstead }) => seenInstead).map(({ id }) => id));
  const findings = checked.findings.filter(({ rule }) => !given.has(rule));
  const left = new Set(findings.map(({ id }) => id));
  return { ...checked, findings, suppressions: checked.suppressions.filter(({ finding }) => left.has(finding)) };
}

function seenBy(input: ObserveInput, runs: readonly StatementRun[], volume: readonly TableVolume[]): Seen {
  const { rehearsal, observations = nothingObserved, stallBudgetMs, checked, rules } = input;
  const facts = factsOf(input);
  const place = ({ file, line }: { readonly file: string; readonly line: number }) =>
    facts.find((one) => one.path === file && one.statement.line === line)?.statement ?? {
      ...topOf(file),
      line,
      endLine: line,
    };
  const statements = runs.map((run): SeenStatement => {
    const own = factsFor(run, facts);
    return { run, facts: own, at: own?.statement ?? place(run), foretold: foretold(run, own, checked.findings, rules) };
  });
  const first = statements[0]?.at ?? facts[0]?.statement ?? topOf('');
  const none = notMeasured(rehearsal.status === 'ran' ? '' : rehearsal.because);
  const passes =
    rehearsal.status === 'ran' ? rehearsal : { traffic: none, rollback: none, rerun: none, leftovers: [], volume };
  const { startupBudgetMs } = input;
  return { statements, rehearsal: passes, observations, stallBudgetMs, startupBudgetMs, whole: first, place };
}

const factsFor = (run: StatementRun, facts: readonly Facts[]): Facts | undefined => {
  const here = facts.filter(({ path, statement }) => path === run.file && statement.line === run.line);
  return here.find(({ statement }) => statement.sql.trim() === run.sql.trim().replace(/;$/, '')) ?? here[0];
};

/** Findings about this very statement; several may share a line. */
function foretold(
  run: StatementRun,
  facts: Facts | undefined,
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly Foretold[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return findings
    .filter(
      ({ file, line, column }) =>
        file === run.file && line === run.line && (!facts || column === facts.statement.column),
    )
    .flatMap((finding) => {
      const rule = byId.get(finding.rule);
      if (!rule || rule.onPullRequest) return [];
      return {
        finding,
        takes: rule.takes !== undefined && rule.hazard === 'lock',
        rewrites: rule.rewrites ?? false,
        scans: rule.scans ?? false,
        fails: rule.fails,
      };
    });
}

/** The finding with what was measured, where the rehearsal saw what the rule claims. */
function witnessed(
  finding: Finding,
  statements: readonly SeenStatement[],
  rules: readonly Rule[],
  volume: readonly TableVolume[],
): Finding {
  const seen = statements.find(({ foretold: known }) => known.some((one) => one.finding.id === finding.id));
  const rule = rules.find(({ id }) => id === finding.rule);
  if (!seen || !rule) return finding;
  const contrary = contradicted(finding, rule, seen.run, volume);
  if (contrary !== undefined)
    return { ...finding, severity: 'advice', evidence: 'observed', says: `${finding.says} ${contrary}` };
  const figures = rule.untilSeen ? shown(seen.run) : measured(finding, rule, seen.run, volume);
  if (!figures) return finding;
  const severity = rule.untilSeen && finding.severity === rule.severity ? 'advice' : finding.severity;
  return { ...finding, severity, evidence: 'observed', says: `${finding.says} ${figures}` };
}
