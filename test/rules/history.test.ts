import { describe, expect, test } from '@jest/globals';
import type { ChangedMigration, MigrationFile } from '../../src/domain/migration.ts';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/rules/kit/check.ts';
import { tool as golangMigrate } from '../../src/tools/golang-migrate/index.ts';
import { tool as goose } from '../../src/tools/goose/index.ts';
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

  test('no section for the way back, where it is one', () => {
    const tool = () => goose;
    const nothing = inputFor({ steps: [], problems: [] });
    const { findings } = check({
      ...nothing,
      rules,
      changed: [{ ...added('m/10_c.sql'), tool: 'goose' }],
      base: [],
      tool,
    });
    expect(findings.map(({ says, instead }) => [says, instead])).toEqual([
      [
        '`m/10_c.sql` has no section for the way back, so goose cannot take it back.',
        'Write the section for the way back into the file, or say in the pull request how to get back without one.',
      ],
    ]);
  });

  test.each([
    ['skipped', 'blocker', 'golang-migrate skips it in silence on every database that has the newer one'],
    ['refused', 'blocker', 'golang-migrate refuses to run on every database that has the newer one'],
    ['unknown', 'warning', 'whether it is run on databases that have the newer one depends on what runs it'],
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

  test('a renamed one is a new one to the tool, unless only its folder moved or its down is called otherwise', () => {
    const renamed = (from: string, to: string, direction: 'up' | 'down' = 'up'): ChangedMigration => ({
      ...file(to, direction),
      status: 'renamed',
      previousPath: from,
      baseText: file(from, direction).text,
    });
    expect(told([renamed('m/9_b.up.sql', 'm/9_better.up.sql')], merged)).toEqual([
      {
        rule: 'edited-merged-migration',
        severity: 'blocker',
        says: '`m/9_b.up.sql` is now `m/9_better.up.sql`: where it has run, golang-migrate takes it for a new migration or reports the old one as missing.',
      },
    ]);
    expect(told([renamed('m/9_b.up.sql', 'db/m/9_b.up.sql')], merged)).toEqual([]);
    expect(told([renamed('m/9_b.down.sql', 'm/9_b.new.down.sql', 'down')], merged)).toEqual([]);
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

describe('the history of a tool that keeps a list of its own', () => {
  const listed = (path: string, over: Partial<ChangedMigration>): ChangedMigration => ({ ...added(path), ...over });

  test('what the list has as older is told, whatever its number', () => {
    const changed = listed('m/10_c.sql', { stamp: 5, down: '' });
    const base = [{ ...file('m/9_b.sql'), stamp: 7, down: '' }];
    expect(told([changed], base)).toEqual([
      {
        rule: 'out-of-order-version',
        severity: 'blocker',
        says: 'The tool’s own list has `m/10_c.sql` as older than `m/9_b.sql`, which is merged already: golang-migrate skips it in silence on every database that has the newer one.',
      },
    ]);
    expect(told([{ ...changed, stamp: 8 }], base)).toEqual([]);
  });

  test('names and numbers are no order where the list has none either', () => {
    const changed = listed('m/1_c.sql', { identity: 'c', place: [4], down: '' });
    expect(told([changed], [{ ...file('m/9_b.sql'), identity: 'b', place: [5] }])).toEqual([]);
  });

  test('a way back may lie in another folder', () => {
    const up = listed('deploy/1_a.sql', { identity: 'up a' });
    const down = { ...added('revert/1_a.sql', 'down'), identity: 'down a' };
    expect(told([up], [])).toMatchObject([{ rule: 'missing-down' }]);
    expect(told([up, down], [])).toEqual([]);
  });

  test('a version may repeat where the tool goes by more', () => {
    const twin = [added('m/9_c.up.sql'), added('m/9_c.down.sql', 'down')];
    const tool = () => ({ ...golangMigrate, versionsMayRepeat: true as const });
    const nothing = inputFor({ steps: [], problems: [] });
    expect(check({ ...nothing, rules, changed: twin, base: merged, tool }).findings).toEqual([]);
  });
});
