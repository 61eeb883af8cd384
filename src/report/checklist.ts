import { checklistItems } from '../domain/checklist.ts';
import type { ChecklistEntry, ChecklistItem, ChecklistStatus } from '../domain/checklist.ts';
import { counted, duration, grouped, share } from '../domain/figures.ts';
import type { Finding } from '../domain/finding.ts';
import type { CompatibilityCheck, NotMeasured, RehearsalRun } from '../domain/rehearsal.ts';
import { spoken } from '../domain/lock.ts';
import { volumeWords } from './data-volume.ts';
import { defaultStallBudgetMs } from './facts.ts';
import type { Facts } from './facts.ts';
import { trafficWords } from './traffic.ts';
import {
  firstSentence,
  howLong,
  joined,
  migrationsIn,
  place,
  sentence,
  short,
  statementsOf,
  upper,
  waitWords,
  worstFirst,
  worstStandstill,
  rowsOf,
} from './words.ts';

type Answer = Omit<ChecklistEntry, 'item'>;
type Question = (facts: Facts) => Answer;

const pass = (says: string): Answer => ({ status: 'pass', says });
const warn = (says: string): Answer => ({ status: 'warn', says });
const fail = (says: string): Answer => ({ status: 'fail', says });
const unknown = (says: string): Answer => ({ status: 'unknown', says: sentence(says) });

/** Every item in the contract's order, decided from evidence or honestly unknown. */
export function checklist(facts: Facts): readonly ChecklistEntry[] {
  if (facts.migrations.length === 0) {
    return checklistItems.map((item) => ({ item, status: 'not-applicable', says: 'No migration changes.' }));
  }
  return checklistItems.map((item) => ({ item, ...answer(item, facts) }));
}

const rank: readonly ChecklistStatus[] = ['not-applicable', 'pass', 'unknown', 'warn', 'fail'];

function answer(item: ChecklistItem, facts: Facts): Answer {
  const found = accused(item, facts);
  const seen = questions[item](facts);
  const worst = worse(found, seen);
  return item === 'lock-analysis' && worst === found ? withWait(worst, seen, facts) : worst;
}

/** Of a lock the measured wait says more than the rule; the finding itself stands below. */
function withWait(found: Answer, seen: Answer, { rehearsal, findings }: Facts): Answer {
  const worst = worstStandstill(statementsOf(rehearsal));
  if (worst === undefined || seen.status !== 'pass') return found;
  const known = findings.some(({ objects }) => objects.includes(worst.lock.object));
  return { ...found, says: known ? seen.says : `${found.says} ${seen.says}` };
}

/** A finding outweighs a measurement that saw nothing; a worse measurement outweighs the finding. */
function worse(found: Answer | undefined, measured: Answer): Answer {
  if (found === undefined) return measured;
  return rank.indexOf(measured.status) > rank.indexOf(found.status) ? measured : found;
}

function accused(item: ChecklistItem, { findings, rules }: Facts): Answer | undefined {
  const mine = worstFirst(findings).filter(
    ({ rule, severity }) => severity !== 'advice' && (rules[rule]?.checks ?? 'lock-analysis') === item,
  );
  const [first, ...others] = mine;
  if (first === undefined) return undefined;
  return { status: first.severity === 'blocker' ? 'fail' : 'warn', says: withOthers(first, others.length) };
}

const withOthers = ({ says }: Finding, others: number): string =>
  others === 0 ? firstSentence(says) : `${firstSentence(says)} ${counted(others, 'more finding')}.`;

/** Asks the finished rehearsal; without one nothing was measured, and we say why. */
const measured =
  (question: (run: RehearsalRun, facts: Facts) => Answer): Question =>
  (facts) => {
    const { rehearsal } = facts;
    if (rehearsal?.status === 'ran') return untilFailure(rehearsal, question(rehearsal, facts));
    return unknown(rehearsal === undefined ? 'Not rehearsed.' : `Not measured: ${rehearsal.because}`);
  };

/** What was seen before the migration failed acquits nothing after it. */
function untilFailure({ statements }: RehearsalRun, seen: Answer): Answer {
  const failed = statements.find(({ error }) => error !== undefined);
  if (failed === undefined || seen.status !== 'pass') return seen;
  return unknown(`Known only until \`${place(failed.file, failed.line)}\` failed. ${seen.says}`);
}

const compatibility = (check: CompatibilityCheck | NotMeasured, schema: 'new' | 'old'): Answer => {
  if ('status' in check) return unknown(`Not measured: ${check.because}`);
  const { checked, broken, coverage } = check;
  if (checked === 0) return unknown('No queries are known, so none could be checked.');
  const source =
    coverage === undefined
      ? ''
      : ` (${coverage.source} of ${counted(coverage.ageDays, 'day')} ago, ${share(coverage.callsShare)} of calls)`;
  const worked = `${grouped(checked - broken.length)} of ${grouped(checked)} known queries work on the ${schema} schema${source}.`;
  return broken.length === 0 ? pass(worked) : schema === 'new' ? fail(worked) : warn(worked);
};

const locks = measured(({ statements, traffic }) => {
  const worst = worstStandstill(statements);
  const stalls = trafficWords(traffic);
  if (worst === undefined) return pass(`No lock made reads or writes of an existing table wait.${stalls}`);
  const { lock } = worst;
  return pass(
    `${spoken(lock.mode)} on \`${short(lock.object)}\` for ${howLong(worst)}: ${waitWords(lock.blocks)}.${stalls}`,
  );
});

