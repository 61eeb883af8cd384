import type { Finding } from '../../src/domain/finding.ts';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import type { ReportedMigration } from '../../src/domain/report.ts';
import type { RuleCard } from '../../src/domain/rule.ts';
import { assemble } from '../../src/report/assemble.ts';
import type { Facts } from '../../src/report/assemble.ts';

/** Reviews as they come out of the flows, for the tests of what is made of them. */

const up = 'db/migrations/0042_add_email.up.sql';
const second = 'db/migrations/0043_fill_email.up.sql';

export const cards: Readonly<Record<string, RuleCard>> = {
  'create-index-not-concurrent': {
    id: 'create-index-not-concurrent',
    severity: 'blocker',
    hazard: 'lock',
    checks: 'lock-analysis',
    title: 'Building an index makes every write wait',
    why: 'CREATE INDEX holds a Share lock until the build ends; inserts, updates and deletes queue behind it.',
    takes: 'ShareLock',
  },
  'missing-lock-timeout': {
    id: 'missing-lock-timeout',
    severity: 'warning',
    hazard: 'lock',
    checks: 'monitoring',
    title: 'A lock is asked for without a time limit',
    why: 'While it waits for its lock, everything else on the table queues behind it.',
  },
};

export const blocker: Finding = {
  id: 'f1',
  rule: 'create-index-not-concurrent',
  severity: 'blocker',
  evidence: 'observed',
  file: up,
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 48,
  objects: ['public.orders'],
  says: 'Writes to `orders` wait until `orders_email_idx` is built: 13.1 s in the rehearsal.',
  instead: 'CREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);',
  docs: 'docs/rules/create-index-not-concurrent.md',
};

export const warning: Finding = {
  ...blocker,
  id: 'f2',
  rule: 'missing-lock-timeout',
  severity: 'warning',
  evidence: 'read',
  line: 1,
  endLine: 1,
  endColumn: 41,
  says: 'While `ALTER TABLE orders` waits for its lock, every query of `orders` waits behind it, with no time limit.',
  instead: "SET lock_timeout = '5s';",
  docs: 'docs/rules/missing-lock-timeout.md',
};

const migrations: readonly ReportedMigration[] = [up, second].map((path) => ({
  path,
  tool: 'golang-migrate',
  version: path === up ? '0042' : '0043',
  status: 'added',
  transaction: 'one-message',
  direction: 'up',
}));

const run: RehearsalRun = {
  status: 'ran',
  postgres: '17.5',
  provider: 'embedded',
  volume: [
    {
      table: 'public.orders',
      rows: 10_000_000,
      bytes: 1_200_000_000,
      source: 'synthetic',
      productionRows: 212_000_000,
    },
  ],
  statements: [
    {
      file: up,
      line: 1,
      sql: 'ALTER TABLE orders ADD COLUMN email text',
      durationMs: 2,
      locks: [{ object: 'public.orders', mode: 'AccessExclusiveLock', heldMs: 2, blocks: ['reads', 'writes'] }],
      rewrites: [],
      scans: [],
      walBytes: 0,
      tempBytes: 0,
      estimate: { status: 'not-measured', because: 'Its time does not depend on rows.', class: 'metadata' },
    },
    {
      file: up,
      line: 3,
      sql: 'CREATE INDEX orders_email_idx ON orders (email)',
      durationMs: 13_100,
      locks: [{ object: 'public.orders', mode: 'ShareLock', heldMs: 13_100, blocks: ['writes'] }],
      rewrites: [],
      scans: [{ table: 'public.orders', rows: 10_000_000 }],
      walBytes: 214_000_000,
      tempBytes: 0,
      estimate: {
        class: 'scan-sort',
        productionMs: [240_000, 540_000],
        model: 'n log n',
        sizes: [1_250_000, 2_500_000, 5_000_000, 10_000_000],
        error: 0.08,
        calibrated: false,
      },
    },
    {
      file: second,
      line: 1,
      sql: 'UPDATE orders SET email = lower(contact) WHERE id BETWEEN 1 AND 10000',
      durationMs: 6_100,
      locks: [{ object: 'public.orders', mode: 'RowExclusiveLock', heldMs: 6_100, blocks: [] }],
      rewrites: [],
      scans: [],
      walBytes: 2_100_000,
      tempBytes: 0,
      rowsAffected: 10_000,
      estimate: {
        class: 'rows',
        productionMs: [5_000, 8_000],
        model: 'linear',
        sizes: [2_500, 5_000, 10_000],
        error: 0.05,
        calibrated: false,
      },
    },
  ],
  traffic: { status: 'measured', longestReadStallMs: 21, longestWriteStallMs: 13_100, blockedStatements: 412 },
  rollback: {
    status: 'loses-data',
    says: 'The down migration reverts the schema; values of `orders.note` are not restored.',
  },
  rerun: {
    status: 'resumes',
    says: 'Interrupted at each of 3 points and run again: the same schema.',
    points: [{ after: 1, schema: '`orders.email` exists.', next: 'migrate force 41 && migrate up' }],
  },
  leftovers: [],
  compatibility: {
    backward: { checked: 118, coverage: { source: 'profile', ageDays: 3, callsShare: 0.97 }, broken: [] },
    forward: { checked: 4, broken: [] },
  },
  schemaDiff: '--- before\n+++ after\n@@ -3,2 +3,3 @@\n   id bigint NOT NULL,\n+  email text,\n',
  notes: ['Rows of `orders` were generated from the profile of 3 days ago.'],
};

const base = {
  version: '0.1.0',
  digest: '9f3a61c07b2e'.padEnd(64, '0'),
  asked: 'rehearsal',
  rules: cards,
  problems: [],
  tablesChanged: ['public.orders'],
  phases: ['expand'],
  timings: { totalMs: 74_000, stages: { provision: 900, baseline: 400, volume: 21_000, rehearse: 51_000, report: 30 } },
} as const satisfies Partial<Facts>;

export const dangerousFacts: Facts = { ...base, migrations, findings: [warning, blocker], rehearsal: run };

const calm = run.statements[0]!;
export const cleanFacts: Facts = {
  ...base,
  migrations: migrations.slice(0, 1),
  findings: [],
  rehearsal: {
    ...run,
    statements: [calm],
    traffic: { status: 'measured', longestReadStallMs: 4, longestWriteStallMs: 6, blockedStatements: 0 },
    rollback: { status: 'reverts', says: 'The down migration was run and the schema is what it was.' },
  },
};

export const failedFacts: Facts = {
  ...base,
  migrations: migrations.slice(0, 1),
  findings: [],
  rehearsal: {
    ...run,
    statements: [
      { ...calm, error: { sqlstate: '42P01', says: 'It names a table that does not exist then: `orders`.' } },
    ],
    traffic: { status: 'not-measured', because: 'The migration failed.' },
    rollback: { status: 'not-measured', because: 'The migration failed.' },
    rerun: { status: 'not-measured', because: 'The migration failed.' },
  },
};

export const brokenFacts: Facts = {
  ...base,
  migrations: migrations.slice(0, 1),
  findings: [],
  rehearsal: {
    status: 'broke',
    because: 'No Postgres could be started: Docker does not answer, and no embedded Postgres is installed.',
    advice: 'Start Docker, or set `postgres.provider: url`.',
    notes: [],
  },
};

export const emptyFacts: Facts = { ...base, digest: '', migrations: [], findings: [] };

export const dangerous = assemble(dangerousFacts);
export const clean = assemble(cleanFacts);
export const failed = assemble(failedFacts);
export const broken = assemble(brokenFacts);
export const empty = assemble(emptyFacts);
