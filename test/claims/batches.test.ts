import { expect, test } from '@jest/globals';
import type { Server, Session } from '../../src/ports/database.ts';
import { parseScript } from '../../src/sql/parse.ts';
import { countIn } from '../../src/rules/kit/backfill.ts';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

interface Way {
  readonly what: string;
  readonly given: string;
  readonly rows: string;
  readonly change: string;
  /** Finds rows only while something is left to do. */
  readonly done: string;
}

onServers('a backfill in batches on Postgres %i', (server, major) => {
  test.each([
    ['bigint', 'n'],
    ['uuid', 'md5(n::text)::uuid'],
    ['varchar(20)', "'k' || n"],
    ['numeric(12,2)', 'n / 100.0'],
  ])('changes 25,000 rows with a key of type %s in three transactions', async (type, key) => {
    const given = `create table orders (id ${type} primary key, paid boolean, done boolean, batch int);`;
    const { instead = '' } =
      findingsIn('update orders set paid = true;', { given }).find(({ rule }) => rule === 'unbatched-update') ?? {};
    await using session = await server().connect('observer', 'postgres');
    await session.query(`drop table if exists orders; ${given}`);
    await session.query(`insert into orders select ${key} from generate_series(1, 25000) n`);
    const outcome = await session.run(instead);
    expect(outcome.ok ? 'done' : outcome.error).toBe('done');
    const { rows } = await session.query(
      'select paid, count(*)::int as rows, count(distinct xmin::text)::int as transactions from orders group by paid',
    );
    expect(rows).toEqual([{ paid: true, rows: 25_000, transactions: 3 }]);
  });

  test('walks the key of its own table where a second one has a column of that name', async () => {
    const given = `
      create table customers (id bigint primary key, name text);
      create table orders (id bigint primary key, customer_id bigint, name text);`;
    const text = 'update orders o set name = c.name from customers c where c.id = o.customer_id;';
    const { instead = '' } = findingsIn(text, { given }).find(({ rule }) => rule === 'unbatched-update') ?? {};
    await using session = await server().connect('observer', 'postgres');
    await session.query(`drop table if exists orders, customers; ${given}`);
    await session.query(`insert into customers select n, 'c' || n from generate_series(1, 10) n`);
    await session.query('insert into orders select n, n % 10 + 1 from generate_series(1, 12000) n');
    const outcome = await session.run(instead);
    expect(outcome.ok ? 'done' : outcome.error).toBe('done');
    const { rows } = await session.query(
      "select count(*)::int as rows, count(distinct xmin::text)::int as transactions from orders where name = 'c' || customer_id",
    );
    expect(rows).toEqual([{ rows: 12_000, transactions: 2 }]);
  });

  const numbered = 'generate_series(1, 25000) n';
  const ways: readonly Way[] = [
    {
      what: 'a key of two columns, the second a text',
      given: 'create table lines (order_id int, item text, qty int, primary key (order_id, item));',
      rows: `insert into lines select n % 50, 'i' || n, 0 from ${numbered};`,
      change: 'update lines set qty = 1;',
      done: 'select 1 from lines where qty is distinct from 1',
    },
    {
      what: 'a unique column that is never NULL, in place of a primary key',
      given: 'create table notes (code text not null unique, seen boolean);',
      rows: `insert into notes select 'c' || n from ${numbered};`,
      change: 'update notes set seen = true where seen is null;',
      done: 'select 1 from notes where seen is null',
    },
    {
      what: 'no key at all',
      given: 'create table log (at int, what text);',
      rows: `insert into log select n, repeat('x', 100) from ${numbered};`,
      change: "update log set what = 'y';",
      done: "select 1 from log where what is distinct from 'y'",
    },
    {
      what: 'no key, rows that go',
      given: 'create table log (at int, what text);',
      rows: `insert into log select n, repeat('x', 100) from ${numbered};`,
      change: 'delete from log where at > 10;',
      done: 'select 1 from log where at > 10',
    },
    {
      what: 'a value that its column rounds, and one that is NULL',
      given: 'create table orders (id bigint primary key, net numeric(8,2), rate real, gross numeric(8,2));',
      rows: `insert into orders select n, nullif(n % 3, 0) * 1.37, 0 from ${numbered};`,
      change: 'update orders set gross = net * 1.19, rate = 0.19;',
      done: 'select 1 from orders where gross is distinct from round(net * 1.19, 2)',
    },
    {
      what: 'rows of another table, some of them there already',
      given:
        'create table orders (id int primary key, total int); create table totals (id int primary key, total int);',
      rows: `insert into orders select n, n from ${numbered}; insert into totals select n, n from generate_series(1, 9) n;`,
      change: 'insert into totals select id, total from orders;',
      done: 'select 1 from orders left join totals using (id) where totals.id is null',
    },
  ];
  test.each(ways)('over $what: interrupted and run again, the count of what is left comes to 0', async (way) => {
    const { given, rows, change, done } = way;
    const { instead = '' } = findingsIn(change, { given, overrides: { postgres: major } }).at(0) ?? {};
    const count = countIn(instead) ?? 'select -1 as count';
    if (major < 14 && way.what.startsWith('no key')) {
      expect(instead).toContain('Nothing leads through it as a whole');
      return;
    }
    await using session = await server().connect('observer', 'postgres');
    const left = async (): Promise<number> => Number((await session.query<{ count: string }>(count)).rows[0]?.count);
    await session.query(`drop table if exists orders, totals, lines, notes, log; ${given} ${rows}`);
    const before = await left();
    expect(before).toBeGreaterThan(20_000);
    expect(await brokenOff(server(), session, instead, `${count.replace(';', '')} having count(*) < ${before}`)).toBe(
      '57014',
    );
    expect(await left()).toBeLessThan(before);
    expect(await left()).toBeGreaterThan(0);
    const outcome = await session.run(instead);
    expect(outcome.ok ? 'done' : outcome.error).toBe('done');
    expect(await left()).toBe(0);
    expect((await session.query(done)).rows).toEqual([]);
  });

  test('what must not be changed twice is not, however often it breaks off', async () => {
    const given = 'create table orders (id uuid primary key, total int);';
    const { instead = '' } = findingsIn('update orders set total = total * 2;', { given }).at(0) ?? {};
    expect(countIn(instead)).toBeUndefined();
    await using session = await server().connect('observer', 'postgres');
    await session.query(`drop table if exists orders; ${given}`);
    await session.query('insert into orders select md5(n::text)::uuid, 1 from generate_series(1, 25000) n');
    expect(await brokenOff(server(), session, instead, 'select 1 from orders where total = 2 limit 1')).toBe('57014');
    const outcome = await session.run(instead);
    expect(outcome.ok ? 'done' : outcome.error).toBe('done');
    const { rows } = await session.query(
      "select total, count(*)::int as rows, to_regclass('orders_backfill') as progress from orders group by total",
    );
    expect(rows).toEqual([{ total: 2, rows: 25_000, progress: null }]);
  });

  test('a renamed column is as it was when all steps are done', async () => {
    const given = "create table orders (id bigint primary key, note text not null default 'none');";
    const { instead = '' } =
      findingsIn('alter table orders rename note to remark;', { given }).find(({ rule }) => rule === 'rename-column') ??
      {};
    await using session = await server().connect('observer', 'postgres');
    await session.query(`drop table if exists orders; ${given}`);
    await session.query("insert into orders select n, 'n' || n from generate_series(1, 100) n");
    const parsed = parseScript('1.sql', instead);
    for (const { sql } of parsed.ok ? parsed.value.statements : []) {
      const outcome = await session.run(sql);
      expect(outcome.ok ? 'done' : outcome.error).toBe('done');
    }
    await session.query('insert into orders (id) values (101)');
    const { rows } = await session.query('select remark from orders where id in (7, 101) order by id');
    expect(rows).toEqual([{ remark: 'n7' }, { remark: 'none' }]);
    const column = await session.query(
      "select attnotnull, attname from pg_attribute where attrelid = 'orders'::regclass and attnum > 1 and not attisdropped",
    );
    expect(column.rows).toEqual([{ attnotnull: true, attname: 'remark' }]);
  });
});

/** Ends a backfill as soon as a query finds a row, which it does after the first batch; its SQLSTATE. */
async function brokenOff(server: Server, session: Session, backfill: string, when: string): Promise<string> {
  await using watcher = await server.connect('observer', 'postgres');
  const running = session.run(backfill);
  while ((await watcher.query(when)).rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await watcher.query('select pg_cancel_backend($1)', [session.pid]);
  const outcome = await running;
  return outcome.ok ? 'done' : outcome.error.sqlstate;
}
