import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Session } from '../../src/ports/database.ts';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

// Whether a CHECK spares Postgres the look at every row is asked of Postgres, and of the rules: they must agree.

interface Attachment {
  readonly by: string;
  readonly column?: string;
  readonly value?: string;
  readonly bound: string;
}
const numbers: Attachment = {
  by: 'range (key)',
  bound: 'for values from (5000) to (6000)',
  value: '5000 + n % 900',
};
const words: Attachment = { by: 'list (key)', column: 'text', value: `'a'`, bound: `for values in ('a', 'b', 'c')` };
const days: Attachment = {
  ...{ by: 'range (key)', column: 'date', value: `'2026-01-05'` },
  bound: `for values from ('2026-01-01') to ('2026-02-01')`,
};
const times: Attachment = { ...days, column: 'timestamptz' };

/** What the new partition has: constraints of its column `key`. */
const attached: readonly (readonly [Attachment, string])[] = [
  [numbers, ''],
  [numbers, 'check (key >= 5000 and key < 6000)'],
  [numbers, 'not null check (key >= 5000 and key < 6000)'],
  [numbers, 'check (key >= 5000 and key < 6000 and key is not null)'],
  [numbers, 'not null check (key between 5000 and 5999)'],
  [numbers, 'not null check (key between 5000 and 6000)'],
  [numbers, 'not null check (key in (5001, 5999) or (key > 4999 and key < 5950 and key <> 3 and key >= 5000))'],
  [numbers, 'not null check (not (key < 5000 or key >= 6000))'],
  [numbers, 'not null check (not (key >= 5000 and key < 6000) or key > 5)'],
  [numbers, 'not null check (key >= 5000) check (key < 6000)'],
  [numbers, 'not null check (key >= 5000) check (6000 > key)'],
  [numbers, 'not null check (key >= 5000)'],
  [numbers, 'not null check (key + 0 >= 5000 and key < 6000)'],
  [{ ...numbers, bound: 'for values from (5000) to (maxvalue)' }, 'not null check (key > 4999 and key >= 5000)'],
  [{ ...numbers, bound: 'for values from (minvalue) to (6000)' }, 'not null check (key < 6000)'],
  [{ ...numbers, column: 'bigint' }, 'not null check (key >= 5000 and key < 6000)'],
  [{ ...numbers, column: 'numeric' }, 'not null check (key >= 5000.0 and key < 5999.5)'],
  [words, `not null check (key = 'a')`],
  [words, `check (key = 'a')`],
  [words, `not null check (key in ('a', 'b'))`],
  [words, `not null check (key = any (array['a', 'b']))`],
  [words, `not null check (key = 'a' or key = 'b')`],
  [words, `not null check (key in ('a', 'd'))`],
  [words, `not null check (key <> 'd')`],
  [{ ...words, bound: `for values in ('a', null)` }, `check (key = 'a')`],
  [
    { ...words, column: 'varchar(5)' },
    `not null check ((key)::text = any ((array['a'::varchar, 'b'::varchar])::text[]))`,
  ],
  [days, `not null check (key between '2026-01-01' and '2026-01-31')`],
  [days, `not null check (key >= date '2026-01-01' and key < date '2026-02-01')`],
  [times, `not null check (key >= '2026-01-01' and key < '2026-02-01 00:00')`],
  [times, `not null check (key >= '2026-01-01'::timestamptz and key < '2026-01-31 23:59:59.5')`],
  [times, `not null check (key >= '2026-01-01'::date and key < '2026-02-01'::date)`],
  [
    { ...times, bound: `for values from ('2026-01-01 00:00:00+00') to ('2026-02-01')` },
    `not null check (key >= '2026-01-01' and key < '2026-02-01')`,
  ],
  [
    { by: 'range (key, id)', value: '1', bound: 'for values from (1, 1) to (1, 2000)' },
    'not null check (key = 1 and id >= 1 and id < 2000)',
  ],
  [
    { by: 'range (key, id)', value: '1', bound: 'for values from (1, minvalue) to (2, minvalue)' },
    'not null check (key >= 1 and key < 2)',
  ],
  [
    { by: 'range (key, id)', value: '1', bound: 'for values from (1, minvalue) to (1, maxvalue)' },
    'not null check (key = 1)',
  ],
  [{ by: 'hash (key)', value: '1', bound: 'for values with (modulus 1, remainder 0)' }, 'not null check (key = 1)'],
];

/** What the default partition has, when a partition is made beside it. */
const beside: readonly (readonly [Attachment, string])[] = [
  [{ ...numbers, value: 'n' }, ''],
  [{ ...numbers, value: 'n' }, 'check (key < 5000)'],
  [{ ...numbers, value: 'n' }, 'check (key < 5001)'],
  [{ ...numbers, value: 'n' }, 'check (key < 5000 or key >= 6000)'],
  [{ ...numbers, value: 'n' }, 'check (not (key >= 5000 and key < 6000))'],
  [{ ...numbers, value: 'n' }, 'check (not (key is not null and key >= 5000 and key < 6000))'],
  [{ ...numbers, value: 'n' }, 'check (key is null)'],
  [{ ...words, value: `'z'` }, `check (key not in ('a', 'b', 'c', 'd'))`],
  [{ ...words, value: `'z'` }, `check (key <> all (array['a', 'b', 'c']))`],
  [{ ...words, value: `'z'` }, `check (key <> 'a')`],
  [{ ...words, value: `'z'` }, `check (key = 'z')`],
  [{ ...words, value: `'z'`, bound: `for values in ('a', null)` }, `check (key = 'z')`],
  [{ ...words, value: `'z'`, bound: `for values in ('a', null)` }, `not null check (key = 'z')`],
];

