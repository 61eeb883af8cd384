import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { QueryError, exactNumber } from '../../src/databases/session.ts';
import type { Server, Session } from '../../src/ports/database.ts';
import { startTestServer } from './server.ts';

let server: Server;
let observer: Session;

beforeAll(async () => {
  server = await startTestServer();
  observer = await server.connect('observer', 'postgres');
  await observer.query(
    `CREATE TABLE customers (email text CONSTRAINT customers_email_key UNIQUE, age int CONSTRAINT of_age CHECK (age > 17))`,
  );
});
afterAll(() => server.stop());

describe('someone else’s SQL', () => {
  test('answers with the last command and its rows', async () => {
    expect(await observer.run('SELECT 1')).toEqual({ ok: true, command: 'SELECT', rowCount: 1 });
    expect(await observer.run('BEGIN; SELECT 1; COMMIT')).toEqual({ ok: true, command: 'COMMIT', rowCount: undefined });
    expect(await observer.run('-- nothing')).toEqual({ ok: true, command: '', rowCount: undefined });
  });

  test('an error is its SQLSTATE and names, never a value', async () => {
    await observer.run(`INSERT INTO customers VALUES ('secret@example.org', 40)`);
    const outcomes = [
      await observer.run(`INSERT INTO customers VALUES ('secret@example.org', 41)`),
      await observer.run(`INSERT INTO customers VALUES ('secret2@example.org', 3)`),
      await observer.run(`SELECT 'secret'::int`),
    ];
    const where = { schema: 'public', table: 'customers' };
    expect(outcomes).toEqual([
      { ok: false, error: { sqlstate: '23505', ...where, constraint: 'customers_email_key' } },
      { ok: false, error: { sqlstate: '23514', ...where, constraint: 'of_age' } },
      { ok: false, error: { sqlstate: '22P02' } },
    ]);
    expect(JSON.stringify(outcomes)).not.toContain('secret');
  });

  test('COPY FROM STDIN is refused, not waited for', async () => {
    expect(await observer.run('COPY customers FROM STDIN')).toMatchObject({ ok: false, error: { sqlstate: '57014' } });
    expect(await observer.run('SELECT 1')).toMatchObject({ ok: true });
  });

  test('rows are let go as they come', async () => {
    const before = process.memoryUsage().heapUsed;
    expect(await observer.run(`SELECT repeat('x', 1000) FROM generate_series(1, 100000)`)).toMatchObject({
      rowCount: 100_000,
    });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
  });
});

describe('a lost connection', () => {
  test('is told with the server’s SQLSTATE while something runs, and as 08006 afterwards', async () => {
    const victim = await server.connect('migrator', 'postgres').catch(() => server.connect('observer', 'postgres'));
    const running = victim.run('SELECT pg_sleep(30)');
    await observer.query('SELECT pg_terminate_backend($1)', [victim.pid]);
    expect(await running).toEqual({ ok: false, error: { sqlstate: '57P01', fatal: true } });
    expect(await victim.run('SELECT 1')).toEqual({ ok: false, error: { sqlstate: '08006', fatal: true } });
    await victim.end();
    await victim.end();
  });
});

describe('our own query', () => {
  test('throws our SQL and the SQLSTATE, without the server’s words', async () => {
    const failing = observer.query('INSERT INTO customers\n  VALUES ($1, 3)', ['secret@example.org']);
    await expect(failing).rejects.toThrow(
      new Error('Postgres refused our own query (SQLSTATE 23514): INSERT INTO customers VALUES ($1, 3)'),
    );
    await expect(observer.query('SELECT')).resolves.toEqual({ rows: [{}], rowCount: 1 });
    const error: unknown = await observer.query(`SELECT 'secret'::int`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QueryError);
    expect((error as QueryError).cause).toBeUndefined();
  });

  test('counts are numbers where nothing is lost', async () => {
    const { rows } = await observer.query(
      `SELECT count(*) AS n, 9223372036854775807 AS big, 1.50 AS price, 3::numeric AS three FROM customers`,
    );
    expect(rows).toEqual([{ n: 1, big: '9223372036854775807', price: 1.5, three: 3 }]);
  });
});

test('no integer changes its value on the way', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      expect(BigInt(exactNumber(value.toString()))).toBe(value);
    }),
  );
});
