import { beforeAll, describe, expect, test } from '@jest/globals';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import type { QueryBreak } from '../../src/rules/kit/seen.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { told } from './rehearsed.ts';

beforeAll(loadParser);

const breaks = (sqlstate: string): QueryBreak => ({
  ...{ code: 'deployed', query: 'select email from orders', source: 'queries/orders.sql: GetOrder' },
  ...{ sqlstate, says: 'There is no such column.', at: { file: '2.sql', line: 1 } },
});

describe('a query of the deployed code fails after a statement', () => {
  const queryBreaks = [breaks('42703')];

  test('of which a rule said so: one finding tells both', () => {
    const sql = 'alter table orders drop column email;';
    expect(told('deployed-query-breaks', sql, { observations: { queryBreaks } })).toEqual([]);
    expect(told('drop-column', sql, { observations: { queryBreaks } })).toMatchObject([
      {
        severity: 'blocker',
        evidence: 'observed',
        says: 'The values of `email` in `public.orders` are lost for good, and queries of the running code that name it fail at once. Reads and writes of `public.orders` wait for a moment: AccessExclusive. The query `GetOrder` of `queries/orders.sql` fails on the new schema (42703): There is no such column. The code that runs now sends it.',
      },
    ]);
  });

  test('of which nobody knew: a finding of its own', () => {
    expect(
      told('deployed-query-breaks', 'alter table orders add column created_at timestamp;', {
        observations: { queryBreaks: [breaks('42702')] },
      }),
    ).toHaveLength(1);
  });

  test('that its author let pass: what was measured still weighs', () => {
    const sql = '-- migrate:allow drop-column reason: nobody reads it\nalter table orders drop column email;';
    const observations = { queryBreaks: [{ ...breaks('42703'), at: { file: '2.sql', line: 2 } }] };
    expect(told('drop-column', sql, { run: { line: 2 }, observations })).toMatchObject([{ severity: 'advice' }]);
    expect(told('deployed-query-breaks', sql, { run: { line: 2 }, observations })).toMatchObject([
      { severity: 'blocker' },
    ]);
  });
});

describe('a rule says that the table is rewritten', () => {
  const sql = 'alter table orders add column token text default make_token();';
  const orders = { table: 'public.orders', rows: 1000, bytes: 65536, source: 'synthetic' as const };
  const estimate = { status: 'not-measured', because: '', class: 'metadata' } as const;
  const locks = [
    { object: 'public.orders', mode: 'AccessExclusiveLock', heldMs: 1, blocks: ['reads', 'writes'] } as const,
  ];
  const severity = (run: Partial<StatementRun>, volume: RehearsalRun['volume'] = [orders]) =>
    told('add-column-volatile-default', sql, { run, rehearsal: { volume } }).map((one) => one.severity);

  test('and it was not: good to know, with the reason', () => {
    expect(
      told('add-column-volatile-default', sql, { run: { estimate, locks }, rehearsal: { volume: [orders] } }),
    ).toMatchObject([
      {
        severity: 'advice',
        evidence: 'observed',
        says: 'Reads and writes of `public.orders` wait while the table and its indexes are rewritten under AccessExclusive: `make_token()` gives every row a value of its own. The rehearsal contradicts it: `public.orders` was neither rewritten nor read, and AccessExclusive was there for a moment only.',
      },
    ]);
  });

  test('and so it was, or nothing can be told', () => {
    expect(severity({ rewrites: ['public.orders'], estimate: { ...estimate, class: 'rewrite' }, locks })).toEqual([
      'blocker',
    ]);
    expect(severity({ estimate, locks }, [{ ...orders, rows: 0 }])).toEqual(['blocker']);
    expect(severity({ estimate, locks }, [])).toEqual(['blocker']);
    expect(severity({ estimate, error: { sqlstate: '42883', says: 'No such function.' } })).toEqual(['blocker']);
  });

  test('which depends on a setting that production may not share', () => {
    const change = 'alter table orders alter column email type varchar(20);';
    expect(
      told('alter-column-type', change, { run: { estimate, locks }, rehearsal: { volume: [orders] } }),
    ).toMatchObject([{ severity: 'blocker' }]);
  });
});
