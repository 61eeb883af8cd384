import { duration } from '../domain/figures.ts';
import type { Rehearsal, StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { cell, cellCode, code, fence, prose, text, within } from './escape.ts';
import { expectedTime, impact, wayBack } from './impact.ts';
import { afterwards, before, watching } from './runbook-looks.ts';
import { beginning } from './tables.ts';
import {
  capital,
  headOf,
  migrationsIn,
  place,
  production,
  short,
  statementsOf,
  verdictSign,
  waitWords,
} from './words.ts';

export interface RunbookOptions {
  /** How commands are typed on the pull request; absent where there is none. */
  readonly call?: string;
  readonly commit?: string;
}

/**
 * The deploy plan for whoever is on call: Markdown, top to bottom in the order in which it is needed. Every figure is
 * measured; what nobody knows is said to be unknown.
 */
export function runbook(report: Report, options: RunbookOptions = {}): string {
  if (report.migrations.length === 0) return `# Runbook\n\n${nothing(report)}\n`;
  const statements = statementsOf(report.rehearsal);
  return `${[
    head(report, options),
    ...section('1. Before you begin', before(report, statements)),
    ...section('2. The steps, in this order', steps(report, statements)),
    ...section('3. What to watch, and when to stop', watching(report, statements)),
    ...section('4. If it stops halfway', halfway(report.rehearsal)),
    ...section('5. The way back', back(report)),
    ...section('6. Afterwards', afterwards(report, statements, options)),
  ].join('\n\n')}\n`;
}

const nothing = ({ verdict, because }: Report): string =>
  verdict === 'error'
    ? `What there is to deploy is not known: ${within(600, because, prose)}`
    : 'No migration changes, so there is nothing to deploy.';

const section = (title: string, body: readonly string[]): readonly string[] =>
  body.length === 0 ? [] : [`## ${title}`, ...body];

function head({ migrations, digest, verdict, because, rehearsal }: Report, { commit }: RunbookOptions): string {
  const { icon, word } = verdictSign[verdict];
  const what = [
    ...(digest === '' ? [] : [`digest ${code(digest.slice(0, 12))}`]),
    ...(commit === undefined ? [] : [`commit ${code(commit.slice(0, 7))}`]),
    ...(rehearsal?.status === 'ran' ? [`rehearsed on Postgres ${text(rehearsal.postgres)}`] : []),
  ].join(' · ');
  const stop =
    verdict === 'pass' || verdict === 'approved' ? '' : '\n\n**Do not deploy this as it is**: the check is not green.';
  const about = rehearsal === undefined ? {} : { rehearsal };
  const [takes, ...waits] = [`Takes: ${expectedTime(about)}`, ...impact(about).map((says) => `Impact: ${says}`)];
  return [
    `# Runbook: ${migrationsIn(migrations)}`,
    what,
    `${icon} ${capital(word)}: ${within(600, because, prose)}${stop}`,
    beginning(
      [takes, ...waits].map((says) => `- ${within(600, says, prose)}`),
      6_000,
    ).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function steps({ migrations, rehearsal }: Report, statements: readonly StatementRun[]): readonly string[] {
  if (statements.length === 0) {
    const because = rehearsal === undefined || rehearsal.status === 'ran' ? 'no statement ran' : rehearsal.because;
    return [`Nothing is known of the steps: ${within(600, because, prose)}`];
  }
  const rows = statements.map(
    (one, index) =>
      `| ${index + 1} | ${within(200, place(one.file, one.line), cellCode)} ${within(160, headOf(one.sql, 110), cellCode)} | ${duration(one.durationMs)} | ${prose(production(one.estimate))} | ${refused(one)} |`,
  );
  const table = ['| | statement | rehearsed | production | who waits |', '| ---: | --- | ---: | ---: | --- |'];
  const modes = [...new Set(migrations.map(({ transaction }) => transaction))].map((mode) => modeWords[mode]);
  return [
    [...table, ...beginning(rows, 12_000)].join('\n'),
    ...modes,
    ...(statements.some(({ locks }) => locks.some(({ blocks }) => blocks.length > 0)) ? [lockAdvice] : []),
  ];
}

const modeWords = {
  'per-statement': 'Each statement commits on its own: what is done stays done when a later one fails.',
  'per-file': 'Each file is one transaction: a failure undoes the file, and locks are kept until its end.',
  'one-message': 'Each file is sent as one message: a failure undoes it, and locks are kept until its end.',
  'all-pending': 'All files are one transaction: a failure undoes them all, and locks are kept until its end.',
} as const;

const lockAdvice =
  'Unless the migrations set it themselves, set `lock_timeout` (say `5s`) in their session. Where a lock does not come in time the statement ends with 55P03 and has changed nothing: look for long transactions again, and repeat. Without it, whoever comes after waits behind it with no end.';

function refused({ locks, error }: StatementRun): string {
  if (error !== undefined) return `**failed**: ${within(400, error.says, cell)}`;
  const [worst] = locks
    .filter(({ blocks }) => blocks.length > 0)
    .toSorted((one, other) => other.blocks.length - one.blocks.length || other.heldMs - one.heldMs);
  if (worst === undefined) return 'nobody';
  return within(300, `${waitWords(worst.blocks)} on \`${short(worst.object)}\`, ${duration(worst.heldMs)} here`, cell);
}

function halfway(rehearsal: Rehearsal | undefined): readonly string[] {
  if (rehearsal?.status !== 'ran') return ['Not rehearsed: what an interruption leaves is not known.'];
  const { rerun } = rehearsal;
  if (rerun.status === 'not-measured') return [`Not rehearsed: ${within(600, rerun.because, prose)}`];
  const points = rerun.points.map(({ after: step, at, how, schema, next }) => {
    const where =
      at === undefined
        ? `After step ${step}`
        : `${how === 'during' ? 'In the midst of' : 'After'} ${within(300, at, code)}`;
    return `- ${where}: ${within(500, schema.replace(/\.$/, ''), prose)}. Then ${within(500, next, code)}`;
  });
  return [within(1_500, rerun.says, prose), ...(points.length > 0 ? [beginning(points, 8_000).join('\n')] : [])];
}

function back(report: Report): readonly string[] {
  const { rehearsal, migrations } = report;
  const says = within(1_500, wayBack(report), prose);
  if (rehearsal?.status !== 'ran' || rehearsal.rollback.status === 'not-measured') return [says];
  const { generated } = rehearsal.rollback;
  const downs = migrations.filter(({ direction, status }) => direction !== 'up' && status !== 'deleted').toReversed();
  return [
    says,
    ...(downs.length === 0
      ? []
      : [
          `The last first:\n\n${beginning(
            downs.map(({ path }, index) => `${index + 1}. ${within(600, path, code)}`),
            4_000,
          ).join('\n')}`,
        ]),
    ...(generated === undefined
      ? []
      : [`The generated one:`, within(8_000, generated.sql, (body) => fence(body, 'sql'))]),
  ];
}
