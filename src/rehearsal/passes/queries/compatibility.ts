import { counted, duration } from '../../../domain/figures.ts';
import { notMeasured } from '../../../domain/rehearsal.ts';
import type { BrokenQuery, CompatibilityCheck, RehearsalRun } from '../../../domain/rehearsal.ts';
import type { CachedPlanBreak } from '../../../domain/query-hazards.ts';
import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import { dogOf, dropDatabase, enter, enterAsMigrator, makeDatabase } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import type { Place, QueryBreak } from '../../plan.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { Step } from '../../run/script.ts';
import { statementError } from '../../run/sqlstate.ts';
import { ask, broke, withoutChecks } from './ask.ts';
import type { Refused } from './ask.ts';
import { blame } from './blame.ts';
import { cachedPlanBreaks, staleQueries } from './cached-plans.ts';
import type { StaleQuery } from './cached-plans.ts';
import { runCommands } from './commands.ts';
import type { BrokenCommand, Commands } from './commands.ts';
import { holdPrepared } from './held-prepared.ts';
import { eachOnce } from './known.ts';
import type { KnownQueries, KnownQuery } from './known.ts';

export interface Compatibility {
  readonly checks: RehearsalRun['compatibility'];
  readonly breaks: readonly QueryBreak[];
  readonly cachedPlans: readonly CachedPlanBreak[];
  readonly notes: readonly string[];
}

const copies = { old: 'rehearsal_old', new: 'rehearsal_new' } as const;

/** What the code that runs now asks, on the new schema; what the pull request's asks, on the old one. */
export async function rehearseCompatibility(lab: Lab, ready: Prepared, queries: KnownQueries): Promise<Compatibility> {
  try {
    const { runs, stale } = await bothSchemas(lab, ready, queries.deployed);
    if (!runs) return unknown('the migrations do not run on the small copy');
    const commands = await runCommands(lab, queries.commands, copies);
    if (queries.commands.length > 0) await bothSchemas(lab, ready, []);
    const asked = await askBoth(lab, [...queries.deployed, ...queries.coming]);
    const backward = checked(queries.deployed, asked, { works: 'old', fails: 'new' });
    const forward = checked(queries.coming, asked, { works: 'new', fails: 'old' });
    const whole = new Set(backward.works.map(({ sql }) => sql));
    for (const { sql } of backward.broken) whole.delete(sql);
    const known = queries.deployed.length + queries.commands.length;
    return {
      checks: {
        backward: known === 0 ? noneKnown : withCommands(withCoverage(backward, queries), commands),
        forward: queries.coming.length === 0 ? noneOfTheirs : told(forward),
      },
      breaks: [
        ...(await breaksOf(lab, ready, backward.broken)),
        ...forward.broken.map((query) => breakOf('coming', query, ready)),
        ...commands.broken.map((one) => commandBreak(one, ready)),
      ],
      cachedPlans: await cachedPlanBreaks(
        lab,
        ready,
        copies.new,
        stale.filter(({ query }) => whole.has(query.sql)),
      ),
      notes: [
        ...untried(backward, 'of the code that runs now', 'old'),
        ...untried(forward, 'of the pull request', 'new'),
        ...failingBefore(queries.commands.length - commands.worked),
      ],
    };
  } finally {
    for (const copy of Object.values(copies)) await dropDatabase(lab, copy);
  }
}

export const unknown = (because: string): Compatibility => ({
  checks: { backward: notMeasured(because), forward: notMeasured(because) },
  breaks: [],
  cachedPlans: [],
  notes: [],
});
const noneKnown = notMeasured('no query of the code that runs now is known');
const noneOfTheirs = notMeasured('no query of the pull request’s code is known');

type Side = keyof typeof copies;
type Answers = Readonly<Record<Side, Refused | undefined>>;

interface Migrated {
  readonly runs: boolean;
  /** Of a connection that had them prepared all the while. */
  readonly stale: readonly StaleQuery[];
}

/** Makes both copies, and migrates the new one under a connection of the application's that stays open. */
async function bothSchemas(lab: Lab, ready: Prepared, deployed: readonly KnownQuery[]): Promise<Migrated> {
  for (const copy of Object.values(copies)) await makeDatabase(lab, copy, databases.small);
  await using bench = await enter(lab, copies.new);
  await using driver = await enterAsMigrator(lab, copies.new);
  const application: Bench = { ...bench, migrator: driver };
  const held = await holdPrepared(driver, eachOnce(deployed), dogOf(lab, application, queryMs));
  const run = await execute(ready.changed, plainSender(lab, bench, lab.plan.limits.passMs));
  const runs = !run.failed && !run.open;
  return { runs, stale: runs ? await staleQueries(lab, application, held) : [] };
}

