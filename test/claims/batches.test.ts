import { expect, test } from '@jest/globals';
import { parseScript } from '../../src/sql/parse.ts';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

onServers('a backfill in batches on Postgres %i', (server) => {
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