onServers('on Postgres %i', (server) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect('observer', 'postgres');
  });
  afterAll(() => session.end());

  /** What Postgres reads to its end, and what the rules say it does. Rolled back, so that one database serves all. */
  async function compared(given: string, rows: string, migration: string) {
    await session.query('begin');
    await session.query(given + rows);
    const before = await rowsRead();
    await session.query(migration);
    const after = await rowsRead();
    await session.query('rollback');
    const told = findingsIn(migration, { given })
      .filter(({ rule }) => rule === 'partition-attach-scan' || rule === 'create-partition-default-scan')
      .flatMap(({ objects }) => objects.filter((name) => name !== 'public.whole'));
    return { read: [...after].flatMap(([name, read]) => (read > (before.get(name) ?? 0) ? [name] : [])), told };
  }

  async function rowsRead(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await session.query<{ name: string; read: number }>(
      `select schemaname || '.' || relname as name, seq_tup_read::int as read
         from pg_catalog.pg_stat_xact_user_tables order by 1`,
    );
    return new Map(rows.map(({ name, read }) => [name, read]));
  }

  test.each(attached)('%j with key %s', async ({ by, column = 'int', value = 'n', bound }, own) => {
    const id = by.includes('id') ? 'id int not null' : 'id int';
    const given = `create table whole (id int, key ${column}) partition by ${by}; create table part (${id}, key ${column} ${own});`;
    const rows = `insert into part select n, ${value} from generate_series(1, 500) n;`;
    const { read, told } = await compared(given, rows, `alter table whole attach partition part ${bound};`);
    expect(told).toEqual(read);
  });

  test.each(beside)(
    '%j beside a default partition with key %s',
    async ({ by, column = 'int', value = 'n', bound }, own) => {
      const given = `create table whole (id int, key ${column}) partition by ${by};
      create table rest (id int, key ${column} ${own}); alter table whole attach partition rest default;`;
      const nulls = own.includes('key is null');
      const rows = `insert into rest select n, ${nulls ? 'null' : value} from generate_series(1, 500) n;`;
      const made = await compared(given, rows, `create table part partition of whole ${bound};`);
      expect(made.told).toEqual(made.read);
      const loose = `create table part (id int, key ${column}); alter table whole attach partition part ${bound};`;
      const attachment = await compared(given, rows, loose);
      expect(attachment.told).toEqual(attachment.read);
    },
  );

  test.each([
    ['an index', 'create index on whole (id)', 'create index on part (id)'],
    ['an index of another kind', 'create index on whole using hash (id)', 'create index on part using hash (id)'],
    ['a key', 'alter table whole add unique (key)', 'alter table part add unique (key)'],
    ['a primary key', 'alter table whole add primary key (key)', 'alter table part add primary key (key)'],
  ])('%s that the new partition lacks is built from its rows', async (_, whole, part) => {
    const tables = `create table whole (id int, key int not null) partition by range (key);
      create table part (id int, key int not null check (key >= 0 and key < 1000)); ${whole};`;
    const rows = 'insert into part select n, n from generate_series(1, 500) n;';
    const attach = 'alter table whole attach partition part for values from (0) to (1000);';
    expect(await compared(tables, rows, attach)).toEqual({ read: ['public.part'], told: ['public.part'] });
    expect(await compared(`${tables} ${part};`, rows, attach)).toEqual({ read: [], told: [] });
  });

  test('a foreign key that the new partition lacks is checked row by row', async () => {
    const tables = `create table parents (id int primary key);
      create table whole (id int references parents, key int not null) partition by range (key);
      create table part (id int, key int not null check (key >= 0 and key < 1000));`;
    const rows = 'insert into parents values (1); insert into part select 1, n from generate_series(1, 500) n;';
    const attach = 'alter table whole attach partition part for values from (0) to (1000);';
    const bare = await compared(tables, rows, attach);
    expect(bare.told).toEqual(['public.part']);
    expect(bare.read).toContain('public.part');
    const keyed = `${tables} alter table part add foreign key (id) references parents;`;
    expect(await compared(keyed, rows, attach)).toEqual({ read: [], told: [] });
  });

  test('the first default partition of all is not read', async () => {
    const given = 'create table whole (key int) partition by range (key); create table part (key int);';
    const rows = 'insert into part select generate_series(1, 500);';
    expect(await compared(given, rows, 'alter table whole attach partition part default;')).toEqual({
      read: [],
      told: [],
    });
  });
});