/** By the query's text. */
async function askBoth(lab: Lab, queries: readonly KnownQuery[]): Promise<ReadonlyMap<string, Answers>> {
  await using before = await enter(lab, copies.old);
  await using after = await enter(lab, copies.new);
  for (const { observer } of [before, after]) await observer.run(withoutChecks);
  const answers = new Map<string, Answers>();
  for (const query of queries) {
    if (answers.has(query.sql)) continue;
    lab.signal.throwIfAborted();
    const [old, next] = await Promise.all(
      [before, after].map((bench) => ask(bench.migrator, query, dogOf(lab, bench, queryMs))),
    );
    answers.set(query.sql, { old, new: next });
  }
  return answers;
}

/** On the few rows of the small copy. */
const queryMs = 5_000;

interface Checked {
  /** Not taken by the schema that they should work on. */
  readonly refused: number;
  /** Too slow to be tried. */
  readonly ended: number;
  readonly works: readonly KnownQuery[];
  readonly broken: readonly (KnownQuery & { readonly sqlstate: string })[];
}

/** Those that the one schema takes, and what the other one says to them. */
function checked(
  queries: readonly KnownQuery[],
  answers: ReadonlyMap<string, Answers>,
  { works, fails }: { readonly works: Side; readonly fails: Side },
): Checked {
  const taken = queries.filter(({ sql }) => answers.get(sql)?.[works]?.when !== 'parsed');
  const usable = taken.filter(({ sql }) => !wasEnded(answers.get(sql)));
  return {
    refused: queries.length - taken.length,
    ended: taken.length - usable.length,
    works: usable,
    broken: usable.flatMap((query) => {
      const sqlstate = broke(answers.get(query.sql)?.[works], answers.get(query.sql)?.[fails]);
      return sqlstate === undefined ? [] : [{ ...query, sqlstate }];
    }),
  };
}

/** At the limit of one query, or for want of memory. */
const wasEnded = (answers: Answers | undefined): boolean =>
  [answers?.old, answers?.new].some((refused) => refused && /^(57|53|08)/.test(refused.sqlstate));

const told = ({ works, broken }: Checked): CompatibilityCheck => ({
  checked: works.length,
  broken: broken.map(({ sql, source, sqlstate }): BrokenQuery => ({ query: sql, source, sqlstate })),
});

function withCoverage(check: Checked, { deployed, counted: production }: KnownQueries): CompatibilityCheck {
  if (!production) return told(check);
  const all = callsOf(deployed);
  const share = all === 0 ? 1 : callsOf(check.works) / all;
  return { ...told(check), coverage: { ...production, callsShare: production.callsShare * share } };
}

const withCommands = (check: CompatibilityCheck, { worked, broken }: Commands): CompatibilityCheck => ({
  ...check,
  checked: check.checked + worked,
  broken: [
    ...check.broken,
    ...broken.map(({ command, ended: sqlstate }) => ({ query: command, source: 'command', sqlstate })),
  ],
});

const callsOf = (queries: readonly KnownQuery[]): number =>
  queries.reduce((sum, { callsPerSecond = 0 }) => sum + callsPerSecond, 0);

const untried = ({ refused, ended }: Checked, whose: string, schema: Side): readonly string[] => [
  ...(refused === 0
    ? []
    : [
        `${queriesOf(refused, whose)} could not be tried: the ${schema} schema does not take ${refused === 1 ? 'it' : 'them'}.`,
      ]),
  ...(ended === 0 ? [] : [`${queriesOf(ended, whose)} could not be tried within ${duration(queryMs)}.`]),
];
const queriesOf = (count: number, whose: string): string =>
  `${counted(count, 'known query', 'known queries')} ${whose}`;

const failingBefore = (count: number): readonly string[] =>
  count === 0
    ? []
    : [
        `${counted(count, 'command')} of queries.commands could not be judged: on the old schema ${count === 1 ? 'it fails' : 'they fail'} too.`,
      ];

type Broken = Checked['broken'][number];

async function breaksOf(lab: Lab, ready: Prepared, broken: readonly Broken[]): Promise<readonly QueryBreak[]> {
  if (broken.length === 0) return [];
  const culprits = await blame(lab, ready, copies.new, broken);
  return broken.map((query, index) => {
    const { step = firstOf(ready), sqlstate = query.sqlstate } = culprits[index] ?? {};
    return { ...breakOf('deployed', { ...query, sqlstate }, ready), at: placeOf(step) };
  });
}

const firstOf = ({ changed }: Prepared): Step | undefined => changed.flatMap(({ steps }) => steps)[0];
const placeOf = (step: Step | undefined): Place => ({ file: step?.file ?? '', line: step?.line ?? 1 });

function breakOf(code: QueryBreak['code'], { sql, source, sqlstate }: Broken, ready: Prepared): QueryBreak {
  return { code, query: sql, source, sqlstate, says: statementError({ sqlstate }, ready.mayName).says };
}

const commandBreak = ({ command, ended: sqlstate }: BrokenCommand, ready: Prepared): QueryBreak => ({
  ...{ code: 'deployed', query: command, source: 'command', sqlstate },
  says: 'It works on the old one.',
  at: placeOf(firstOf(ready)),
});
