import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../src/domain/migration.ts';
import { check } from '../../src/rules/kit/check.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { walk } from '../../src/sql/walk.ts';
import { toolById } from '../../src/tools/index.ts';
import { batched } from './batched.ts';
import { findingsIn, inputFor, type Reading } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table customers (id bigint primary key, name text);
  create table orders (id bigint primary key, customer_id bigint, email text, total int);
  create unique index orders_email on orders (email);
  create table events (id bigint, day date) partition by range (day);
  create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
  alter table orders add constraint orders_total_positive check (total > 0) not valid;`;

const about = (rule: string, text: string, reading: Reading = {}) =>
  findingsIn(text, { given, ...reading }).filter((finding) => finding.rule === rule);
const lines = (rule: string, text: string, reading: Reading = {}) =>
  about(rule, text, reading).map(({ line, severity }) => [line, severity]);
const words = (rule: string, text: string, reading: Reading = {}) =>
  about(rule, text, reading).map(({ says, instead }) => ({ says, instead: instead.split('\n') }));

describe('lock-timeout-zero', () => {
  const rule = 'lock-timeout-zero';

  test('names the statements that wait without a limit, where the limit was taken away', () => {
    const text = 'set local lock_timeout = 0;\nalter table orders add column a int;\ndrop table customers;';
    expect(about(rule, text, { transaction: 'per-file' }).map(({ line, objects }) => [line, objects])).toEqual([
      [1, ['public.orders', 'public.customers']],
    ]);
    expect(words(rule, text, { transaction: 'per-file' })).toEqual([
      {
        says: 'lock_timeout is 0, so nothing limits the wait: while one of these statements waits for a running query, everything else on the table queues behind it, for as long as that query runs. `2.sql:2` `alter table orders add column a int` (AccessExclusive on `public.orders`); `2.sql:3` `drop table customers` (AccessExclusive on `public.customers`).',
        instead: [
          "SET LOCAL lock_timeout = '2s';",
          '-- Zero belongs around CONCURRENTLY only: set it right before, and the limit again after it.',
        ],
      },
    ]);
  });

  test.each([
    [
      'one that is set and reset in time',
      "set lock_timeout = 0; reset lock_timeout; set lock_timeout = '1s'; drop table orders;",
      [],
    ],
    ['set back at the end of the file', "set lock_timeout = '1s'; drop table orders; set lock_timeout = 0;", []],
    ['around CONCURRENTLY', 'set lock_timeout = 0; create index concurrently i on orders (total);', []],
    ['on a table made here', 'set lock_timeout = 0; create table t (id bigint); alter table t add column a int;', []],
    ['SET LOCAL outside a transaction has no effect', 'set local lock_timeout = 0; drop table orders;', []],
    ['as text with a unit', "set lock_timeout to '0s'; drop table orders;", [[1, 'warning']]],
    ['by a function', "select set_config('lock_timeout', '0', false);\ndrop table orders;", [[1, 'warning']]],
    [
      'in a DO block',
      'do $$ begin set lock_timeout = 0;\nalter table orders add column a int; end $$;',
      [[1, 'warning']],
    ],
    [
      'twice, with a limit in between',
      "set lock_timeout = 0;\ndrop table orders;\nset lock_timeout = '1s';\nset lock_timeout = 0;\ndrop table customers;",
      [
        [1, 'warning'],
        [4, 'warning'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(lines(rule, text)).toEqual(expected);
  });

  test('takes the place of missing-lock-timeout, which is about statements that nobody thought of', () => {
    expect(lines('missing-lock-timeout', 'set lock_timeout = 0;\ndrop table orders;')).toEqual([]);
    expect(lines('missing-lock-timeout', 'drop table customers;\nset lock_timeout = 0;\ndrop table orders;')).toEqual([
      [1, 'warning'],
    ]);
  });
});

describe('lock-timeout-starves-concurrently', () => {
  const rule = 'lock-timeout-starves-concurrently';

  test('lifts the limit for the one statement and sets it again', () => {
    expect(words(rule, "set lock_timeout = '1500ms';\ncreate index concurrently i on orders (total);")).toEqual([
      {
        says: '`CREATE INDEX CONCURRENTLY` waits for every transaction that was open before it, on any table: one that is open for longer than 1500ms cancels it (lock_timeout is `1500ms`), and an invalid index stays.',
        instead: [
          'SET lock_timeout = 0;',
          'create index concurrently i on orders (total);',
          "SET lock_timeout = '1500ms';",
        ],
      },
    ]);
  });

  test.each([
    ['drop index concurrently orders_email;', 1],
    ['reindex index concurrently orders_email;', 1],
    ['reindex table concurrently orders;', 1],
    ['reindex (concurrently) table orders;', 1],
    ['reindex schema concurrently public;', 1],
    ['create index i on orders (total);', 0],
    ['reindex (concurrently off) table orders;', 0],
    ['drop index concurrently if exists never_made;', 0],
    ['create table t (id bigint); create index concurrently i on t (id);', 0],
    ["set lock_timeout = '1h'; create index concurrently i on orders (total);", 0],
    ['reset lock_timeout; create index concurrently i on orders (total);', 0],
    ['begin; create index concurrently i on orders (total); commit;', 0],
  ])('%s', (text, count) => {
    expect(about(rule, `set lock_timeout = '5s'; ${text}`)).toHaveLength(count);
  });

  test('an index that is not known may well be there', () => {
    const [found] = findingsIn("set lock_timeout = '5s'; drop index concurrently i;").filter(
      (one) => one.rule === rule,
    );
    expect(found?.objects).toEqual([]);
  });

  test('a file that is one message has no place for a SET: the limit is the runner’s', () => {
    const tool = toolById('golang-migrate');
    if (!tool) throw new Error('golang-migrate is gone');
    const text = 'create index concurrently i on orders (total);';
    const { steps, problems } = walk({
      base: [{ path: '1.sql', text: given, transaction: 'per-statement', tool: 'sql' }],
      scripts: [{ path: '2.sql', text, transaction: 'one-message', tool: 'golang-migrate' }],
      complete: true,
      declared: { lock_timeout: '5s' },
    });
    const { findings } = check(inputFor({ steps, problems }, { tool: () => tool }));
    expect(findings.filter((one) => one.rule === rule).map(({ instead }) => instead.split('\n'))).toEqual([
      [
        '-- golang-migrate sends this file as one message, so a SET has no place in it. Run it without a',
        `-- lock_timeout in ${tool.sessionSettings}`,
        'create index concurrently i on orders (total);',
      ],
    ]);
  });
});

describe('statement-after-ael', () => {
  const rule = 'statement-after-ael';
  const after = (text: string) => `begin;\nalter table orders add column a int;\n${text}\ncommit;`;

  test('says who waits for what, and takes the two apart', () => {
    expect(words(rule, after('create index i on customers (name);'))).toEqual([
      {
        says: 'Reads and writes of `public.orders` wait while this CREATE INDEX runs: `alter table orders add column a int` (line 2) took AccessExclusive, and the transaction keeps it to its end. It locks `public.orders` (line 2) and `public.customers` (line 3), in this order: a transaction of the application that takes them in another order deadlocks with it.',
        instead: [
          'alter table orders add column a int;',
          '-- In the next migration, a transaction of its own: no lock is held any more.',
          '-- Outside BEGIN … COMMIT:',
          'create index concurrently i on customers (name);',
        ],
      },
    ]);
  });

  test('what a DO block locks is proposed with its block, once', () => {
    const block = 'do $$ begin alter table orders add column a int; exception when duplicate_column then null; end $$;';
    expect(about(rule, `begin; ${block} create index i on orders (total); commit;`)[0]?.instead.split('\n')).toEqual([
      block,
      '-- In the next migration, a transaction of its own: no lock is held any more.',
      '-- Outside BEGIN … COMMIT:',
      'create index concurrently i on orders (total);',
    ]);
  });

  test('speaks once a transaction', () => {
    const [found, ...others] = about(
      rule,
      after('create index i on orders (total);\ncreate index j on orders (email);'),
    );
    expect(found?.says).toContain('this CREATE INDEX runs, and while the one in line 4 of the same transaction runs:');
    expect(others).toEqual([]);
  });

  test.each([
    ['alter table orders validate constraint orders_total_positive;', 1],
    ['alter table customers alter column name set not null;', 1],
    ['alter table customers add constraint c check (id > 0);', 1],
    ['alter table customers add column b uuid default gen_random_uuid();', 1],
    ['alter table customers alter column id type int;', 1],
    ['create table copy as select * from customers;', 1],
    ['reindex table customers;', 1],
    // Its own rule says that this table waits.
    ['alter table orders alter column total type bigint;', 0],
    ['alter table customers add constraint c check (id > 0) not valid;', 0],
    ['alter table customers alter column name type text;', 0],
    ['create table copy as select * from customers where id = 1;', 0],
    ['create table copy as select * from customers with no data;', 0],
    ['create table t (id bigint); create index i on t (id);', 0],
    ['select 1;', 0],
    // validate-in-same-txn speaks of these, ddl-plus-backfill-same-txn of those.
    ['alter table orders add constraint c check (id > 0) not valid; alter table orders validate constraint c;', 0],
    ['update orders set a = 1;', 0],
  ])('%s', (text, count) => {
    expect(about(rule, after(text))).toHaveLength(count);
  });

  test('an index is no table, and neither is one that is dropped', () => {
    const build = 'create index i on orders (total);';
    const objects = (text: string) => about(rule, `begin; ${text} commit;`).flatMap((found) => found.objects);
    expect(objects(`drop index orders_email; ${build}`)).toEqual(['public.orders']);
    expect(objects(`drop table customers; ${build}`)).toEqual([]);
    expect(objects(`alter table customers rename to people; ${build}`)).toEqual(['public.customers', 'public.orders']);
  });

  test('a lock that is gone holds nobody up', () => {
    const validate = 'alter table orders validate constraint orders_total_positive;';
    const add = 'alter table orders add column a int;';
    expect(about(rule, `${add} ${validate}`)).toEqual([]);
    expect(about(rule, `begin; ${add} commit; begin; ${validate} commit;`)).toEqual([]);
    expect(about(rule, `begin; savepoint s; ${add} rollback to s; ${validate} commit;`)).toEqual([]);
    expect(about(rule, `begin; create index i on customers (name); ${validate} commit;`)).toEqual([]);
    expect(about(rule, `${add} ${validate}`, { transaction: 'one-message' })).toHaveLength(1);
  });
});

test('a backfill comes after every table that is held, the one that it fills among them', () => {
  const text = `begin;
    alter table orders add column a int;
    alter table customers add column b int;
    update customers set b = 1;
    commit;`;
  expect(words('ddl-plus-backfill-same-txn', text)[0]?.instead).toEqual([
    'alter table orders add column a int;',
    '-- In the next migration, a transaction of its own: the locks before it are given up.',
    'alter table customers add column b int;',
    '-- In the next migration, a transaction of its own: no lock is held any more.',
    '-- Outside BEGIN … COMMIT:',
    ...batched(
      'public.customers',
      'update customers set b = 1 WHERE id = ANY (_batch) AND b IS DISTINCT FROM 1;',
      'SELECT count(*) FROM customers WHERE b IS DISTINCT FROM 1;',
    ),
  ]);
});

describe('multiple-tables-locked', () => {
  const rule = 'multiple-tables-locked';

  test('takes the transaction apart, table by table', () => {
    const text =
      'alter table orders add column a int;\nalter table orders add column b int;\nalter table customers add column c int;';
    expect(words(rule, text, { transaction: 'per-file' })).toEqual([
      {
        says: 'One transaction locks `public.orders` (line 1) and `public.customers` (line 3): while it waits for one, whoever uses the others waits too. A transaction of the application that takes them in another order deadlocks with it.',
        instead: [
          'alter table orders add column a int;',
          '-- In the next migration, a transaction of its own: the locks before it are given up.',
          'alter table customers add column c int;',
        ],
      },
    ]);
  });

  test.each<[string, string, TransactionMode, number]>([
    [
      'a table and its partition are one',
      'alter table events_2026 add check (id > 0); alter table events add column a int;',
      'per-file',
      0,
    ],
    [
      'one statement locks both: another rule',
      'alter table orders add foreign key (customer_id) references customers;',
      'per-file',
      0,
    ],
    [
      'a foreign key to a table after another lock',
      'alter table orders add column a int; alter table orders add foreign key (customer_id) references customers not valid;',
      'per-file',
      1,
    ],
    [
      'long work under the locks: statement-after-ael tells of both',
      'alter table orders add column a int; create index i on customers (name);',
      'per-file',
      0,
    ],
    [
      'rows are no table lock',
      'update orders set total = 1 where id = 1; alter table customers add column a int;',
      'per-file',
      0,
    ],
    [
      'a table made here',
      'create table t (id bigint); alter table t add column a int; alter table orders add column a int;',
      'per-file',
      0,
    ],
    ['autocommit', 'alter table orders add column a int; alter table customers add column a int;', 'per-statement', 0],
    ['one message', 'alter table orders add column a int; alter table customers add column a int;', 'one-message', 1],
    [
      'a DO block is a transaction',
      'do $$ begin alter table orders add column a int; alter table customers add column a int; end $$;',
      'per-statement',
      1,
    ],
  ])('%s', (_, text, transaction, count) => {
    expect(about(rule, text, { transaction })).toHaveLength(count);
  });
});

describe('transaction-nesting', () => {
  const rule = 'transaction-nesting';

  test('the COMMIT of a file ends what its tool began', () => {
    expect(words(rule, 'begin;\nalter table orders add column a int;\ncommit;', { transaction: 'per-file' })).toEqual([
      {
        says: 'This BEGIN does nothing, because plain SQL has opened a transaction already; the COMMIT in line 3 ends the transaction of plain SQL: what follows, the record that plain SQL keeps of this migration included, runs outside it.',
        instead: [
          expect.stringMatching(/^Take BEGIN, COMMIT and ROLLBACK out of the file: plain SQL puts a transaction/),
        ],
      },
    ]);
  });

  test.each<[string, string, TransactionMode, readonly number[]]>([
    ['only a COMMIT', 'drop table orders;\ncommit;', 'per-file', [2]],
    ['a ROLLBACK', 'drop table orders;\nrollback;', 'all-pending', [2]],
    [
      'one pair is told once, and the pair after it is the file’s own',
      'begin;\ncommit;\nbegin;\ncommit;',
      'per-file',
      [1],
    ],
    ['twice begun', 'begin;\nbegin;\nbegin;\ncommit;', 'per-statement', [2]],
    ['begun and ended', 'begin;\ncommit;', 'per-statement', []],
    ['the block of a message is the file’s own', 'begin;\ncommit;', 'one-message', []],
    ['a savepoint', 'savepoint a;\nrollback to a;\nrelease a;', 'per-file', []],
  ])('%s', (_, text, transaction, expected) => {
    expect(lines(rule, text, { transaction }).map(([line]) => line)).toEqual(expected);
  });
});

describe('unclosed-transaction', () => {
  const rule = 'unclosed-transaction';

  test('says what is lost and what stays locked until then', () => {
    const text = 'begin;\nalter table orders add column a int;\ncreate table t (id bigint);';
    expect(words(rule, text)).toEqual([
      {
        says: 'The 2 statements after this BEGIN are lost: the file ends without COMMIT, and Postgres rolls the transaction back when the connection ends, and until then keeps its locks on `public.orders`.',
        instead: ['-- As the last line of the file:', 'COMMIT;'],
      },
    ]);
  });

  test.each<[string, TransactionMode, readonly number[]]>([
    ['begin; drop table orders; end;', 'per-statement', []],
    ['start transaction; drop table orders; rollback;', 'per-statement', []],
    ["begin; drop table orders; prepare transaction 'later';", 'per-statement', []],
    ['begin;\ncommit and chain;\ndrop table orders;', 'per-statement', [2]],
    ['begin; drop table orders; savepoint s; rollback to s;', 'one-message', [1]],
    ['begin; drop table orders;', 'per-file', []],
    ['begin; commit;\nbegin; drop table orders;', 'per-statement', [2]],
    ["select 'begin;'; -- begin", 'per-statement', []],
  ])('%s', (text, transaction, expected) => {
    expect(lines(rule, text, { transaction }).map(([line]) => line)).toEqual(expected);
  });
});
