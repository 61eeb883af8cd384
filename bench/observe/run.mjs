/**
 * What watching costs: 200 DDL commands with and without the event triggers, and the build of one index, plainly and
 * CONCURRENTLY, with and without all that is looked at, in the same run, interleaved.
 * `npm run bench:observe -- [--major 17] [--runs 7] [--rows 5000000]`; the rows are those of the index. Meant: at most
 * 0.5 ms an autocommit command, less than 2 % of a build of 10 s. Other work on the machine slows both alike, so read the
 * ratios; the backend's CPU time (Linux) suffers least.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { installWitness } from '../../src/rehearsal/watch/event-triggers.ts';
import { execute } from '../../src/rehearsal/run/execute.ts';
import { observing } from '../../src/rehearsal/watch/observe.ts';
import { upHalf } from '../../src/rehearsal/plan.ts';
import { relationsNow } from '../../src/rehearsal/watch/relations.ts';
import { routing } from '../../src/rehearsal/run/route.ts';
import { scriptOf } from '../../src/rehearsal/run/script.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../../test/databases/server.ts';
import { unit } from '../../test/rehearsal/plans.ts';

const { values: options } = parseArgs({
  options: {
    major: { type: 'string', default: '17' },
    runs: { type: 'string', default: '7' },
    rows: { type: 'string', default: '5000000' },
  },
});

const tables = 20;
const given = Array.from(
  { length: tables },
  (_, n) => `CREATE TABLE t${n} (id int PRIMARY KEY, a text, b text); CREATE INDEX ON t${n} (a);`,
).join('\n');
const commands = Array.from({ length: 200 }, (_, n) => {
  const table = `t${n % tables}`;
  const kinds = [
    `ALTER TABLE ${table} ADD COLUMN c${n} int`,
    `CREATE INDEX i${n} ON ${table} (b)`,
    `DROP INDEX i${n - 1}`,
    `ALTER TABLE ${table} ADD CONSTRAINT k${n} CHECK (id > -${n}) NOT VALID`,
  ];
  return kinds[n % kinds.length];
});

const shapes = {
  autocommit: commands,
  'one transaction': ['BEGIN', ...commands, 'COMMIT'],
  'one DO block': [`DO $$ BEGIN ${commands.join('; ')}; END $$`],
};

/** Milliseconds of CPU that a process has had so far. */
function cpuOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return NaN;
  }
}

async function once(server, keeper, statements, how) {
  await keeper.query('DROP DATABASE IF EXISTS bench WITH (FORCE)');
  await keeper.query(`CREATE DATABASE bench OWNER ${server.roles.migrator}`);
  const observer = await server.connect('observer', 'bench');
  const migrator = await server.connect('migrator', 'bench');
  await migrator.query(given);
  if (how === 'with') await installWitness({ observer, migrator }, await relationsNow(observer));
  const before = { wall: performance.now(), cpu: cpuOf(migrator.pid) };
  for (const sql of statements) {
    const outcome = await migrator.run(sql);
    if (!outcome.ok) throw new Error(`${sql}: ${outcome.error.sqlstate}`);
  }
  const took = { wall: performance.now() - before.wall, cpu: cpuOf(migrator.pid) - before.cpu };
  await server.log();
  await migrator.end();
  await observer.end();
  return took;
}

/** Builds one index on a table that stays; milliseconds, less what it waited for a processor. */
async function built(server, kind, how) {
  const observer = await server.connect('observer', 'bench');
  const guard = await server.connect('observer', 'bench');
  const migrator = await server.connect('migrator', 'bench');
  await migrator.query('SET max_parallel_maintenance_workers = 0');
  const dog = { observer: guard, limitMs: 3_600_000, signal: new AbortController().signal };
  const route = routing(migrator, observer, dog, new Set());
  const script = scriptOf(upHalf(unit('1', `CREATE INDEX ${kind} built ON large (word);`)));
  const known = await relationsNow(observer);
  const clock = { now: () => Date.now(), elapsed: () => performance.now() };
  const scene = { migrator, observer, server, clock, known, route, fresh: async () => undefined };
  const watch = how === 'with' ? await observing(scene) : undefined;
  const queued = () => server.queuedMs?.(migrator.pid) ?? 0;
  const start = performance.now() - queued();
  if (watch) await execute([script.value], watch.sender);
  else for (const step of script.value.steps) await route.send(step);
  const took = performance.now() - queued() - start;
  await watch?.finish();
  await migrator.query('DROP INDEX built');
  for (const session of [observer, guard, migrator]) await session.end();
  return took;
}

async function indexBuilds(server, keeper) {
  await keeper.query('DROP DATABASE IF EXISTS bench WITH (FORCE)');
  await keeper.query(`CREATE DATABASE bench OWNER ${server.roles.migrator}`);
  const migrator = await server.connect('migrator', 'bench');
  await migrator.query(
    `CREATE TABLE large AS SELECT md5(n::text) AS word FROM generate_series(1, ${Number(options.rows)}) n`,
  );
  await migrator.end();
  for (const kind of ['', 'CONCURRENTLY']) {
    const runs = { without: [], with: [] };
    for (let run = 0; run < Math.ceil(Number(options.runs) / 2); run++)
      for (const how of ['without', 'with']) runs[how].push(await built(server, kind, how));
    const [bare, observed] = [median(runs.without), median(runs.with)];
    const seconds = (ms) => (ms / 1000).toFixed(2);
    console.log(
      `Postgres ${server.version}, CREATE INDEX ${kind || '(plain)'} on ${options.rows} rows: ${seconds(bare)} → ${seconds(observed)} s (${(100 * (observed / bare - 1)).toFixed(1)} %), without waiting for a processor`,
    );
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

await loadParser();
const server = await startTestServer({ major: Number(options.major) });
const keeper = await server.connect('observer', 'postgres');
try {
  for (const [shape, statements] of Object.entries(shapes)) {
    const runs = { without: [], with: [] };
    for (let run = 0; run < Number(options.runs); run++)
      for (const how of ['without', 'with']) runs[how].push(await once(server, keeper, statements, how));
    const told = ['wall', 'cpu'].map((clock) => {
      const [bare, observed] = [runs.without, runs.with].map((all) => median(all.map((took) => took[clock])));
      const each = ((observed - bare) / commands.length).toFixed(2);
      return `${clock} ${bare.toFixed(0)} → ${observed.toFixed(0)} ms (× ${(observed / bare).toFixed(2)}, ${each} ms a command)`;
    });
    console.log(`Postgres ${server.version}, ${shape}: ${told.join('; ')}`);
  }
  await indexBuilds(server, keeper);
} finally {
  await keeper.end();
  await server.stop();
}
