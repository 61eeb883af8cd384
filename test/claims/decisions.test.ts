import { expect, test } from '@jest/globals';
import type { LockMode } from '../../src/domain/lock.ts';
import type { Session } from '../../src/ports/database.ts';
import { onServers, tryOut } from './trial.ts';

// The facts that decide what the rules say, one by one, on real servers.

const given = `
  create domain positive as int check (value > 0);
  create domain plain as int;
  create table orders (id bigint primary key, n int check (n > 0), note text, at timestamp, p plain);
  create table lines (id bigint primary key, order_id bigint constraint points references orders);
  create table spare (id bigint, order_id bigint);
  create table amounts (n plain);
  create view noted as select note from orders;
  create index orders_at on orders (at);
  create index orders_some on orders (note) where n > 5;
  create unique index orders_part on orders (n) where n > 5;
  create unique index orders_upper on orders (upper(note));
  create function touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger touched before insert on orders for each row execute function touch();
  create table days (day int, n int) partition by list (day);
  create table days_1 partition of days for values in (1);
  create table days_rest partition of days default;
  create table days_2 (day int, n int);
  create table days_3 (day int, n int, check (day is not null and day = 3));
  insert into orders select n, n, 'note ' || n, now() from generate_series(1, 500) n;
  insert into lines select n, n from generate_series(1, 500) n;
  insert into spare select n, n from generate_series(1, 500) n;
  insert into amounts select n from generate_series(1, 500) n;
  insert into days_rest select 9, n from generate_series(1, 500) n;
  insert into days_2 select 2, n from generate_series(1, 500) n;
  insert into days_3 select 3, n from generate_series(1, 500) n;`;

const [exclusive, share, rowExclusive, update] = [
  'AccessExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ShareUpdateExclusiveLock',
] as const;

/** What the last statement does: only locks that make writers wait, or are named here. */
interface Fact {
  readonly run: string;
  readonly locks?: Readonly<Record<string, LockMode>>;
  readonly rewritten?: readonly string[];
  readonly scanned?: readonly string[];
  readonly fails?: string;
  readonly since?: number;
}

const ordersAlone = { 'public.orders': exclusive };
const facts: readonly Fact[] = [
  // Defaults, and what every row needs a value of its own for.
  { run: 'alter table orders add a timestamptz default now()', locks: ordersAlone },
  { run: 'alter table orders add a timestamptz default current_timestamp', locks: ordersAlone },
  { run: 'alter table orders add a int not null default 5', locks: ordersAlone },
  { run: 'alter table orders add a uuid default gen_random_uuid()', rewritten: ['public.orders'] },
  { run: 'alter table orders add a timestamptz default clock_timestamp()', rewritten: ['public.orders'] },
  { run: 'alter table orders add a bigserial', rewritten: ['public.orders'] },
  { run: 'alter table orders add a int generated always as identity', rewritten: ['public.orders'] },
  { run: 'alter table orders add a int generated always as (n * 2) stored', rewritten: ['public.orders'] },
  { run: 'alter table orders add a int generated always as (n * 2) virtual', locks: ordersAlone, since: 18 },
  { run: 'alter table orders add a positive default 5', rewritten: ['public.orders'] },
  { run: 'alter table orders add a plain default 5', locks: ordersAlone },
  // A change of type that copies nothing.
  { run: 'alter table orders alter p type int', locks: ordersAlone },
  { run: 'alter table orders alter n type int', locks: ordersAlone, scanned: ['public.orders'] },
  { run: 'alter table orders alter note type varchar', fails: '0A000' },
  // NOT NULL.
  { run: 'alter table orders alter n set not null', locks: ordersAlone, scanned: ['public.orders'] },
  {
    run: 'alter table orders add constraint c check (n is not null) not valid; alter table orders alter n set not null',
    locks: ordersAlone,
    scanned: ['public.orders'],
  },
  {
    run: 'alter table orders add constraint c check (n is not null); alter table orders alter n set not null',
    locks: ordersAlone,
  },
  { run: 'alter table orders add constraint c not null n not valid', locks: ordersAlone, since: 18 },
  {
    run: 'alter table orders add constraint c check (n > 1 or n = 1) not valid; alter table orders validate constraint c',
    locks: { 'public.orders': update },
    scanned: ['public.orders'],
  },
  // Foreign keys: both tables.
  {
    run: 'alter table spare add foreign key (order_id) references orders not valid',
    locks: { 'public.spare': rowExclusive, 'public.orders': rowExclusive },
  },
  { run: 'create table fresh (id bigint references orders)', locks: { 'public.orders': rowExclusive } },
  { run: 'alter table lines drop constraint points', locks: { 'public.lines': exclusive, 'public.orders': exclusive } },
  { run: 'alter table lines drop order_id', locks: { 'public.lines': exclusive, 'public.orders': exclusive } },
  { run: 'drop table lines', locks: { 'public.lines': exclusive, 'public.orders': exclusive } },
  // Indexes.
  { run: 'drop index orders_at', locks: ordersAlone },
  { run: 'reindex index orders_at', locks: { 'public.orders': share }, scanned: ['public.orders'] },
  { run: 'create index concurrently on days (n)', fails: '0A000' },
  { run: 'drop index orders_pkey', fails: '2BP01' },
  { run: 'alter table orders add unique using index orders_part', fails: '42809' },
  { run: 'alter table orders add unique using index orders_upper', fails: '42809' },
  // Partitions.
  {
    run: 'alter table days attach partition days_2 for values in (2)',
    locks: { 'public.days': update, 'public.days_2': exclusive, 'public.days_rest': exclusive },
    scanned: ['public.days_2', 'public.days_rest'],
  },
  {
    run: 'alter table days attach partition days_3 for values in (3)',
    locks: { 'public.days': update, 'public.days_3': exclusive, 'public.days_rest': exclusive },
    scanned: ['public.days_rest'],
  },
  {
    run: 'alter table days_rest add check (day is not null and day <> 3); alter table days attach partition days_3 for values in (3)',
    locks: { 'public.days': update, 'public.days_3': exclusive, 'public.days_rest': exclusive },
  },
  {
    run: 'create table days_4 partition of days for values in (4)',
    locks: { 'public.days': exclusive, 'public.days_rest': exclusive },
    scanned: ['public.days_rest'],
  },
  {
    run: 'drop table days_rest; create table days_4 partition of days for values in (4)',
    locks: { 'public.days': exclusive },
  },
  {
    run: 'alter table days detach partition days_1',
    locks: { 'public.days': exclusive, 'public.days_1': exclusive, 'public.days_rest': exclusive },
    // On 13 a partition without indexes gets off with ShareUpdateExclusive.
    since: 14,
  },
  // Domains, TRUNCATE, triggers, views.
  {
    run: 'alter domain plain add check (value > 0)',
    locks: { 'public.amounts': share, 'public.orders': share },
    scanned: ['public.amounts', 'public.orders'],
  },
  { run: 'alter domain plain add check (value > 0) not valid', locks: {} },
  {
    run: 'truncate orders cascade',
    locks: { 'public.orders': exclusive, 'public.lines': exclusive },
    rewritten: ['public.lines', 'public.orders'],
  },
  {
    run: 'create trigger again after insert on spare execute function touch()',
    locks: { 'public.spare': rowExclusive },
  },
  { run: 'drop trigger touched on orders', locks: ordersAlone },
  { run: 'create or replace view noted as select note from orders', locks: { 'public.noted': exclusive } },
];

