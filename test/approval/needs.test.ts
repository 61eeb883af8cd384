import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { destructiveRules, needsOf } from '../../src/approval/needs.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { LockMode } from '../../src/domain/lock.ts';
import type { Rehearsal, RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import { recall, remember } from '../../src/report/memory.ts';
import { rules } from '../../src/rules/index.ts';
import { dangerous } from '../report/samples.ts';

const finding = (more: Partial<Finding> = {}): Finding => ({
  id: 'create-index-not-concurrent:1',
  rule: 'create-index-not-concurrent',
  severity: 'blocker',
  evidence: 'read',
  file: 'migrations/2.sql',
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 40,
  objects: ['public.orders'],
  says: 'Writes wait.',
  instead: 'CREATE INDEX CONCURRENTLY',
  docs: 'docs/rules/create-index-not-concurrent.md',
  ...more,
});

const statement = (more: Partial<StatementRun> = {}, mode: LockMode = 'ShareLock'): StatementRun => ({
  file: 'migrations/2.sql',
  line: 3,
  sql: 'CREATE INDEX i ON orders (email);',
  durationMs: 400,
  locks: [{ object: 'public.orders', mode, heldMs: 400, blocks: ['writes'] }],
  rewrites: [],
  scans: [{ table: 'public.orders', rows: 1_000 }],
  walBytes: 0,
  tempBytes: 0,
  estimate: {
    class: 'scan-sort',
    productionMs: [4_000, 9_000],
    model: 'n log n',
    sizes: [1_000],
    error: 0,
    calibrated: false,
  },
  ...more,
});

function ran(...statements: readonly StatementRun[]): RehearsalRun {
  const none = { status: 'not-measured', because: 'this story measures nothing' } as const;
  return {
    status: 'ran',
    postgres: '17.5',
    provider: 'embedded',
    volume: [
      { table: 'public.orders', rows: 1_000, bytes: 1, source: 'synthetic', productionRows: 200_000_000 },
      { table: 'public.others', rows: 1_000, bytes: 1, source: 'synthetic', productionRows: 900_000_000 },
    ],
    statements,
    traffic: none,
    rollback: none,
    rerun: none,
    leftovers: [],
    compatibility: { backward: none, forward: none },
    schemaDiff: '',
    notes: [],
  };
}
const needs = (findings: readonly Finding[], rehearsal?: Rehearsal) =>
  needsOf({ findings, ...(rehearsal && { rehearsal }) });

describe('what somebody has to answer for', () => {
  test('is every blocker, as dangerous as its statement was seen to be', () => {
    expect(needs([finding()], ran(statement()))).toEqual([
      {
        id: 'create-index-not-concurrent:1',
        rule: 'create-index-not-concurrent',
        file: 'migrations/2.sql',
        objects: ['public.orders'],
        destructive: false,
        danger: {
          lock: 'ShareLock',
          rewrites: [],
          scans: ['public.orders'],
          rows: 200_000_000,
          productionMs: [4_000, 9_000],
        },
      },
    ]);
  });

  test('is no warning and no advice, but a blocker that the author let pass', () => {
    const passed = finding({ severity: 'advice', suppressed: { was: 'blocker', reason: 'small' } });
    expect(needs([finding({ severity: 'warning' }), finding({ severity: 'advice' })])).toEqual([]);
    expect(needs([finding({ severity: 'advice', suppressed: { was: 'warning', reason: 'small' } })])).toEqual([]);
    expect(needs([passed]).map(({ id }) => id)).toEqual([passed.id]);
  });

  test('is told without figures where nothing was rehearsed', () => {
    expect(needs([finding()], { status: 'skipped', because: 'only reading was asked for' })[0]?.danger).toEqual({
      rewrites: [],
      scans: [],
    });
  });

  test('belongs to the statement that it stands in, of several lines too', () => {
    const before = statement({ line: 1, sql: 'DROP TABLE a;' }, 'AccessExclusiveLock');
    const long = statement({ line: 2, sql: 'CREATE INDEX i\n  ON orders\n  (email);\n' });
    const after = statement({ line: 5 }, 'AccessExclusiveLock');
    const elsewhere = statement({ file: 'migrations/3.sql' }, 'AccessExclusiveLock');
    const [need] = needs([finding()], ran(before, long, after, elsewhere));
    expect(need?.danger.lock).toBe('ShareLock');
  });

  test('takes the strongest lock, and all durations together', () => {
    const two = [statement(), statement({ rewrites: ['public.orders'] }, 'AccessExclusiveLock')];
    expect(needs([finding()], ran(...two))[0]?.danger).toMatchObject({
      lock: 'AccessExclusiveLock',
      rewrites: ['public.orders'],
      productionMs: [8_000, 18_000],
    });
  });

  test('has no duration where one of them is not known', () => {
    const unknown = statement({ estimate: { class: 'scan', status: 'not-measured', because: 'no rows known' } });
    expect(needs([finding()], ran(statement(), unknown))[0]?.danger.productionMs).toBeUndefined();
  });
});

test('what destroys is what the rules themselves call so', () => {
  const called = rules.filter(({ destructive }) => destructive).map(({ id }) => id);
  expect([...destructiveRules].sort()).toEqual([...called].sort());
});

test('a check too small for its report still keeps all that somebody has to answer for', () => {
  const noise = Array.from({ length: 3_000 }, (_, n) =>
    finding({ severity: 'advice', id: `advice:${n}`, says: createHash('sha512').update(`${n}`).digest('base64') }),
  );
  const passed = finding({ id: 'passed:1', severity: 'advice', suppressed: { was: 'blocker', reason: 'small' } });
  const report = { ...dangerous, findings: [finding(), ...noise, passed] };
  const kept = recall(remember(report));
  if (!kept.ok) throw new Error(kept.problem.says);
  expect(kept.value.findings.length).toBeLessThan(100);
  expect(needsOf(kept.value).map(({ id }) => id)).toEqual(needsOf(report).map(({ id }) => id));
});
