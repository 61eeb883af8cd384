import { counted, duration, durationRange } from '../domain/figures.ts';
import type { Decision } from '../domain/verdict.ts';
import type { Finding } from '../domain/finding.ts';
import type { Facts } from './facts.ts';
import { firstSentence, joined, place, sentence, short, statementsOf, upper, worstStandstill } from './words.ts';

/** Known bad whatever anybody says: the migration cannot run, or tried what it must not. */
const failingRules: readonly string[] = ['syntax-error', 'statement-fails', 'refused-by-sandbox', 'tampering'];
/** What reading alone can know for sure. */
const failingWhenRead: readonly string[] = ['syntax-error'];

type Row = (facts: Facts) => Decision | undefined;

/** The decision table of the contract; the first row that holds decides: fail > error > needs-approval > approved > pass. */
export function decide(facts: Facts): Decision {
  const table: readonly Row[] = [failed, unknown, noMigrations, blocked];
  const decision = table.map((row) => row(facts)).find((row) => row !== undefined) ?? clean(facts);
  const unmeasured = facts.asked === 'reading' && facts.migrations.length > 0 && decision.verdict !== 'error';
  const because = unmeasured ? `${decision.because.replace(/\.$/, '')}; not rehearsed.` : decision.because;
  return { ...decision, because: [because, ...few(facts.remarks ?? [])].join(' ') };
}

const mostRemarks = 3;

const few = (remarks: readonly string[]): readonly string[] =>
  remarks.length <= mostRemarks
    ? remarks
    : [...remarks.slice(0, mostRemarks), `${counted(remarks.length - mostRemarks, 'more remark')}.`];

function failed({ findings, rehearsal, asked, forbidden = [] }: Facts): Decision | undefined {
  const rules = asked === 'reading' ? failingWhenRead : failingRules;
  const statement = asked === 'reading' ? undefined : statementsOf(rehearsal).find(({ error }) => error !== undefined);
  if (statement?.error !== undefined) {
    const { file, line, error } = statement;
    return {
      verdict: 'fail',
      because: `\`${place(file, line)}\` fails: ${sentence(error.says.replace(/^(?:It|The|This|A|An) /, (word) => word.toLowerCase()))}`,
    };
  }
  const bad = blockers(findings).find(({ rule }) => rules.includes(rule));
  if (bad !== undefined) return { verdict: 'fail', because: firstSentence(bad.says) };
  const refused = blockers(findings).find(({ rule }) => forbidden.includes(rule));
  return (
    refused && { verdict: 'fail', because: `${firstSentence(refused.says)} The configuration lets nobody approve it.` }
  );
}

function unknown({ problems, rehearsal, asked, migrations }: Facts): Decision | undefined {
  const [problem] = problems;
  if (problem !== undefined) {
    return { verdict: 'error', because: `${sentence(problem.says)} ${sentence(problem.advice)}` };
  }
  if (rehearsal?.status === 'broke') return { verdict: 'error', because: sentence(rehearsal.because) };
  if (asked === 'reading' || migrations.length === 0 || rehearsal?.status === 'ran') return undefined;
  const because = rehearsal?.because ?? 'The rehearsal left no result';
  return { verdict: 'error', because: `Not rehearsed: ${sentence(because)}` };
}

function noMigrations({ migrations, lookedIn, findings }: Facts): Decision | undefined {
  if (migrations.length > 0 || blockers(findings).length > 0) return undefined;
  return {
    verdict: 'pass',
    because:
      lookedIn === undefined
        ? 'No migration changes.'
        : `No migrations in this repository (looked in ${joined(lookedIn.map((path) => `\`${path}\``))}).`,
  };
}

function blocked(facts: Facts): Decision | undefined {
  const { findings, approval, digest, suppressed = [] } = facts;
  const [allowed] = suppressed;
  if (blockers(findings).length === 0 && allowed === undefined) return undefined;
  if (approval?.digest === digest) {
    return { verdict: 'approved', because: `Approved by ${joined(approval.by)} for exactly these migrations.` };
  }
  if (blockers(findings).length === 0 && allowed !== undefined) {
    const { rule, reason } = allowed;
    return { verdict: 'needs-approval', because: `\`${rule}\` was suppressed by the author: ${sentence(reason)}` };
  }
  return { verdict: 'needs-approval', because: standstillSentence(facts) ?? blockerSentence(facts) };
}

/** “`orders` would refuse writes for 4–9 min.”: said only where a blocker names that table and the wait is worth it. */
function standstillSentence({ findings, rehearsal, stallBudgetMs = 1_000 }: Facts): string | undefined {
  const worst = worstStandstill(statementsOf(rehearsal));
  if (worst === undefined || upper(worst) < stallBudgetMs) return undefined;
  const { lock, productionMs } = worst;
  if (!blockers(findings).some(({ objects }) => objects.includes(lock.object))) return undefined;
  const refuse = `\`${short(lock.object)}\` would refuse ${joined(lock.blocks)}`;
  return productionMs === undefined
    ? `${refuse} for ${duration(lock.heldMs)} on the rehearsed rows.`
    : `${refuse} for ${durationRange(productionMs)}.`;
}

function blockerSentence({ findings }: Facts): string {
  const [first, ...others] = blockers(findings);
  if (first === undefined) return '';
  return others.length === 0
    ? firstSentence(first.says)
    : `${firstSentence(first.says)} ${counted(others.length, 'more blocker')}.`;
}

function clean({ findings, rehearsal }: Facts): Decision {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const remarks = warnings === 0 ? '' : `; ${counted(warnings, 'warning')}`;
  const statements = statementsOf(rehearsal);
  if (statements.length === 0) return { verdict: 'pass', because: `No blocker found${remarks}.` };
  const worst = worstStandstill(statements);
  const waits =
    worst === undefined
      ? 'no lock made reads or writes wait'
      : `the longest lock that makes others wait lasted ${duration(worst.lock.heldMs)}, on \`${short(worst.lock.object)}\``;
  return { verdict: 'pass', because: `${counted(statements.length, 'statement')} ran and ${waits}${remarks}.` };
}

const blockers = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity === 'blocker');
