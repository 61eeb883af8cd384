/**
 * Rehearses every rule's examples on a real Postgres with a million rows a table and writes what it saw to
 * docs/rules/measured.json, from which `npm run generate` makes the figures on the rules' pages. Give it a quiet machine:
 * `npm run measure:rules [-- RULE-ID …]`; with ids only these are measured anew.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { embedded } from '../src/databases/embedded/index.ts';
import { strength } from '../src/domain/lock.ts';
import type { MigrationUnit } from '../src/domain/migration.ts';
import type { StatementRun } from '../src/domain/rehearsal.ts';
import type { Server } from '../src/ports/database.ts';
import { defaultLimits } from '../src/rehearsal/plan.ts';
import { rehearse } from '../src/rehearsal/rehearse.ts';
import { rules } from '../src/rules/index.ts';
import {
  digestOf,
  measurable,
  measuredFile,
  type Measured,
  type Measurement,
  type Measurements,
} from '../src/rules/kit/measurements.ts';
import { tool } from '../src/tools/sql/index.ts';

const rows = 1_000_000;
const asked = process.argv.slice(2);

const unit = (version: string, text: string): MigrationUnit => {
  const path = `${version}.sql`;
  const transaction = 'per-statement';
  return { version, up: { path, tool: 'sql', version, transaction, direction: 'up', up: text, text, warnings: [] } };
};

async function run(server: Server, given: readonly string[], sql: string): Promise<Measured | undefined> {
  const { rehearsal } = await rehearse(
    {
      baseline: { kind: 'migrations', units: given.map((text, index) => unit(`000${index}`, text)) },
      changed: [unit('1000', sql)],
      tool,
      volume: { rows, tables: new Map(), seconds: 60 },
      limits: defaultLimits,
      session: {},
      roles: 'may-create',
      rollback: 'leave-out',
      rerun: 'leave-out',
      traffic: 'leave-out',
    },
    {
      server,
      clock: { now: () => Date.now(), elapsed: () => performance.now() },
      progress: { stage: () => undefined, note: () => undefined },
      signal: new AbortController().signal,
    },
  );
  if (rehearsal.status !== 'ran') {
    console.error(`  not measured: ${rehearsal.because}`);
    return undefined;
  }
  return seen(rehearsal.statements);
}

function seen(statements: readonly StatementRun[]): Measured {
  const [worst] = statements
    .flatMap(({ locks }) => locks)
    .sort((a, b) => strength(b.mode) - strength(a.mode) || b.heldMs - a.heldMs);
  const failed = statements.find(({ error }) => error !== undefined)?.error;
  return {
    durationMs: Math.round(statements.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    ...(worst && { lock: { object: worst.object, mode: worst.mode, heldMs: Math.round(worst.heldMs) } }),
    ...(statements.some(({ rewrites }) => rewrites.length > 0) && { rewrites: true }),
    ...(failed && { sqlstate: failed.sqlstate }),
  };
}

const old = JSON.parse(await readFile(measuredFile, 'utf8').catch(() => '{}')) as Partial<Measurements>;
const started = await embedded.start({
  settings: {},
  signal: new AbortController().signal,
  progress: (says) => {
    console.error(says);
  },
});
if (!started.ok) throw new Error(started.problem.says);
await using server = started.value;
const measured: Record<string, Measurement> = { ...old.rules };
for (const rule of rules.filter(measurable)) {
  const { id, examples } = rule;
  if (examples === undefined || (asked.length > 0 && !asked.includes(id))) continue;
  const start = performance.now();
  const given = [examples.given, ...(examples.rows === undefined ? [] : [examples.rows])];
  const bad = await run(server, given, examples.bad);
  const good = await run(server, given, examples.good);
  const ran = bad && good && bad.sqlstate === rule.fails && good.sqlstate === undefined;
  measured[id] = {
    examples: digestOf(examples),
    ...(ran ? { bad, good } : { notMeasured: 'Not measured: the examples need what only a superuser can make.' }),
  };
  console.error(`${id} ${((performance.now() - start) / 1000).toFixed(1)} s`, JSON.stringify(measured[id]));
}
const kept = rules.flatMap(({ id }) => (measured[id] ? [[id, measured[id]] as const] : []));
const document: Measurements = {
  postgres: server.version,
  rows,
  processors: availableParallelism(),
  rules: Object.fromEntries(kept),
};
await writeFile(measuredFile, `${JSON.stringify(document, null, 2)}\n`);
