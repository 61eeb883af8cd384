/**
 * What the event triggers cost: 200 DDL commands with and without them, in the same run, interleaved.
 * `npx tsx bench/observe/run.mjs [--major 17] [--runs 7]`. Other work on the machine slows both alike, so read the
 * ratios; the backend's CPU time (Linux) suffers least.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { installWitness } from '../../src/rehearsal/event-triggers.ts';
import { relationsNow } from '../../src/rehearsal/relations.ts';
import { startTestServer } from '../../test/databases/server.ts';

const { values: options } = parseArgs({
  options: { major: { type: 'string', default: '17' }, runs: { type: 'string', default: '7' } },
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

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

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
} finally {
  await keeper.end();
  await server.stop();
}
