import type { Finding, Span } from '../../domain/finding.ts';
import type { ChangedMigration, ListChange, MigrationFile, ToolId } from '../../domain/migration.ts';
import type { SyntaxProblem } from '../../sql/statement.ts';
import type { Step } from '../../sql/step.ts';
import { allowances, type Allowance } from './allow.ts';
import { dispatcher } from './dispatch.ts';
import { editOf } from './edit.ts';
import { factsOf } from './facts.ts';
import { identify, type Draft } from './identity.ts';
import { phaseOf } from './phase.ts';
import type { Hit, Phased, PullRequestFacts, Rule, ToolWords } from './rule.ts';
import { weigh, type HeldBound, type RuleSettings } from './severity.ts';
import { suppress, unused, type Suppression, type Weighted } from './suppress.ts';

export interface CheckInput {
  readonly rules: readonly Rule[];
  /** The up run of the pull request, in order. */
  readonly steps: readonly Step[];
  readonly problems: readonly SyntaxProblem[];
  readonly changed: readonly ChangedMigration[];
  /** The migrations at the tip of the base branch. */
  readonly base: readonly MigrationFile[];
  /** Paths of our own configuration and profile that the pull request changes. */
  readonly configuration?: readonly string[];
  /** Changes are not welcome now: why, and when they are. */
  readonly closed?: { readonly says: string; readonly instead: string };
  /** What it does to merged migrations through their tool's own list. */
  readonly lists?: readonly ListChange[];
  /** The server's major version. */
  readonly postgres: number;
  readonly settings: RuleSettings;
  /** Absent: no table's rows are known, and nothing is lowered. */
  readonly heldBound?: HeldBound;
  readonly stallBudgetMs: number;
  readonly tool: (id: ToolId) => ToolWords;
}

export interface Checked {
  /** In the order of the run; findings about the whole pull request last. */
  readonly findings: readonly Finding[];
  /** What the authors asked to let pass, by finding; `review` still asks for an approval where a blocker was lowered. */
  readonly suppressions: readonly Suppression[];
  /** Of each statement that changes schema or rows, in the order of the run. */
  readonly phases: readonly Phased[];
}

/** What the rules say of a pull request from its text, the schema before it and its history. */
export function check(input: CheckInput): Checked {
  const statements = factsOf(input);
  const allowed = allowances(input.steps, input.rules);
  const dispatch = dispatcher(input.rules);
  const judged = statements.map((facts) => ({ facts, hits: dispatch(facts) }));
  const phases = judged.flatMap(({ facts, hits }): readonly Phased[] => {
    const phase = phaseOf(facts, hits);
    return phase ? [{ facts, phase }] : [];
  });
  const pull: PullRequestFacts = { configuration: [], ...input, statements, phases };
  const fromStatements = judged.flatMap(({ facts, hits }) =>
    hits.flatMap(({ rule, hit }) =>
      weighted(rule, hit, facts.statement, facts.statement.sql, input, editOf(rule, hit, facts)),
    ),
  );
  const fromPull = input.rules.flatMap((rule) =>
    (rule.onPullRequest?.(pull) ?? []).flatMap((hit) => weighted(rule, hit, hit.at, '', input)),
  );
  return { ...settle([...fromStatements, ...fromPull], allowed, input), phases };
}

type Weighing = Pick<CheckInput, 'rules' | 'settings' | 'heldBound' | 'stallBudgetMs'>;

/** Suppressed where the author asked for it, named, and with a word on each request that changed nothing. */
export function settle(
  found: readonly Weighted[],
  allowed: readonly Allowance[],
  input: Weighing,
): Omit<Checked, 'phases'> {
  const { kept, uses } = suppress(found, allowed, input.settings);
  const leftOver = unused(allowed, uses, input.rules, input.settings).flatMap(({ rule, hit, at }) =>
    weighted(rule, hit, at, at.text, input),
  );
  const findings = identify([...kept, ...leftOver].map(({ draft }) => draft));
  const suppressions = kept.flatMap(({ suppressed }, index): readonly Suppression[] => {
    const finding = findings[index];
    return suppressed && finding ? [{ ...suppressed, finding: finding.id }] : [];
  });
  return { findings, suppressions };
}

/** A hit as a finding, unless the configuration turned its rule off. */
export function weighted(
  rule: Rule,
  hit: Hit,
  at: Span,
  about: string,
  input: Weighing,
  edit?: string,
): readonly Weighted[] {
  const weight = weigh(rule, hit, at, input.settings, input);
  if (!weight) return [];
  const draft: Draft = {
    rule: rule.id,
    severity: weight.severity,
    evidence: 'read',
    file: at.file,
    line: at.line,
    column: at.column,
    endLine: at.endLine,
    endColumn: at.endColumn,
    about,
    objects: hit.objects,
    says: weight.because ? `${hit.says} ${weight.because}` : hit.says,
    instead: hit.instead,
    ...(edit !== undefined && { edit }),
    docs: `docs/rules/${rule.id}.md`,
  };
  return [{ rule, draft }];
}
