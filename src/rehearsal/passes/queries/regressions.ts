import type { PlanFigures, PlanRegression } from '../../../domain/query-hazards.ts';
import type { Session } from '../../../ports/database.ts';
import { dogOf, dropDatabase, enter } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import { mentions } from '../../run/script.ts';
import type { Step } from '../../run/script.ts';
import { guarded } from '../../watch/watchdog.ts';
import { lookBetween } from './between.ts';
import { letGoOf } from './held-prepared.ts';
import { eachOnce } from './known.ts';
import type { KnownQuery } from './known.ts';
import { plansOf } from './plans.ts';
import type { QueryPlan, Scan } from './plans.ts';

export interface Plans {
  readonly byQuery: ReadonlyMap<string, QueryPlan>;
  /** Queries that were left out: there were too many, or they took too long to plan. */
  readonly left: number;
}

/** Planning takes about a millisecond a query. */
const mostQueries = 300;
const queryMs = 2_000;
/** Planning for a table of a thousand partitions takes a hundred times as long. */
const togetherMs = 10_000;
const analyzeMs = 30_000;
const copy = 'rehearsal_plans';

/** Production's by how often they are sent, then those of files. */
const hottest = ({ plan: { queries } }: Lab): readonly KnownQuery[] =>
  eachOnce(queries?.deployed ?? []).toSorted((a, b) => (b.callsPerSecond ?? 0) - (a.callsPerSecond ?? 0));

/** How the known queries would be run in the database of the measured run as it is now. */
export async function plansNow(lab: Lab): Promise<Plans> {
  const queries = hottest(lab);
  if (queries.length === 0) return { byQuery: new Map(), left: 0 };
  await using bench = await enter(lab, databases.main);
  const { clock } = lab.world;
  const end = clock.elapsed() + togetherMs;
  const few = queries.slice(0, mostQueries);
  const { plans, left } = await plansOf(bench.migrator, few, dogOf(lab, bench, queryMs), () => clock.elapsed() > end);
  return { byQuery: plans, left: left + queries.length - few.length };
}

/** Queries that the migrations left with a much worse plan. */
export async function planRegressions(lab: Lab, ready: Prepared, before: Plans): Promise<readonly PlanRegression[]> {
  if (before.byQuery.size === 0) return [];
  const after = await plansNow(lab);
  const worse = hottest(lab).flatMap((query) => {
    const found = worsened(before.byQuery.get(query.sql), after.byQuery.get(query.sql));
    return found ? [{ query, ...found }] : [];
  });
  if (worse.length === 0) return [];
  const looked = await lookedAt(lab, worse);
  return inPlaces(lab, ready, looked);
}

/** A scan before and after, of a query whose plan is worse. */
interface Worsened {
  readonly whole: { readonly before: QueryPlan; readonly after: QueryPlan };
  readonly before: Scan;
  readonly after: Scan;
}
interface Worse extends Worsened {
  readonly query: KnownQuery;
}

/**
 * What an index lookup costs more when it becomes a scan begins at 20 times, with 10,000 narrow rows; what the planner
 * takes for granted where it knows nothing is a two hundredth of all rows, so a unique key is off by more than 100.
 */
const manyTimes = { cost: 10, rows: 100 };
/** Reading 10,000 narrow rows; and as many rows as a lookup does not bring. */
const worthTelling = { cost: 200, rows: 100 };

export function worsened(before: QueryPlan | undefined, after: QueryPlan | undefined): Worsened | undefined {
  if (!before || !after || after.cost < worthTelling.cost) return undefined;
  const pairs = after.scans.flatMap((scan) => {
    const same = before.scans.find(({ alias, table }) => alias === scan.alias && table === scan.table);
    return same ? [{ before: same, after: scan }] : [];
  });
  const wider = pairs.some(
    (one) => one.after.rows >= worthTelling.rows && one.after.rows >= one.before.rows * manyTimes.rows,
  );
  if (!wider && after.cost < before.cost * manyTimes.cost) return undefined;
  const [worst] = pairs.toSorted((a, b) => timesCostlier(b) - timesCostlier(a));
  return worst && { whole: { before, after }, ...worst };
}

const timesCostlier = ({ before, after }: Pick<Worsened, 'before' | 'after'>): number =>
  after.cost / Math.max(before.cost, 0.01);

interface LookedAt extends Worse, Pick<PlanRegression, 'tableRows' | 'lost' | 'analyzed'> {}

