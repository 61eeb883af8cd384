import type { Problem } from '../domain/errors.ts';
import type { StatementRun } from '../domain/rehearsal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Observations } from '../rehearsal/plan.ts';
import type { Rehearsal } from '../domain/rehearsal.ts';
import { rules } from '../rules/index.ts';
import { check } from '../rules/kit/check.ts';
import type { Checked } from '../rules/kit/check.ts';
import { observe } from '../rules/kit/observe.ts';
import type { HeldBound } from '../rules/kit/severity.ts';
import { configPath, profilePath } from '../config/load.ts';
import { outsideWindows } from '../config/windows.ts';
import { loadParser } from '../sql/parse.ts';
import type { SyntaxProblem } from '../sql/statement.ts';
import type { Script, Step } from '../sql/step.ts';
import { walk } from '../sql/walk.ts';
import { toolById, tools } from '../tools/index.ts';
import { units } from '../tools/units.ts';
import { knownTables, newUnits } from './plan.ts';
import type { Proposal } from './proposal.ts';

/** The pull request's statements, each with the schema and session it finds. */
export interface Reading {
  readonly steps: readonly Step[];
  readonly syntax: readonly SyntaxProblem[];
  readonly problems: readonly Problem[];
}

/**
 * Reads what the new migrations do, on the schema that the base migrations or a structure file made. Where that is not
 * known, every other table that they name is taken to exist.
 */
export async function readStatements(
  proposal: Pick<Proposal, 'changed' | 'base' | 'structure' | 'config'>,
  schema: 'known' | 'assumed',
  postgres: number,
): Promise<Reading> {
  await loadParser();
  const { base, structure, config } = proposal;
  const scripts = newUnits(proposal).flatMap(({ up }) => scriptOf(up));
  const before: readonly Script[] =
    structure === undefined
      ? units(base).flatMap(({ up }) => scriptOf(up))
      : [{ path: structure.path, text: structure.text, transaction: 'per-statement', tool: 'sql' }];
  const walked = walk({
    ...{ base: before, scripts, postgres },
    complete: schema === 'known',
    declared: config.migrations.session,
  });
  return { steps: walked.steps, syntax: walked.problems, problems: walked.unreadable };
}

function scriptOf(file: Proposal['base'][number] | undefined): readonly Script[] {
  if (file?.up === undefined) return [];
  const { path, up: text, transaction, tool, autocommitWhenOnlyNonTransactional: free, freshSettings } = file;
  return [
    {
      path,
      text,
      transaction,
      tool,
      ...(free && { autocommitWhenOnlyNonTransactional: free }),
      ...(freshSettings && { freshSettings }),
    },
  ];
}

export interface Evidence {
  readonly rehearsal: Rehearsal;
  readonly observations?: Observations;
  /** The server's major version. */
  readonly postgres: number;
}

/** What the rules weigh beside the statements. */
export type Case = Pick<Proposal, 'config' | 'changed' | 'tip' | 'profile'> &
  Partial<Pick<Proposal, 'comparison' | 'lists' | 'tool'>>;

/** What the rules say, with what the rehearsal saw. */
export function judge(proposal: Case, reading: Reading, evidence: Evidence, clock: Clock): Checked {
  const { config, changed, tip, comparison, lists = [] } = proposal;
  const settings = {
    severities: config.rules.settings,
    exceptions: config.rules.exceptions,
    today: new Date(clock.now()).toISOString().slice(0, 10),
  };
  const weighing = {
    rules,
    steps: reading.steps,
    postgres: evidence.postgres,
    settings,
    heldBound: heldBound(proposal, evidence.rehearsal, clock),
    stallBudgetMs: config.rehearsal.stallBudgetMs,
    tool: (id: string) => toolById(id) ?? (proposal.tool?.id === id ? proposal.tool : anyTool),
  };
  // Who only reads files deploys nothing.
  const closed = comparison === undefined ? undefined : outsideWindows(config.windows, clock.now());
  const checked = check({
    ...weighing,
    ...(closed !== undefined && { closed }),
    problems: reading.syntax,
    changed,
    base: tip,
    lists,
    configuration: (comparison?.files ?? [])
      .map(({ path }) => path)
      .filter((path) => [configPath, profilePath].includes(path)),
  });
  return observe({
    ...weighing,
    checked,
    rehearsal: evidence.rehearsal,
    startupBudgetMs: config.rehearsal.startupBudgetMs,
    ...(evidence.observations !== undefined && { observations: evidence.observations }),
  });
}

/** What the report needs to know of each rule, by id. */
export const cards = Object.fromEntries(rules.map((rule) => [rule.id, rule]));

const plainSql = tools.find(({ id }) => id === 'sql');
if (plainSql === undefined) throw new Error('The plain SQL tool is missing.');
/** The words for a statement whose tool is not known: those of plain SQL. */
const anyTool = plainSql;

/** Tables with the team's own rows alone, where those are declared to be all of production's. */
function fullTables({ config }: Case, rehearsal: Rehearsal): readonly (readonly [string, string])[] {
  if (!config.volume.full || rehearsal.status !== 'ran') return [];
  return rehearsal.volume.flatMap(({ table, source }) => (source === 'synthetic' ? [] : [[table, source] as const]));
}

/** How long production would hold a table at most, where its rows are known and the statement was fitted. */
function heldBound(proposal: Case, rehearsal: Rehearsal, clock: Clock): HeldBound {
  const known = new Map([...knownTables(proposal, clock), ...fullTables(proposal, rehearsal)]);
  const statements = rehearsal.status === 'ran' ? rehearsal.statements : [];
  return (table, { file, line }) => {
    const source = known.get(table);
    const at = statements.findIndex((one) => one.file === file && one.line === line);
    const ms = at === -1 ? undefined : upperHold(statements.slice(at), table);
    return source === undefined || ms === undefined ? undefined : { ms, source };
  };
}

/** A lock lives to the end of its transaction: all that runs under it counts; undefined where that is not known. */
function upperHold(statements: readonly StatementRun[], table: string): number | undefined {
  const [first] = statements;
  if (first === undefined || 'status' in first.estimate) return undefined;
  const held = Math.max(0, ...first.locks.filter(({ object }) => object === table).map(({ heldMs }) => heldMs));
  // The range grows by what the statement's own share of it leaves, too.
  const byShare = first.estimate.productionMs[1] * Math.max(1, held / Math.max(first.durationMs, 0.1));
  let left = held;
  let sum = 0;
  for (const [index, { estimate, durationMs }] of statements.entries()) {
    if (index > 0 && left <= commitMs) break;
    if ('status' in estimate && estimate.class !== 'metadata') return undefined;
    sum += 'status' in estimate ? durationMs : estimate.productionMs[1];
    left -= durationMs;
  }
  return Math.max(byShare, sum);
}
/** A lock outlives the last statement by no more. */
const commitMs = 5;

/** Each blocker that the author let pass, as that: somebody else still has to answer for it. */
export const withSuppressed = ({ findings, suppressions }: Checked): Checked['findings'] =>
  findings.map((finding) => {
    const suppression = suppressions.find(({ finding: id, was }) => id === finding.id && was === 'blocker');
    return suppression === undefined
      ? finding
      : { ...finding, suppressed: { was: suppression.was, reason: suppression.reason } };
  });
