import { bytes, counted, duration, durationRange } from '../domain/figures.ts';
import type { Finding } from '../domain/finding.ts';
import type { Rehearsal, StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { cell, cellCode, code, fence, prose, text, within } from './escape.ts';
import { expectedTime, impact, refusals, wayBack, weight } from './impact.ts';
import {
  after,
  invalidIndexes,
  laggingReplicas,
  longTransactions,
  progressOf,
  sizesOf,
  waiting,
} from './runbook-sql.ts';
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

const sql = (statement: string): string => within(4_000, statement, (body) => fence(body, 'sql'));

function before({ findings }: Report, statements: readonly StatementRun[]): readonly string[] {
  const { rewrites, walBytes } = weight(statements);
  const locked = statements.some(({ locks }) => locks.length > 0);
  return [
    ...(locked
      ? [
          '**Long transactions.** Each of these makes a lock wait, and everybody queues behind it. Begin when there are none.',
          sql(longTransactions),
        ]
      : []),
    `**Replicas.** ${walBytes > 0 ? `It writes ${bytes(walBytes)} of WAL in the rehearsal${moreInProduction(statements)}.` : 'It writes hardly any WAL.'} Begin when none lags.`,
    sql(laggingReplicas),
    ...disk(rewrites, walBytes),
    '**Invalid indexes.** One that an earlier try left is passed over by `IF NOT EXISTS`. There should be none.',
    sql(invalidIndexes),
    ...questions(findings),
  ];
}

const moreInProduction = (statements: readonly StatementRun[]): string =>
  statements.some(({ estimate }) => 'productionMs' in estimate && estimate.class !== 'metadata')
    ? ', and more with production’s rows'
    : '';

/** Bytes of WAL that every disk has room for. */
const worthRoom = 1_000_000;

function disk(rewrites: readonly string[], walBytes: number): readonly string[] {
  if (rewrites.length === 0 && walBytes < worthRoom) return [];
  const room =
    rewrites.length === 0
      ? 'What it writes needs room; Postgres does not tell how much is free, so look on the machine.'
      : 'What is written anew stands on the disk twice until it is done. Postgres does not tell how much is free: look on the machine for more than this.';
  return [`**Disk.** ${room}`, ...(rewrites.length === 0 ? [] : [sql(sizesOf(rewrites))])];
}

/** What only production's rows can answer. */
function questions(findings: readonly Finding[]): readonly string[] {
  const asked = findings.filter(({ rule }) => rule === 'data-dependent-failure').slice(0, 4);
  return asked.length === 0
    ? []
    : [
        '**Production’s own rows decide these:**',
        ...asked.map(
          ({ file, line, instead, says }) =>
            `- ${within(300, place(file, line), code)} ${within(800, says, prose)} ${within(1_500, instead, prose)}`,
        ),
      ];
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

function watching({ rehearsal }: Report, statements: readonly StatementRun[]): readonly string[] {
  const found = rehearsal?.status === 'ran' ? refusals(rehearsal) : [];
  const whole = statements.flatMap(({ estimate, file, line }) =>
    'productionMs' in estimate && estimate.productionMs[1] >= 1_000
      ? [
          `- ${within(300, place(file, line), code)} should end within ${durationRange(estimate.productionMs)}. Past ${duration(estimate.productionMs[1])} it is outside of what was foretold: stop it unless you can tell why.`,
        ]
      : [],
  );
  const unknown = statements.flatMap(({ estimate, file, line }) =>
    'productionMs' in estimate || estimate.class === 'metadata'
      ? []
      : [
          `- ${within(300, place(file, line), code)}: how long it takes in production is not known. Agree before it begins on the time after which it is stopped.`,
        ],
  );
  const lines = beginning([...whole, ...unknown], 4_000).join('\n');
  const progress = progressOf(statements);
  return [
    'Who waits for whom, every few seconds:',
    sql(waiting),
    ...(found.length > 0
      ? [
          found
            .slice(0, 10)
            .map(({ object, blocks, howLong }) =>
              within(
                500,
                `${capital(waitWords(blocks))} on \`${short(object)}\`: ${howLong}. Sessions that wait for another table, or longer, were not foretold.`,
                (says) => `- ${prose(says)}`,
              ),
            )
            .join('\n'),
        ]
      : [
          'No table refuses anybody for a time that one notices, unless a lock has to wait itself: stop it when sessions queue.',
        ]),
    ...(progress === '' ? [] : ['How far it is:', sql(progress)]),
    ...(lines === '' ? [] : ['**When to stop**', lines]),
    'To stop it, `SELECT pg_cancel_backend(pid);` with the pid of the migration’s session, which the query above shows as `waits_for`.',
  ];
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

function afterwards(
  { rehearsal }: Report,
  statements: readonly StatementRun[],
  { call }: RunbookOptions,
): readonly string[] {
  const dead = statements.flatMap(({ deadTuples = [] }) => deadTuples);
  const left = rehearsal?.status === 'ran' ? rehearsal.leftovers : [];
  return [
    left.length === 0
      ? 'The rehearsal left nothing half done, so this should show no row:'
      : `The rehearsal left ${left.map(({ kind, object }) => `${leftWords[kind]} ${within(200, short(object), code)}`).join(', ')}; this shows that, and should show nothing else:`,
    sql(after),
    ...dead
      .slice(0, 10)
      .map(
        ({ table, rows }) =>
          `- ${within(300, short(table), code)} is left with ${counted(rows, 'dead row')} in the rehearsal: ${within(300, `VACUUM (ANALYZE) ${table};`, code)} once no old transaction is left.`,
      ),
    ...(call === undefined
      ? []
      : [
          `Tell the others: ${code(`${call} started`)} when it begins, ${code(`${call} finished 4m30s`)} with what it took. The report then shows it beside what was foretold.`,
        ]),
  ];
}

const leftWords = { 'invalid-index': 'the invalid index', 'not-validated': 'the unvalidated constraint' } as const;
