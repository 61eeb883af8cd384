import { describe, expect, test } from '@jest/globals';
import type { ChangedMigration, MigrationFile } from '../../src/domain/migration.ts';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/rules/kit/check.ts';
import { tool as golangMigrate } from '../../src/tools/golang-migrate/index.ts';
import { inputFor } from './reading.ts';

const file = (path: string, direction: 'up' | 'down' = 'up', text = 'select 1;'): MigrationFile => ({
  path,
  tool: 'golang-migrate',
  version: /\d+/.exec(path)?.[0] ?? '',
  transaction: 'one-message',
  direction,
  [direction]: text,
  text,
  warnings: [],
});
const added = (path: string, direction?: 'up' | 'down'): ChangedMigration => ({
  ...file(path, direction),
  status: 'added',
});

function told(
  changed: readonly ChangedMigration[],
  base: readonly MigrationFile[],
  olderVersion = golangMigrate.olderVersion,
) {
  const nothing = inputFor({ steps: [], problems: [] });
  const tool = () => ({ ...golangMigrate, olderVersion });
  return check({ ...nothing, rules, changed, base, tool }).findings.map(({ rule, severity, says }) => ({
    rule,
    severity,
    says,
  }));
}

const merged = [
  file('m/1_a.up.sql'),
  file('m/1_a.down.sql', 'down'),
  file('m/9_b.up.sql'),
  file('m/9_b.down.sql', 'down'),
];

describe('the history of the migrations', () => {
  test('the next number, with a way back, is fine', () => {
    expect(told([added('m/10_c.up.sql'), added('m/10_c.down.sql', 'down')], merged)).toEqual([]);
  });

  test('no down', () => {
    expect(told([added('m/10_c.up.sql')], merged)).toEqual([
      {
        rule: 'missing-down',
        severity: 'advice',
        says: '`m/10_c.up.sql` has no down migration, so golang-migrate cannot take it back.',
      },
    ]);
  });

  test.each([
    ['skipped', 'blocker', 'golang-migrate skips it in silence on every database that has the newer one'],
    ['refused', 'blocker', 'golang-migrate refuses to run on every database that has the newer one'],
    ['unknown', 'warning', 'whether golang-migrate runs it on databases that have the newer one is not certain'],
    ['applied', 'advice', 'golang-migrate runs it late, so that databases run the two in different orders'],
  ] as const)('an older version that is %s', (older, severity, what) => {
    expect(told([added('m/5_c.up.sql'), added('m/5_c.down.sql', 'down')], merged, older)).toEqual([
      { rule: 'out-of-order-version', severity, says: `Version 5 comes before 9, which is merged already: ${what}.` },
    ]);
  });

  test('a version that another branch took', () => {
    expect(
      told([added('m/9_c.up.sql'), added('m/9_c.down.sql', 'down')], merged).map(({ rule, says }) => [rule, says]),
    ).toEqual([
      ['duplicate-version', '`m/9_c.up.sql` and `m/9_b.up.sql` both have version 9: golang-migrate cannot run both.'],
      [
        'duplicate-version',
        '`m/9_c.down.sql` and `m/9_b.down.sql` both have version 9: golang-migrate cannot run both.',
      ],
    ]);
  });

  test('an edited up is a blocker, an edited down a warning', () => {
    const edited = (path: string, direction: 'up' | 'down'): ChangedMigration => ({
      ...file(path, direction, 'select 2;'),
      status: 'modified',
      baseText: 'select 1;',
    });
    expect(told([edited('m/9_b.up.sql', 'up')], merged)).toEqual([
      {
        rule: 'edited-merged-migration',
        severity: 'blocker',
        says: '`m/9_b.up.sql` is merged already: databases that ran it keep the old result, new ones get another.',
      },
    ]);
    expect(told([edited('m/9_b.down.sql', 'down')], merged)[0]?.severity).toBe('warning');
  });

  test('a deleted migration', () => {
    expect(told([{ ...file('m/9_b.up.sql'), status: 'deleted' }], merged)).toEqual([
      {
        rule: 'migration-deleted',
        severity: 'blocker',
        says: '`m/9_b.up.sql` is deleted: databases that ran it keep its result, new ones never get it.',
      },
    ]);
  });
});