const dataVolume = measured(({ statements, volume }) => {
  const unsized = statements.filter(({ estimate }) => !('productionMs' in estimate) && estimate.class !== 'metadata');
  const figures = volumeWords({ statements, volume });
  const known = volume.filter(({ productionRows }) => productionRows !== undefined).length;
  if (unsized.length === 0) return pass(figures);
  return unknown(
    `${figures} How long ${counted(unsized.length, 'statement')} would take in production is not known${known === 0 ? ': the production rows are not' : ''}.`,
  );
});

const lower = (says: string): string => `${says.slice(0, 1).toLowerCase()}${says.slice(1)}`;

const rollback = measured(({ rollback: result }) => {
  if (result.status === 'not-measured') return unknown(`Not measured: ${result.because}`);
  if (result.status === 'reverts') return pass(result.says);
  const { generated } = result;
  const beside = generated === undefined ? '' : ` A generated one was run: ${lower(generated.says)}`;
  if (result.status === 'fails') return fail(`${result.says}${beside}`);
  const does = result.status === 'missing' && result.optional === true && generated?.status === 'reverts';
  return (does ? pass : warn)(`${result.says}${beside}`);
});

const idempotent = measured(({ rerun, leftovers }) => {
  if (rerun.status === 'not-measured') return unknown(`Not measured: ${rerun.because}`);
  if (rerun.status !== 'fails') return pass(rerun.says);
  return leftovers.some(({ kind }) => kind === 'invalid-index') ? fail(rerun.says) : warn(rerun.says);
});

/** What to watch follows from what waits. The runbook tells how. */
const monitoring = measured(({ traffic, statements }, facts) => {
  const worst = worstStandstill(statementsOf(facts.rehearsal));
  if (worst !== undefined && upper(worst) > budget(facts)) {
    return unknown(
      `To be set up: watch lock waits on \`${short(worst.lock.object)}\`, expected for ${howLong(worst)}.`,
    );
  }
  if (statements.every(({ locks: taken }) => taken.length === 0))
    return pass('No more than your usual alerts: no existing table is locked.');
  if (traffic.status === 'not-measured') return unknown(`Not measured: ${traffic.because}`);
  const waited = Math.max(traffic.longestReadStallMs, traffic.longestWriteStallMs);
  if (waited > budget(facts))
    return unknown(`To be set up: watch lock waits; under traffic others waited ${duration(waited)}.`);
  return pass(`No more than your usual alerts: nothing waits longer than the budget of ${duration(budget(facts))}.`);
});

const productionLike = measured(({ volume }, { productionSource }) => {
  if (volume.length === 0) return pass('No existing table needs rows for these statements.');
  const told = volume.slice(0, 4).map(({ table, source, ...volume }) => {
    const from = volume.productionRows === undefined ? `${source}; production rows not known` : source;
    return `${rowsOf(volume)} in \`${short(table)}\` (${from})`;
  });
  const more = volume.length > told.length ? ` and ${counted(volume.length - told.length, 'more table')}` : '';
  const known = volume.every(({ productionRows, source }) => productionRows !== undefined || source === 'existing');
  const sized = volume.some(({ productionRows }) => productionRows !== undefined);
  const origin = sized && productionSource !== undefined ? ` ${productionSource}` : '';
  const says = `${told.join(', ')}${more}.${origin}`;
  return known ? pass(says) : unknown(says);
});

const expandContract: Question = ({ phases = [] }) => {
  const distinct = [...new Set(phases)];
  if (distinct.length === 0) return unknown('Which phase these statements belong to could not be told.');
  if (distinct.includes('expand') && distinct.includes('contract')) {
    return warn('Expand and contract in one pull request: code that runs during the deployment meets both schemas.');
  }
  return pass(`One step: ${joined(distinct)}.`);
};

const versioned: Question = ({ migrations }) => {
  const versions = [...new Set(migrations.map(({ version }) => version).filter((version) => version !== ''))];
  if (versions.length === 0) return pass(`${counted(migrations.length, 'migration file')} under version control.`);
  const told = versions.slice(0, 5).map((version) => `\`${version}\``);
  const more = versions.length > told.length ? ` and ${versions.length - told.length} more` : '';
  return pass(`${told.join(', ')}${more}: no duplicate, none out of order.`);
};

const small: Question = ({ tablesChanged, migrations }) => {
  if (tablesChanged === undefined) return unknown('Which tables these statements change could not be told.');
  const size = `${counted(tablesChanged.length, 'existing table')} changed in ${migrationsIn(migrations)}`;
  return tablesChanged.length > 3 ? warn(`${size}: smaller steps are easier to stop and to undo.`) : pass(`${size}.`);
};

const budget = ({ stallBudgetMs = defaultStallBudgetMs }: Facts): number => stallBudgetMs;

/** People are asked for only where something waits that they should know of. */
const human =
  (task: string): Question =>
  (facts) => {
    const worst = worstStandstill(statementsOf(facts.rehearsal));
    const waits = worst !== undefined && upper(worst) > budget(facts);
    const matters = waits || facts.findings.some(({ severity }) => severity === 'blocker');
    return matters
      ? unknown(task)
      : { status: 'not-applicable', says: 'Nothing found that people must be told of before it runs.' };
  };

const questions: Readonly<Record<ChecklistItem, Question>> = {
  'backward-compatibility': measured(({ compatibility: { backward } }) => compatibility(backward, 'new')),
  'forward-compatibility': measured(({ compatibility: { forward } }) => compatibility(forward, 'old')),
  'lock-analysis': locks,
  'data-volume': dataVolume,
  'rollback-plan': rollback,
  monitoring,
  'expand-contract': expandContract,
  versioned,
  idempotent,
  'production-like-volume': productionLike,
  'small-and-focused': small,
  'team-notified': human('Tell the team when it runs and what will wait.'),
  'impact-shared': human('Share the expected impact with those who will notice it.'),
  'someone-watching': human('Name the person who watches it while it runs.'),
};
