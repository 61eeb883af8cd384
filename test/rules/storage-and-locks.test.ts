import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn, type Reading } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table customers (id bigint primary key, name text);
  create table "Line Items" (id bigint primary key, customer_id bigint references customers);
  create table orders (
    id bigint generated always as identity primary key,
    number text constraint orders_number unique,
    customer_id bigint constraint orders_customer references customers,
    total int,
    doubled int generated always as (total * 2) stored
  );
  create index orders_total on orders (total);
  create schema sales;
  create table sales.visits (id bigint, at int4range);
  create unique index visits_id on sales.visits (id);
  create unlogged table jobs (id bigint primary key);
  create table cold (id bigint primary key) tablespace archive;
  create table columns (id bigint primary key) using columnar;
  create table parts (id bigint) partition by list (id);
  create view shown as select id from orders;
  create materialized view totals as select customer_id, sum(total) as paid from orders group by 1;
  create domain email as text check (value like '%@%');
  create domain work_email as email;
  create domain plain as text;
  create table people (id bigint primary key, mail email, nick plain, names plain[]);
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger orders_touch before update on orders for each row execute function touch();`;

const told = (rule: string, migration: string, reading: Reading = {}) =>
  findingsIn(migration, { given, ...reading }).filter((finding) => finding.rule === rule);

/** One finding: its severity, objects, words and steps. */
function finding(rule: string, migration: string, reading: Reading = {}) {
  const found = told(rule, migration, reading);
  expect(found).toHaveLength(1);
  const [one] = found;
  return [one?.severity, one?.objects, one?.says, one?.instead.split('\n')];
}

const objects = (rule: string, migration: string, reading: Reading = {}) =>
  told(rule, migration, reading).map((one) => one.objects.join(', '));

const inOneTransaction: Reading = { transaction: 'per-file' };

/** The copy that every rule without an online form proposes, around its own CREATE TABLE. */
const copied = (first: readonly string[], table: string, insert: string, names: readonly [string, string]) => [
  ...first,
  '-- LIKE copies no foreign keys, triggers, policies and rights: give them to the new table now.',
  '-- Release code that writes both tables. Then copy the old rows:',
  'DO $$',
  'DECLARE',
  '  _batch int8[];',
  '  _last int8;',
  'BEGIN',
  '  LOOP',
  `    _batch := ARRAY(SELECT id FROM ${table} WHERE _last IS NULL OR id > _last ORDER BY id LIMIT 10000);`,
  '    EXIT WHEN cardinality(_batch) = 0;',
  `    ${insert}`,
  '    _last := _batch[cardinality(_batch)];',
  '    COMMIT;',
  '    PERFORM pg_sleep(0.2);',
  '    -- Lets replicas catch up; whoever is no member of pg_monitor sees no lag, and has to watch it elsewhere.',
  "    WHILE EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > interval '10 seconds') LOOP",
  '      PERFORM pg_sleep(1);',
  '      COMMIT;',
  '    END LOOP;',
  '  END LOOP;',
  'END $$;',
  '-- In the next migration, a transaction of its own: both tables hold the same rows, and the names change hands.',
  'BEGIN;',
  "SET LOCAL lock_timeout = '2s';",
  ...names,
  'COMMIT;',
];
const ordersCopied = (...first: readonly string[]) =>
  copied(
    first,
    'public.orders',
    'INSERT INTO public.orders_new (id, number, customer_id, total) OVERRIDING SYSTEM VALUE SELECT id, number, customer_id, total FROM public.orders WHERE id = ANY (_batch) AND (id NOT IN (SELECT id FROM public.orders_new WHERE id = ANY (_batch)));',
    ['ALTER TABLE public.orders RENAME TO orders_old;', 'ALTER TABLE public.orders_new RENAME TO orders;'],
  );

describe('what is written anew', () => {
  test('CLUSTER', () => {
    expect(finding('cluster-vacuum-full', 'CLUSTER orders USING orders_pkey;')).toEqual([
      'blocker',
      ['public.orders'],
      'Reads and writes of `public.orders` wait while the rows and all indexes are written anew: CLUSTER holds AccessExclusive until it is done.',
      [
        'ALTER TABLE public.orders CLUSTER ON orders_pkey;',
        '-- Then, beside reads and writes and outside the migrations: pg_repack --table=public.orders',
      ],
    ]);
  });

  test('VACUUM FULL', () => {
    expect(finding('cluster-vacuum-full', 'vacuum (full, analyze) orders, sales.visits;')).toEqual([
      'blocker',
      ['public.orders', 'sales.visits'],
      'Reads and writes of `public.orders` and `sales.visits` wait while the rows and all indexes are written anew: VACUUM FULL holds AccessExclusive until it is done.',
      [
        'VACUUM (ANALYZE) public.orders, sales.visits;',
        '-- To give room back to the disk, beside reads and writes and outside the migrations: pg_repack',
      ],
    ]);
  });

  test.each([
    ['a plain VACUUM', 'vacuum orders;', []],
    ['FULL switched off', 'vacuum (full off) orders;', []],
    ['ANALYZE', 'analyze orders;', []],
    ['in the old spelling', 'vacuum full verbose "Line Items";', ['public."Line Items"']],
    ['only marked for it', 'alter table orders cluster on orders_pkey;', []],
    ['of a new table', 'create table t (id bigint primary key); cluster t using t_pkey;', []],
    ['of a temporary one', 'create temp table orders (id bigint); vacuum full orders;', []],
  ])('%s', (_, migration, expected) => {
    expect(objects('cluster-vacuum-full', migration)).toEqual(expected);
  });

  test('every table at once is one finding that names none', () => {
    const [one] = told('cluster-vacuum-full', 'vacuum full;');
    expect(one?.says).toBe(
      'Reads and writes of every table, one after the other, wait while the rows and all indexes are written anew: VACUUM FULL holds AccessExclusive until it is done.',
    );
    expect(one?.objects).toContain('sales.visits');
  });

  test('SET UNLOGGED', () => {
    expect(finding('set-logged-unlogged', 'ALTER TABLE "Line Items" SET UNLOGGED;')).toEqual([
      'blocker',
      ['public."Line Items"'],
      'Reads and writes of `public."Line Items"` wait while the rows and all indexes are written anew: SET UNLOGGED holds AccessExclusive until it is done. Afterwards a crash leaves the table empty, and replicas have none of its rows.',
      copied(
        [
          '-- Only for rows that may be lost in a crash:',
          'CREATE UNLOGGED TABLE public."Line Items_new" (LIKE public."Line Items" INCLUDING ALL);',
        ],
        'public."Line Items"',
        'INSERT INTO public."Line Items_new" (id, customer_id) SELECT id, customer_id FROM public."Line Items" WHERE id = ANY (_batch) AND (id NOT IN (SELECT id FROM public."Line Items_new" WHERE id = ANY (_batch)));',
        [
          'ALTER TABLE public."Line Items" RENAME TO "Line Items_old";',
          'ALTER TABLE public."Line Items_new" RENAME TO "Line Items";',
        ],
      ),
    ]);
  });

  test.each([
    ['what is unlogged already', 'alter table jobs set unlogged;', []],
    ['what is not', 'alter table jobs set logged;', ['public.jobs']],
    ['what is logged already', 'alter table orders set logged;', []],
    [
      'there and back',
      'alter table orders set unlogged; alter table orders set logged;',
      ['public.orders', 'public.orders'],
    ],
    ['a partitioned table, which has no rows', 'alter table parts set unlogged;', []],
    ['a sequence', 'alter sequence orders_id_seq set logged;', []],
  ])('SET LOGGED and UNLOGGED: %s', (_, migration, expected) => {
    expect(objects('set-logged-unlogged', migration)).toEqual(expected);
  });

  test('SET ACCESS METHOD', () => {
    expect(finding('set-access-method', 'alter table orders set access method columnar;')).toEqual([
      'blocker',
      ['public.orders'],
      'Reads and writes of `public.orders` wait while the rows are copied to `columnar` and all indexes are built anew: SET ACCESS METHOD holds AccessExclusive until it is done.',
      ordersCopied('CREATE TABLE public.orders_new (LIKE public.orders INCLUDING ALL) USING columnar;'),
    ]);
  });

  test.each([
    ['to the one it has', 'alter table columns set access method columnar;', []],
    ['back to the usual one', 'alter table columns set access method heap;', ['public.columns']],
    ['to the default', 'alter table columns set access method default;', ['public.columns']],
    ['the usual one has', 'alter table orders set access method heap;', []],
    [
      'twice',
      'alter table columns set access method heap; alter table columns set access method heap;',
      ['public.columns'],
    ],
    ['of a partitioned table', 'alter table parts set access method columnar;', []],
  ])('SET ACCESS METHOD: %s', (_, migration, expected) => {
    expect(objects('set-access-method', migration)).toEqual(expected);
  });

  test('SET TABLESPACE of a table', () => {
    expect(finding('set-tablespace', 'alter table orders set tablespace archive;')).toEqual([
      'blocker',
      ['public.orders'],
      'Reads and writes of `public.orders` wait while its files are copied: SET TABLESPACE holds AccessExclusive until it is done.',
      ordersCopied(
        '-- Beside reads and writes, outside the migrations: pg_repack --table=public.orders --tablespace=archive --moveidx',
        '-- Or:',
        'CREATE TABLE public.orders_new (LIKE public.orders INCLUDING ALL) TABLESPACE archive;',
      ),
    ]);
  });

  test('SET TABLESPACE of an index', () => {
    expect(finding('set-tablespace', 'alter index orders_total set tablespace archive;')).toEqual([
      'blocker',
      ['public.orders'],
      'Reads and writes of `public.orders` wait while the file of `public.orders_total` is copied: planning a query locks every index of its table, and SET TABLESPACE holds AccessExclusive on this one until it is done.',
      ['REINDEX (TABLESPACE archive) INDEX CONCURRENTLY public.orders_total;'],
    ]);
  });

  test.each([
    ['where it is already', 'alter table cold set tablespace archive;', []],
    ['back', 'alter table cold set tablespace pg_default;', ['public.cold']],
    ['of a materialized view', 'alter materialized view totals set tablespace archive;', ['public.totals']],
    ['of a partitioned table', 'alter table parts set tablespace archive;', []],
    ['of a new index', 'create index concurrently i on orders (number); alter index i set tablespace archive;', []],
    ['of an index that is not there', 'alter index nothing set tablespace archive;', []],
    ['with others in one ALTER TABLE', 'alter table orders add note text, set tablespace archive;', ['public.orders']],
    ['of all that lies in one', 'alter table all in tablespace archive set tablespace pg_default;', ['public.cold']],
    ['of all that lies in an empty one', 'alter table all in tablespace other set tablespace archive;', []],
  ])('SET TABLESPACE: %s', (_, migration, expected) => {
    expect(objects('set-tablespace', migration)).toEqual(expected);
  });

  test('REFRESH MATERIALIZED VIEW', () => {
    const says =
      'Reads of `public.totals` wait until its whole query is done: REFRESH MATERIALIZED VIEW holds AccessExclusive on it.';
    expect(finding('refresh-matview', 'refresh materialized view totals;')).toEqual([
      'blocker',
      ['public.totals'],
      says,
      [
        '-- CONCURRENTLY needs a unique index on plain columns, without WHERE:',
        'CREATE UNIQUE INDEX CONCURRENTLY totals_key ON public.totals (<columns that tell its rows apart>);',
        '-- In the next migration, a transaction of its own: reads go on while the view is filled.',
        'REFRESH MATERIALIZED VIEW CONCURRENTLY public.totals;',
      ],
    ]);
    const indexed = 'create unique index concurrently on totals (customer_id); refresh materialized view totals;';
    expect(finding('refresh-matview', indexed)).toEqual([
      'blocker',
      ['public.totals'],
      says,
      ['REFRESH MATERIALIZED VIEW CONCURRENTLY public.totals;'],
    ]);
    const [emptied] = told('refresh-matview', 'refresh materialized view totals with no data;');
    expect(emptied?.says).toBe(
      'Reads of `public.totals` fail (55000) from here until it is filled again: WITH NO DATA empties it, under AccessExclusive.',
    );
  });

  test.each([
    ['CONCURRENTLY', 'refresh materialized view concurrently totals;'],
    ['a new one', 'create materialized view v as select 1 as a; refresh materialized view v;'],
  ])('REFRESH MATERIALIZED VIEW: %s', (_, migration) => {
    expect(objects('refresh-matview', migration)).toEqual([]);
  });
});

describe('constraints', () => {
  test('EXCLUDE has no online form but a new table', () => {
    const add = 'alter table sales.visits add constraint apart exclude using gist (at with &&) where (id > 0);';
    const [severity, tables, says, instead] = finding('add-exclusion-constraint', add);
    expect([severity, tables, says]).toEqual([
      'blocker',
      ['sales.visits'],
      'Reads and writes of `sales.visits` wait until the index is built and every row is compared: ADD EXCLUDE does both under AccessExclusive, and has no online form.',
    ]);
    expect(instead?.slice(0, 3)).toEqual([
      '-- A constraint on an empty table costs nothing, so a new table takes the place of the old one:',
      'CREATE TABLE sales.visits_new (LIKE sales.visits INCLUDING ALL);',
      'ALTER TABLE sales.visits_new add constraint apart exclude using gist (at with &&) where (id > 0);',
    ]);
  });

  test('a primary key over an index still looks for NULLs', () => {
    const add = 'alter table sales.visits add constraint visits_pkey primary key using index visits_id;';
    expect(finding('pk-using-index-nullable', add)).toEqual([
      'blocker',
      ['sales.visits'],
      'Reads and writes of `sales.visits` wait while every row is looked at for NULLs under AccessExclusive: `id` allows NULL, and a primary key sets NOT NULL.',
      [
        'alter table sales.visits ADD CONSTRAINT visits_id_not_null CHECK (id IS NOT NULL) NOT VALID;',
        '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
        'alter table sales.visits VALIDATE CONSTRAINT visits_id_not_null;',
        'alter table sales.visits ALTER COLUMN id SET NOT NULL;',
        'alter table sales.visits DROP CONSTRAINT visits_id_not_null;',
        '-- In the next migration, a transaction of its own: it only takes the index over.',
        add,
      ],
    ]);
  });

  const proved = 'alter table sales.visits add constraint c check (id is not null) not valid;';
  const take = 'alter table sales.visits add primary key using index visits_id;';
  test.each([
    ['a CHECK that is not valid proves nothing', `${proved} ${take}`, ['sales.visits']],
    ['a valid one does', `${proved} alter table sales.visits validate constraint c; ${take}`, []],
    ['NOT NULL does', `alter table sales.visits alter id set not null; ${take}`, []],
    [
      'through the search_path',
      'set search_path = sales; alter table visits add primary key using index visits_id;',
      ['sales.visits'],
    ],
    ['a UNIQUE constraint allows NULL', 'alter table sales.visits add unique using index visits_id;', []],
  ])('%s', (_, migration, expected) => {
    expect(objects('pk-using-index-nullable', migration)).toEqual(expected);
  });

  test('the index of a constraint goes with it only', () => {
    expect(finding('drop-index-backs-constraint', 'drop index orders_number;')).toEqual([
      'blocker',
      ['public.orders'],
      'This fails (2BP01): the index `public.orders_number` belongs to the UNIQUE constraint `orders_number` of `public.orders`.',
      ['ALTER TABLE public.orders DROP CONSTRAINT orders_number;'],
    ]);
    expect(told('drop-index-not-concurrent', 'drop index orders_number;')).toEqual([]);
  });

  test.each([
    ['CASCADE', 'drop index if exists "Line Items_pkey" cascade;', ['public."Line Items"']],
    ['CONCURRENTLY', 'drop index concurrently orders_pkey;', ['public.orders']],
    ['one of several', 'drop index orders_total, orders_number;', ['public.orders']],
    ['an index that a constraint took over', `${take} drop index sales.visits_id;`, ['sales.visits']],
    ['one whose constraint is gone', 'alter table orders drop constraint orders_number; drop index orders_number;', []],
    ['an ordinary index', 'drop index orders_total;', []],
  ])('DROP INDEX: %s', (_, migration, expected) => {
    expect(objects('drop-index-backs-constraint', migration)).toEqual(expected);
  });
});

describe('domains', () => {
  test('a constraint of the domain becomes one of its columns', () => {
    const add = `alter domain plain add constraint "Short" check (length(value) < 20 and value <> 'VALUE');`;
    expect(finding('domain-constraint', add)).toEqual([
      'blocker',
      ['public.people'],
      'Writes to `public.people` wait until every row is looked at: ADD CONSTRAINT of a domain reads each table with it, and holds a Share lock on all of them to the end. Reads go on.',
      [
        '-- New rows are held to a constraint that is NOT VALID; VALIDATE of a domain stops writes, of a table it does not:',
        `alter domain plain add constraint "Short" check (length(value) < 20 and value <> 'VALUE') NOT VALID;`,
        `ALTER TABLE public.people ADD CONSTRAINT people_nick_check CHECK (length(nick) < 20 and nick <> 'VALUE') NOT VALID;`,
        '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
        'ALTER TABLE public.people VALIDATE CONSTRAINT people_nick_check;',
      ],
    ]);
    expect(finding('domain-constraint', 'alter domain plain set not null;')[3]).toEqual([
      '-- NOT NULL on the columns, which has an online form; the domain stays as it is:',
      'ALTER TABLE public.people ADD CONSTRAINT people_nick_not_null CHECK (nick IS NOT NULL) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE public.people VALIDATE CONSTRAINT people_nick_not_null;',
      'ALTER TABLE public.people ALTER COLUMN nick SET NOT NULL;',
      'ALTER TABLE public.people DROP CONSTRAINT people_nick_not_null;',
    ]);
  });

  test.each([
    ['NOT VALID', `alter domain plain add check (value <> '') not valid;`, []],
    ['VALIDATE', 'alter domain email validate constraint email_check;', ['public.people']],
    ['a domain of which a domain is made', `alter domain email add check (value <> '');`, ['public.people']],
    ['a domain that no table has', `alter domain work_email add check (value <> '');`, []],
    ['a new domain', `create domain d as text; alter domain d add check (value <> '');`, []],
    ['only a new table has it', `create table t (w work_email); alter domain work_email set not null;`, []],
    ['dropped and set to its default', `alter domain plain drop not null; alter domain plain set default '';`, []],
  ])('domain-constraint: %s', (_, migration, expected) => {
    expect(objects('domain-constraint', migration)).toEqual(expected);
  });

  test('without a schema the tables are not named', () => {
    const [one] = findingsIn(`alter domain email add check (value <> '');`).filter(
      ({ rule }) => rule === 'domain-constraint',
    );
    expect([one?.objects, one?.says]).toEqual([
      [],
      'Writes to every table with a column of this domain wait until every row is looked at: ADD CONSTRAINT of a domain reads each table with it, and holds a Share lock on all of them to the end. Reads go on.',
    ]);
  });

  test('a column of one gets the type below it, and a CHECK', () => {
    expect(
      finding(
        'add-column-constrained-domain',
        `ALTER TABLE orders ADD COLUMN contact work_email NOT NULL DEFAULT 'a@b';`,
      ),
    ).toEqual([
      'blocker',
      ['public.orders'],
      'Reads and writes of `public.orders` wait while the table and its indexes are rewritten under AccessExclusive: the domain `public.work_email` has a constraint, which is tried on every row.',
      [
        `ALTER TABLE orders ADD COLUMN contact text NOT NULL DEFAULT 'a@b';`,
        'ALTER TABLE orders ADD CONSTRAINT orders_contact_check CHECK (<condition of the domain>) NOT VALID;',
        '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
        'ALTER TABLE orders VALIDATE CONSTRAINT orders_contact_check;',
      ],
    ]);
  });

  test.each([
    ['without a constraint', 'alter table orders add column nick plain;', []],
    [
      'that got one since',
      `alter domain plain add check (value <> '') not valid; alter table orders add nick plain;`,
      ['public.orders'],
    ],
    [
      'of the same pull request',
      'create domain d as text not null; alter table orders add column a d;',
      ['public.orders'],
    ],
    ['an array of one', 'alter table orders add column mails email[];', []],
    ['with its schema', 'alter table orders add column mail public.email;', ['public.orders']],
    ['for a column that is there', 'alter table people add column if not exists mail email;', []],
    ['for a new table', 'create table t (id bigint); alter table t add column mail email;', []],
    ['two in one ALTER TABLE', 'alter table orders add a email, add b work_email;', ['public.orders', 'public.orders']],
    ['in a DO block', 'do $$ begin alter table orders add a email; end $$;', ['public.orders']],
  ])('add-column-constrained-domain: %s', (_, migration, expected) => {
    expect(objects('add-column-constrained-domain', migration)).toEqual(expected);
  });
});

describe('locks that are asked for', () => {
  test('LOCK TABLE', () => {
    const instead = [
      '-- Leave it out: every statement takes the lock it needs by itself.',
      '-- To keep two runs of a migration apart, lock a number of your own instead of a table:',
      'SELECT pg_advisory_xact_lock(20260101);',
    ];
    expect(finding('lock-table', 'lock table only orders, "Line Items" nowait;', inOneTransaction)).toEqual([
      'warning',
      ['public.orders', 'public."Line Items"'],
      'Reads and writes of `public.orders` and `public."Line Items"` wait until this transaction ends: LOCK TABLE takes AccessExclusive.',
      instead,
    ]);
    expect(finding('lock-table', 'lock orders in share row exclusive mode;', inOneTransaction)).toEqual([
      'warning',
      ['public.orders'],
      'Writes to `public.orders` wait until this transaction ends: LOCK TABLE takes ShareRowExclusive. Reads go on.',
      instead,
    ]);
  });

  test.each([
    ['a mode beside which writes go on', 'lock orders in share update exclusive mode;', inOneTransaction, []],
    ['a new table', 'create table t (id bigint); lock t;', inOneTransaction, []],
    ['a view, and what it reads', 'lock shown;', inOneTransaction, ['public.shown']],
    ['in a DO block', 'do $$ begin lock table orders; end $$;', {}, ['public.orders']],
    ['outside a transaction, where it fails at once', 'lock table orders;', {}, []],
  ])('LOCK TABLE: %s', (_, migration, reading, expected) => {
    expect(objects('lock-table', migration, reading)).toEqual(expected);
  });

  test('triggers', () => {
    const create = 'CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();';
    const short = (statement: string) => [
      '-- In a migration of its own with nothing long in it, so that the lock is short:',
      "SET lock_timeout = '2s';",
      statement,
    ];
    expect(finding('trigger-ddl', create)).toEqual([
      'advice',
      ['public.orders'],
      'Writes to `public.orders` wait for a moment: CREATE TRIGGER takes ShareRowExclusive on it. Reads go on.',
      short(create),
    ]);
    const drop = 'drop trigger if exists orders_touch on public.orders;';
    expect(finding('trigger-ddl', `begin; ${drop} update orders set total = 0; commit;`)).toEqual([
      'warning',
      ['public.orders'],
      'Reads and writes of `public.orders` wait until this transaction ends: DROP TRIGGER takes AccessExclusive on it.',
      short(drop),
    ]);
  });

  const timeout = `set lock_timeout = '2s';`;
  const trigger = 'create trigger t after insert on orders for each row execute function touch();';
  test.each([
    [
      'several in one ALTER TABLE are one wait',
      'alter table orders disable trigger orders_touch, enable always trigger orders_touch;',
      {},
      ['advice'],
    ],
    ['ENABLE', 'alter table orders enable replica trigger orders_touch;', {}, ['advice']],
    ['one that is not there', 'drop trigger if exists nothing on orders;', {}, []],
    ['a limit on the wait', `${timeout} ${trigger}`, {}, []],
    ['and nothing long behind it', `${timeout} drop trigger orders_touch on orders; ${trigger}`, inOneTransaction, []],
    ['a long statement behind it', `${timeout} ${trigger} update orders set total = 0;`, inOneTransaction, ['warning']],
    ['a long statement in a transaction of its own', `${timeout} ${trigger} update orders set total = 0;`, {}, []],
    [
      'replaced in one transaction is one wait',
      `drop trigger orders_touch on orders; ${trigger}`,
      inOneTransaction,
      ['advice'],
    ],
    [
      'a stronger lock than the one it has',
      `${trigger} drop trigger orders_touch on orders;`,
      inOneTransaction,
      ['advice', 'advice'],
    ],
    ['a limit that came too late', `${trigger} ${timeout}`, {}, ['advice']],
    ['on a new table', `create table t (id bigint); ${trigger.replace('on orders', 'on t')}`, {}, []],
    [
      'instead of a view’s rows',
      'create trigger t instead of insert on shown for each row execute function touch();',
      {},
      [],
    ],
    ['an event trigger', 'create event trigger e on ddl_command_end execute function touch();', {}, []],
  ])('triggers: %s', (_, migration, reading, expected) => {
    expect(told('trigger-ddl', migration, reading).map(({ severity }) => severity)).toEqual(expected);
  });

  test('triggers switched off as a whole', () => {
    expect(finding('disable-trigger-all', 'ALTER TABLE orders DISABLE TRIGGER ALL;')).toEqual([
      'blocker',
      ['public.orders'],
      'From here until `public.orders` has its triggers back, nothing checks its foreign keys and none of its triggers runs, for any session. Rows that they would have refused or changed stay as they are.',
      [
        '-- Only the trigger that is in the way, and back in the same transaction, so that no one else writes without it:',
        'BEGIN;',
        'ALTER TABLE orders DISABLE TRIGGER orders_touch;',
        '-- … what it is in the way of …',
        'ALTER TABLE orders ENABLE TRIGGER orders_touch;',
        'COMMIT;',
      ],
    ]);
    expect(finding('disable-trigger-all', 'SET session_replication_role = replica;')).toEqual([
      'blocker',
      [],
      'From here on this session checks no foreign key and runs no trigger, on any table. Rows that they would have refused or changed stay as they are.',
      [
        '-- Leave it out. Write parents before children, or let the foreign keys be checked at the end:',
        'SET CONSTRAINTS ALL DEFERRED;',
      ],
    ]);
    expect(told('trigger-ddl', 'alter table orders disable trigger all;')).toEqual([]);
  });

  test.each([
    ['those of the user', 'alter table "Line Items" disable trigger user;', 1],
    ['one by name', 'alter table orders disable trigger orders_touch;', 0],
    ['one that is called all', 'alter table orders disable trigger "all";', 0],
    ['of a new table', 'create table t (id bigint); alter table t disable trigger all;', 0],
    ['for a transaction', `set local session_replication_role to 'Replica';`, 1],
    ['by a function', `select set_config('session_replication_role', 'replica', true);`, 1],
    ['back to origin', 'set session_replication_role = origin; reset session_replication_role;', 0],
    ['another setting', `select set_config('application_name', 'replica', true);`, 0],
  ])('switched off: %s', (_, migration, count) => {
    expect(told('disable-trigger-all', migration)).toHaveLength(count);
  });

  test('a foreign key that goes', () => {
    expect(finding('drop-fk-locks-parent', 'drop table "Line Items";')).toEqual([
      'warning',
      ['public.customers'],
      'Reads and writes of `public.customers` wait until this transaction ends: dropping the foreign key `"Line Items_customer_id_fkey"` of `public."Line Items"` takes AccessExclusive on what it refers to as well.',
      [
        '-- In a migration of its own with nothing long in it, so that the lock is short:',
        "SET lock_timeout = '2s';",
        'ALTER TABLE public."Line Items" DROP CONSTRAINT "Line Items_customer_id_fkey";',
        '-- In the next migration, a transaction of its own: nothing else is locked any more.',
        'drop table "Line Items";',
      ],
    ]);
    expect(finding('drop-fk-locks-parent', 'alter table orders drop constraint orders_customer;')[3]).toEqual([
      '-- In a migration of its own with nothing long in it, so that the lock is short:',
      "SET lock_timeout = '2s';",
      'alter table orders drop constraint orders_customer;',
    ]);
  });

  test.each([
    ['with its column', 'alter table orders drop column customer_id;', {}, ['warning public.customers']],
    ['another column', 'alter table orders drop column total;', {}, []],
    ['another constraint', 'alter table orders drop constraint orders_number;', {}, []],
    ['together with its parent', 'drop table orders, "Line Items", customers;', {}, []],
    [
      'of a new table',
      'create table t (c bigint references customers); drop table t;',
      {},
      ['warning public.customers'],
    ],
    [
      'to a new table',
      'create table c (id bigint primary key); alter table orders add foreign key (total) references c; alter table orders drop constraint orders_total_fkey;',
      {},
      [],
    ],
    [
      'and others of the same table, in one transaction',
      'alter table orders drop constraint orders_customer; drop table "Line Items";',
      inOneTransaction,
      ['warning public.customers'],
    ],
    [
      'twice in one ALTER TABLE',
      'alter table orders drop constraint orders_customer, drop column customer_id;',
      {},
      ['warning public.customers'],
    ],
    ['to itself', 'create table t (id bigint primary key, up bigint references t); drop table t;', {}, []],
    [
      'renamed before',
      'alter table orders rename constraint orders_customer to c; alter table orders drop constraint if exists c;',
      {},
      ['warning public.customers'],
    ],
    ['a limit on the wait', `${timeout} alter table orders drop constraint orders_customer;`, {}, []],
    [
      'a limit, and a long statement behind it',
      `${timeout} drop table "Line Items"; update orders set total = 0;`,
      inOneTransaction,
      ['advice public.customers'],
    ],
    ['in a DO block', 'do $$ begin drop table if exists "Line Items"; end $$;', {}, ['warning public.customers']],
  ])('a foreign key that goes: %s', (_, migration, reading, expected) => {
    const found = told('drop-fk-locks-parent', migration, reading);
    expect(found.map(({ severity, objects: tables }) => `${severity} ${tables.join()}`)).toEqual(expected);
  });
});