const weak: readonly LockMode[] = ['AccessShareLock', 'RowShareLock', 'RowExclusiveLock'];

onServers('on Postgres %i', (server, major) => {
  test.each(facts.filter(({ since = 13 }) => since <= major).map((fact) => [fact.run, fact] as const))(
    '%s',
    async (run, { locks, rewritten = [], scanned = [], fails }) => {
      const effect = (await tryOut(server(), given, `${run};`)).at(-1);
      expect(effect?.sqlstate).toBe(fails);
      if (fails !== undefined) return;
      const strong = [...(effect?.locks ?? [])].filter(([, mode]) => !weak.includes(mode));
      if (locks) expect(Object.fromEntries(strong)).toEqual(locks);
      expect(effect?.rewritten.toSorted()).toEqual(rewritten);
      if (rewritten.length === 0) expect(effect?.scanned.toSorted()).toEqual(scanned);
    },
  );

  async function withTable(work: (session: Session, other: Session) => Promise<void>): Promise<void> {
    await using session = await server().connect('observer', 'postgres');
    await using other = await server().connect('observer', 'postgres');
    await session.run(
      'drop table if exists queue_1, queue_2; create table queue_1 (id int); create table queue_2 (id int)',
    );
    await work(session, other);
    await other.run('rollback');
  }
  const timeout = async (session: Session): Promise<string | undefined> =>
    (await session.query<{ lock_timeout: string }>('show lock_timeout')).rows[0]?.lock_timeout;

  test('SET LOCAL in autocommit does nothing; in a message it holds to its end', async () => {
    await withTable(async (session) => {
      await session.run("set local lock_timeout = '7s'");
      expect(await timeout(session)).toBe('0');
      await session.run(
        "set local lock_timeout = '7s'; insert into queue_1 select 1 where current_setting('lock_timeout') = '7s'",
      );
      expect((await session.query('select from queue_1')).rows).toHaveLength(1);
      expect(await timeout(session)).toBe('0');
    });
  });

  test('a build CONCURRENTLY waits for any older snapshot, and leaves an invalid index that a retry passes over', async () => {
    await withTable(async (session, other) => {
      await other.run('begin isolation level repeatable read; select from queue_2');
      await session.run("set lock_timeout = '200ms'");
      const build = 'create index concurrently if not exists queue_index on queue_1 (id)';
      expect(await session.run(build)).toMatchObject({ ok: false, error: { sqlstate: '55P03' } });
      expect(await session.run(build)).toMatchObject({ ok: true });
      const valid = await session.query("select indisvalid from pg_index where indexrelid = 'queue_index'::regclass");
      expect(valid.rows).toEqual([{ indisvalid: false }]);
    });
  });

  test('behind one that waits for AccessExclusive every reader waits', async () => {
    await withTable(async (session, other) => {
      await other.run('begin; select from queue_1');
      await using reader = await server().connect('observer', 'postgres');
      await session.run("set lock_timeout = '20s'");
      const waiting = session.run('alter table queue_1 add a int');
      const asked = 'select from pg_locks where pid = $1 and not granted';
      while ((await reader.query(asked, [session.pid])).rowCount === 0);
      await reader.run("set lock_timeout = '300ms'");
      expect(await reader.run('select from queue_1')).toMatchObject({ ok: false, error: { sqlstate: '55P03' } });
      await other.run('rollback');
      expect(await waiting).toMatchObject({ ok: true });
    });
  });
});