/** Whether statistics alone would bring the plans back, and which of their indexes are gone. */
async function lookedAt(lab: Lab, worse: readonly Worse[]): Promise<readonly LookedAt[]> {
  await using bench = await enter(lab, databases.main);
  const tables = new Set(worse.flatMap(({ whole }) => whole.after.scans.map(({ table }) => table)));
  const known = new Map<string, TableNow>();
  for (const { after } of worse) known.set(after.table, await tableNow(bench.observer, after.table));
  const plans = await plansAnalyzed(lab, bench, [...tables], worse);
  const looked = worse.map((one): LookedAt => {
    const { rows = 0, indexes = [] } = known.get(one.after.table) ?? {};
    const lost = [one.before.index].filter((name) => name !== undefined).filter((name) => !indexes.includes(name));
    const again = worsened(one.whole.before, plans.get(one.query.sql));
    return { ...one, tableRows: rows, lost, analyzed: again ? 'as-bad' : 'as-before' };
  });
  // More rows than before are no worse plan.
  return looked.filter(
    ({ analyzed, lost, before, after }) => analyzed === 'as-before' || lost.length > 0 || before.how !== after.how,
  );
}

/** In a transaction that is rolled back, the new statistics with it. */
async function plansAnalyzed(
  lab: Lab,
  bench: Bench,
  tables: readonly string[],
  worse: readonly Worse[],
): Promise<ReadonlyMap<string, QueryPlan>> {
  const { migrator } = bench;
  await migrator.run('BEGIN');
  for (const table of tables) {
    await migrator.run(`SAVEPOINT ${point}`);
    const analyzed = await guarded(migrator, `ANALYZE ${table}`, dogOf(lab, bench, analyzeMs));
    if (!analyzed.ok) await migrator.run(`ROLLBACK TO SAVEPOINT ${point}`);
  }
  const queries = worse.map(({ query }) => query);
  const { plans } = await plansOf(migrator, queries, dogOf(lab, bench, queryMs));
  await migrator.run('ROLLBACK');
  return plans;
}

const point = 'migration_rehearsal_plan';

interface TableNow {
  readonly rows: number;
  readonly indexes: readonly string[];
}

async function tableNow(observer: Session, table: string): Promise<TableNow> {
  const { rows } = await observer.query<TableNow>(
    `SELECT greatest(c.reltuples, 0)::float8 AS rows,
            ARRAY(SELECT x.relname::text FROM pg_catalog.pg_index i
                    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                   WHERE i.indrelid = c.oid AND i.indisvalid) AS indexes
       FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1)`,
    [table],
  );
  return rows[0] ?? { rows: 0, indexes: [] };
}

/** Each at the statement after which its cost jumps most, on a copy with few rows. */
async function inPlaces(lab: Lab, ready: Prepared, worse: readonly LookedAt[]): Promise<readonly PlanRegression[]> {
  const looks = await lookBetween(lab, ready, copy, async (session, dog) => {
    const costs: (number | undefined)[] = [];
    for (const { query } of worse) {
      await session.run(`SAVEPOINT ${point}`);
      const { plans } = await plansOf(session, [query], dog);
      await session.run(`ROLLBACK TO SAVEPOINT ${point}`);
      await letGoOf(session, [query]);
      costs.push(plans.get(query.sql)?.cost);
    }
    return costs;
  });
  await dropDatabase(lab, copy);
  const steps = ready.changed.flatMap((script) => script.steps);
  return worse.map((one, index) => {
    const costs = looks.map(({ after, value }) => ({ after, cost: value[index] }));
    const step = highestJump(costs) ?? namingOneOf(steps, [...one.lost, one.after.table]) ?? steps[0];
    const { sql, source, callsPerSecond } = one.query;
    const { tableRows, lost, analyzed, whole, before, after } = one;
    return {
      ...{ query: sql, source, at: { file: step?.file ?? '', line: step?.line ?? 1 } },
      ...(callsPerSecond !== undefined && { callsPerSecond }),
      ...{ table: after.table, tableRows, lost, analyzed },
      before: figuresOf(before, whole.before),
      after: figuresOf(after, whole.after),
    };
  });
}

const figuresOf = ({ how, index, rows }: Scan, { cost }: QueryPlan): PlanFigures => ({
  scan: index === undefined ? how : `${how} using ${index}`,
  ...{ rows, cost },
});

interface Priced {
  readonly after?: Step | undefined;
  readonly cost: number | undefined;
}

/** A smaller one is chance: the copy is small. */
const leastJump = 1.5;

function highestJump(costs: readonly Priced[]): Step | undefined {
  const known = costs.filter(({ cost }) => cost !== undefined);
  const jumps = known.map(({ after, cost = 0 }, index) => ({ after, times: cost / (known[index - 1]?.cost ?? cost) }));
  const [highest] = jumps.toSorted((a, b) => b.times - a.times);
  return highest && highest.times >= leastJump ? highest.after : undefined;
}

const namingOneOf = (steps: readonly Step[], names: readonly string[]): Step | undefined =>
  names.map((name) => steps.findLast((step) => mentions(step, name))).find((step) => step !== undefined);
