import { expect, test } from '@jest/globals';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

// Whether calls of a dropped function find the one that takes its place (drop-function), on real servers.

const body = `returns int language sql as 'select 1'`;

/** The old call, with the types of its arguments. */
const cases: readonly (readonly [before: string, drop: string, after: string, call: string, found: boolean])[] = [
  ['f(int)', 'f(int)', 'f(int)', 'f(1::int)', true],
  ['f(int)', 'f', 'f(bigint)', 'f(1::int)', true],
  ['f(int)', 'f(integer)', 'f(numeric)', 'f(1::int)', true],
  ['f(bigint)', 'f(bigint)', 'f(int)', 'f(1::bigint)', false],
  ['f(int)', 'f(int)', 'f(text)', 'f(1::int)', false],
  ['f(text)', 'f(text)', 'f(int)', 'f(now()::text)', false],
  ['f(varchar(5))', 'f(varchar)', 'f(text)', "f('a'::varchar)", true],
  ['f(date)', 'f(date)', 'f(timestamptz)', 'f(current_date)', true],
  ['f(timestamptz)', 'f(timestamptz)', 'f(date)', 'f(now())', false],
  ['f(real)', 'f(real)', 'f(numeric)', 'f(1::real)', false],
  ['f(int)', 'f(int)', 'f(int, text)', 'f(1)', false],
  ['f(int)', 'f(int)', "f(int, text default 'a')", 'f(1)', true],
  ['f(int, int)', 'f(int, int)', 'f(int)', 'f(1, 2)', false],
  ['f(int, int)', 'f(int, int)', 'f(variadic int[])', 'f(1, 2)', true],
  ['f(int, text)', 'f(int, text)', 'f(variadic int[])', 'f(1, now()::text)', false],
  ['f(int[])', 'f(int[])', 'f(int)', 'f(array[1])', false],
  ['f(int[])', 'f(int[])', 'f(anyarray)', 'f(array[1])', true],
  ['f(int, out b int)', 'f(int)', 'f(int)', 'f(1)', true],
];

onServers('on Postgres %i', (server, major) => {
  test.each(cases)('%s, drop function %s, create function %s: %s', async (before, drop, after, call, found) => {
    const given = `create function ${before} ${body};`;
    const run = `drop function ${drop}; create function ${after} ${body};`;
    await using session = await server().connect('observer', 'postgres');
    await session.query('begin');
    expect(await session.run(`${given} select ${call};`)).toMatchObject({ ok: true });
    expect(await session.run(run)).toMatchObject({ ok: true });
    const outcome = await session.run(`select ${call};`);
    await session.query('rollback');
    expect(outcome.ok ? undefined : outcome.error.sqlstate).toBe(found ? undefined : '42883');
    const told = findingsIn(run, { given, transaction: 'per-file', overrides: { postgres: major } });
    expect(told.filter(({ rule }) => rule === 'drop-function')).toHaveLength(found ? 0 : 1);
  });
});
