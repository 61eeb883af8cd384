import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Session } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

// What type-narrowing-data-loss says of a change of type, and what becomes of a value that does not fit.

type Fate = 'kept' | 'changed' | `fails ${string}`;
interface Change {
  readonly from: string;
  readonly to: string;
  /** The value that shows it, as SQL. */
  readonly value: string;
  readonly using?: string;
  readonly fate: Fate;
}

const change = (from: string, to: string, value: string, fate: Fate, using?: string): Change => ({
  ...{ from, to, value, fate },
  ...(using !== undefined && { using }),
});

const changes: readonly Change[] = [
  change('varchar(40)', 'varchar(20)', "repeat('x', 30)", 'fails 22001'),
  change('varchar(40)', 'varchar(20)', "repeat('x', 30)", 'fails 22001', 'c'),
  change('varchar(40)', 'varchar(20)', "repeat('x', 30)", 'changed', 'c::varchar(20)'),
  change('text', 'varchar(20)', "repeat('x', 30)", 'fails 22001'),
  change('varchar(20)', 'varchar(40)', "repeat('x', 20)", 'kept'),
  change('varchar(20)', 'text', "repeat('x', 20)", 'kept'),
  change('varchar', 'text', "repeat('x', 90)", 'kept'),
  change('varchar(20)[]', 'varchar(10)[]', "array[repeat('x', 20)]", 'fails 22001'),
  change('bigint', 'int', '3000000000', 'fails 22003'),
  change('int', 'smallint', '40000', 'fails 22003', 'c::smallint'),
  change('int', 'bigint', '40000', 'kept'),
  change('numeric(10,0)', 'int', '9999999999', 'fails 22003'),
  change('numeric(9,0)', 'int', '999999999', 'kept'),
  change('numeric(10,2)', 'int', '1.25', 'changed'),
  change('numeric(10,4)', 'numeric(10,2)', '1.2345', 'changed'),
  change('numeric(10,4)', 'numeric(8,2)', '1.2345', 'changed'),
  change('numeric(12,2)', 'numeric(10,2)', '9999999999.00', 'fails 22003'),
  change('numeric(10,2)', 'numeric(12,2)', '1.25', 'kept'),
  change('numeric(10,2)', 'numeric', '1.25', 'kept'),
  change('numeric', 'numeric(10,2)', '1e12', 'fails 22003'),
  change('int', 'numeric(10,2)', '2000000000', 'fails 22003'),
  change('int', 'numeric(12,2)', '2000000000', 'kept'),
  change('double precision', 'real', '1.23456789', 'changed'),
  change('bigint', 'double precision', '9007199254740993', 'changed'),
  change('int', 'double precision', '2000000001', 'kept'),
  change('int', 'real', '16777217', 'changed'),
  change('double precision', 'int', '1.5', 'changed'),
  change('timestamp', 'timestamp(3)', "timestamp '2026-01-01 00:00:00.123456'", 'changed'),
  change('timestamp(3)', 'timestamp', "timestamp '2026-01-01 00:00:00.123'", 'kept'),
  change('timestamp', 'date', "timestamp '2026-01-01 12:00'", 'changed'),
  change('date', 'timestamp', "date '2026-01-01'", 'kept'),
  change('text', 'uuid', "'no'", 'fails 22P02', 'c::uuid'),
  change('text', 'int', "'no'", 'fails 22P02', 'c::int'),
  change('text', 'date', "'no'", 'fails 22007', 'c::date'),
  change('text', 'jsonb', "'no'", 'fails 22P02', 'c::jsonb'),
  change('text', 'boolean', "'maybe'", 'fails 22P02', 'c::boolean'),
  change('varbit(8)', 'varbit(4)', "B'10101010'", 'fails 22001'),
  change('bit(8)', 'bit(4)', "B'10101010'", 'fails 22026'),
  change('bit(8)', 'bit(4)', "B'10101010'", 'changed', 'c::bit(4)'),
];

const titled = changes.map(
  (one) => [`${one.from} to ${one.to}${one.using ? ` using ${one.using}` : ''}`, one] as const,
);
const statement = ({ to, using }: Change) => `alter table t alter c type ${to}${using ? ` using ${using}` : ''};`;

beforeAll(loadParser);

test.each(titled)('foretold: %s', (_, one) => {
  const found = findingsIn(statement(one), { given: `create table t (c ${one.from});` }).filter(
    ({ rule }) => rule === 'type-narrowing-data-loss',
  );
  expect(found.map(({ says }) => fateIn(says))).toEqual(one.fate === 'kept' ? [] : [one.fate]);
});

function fateIn(says: string): Fate {
  const failing = /make the statement fail \((\w+)\)/.exec(says)?.[1];
  return failing === undefined ? 'changed' : `fails ${failing}`;
}

onServers('on Postgres %i', (server) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect('observer', 'postgres');
  });
  afterAll(() => session.end());

  test.each(titled)('seen: %s', async (_, one) => {
    await session.query(`drop table if exists t; create table t (c ${one.from}); insert into t values (${one.value})`);
    const read = async () => (await session.query<{ c: string }>('select c::text as c from t')).rows[0]?.c;
    const before = await read();
    const outcome = await session.run(statement(one));
    if (!outcome.ok) expect(`fails ${outcome.error.sqlstate}`).toBe(one.fate);
    else {
      const same = await session.query<{ same: boolean }>(
        `select c::${one.from} = '${before ?? ''}'::${one.from} as same from t`,
      );
      expect(same.rows[0]?.same ? 'kept' : 'changed').toBe(one.fate);
    }
  });

  test('the query that finds what does not fit finds it', async () => {
    for (const one of changes.filter(({ fate }) => fate !== 'kept')) {
      const [found] = findingsIn(statement(one), { given: `create table t (c ${one.from});` }).filter(
        ({ rule }) => rule === 'type-narrowing-data-loss',
      );
      const query = /SELECT count\(\*\) FROM [^;]*;/.exec(found?.instead ?? '')?.[0];
      if (query === undefined) continue;
      await session.query(
        `drop table if exists t; create table t (c ${one.from}); insert into t values (${one.value})`,
      );
      const { rows } = await session.query<{ count: string }>(query);
      expect([statement(one), String(rows[0]?.count)]).toEqual([statement(one), '1']);
    }
  });
});
