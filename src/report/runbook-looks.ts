import { bytes, counted, duration, durationRange } from '../domain/figures.ts';
import type { Finding } from '../domain/finding.ts';
import type { StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { code, fence, prose, within } from './escape.ts';
import { refusals, weight } from './impact.ts';
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
import { capital, place, short, waitWords } from './words.ts';

// Where the deploy plan has somebody look at production itself: before, while it runs, and afterwards.

const sql = (statement: string): string => within(4_000, statement, (body) => fence(body, 'sql'));

export function before({ findings }: Report, statements: readonly StatementRun[]): readonly string[] {
  const { rewrites, walBytes } = weight(statements);
  const locked = statements.some(({ locks }) => locks.length > 0);
  return [
    whoMayLook,
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

/** To others Postgres shows no session but their own, and that looks as if there were none. */
const whoMayLook =
  'Look as a superuser or a member of `pg_monitor`: to anybody else Postgres shows no transaction of other roles, and the answer is empty though there are some.';

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

export function watching({ rehearsal }: Report, statements: readonly StatementRun[]): readonly string[] {
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
    'To stop it, `SELECT pg_cancel_backend(pid);` with the pid of the migration’s session: the first query shows it as `waits_for` of those that wait for it, and as `pid` where it waits itself.',
  ];
}

export function afterwards(
  { rehearsal }: Report,
  statements: readonly StatementRun[],
  { call }: { readonly call?: string },
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
