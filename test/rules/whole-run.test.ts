import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ChangedMigration } from '../../src/domain/migration.ts';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import { check } from '../../src/rules/kit/check.ts';
import type { QueryBreak } from '../../src/rules/kit/seen.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { inputFor, stepsOf } from './reading.ts';
import { told } from './rehearsed.ts';

beforeAll(loadParser);

const migration = "comment on table orders is 'Paid and open ones.';";

/** Severity, words and cure of what one rule says of the run as a whole. */
const words = (rule: string, rehearsal: Partial<RehearsalRun>, sql = migration) =>
  told(rule, sql, { rehearsal }).map(({ severity, says, instead }) => ({ severity, says, instead }));

describe('the way back', () => {
  const says = 'the down migration leaves the column `note` of `public.orders`.';

  test.each([
    ['rollback-differs', 'differs', 'Make the down undo everything that the up does.'],
    ['rollback-fails', 'fails', 'Mend the down migration until the rehearsal takes it.'],
    [
      'rollback-loses-data',
      'loses-data',
      'Keep what the migration removes (rename instead of drop, copy to a side table), or say in the pull request that the loss is meant.',
    ],
  ] as const)('%s', (rule, status, instead) => {
    expect(words(rule, { rollback: { status, says } })).toEqual([
      { severity: 'warning', says: `Rolled back in the rehearsal: ${says}`, instead },
    ]);
    expect(words(rule, { rollback: { status: 'reverts', says: '' } })).toEqual([]);
  });
});

test('a run that cannot be repeated', () => {
  const says = 'stopped after 1 of 2 statements, it fails at the first.';
  expect(words('not-idempotent', { rerun: { status: 'fails', says, points: [] } })).toEqual([
    {
      severity: 'warning',
      says: `Interrupted and run again in the rehearsal: ${says}`,
      instead:
        'Put each statement that commits by itself into a migration of its own, or make it safe to repeat (IF NOT EXISTS, IF EXISTS; drop an invalid index before it is built again).',
    },
  ]);
  expect(words('not-idempotent', { rerun: { status: 'resumes', says, points: [] } })).toEqual([]);
});

describe('what stays behind', () => {
  test('a constraint that is not validated, whatever it is called', () => {
    const object = 'public.orders."a.b"';
    expect(words('constraint-not-validated', { leftovers: [{ kind: 'not-validated', object }] })).toEqual([
      {
        severity: 'advice',
        says: 'After the migration `public.orders."a.b"` holds for new rows only: nobody has checked the old ones.',
        instead: [
          '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
          'ALTER TABLE public.orders VALIDATE CONSTRAINT "a.b";',
        ].join('\n'),
      },
    ]);
  });

  test('an invalid index', () => {
    const object = 'public.orders_email';
    expect(words('invalid-index-left', { leftovers: [{ kind: 'invalid-index', object }] })).toEqual([
      {
        severity: 'blocker',
        says: 'After the migration `public.orders_email` is there but invalid: writes keep it up to date, and no query uses it.',
        instead: 'DROP INDEX CONCURRENTLY public.orders_email;',
      },
    ]);
  });
});

test('a statement that met the limit, with the locks that it held', () => {
  const locks = [
    { object: 'public.orders', mode: 'ShareLock', heldMs: 60_000, blocks: ['writes'] },
    { object: 'public.customers', mode: 'AccessShareLock', heldMs: 60_000, blocks: [] },
  ] as const;
  const observations = { overLimit: [{ file: '2.sql', line: 1, limitMs: 60_000 }] };
  expect(told('time-limit', migration, { run: { locks }, observations })).toMatchObject([
    {
      severity: 'blocker',
      objects: ['public.orders'],
      says: 'This was stopped after 1 min; until then it held Share on `public.orders`.',
      instead: 'Split the work into smaller batches, or raise rehearsal.statement-limit if it may take that long.',
    },
  ]);
});

test('a pull request that changes its own judge', () => {
  const configuration = ['.github/migration-rehearsal.yml'];
  const { findings } = check(inputFor(stepsOf(migration), { configuration }));
  expect(findings.filter(({ rule }) => rule === 'configuration-changed')).toMatchObject([
    {
      severity: 'warning',
      file: '.github/migration-rehearsal.yml',
      says: '`.github/migration-rehearsal.yml` is changed here: this pull request is judged by the base branch’s, and every later one by the new.',
      instead: 'Change it in a pull request of its own, where it can be reviewed for what it is.',
    },
  ]);
});

describe('queries that work on one schema only', () => {
  const lost: QueryBreak = {
    ...{ code: 'deployed', query: 'SELECT note\n  FROM orders', source: 'profile', sqlstate: '42703' },
    ...{ says: 'A column does not exist.', at: { file: '2.sql', line: 1 } },
  };
  const said = (rule: string, queryBreaks: readonly QueryBreak[]) =>
    told(rule, migration, { observations: { queryBreaks } }).map(({ severity, says, instead }) => ({
      ...{ severity, says, instead },
    }));

  test('of the code that runs now, one finding a statement', () => {
    const named = { ...lost, source: 'queries/orders.sql: Notes' };
    const unnamed = { ...lost, source: 'queries/orders.sql' };
    expect(said('deployed-query-breaks', [lost, named, unnamed])).toEqual([
      {
        severity: 'blocker',
        says: 'The production query `SELECT note FROM orders` fails on the new schema (42703): A column does not exist. The query `Notes` of `queries/orders.sql` fails on the new schema (42703): A column does not exist. 1 more query fails too. The code that runs now sends them.',
        instead:
          'Deploy code whose query works on both schemas first, and take away what it no longer asks for in a later pull request.',
      },
    ]);
    expect(said('deployed-query-breaks', [unnamed, { ...lost, at: { file: '3.sql', line: 7 } }])).toHaveLength(2);
  });

  test.each([
    [
      '23502',
      'Give the column a DEFAULT, or let it be NULL until the deployed code writes it; make it NOT NULL in a later pull request.',
    ],
    [
      '42702',
      'Name the table in the query (`orders.created_at`) and deploy that first, or name the new column otherwise.',
    ],
  ])('%s has a cure of its own', (sqlstate, instead) => {
    expect(said('deployed-query-breaks', [{ ...lost, sqlstate }])).toMatchObject([{ instead }]);
  });

  test('of the pull request’s code', () => {
    const { query, sqlstate, says } = lost;
    const theirs: QueryBreak = { code: 'coming', query, source: 'queries/orders.sql: Notes', sqlstate, says };
    expect(said('new-query-needs-new-schema', [lost])).toEqual([]);
    expect(said('new-query-needs-new-schema', [theirs])).toEqual([
      {
        severity: 'warning',
        says: 'The query `Notes` of `queries/orders.sql` fails on the old schema (42703): A column does not exist. Until the migration has run, and after it is rolled back, the pull request’s code meets that.',
        instead:
          'Merge and apply the migration by itself first; bring the code that needs it in the pull request after.',
      },
    ]);
  });
});

test('a pull request that is looked at outside of the hours for changes', () => {
  const added = { path: 'migrations/0002.sql' } as ChangedMigration;
  const closed = { says: 'It is Fri 17:10.', instead: 'Deploy it from Mon 09:00 on.' };
  const { findings } = check(inputFor(stepsOf(migration), { closed, changed: [added] }));
  expect(findings.filter(({ rule }) => rule === 'change-window')).toMatchObject([
    { severity: 'warning', file: 'migrations/0002.sql', ...closed },
  ]);
});
