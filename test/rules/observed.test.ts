import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { told } from './rehearsed.ts';

beforeAll(loadParser);

test('what the sandbox refuses is told where it stands', () => {
  const says = 'COPY … FROM PROGRAM runs a program on the database server.';
  const observations = { refused: [{ file: '2.sql', line: 1, says }] };
  expect(told('refused-by-sandbox', "copy orders from program 'id';", { observations })).toEqual([
    {
      severity: 'blocker',
      evidence: 'observed',
      line: 1,
      objects: [],
      says: 'The rehearsal refused this: COPY … FROM PROGRAM runs a program on the database server.',
      instead: 'Take it out of the migration; let whoever runs the server do it.',
    },
  ]);
});

describe('rows that do not fit', () => {
  const migration = 'create unique index orders_email on orders (email);';
  const at = { file: '2.sql', line: 1 };

  test('on rows that are not made up it is a blocker, with our words for the error', () => {
    const error = { sqlstate: '23505', says: 'Two rows of `public.orders` have the same email.' };
    expect(told('data-dependent-failure', migration, { run: { error } })).toEqual([
      {
        severity: 'blocker',
        evidence: 'observed',
        line: 1,
        objects: [],
        says: 'This failed in the rehearsal on rows that are not invented (23505): Two rows of `public.orders` have the same email.',
        instead:
          'Mend or remove the rows first, in a migration of its own; what comes after this statement was not rehearsed.',
      },
    ]);
  });

  test.each([
    [
      '23505',
      ['public.orders'],
      'SELECT <columns>, count(*) FROM public.orders GROUP BY <columns> HAVING count(*) > 1;',
    ],
    ['23502', ['public.orders'], 'SELECT count(*) FROM public.orders WHERE <column> IS NULL;'],
    ['23514', ['public.orders'], 'SELECT count(*) FROM public.orders WHERE NOT (<condition>);'],
    [
      '23503',
      ['public.orders', 'public.customers'],
      'SELECT count(*) FROM public.orders WHERE <column> IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.<key> = public.orders.<column>);',
    ],
  ])('on made-up rows (%s) it is a warning, and a query to ask production', (sqlstate, tables, query) => {
    const observations = { invented: [{ ...at, sqlstate, tables }] };
    expect(told('data-dependent-failure', migration, { observations })).toEqual([
      {
        severity: 'warning',
        evidence: 'observed',
        line: 1,
        objects: tables,
        says: `Whether this succeeds depends on the rows of ${tables.map((table) => `\`${table}\``).join(' and ')}: it failed (${sqlstate}) on rows that were invented for the rehearsal, and succeeded without them. Production’s rows were not seen.`,
        instead: `Count the rows that would break it in production first: ${query}`,
      },
    ]);
  });

  test('what a rule foretold from the text is not told twice', () => {
    const error = { sqlstate: '23502', says: 'A row has no value.' };
    const sql = 'alter table orders add column note text not null;';
    expect(told('data-dependent-failure', sql, { run: { error } })).toEqual([]);
  });
});
