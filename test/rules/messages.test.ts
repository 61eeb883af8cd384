import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../src/domain/migration.ts';
import type { Severity } from '../../src/domain/rule.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { batched } from './batched.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table customers (id bigint primary key, name text);
  create table orders (
    id bigint primary key,
    customer_id bigint,
    email varchar(40) check (email <> ''),
    total int,
    paid boolean
  );
  create index orders_email on orders (email);
  create table visits (page text);`;

interface Told {
  readonly rule: string;
  readonly migration: string;
  readonly transaction?: TransactionMode;
  readonly severity: Severity;
  readonly objects: readonly string[];
  readonly says: string;
  /** Line by line. */
  readonly instead: readonly string[];
}

const told: readonly Told[] = [
  {
    rule: 'add-column-volatile-default',
    migration: 'ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while the table and its indexes are rewritten under AccessExclusive: `gen_random_uuid()` gives every row a value of its own.',
    instead: [
      'ALTER TABLE orders ADD COLUMN token uuid;',
      'ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();',
      '-- In the next migration, a transaction of its own: it fills the rows that are there.',
      ...batched(
        'public.orders',
        'UPDATE public.orders SET token = DEFAULT WHERE id = ANY (_batch) AND (token IS NULL);',
      ),
      '-- In the next migration, a transaction of its own: no NULL comes in any more.',
      'ALTER TABLE orders ADD CONSTRAINT orders_token_not_null CHECK (token IS NOT NULL) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_token_not_null;',
      'ALTER TABLE orders ALTER COLUMN token SET NOT NULL;',
      'ALTER TABLE orders DROP CONSTRAINT orders_token_not_null;',
    ],
  },
  {
    rule: 'add-column-identity',
    migration: 'ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while the table and its indexes are rewritten under AccessExclusive: every row gets a number for `number`.',
    instead: [
      'Add a bigint column without a default, create a sequence and set nextval() as the default, then fill the old rows in batches of 10,000, each committed before the next.',
    ],
  },
  {
    rule: 'add-column-serial',
    migration: 'ALTER TABLE orders ADD COLUMN number bigserial;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while the table and its indexes are rewritten under AccessExclusive: every row gets a number of its sequence for `number`.',
    instead: [
      'Add a bigint column without a default, create a sequence and set nextval() as the default, then fill the old rows in batches of 10,000, each committed before the next.',
    ],
  },
  {
    rule: 'add-column-stored-generated',
    migration: 'ALTER TABLE orders ADD COLUMN double int GENERATED ALWAYS AS (total * 2) STORED;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while the table and its indexes are rewritten under AccessExclusive: every row gets a computed value for `double`.',
    instead: [
      'Add an ordinary column, let the code or a trigger fill it for new rows, then fill the old rows in batches of 10,000, each committed before the next.',
    ],
  },
  {
    rule: 'drop-index-not-concurrent',
    migration: 'DROP INDEX IF EXISTS orders_email;',
    severity: 'warning',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait until this transaction ends: DROP INDEX takes AccessExclusive on it, and while it waits for a running query everything queues behind it.',
    instead: ['DROP INDEX CONCURRENTLY IF EXISTS orders_email;'],
  },
  {
    rule: 'add-column-not-null-no-default',
    migration: 'ALTER TABLE orders ADD COLUMN note text NOT NULL;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'This fails if `public.orders` has any row (23502), and if it has none, every INSERT into `public.orders` by the running code fails: it does not know the column.',
    instead: [
      'ALTER TABLE orders ADD COLUMN note text;',
      '-- In the next migration, a transaction of its own: once the code writes the column and every row has a value.',
      'ALTER TABLE orders ADD CONSTRAINT orders_note_not_null CHECK (note IS NOT NULL) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_note_not_null;',
      'ALTER TABLE orders ALTER COLUMN note SET NOT NULL;',
      'ALTER TABLE orders DROP CONSTRAINT orders_note_not_null;',
    ],
  },
  {
    rule: 'add-column-inline-fk',
    migration:
      'ALTER TABLE orders ADD COLUMN referrer_id bigint CONSTRAINT referred REFERENCES customers (id) ON DELETE SET NULL;',
    severity: 'warning',
    objects: ['public.orders', 'public.customers'],
    says: 'Reads and writes of `public.orders` and writes to `public.customers` wait until this transaction ends: ADD COLUMN with REFERENCES takes AccessExclusive on `public.orders`, and keeps it while it waits for ShareRowExclusive on `public.customers`.',
    instead: [
      'ALTER TABLE orders ADD COLUMN referrer_id bigint;',
      '-- In the next migration, a transaction of its own: the column needs no lock any more.',
      'ALTER TABLE orders ADD CONSTRAINT referred FOREIGN KEY (referrer_id) REFERENCES customers (id) ON DELETE SET NULL NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the check.',
      'ALTER TABLE orders VALIDATE CONSTRAINT referred;',
    ],
  },
  {
    rule: 'add-column-inline-check',
    migration: 'ALTER TABLE orders ADD COLUMN discount int CHECK (discount < 100) NOT NULL DEFAULT 0;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while every row is checked: ADD COLUMN with a CHECK scans the table under AccessExclusive.',
    instead: [
      'ALTER TABLE orders ADD COLUMN discount int NOT NULL DEFAULT 0, ADD CONSTRAINT orders_discount_check CHECK (discount < 100) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_discount_check;',
    ],
  },
  {
    rule: 'add-column-inline-unique',
    migration: 'ALTER TABLE orders ADD COLUMN number text UNIQUE DEFERRABLE;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait until an index over all rows is built: ADD COLUMN with UNIQUE builds it under AccessExclusive.',
    instead: [
      'ALTER TABLE orders ADD COLUMN number text;',
      'CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON public.orders (number);',
      '-- In the next migration, a transaction of its own: it only takes the index over.',
      'ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key DEFERRABLE;',
    ],
  },
  {
    rule: 'alter-column-type',
    migration: 'ALTER TABLE orders ALTER COLUMN total TYPE bigint;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while the table and all its indexes are rewritten under AccessExclusive: `total` changes from `int4` to `int8`.',
    instead: [
      'ALTER TABLE orders ADD COLUMN total_new bigint;',
      '-- Release code that writes both columns. Then fill the old rows:',
      ...batched(
        'public.orders',
        'UPDATE public.orders SET total_new = total WHERE id = ANY (_batch) AND (total_new IS NULL AND total IS NOT NULL);',
      ),
      '-- In the next migration, a transaction of its own: default, indexes and constraints move over, and when all code reads total_new, the old column goes.',
      'ALTER TABLE orders DROP COLUMN total;',
    ],
  },
  {
    rule: 'alter-column-type-revalidates-check',
    migration: 'ALTER TABLE orders ALTER COLUMN email TYPE varchar(80);',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while every row is checked against `orders_email_check` again: a change of type does that under AccessExclusive.',
    instead: [
      "ALTER TABLE orders DROP CONSTRAINT orders_email_check, ALTER COLUMN email TYPE varchar(80), ADD CONSTRAINT orders_email_check CHECK (email <> '') NOT VALID;",
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_email_check;',
    ],
  },
  {
    rule: 'set-not-null',
    migration: 'ALTER TABLE orders ALTER COLUMN email SET NOT NULL;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while every row is looked at: SET NOT NULL scans the table under AccessExclusive, and no valid CHECK proves that `email` holds no NULL.',
    instead: [
      'ALTER TABLE orders ADD CONSTRAINT orders_email_not_null CHECK (email IS NOT NULL) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_email_not_null;',
      'ALTER TABLE orders ALTER COLUMN email SET NOT NULL;',
      'ALTER TABLE orders DROP CONSTRAINT orders_email_not_null;',
    ],
  },
  {
    rule: 'add-check-not-valid',
    migration: 'ALTER TABLE orders ADD CHECK (total > 0);',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait while every row is checked: ADD CHECK scans the table under AccessExclusive.',
    instead: [
      'ALTER TABLE orders ADD CONSTRAINT orders_check CHECK (total > 0) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_check;',
    ],
  },
  {
    rule: 'add-fk-not-valid',
    migration: 'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);',
    severity: 'blocker',
    objects: ['public.orders', 'public.customers'],
    says: 'Writes to `public.orders` and `public.customers` wait while every row of `public.orders` is looked up: ADD FOREIGN KEY holds ShareRowExclusive to the end of the check. Reads go on.',
    instead: [
      'ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the check.',
      'ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;',
    ],
  },
  {
    rule: 'fk-locks-parent',
    migration: 'CREATE TABLE invoices (customer_id bigint REFERENCES customers);',
    severity: 'advice',
    objects: ['public.customers'],
    says: 'Writes to `public.customers` wait for a moment: a foreign key that refers to it takes ShareRowExclusive on it. Reads go on.',
    instead: [
      '-- In a migration of its own with nothing long in it, so that the lock is short:',
      "SET lock_timeout = '2s';",
      'CREATE TABLE invoices (customer_id bigint REFERENCES customers);',
    ],
  },
  {
    rule: 'add-unique-constraint',
    migration: 'ALTER TABLE orders ADD UNIQUE (email);',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait until the index is built: ADD UNIQUE builds it under AccessExclusive.',
    instead: [
      'CREATE UNIQUE INDEX CONCURRENTLY orders_email_key ON public.orders (email);',
      '-- In the next migration, a transaction of its own: it only takes the index over.',
      'ALTER TABLE orders ADD CONSTRAINT orders_email_key UNIQUE USING INDEX orders_email_key;',
    ],
  },
  {
    rule: 'add-primary-key',
    migration: 'ALTER TABLE visits ADD PRIMARY KEY (page);',
    severity: 'blocker',
    objects: ['public.visits'],
    says: 'Reads and writes of `public.visits` wait until the index is built: ADD PRIMARY KEY builds it, and looks at every row for NULLs, under AccessExclusive.',
    instead: [
      'ALTER TABLE visits ADD CONSTRAINT visits_page_not_null CHECK (page IS NOT NULL) NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE visits VALIDATE CONSTRAINT visits_page_not_null;',
      'ALTER TABLE visits ALTER COLUMN page SET NOT NULL;',
      'ALTER TABLE visits DROP CONSTRAINT visits_page_not_null;',
      'CREATE UNIQUE INDEX CONCURRENTLY visits_pkey ON public.visits (page);',
      '-- In the next migration, a transaction of its own: it only takes the index over.',
      'ALTER TABLE visits ADD CONSTRAINT visits_pkey PRIMARY KEY USING INDEX visits_pkey;',
    ],
  },
  {
    rule: 'reindex-not-concurrent',
    migration: 'REINDEX (VERBOSE) INDEX orders_email;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Writes to `public.orders` wait until the indexes are built anew, and nearly every read with them: REINDEX holds Share on the table and AccessExclusive on each index.',
    instead: ['REINDEX (VERBOSE) INDEX CONCURRENTLY orders_email;'],
  },
  {
    rule: 'validate-in-same-txn',
    migration:
      'ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID, VALIDATE CONSTRAINT buyer;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Writes to `public.orders` wait while every row is checked: `buyer` is validated in the transaction that added it (line 1) and still holds ShareRowExclusive.',
    instead: [
      'ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;',
      '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
      'ALTER TABLE orders VALIDATE CONSTRAINT buyer;',
    ],
  },
  {
    rule: 'concurrently-in-transaction',
    migration: 'do $$ begin update orders set paid = true where id = 1; commit; end $$;',
    transaction: 'per-file',
    severity: 'blocker',
    objects: [],
    says: 'This fails (2D000): a DO block with COMMIT or ROLLBACK cannot run in a transaction, and `do $$ begin update orders set paid = true where id = 1; commit; end $$` runs in the one that plain SQL opens for the file.',
    instead: [
      '-- Statements run one by one as psql -f sends them: leave BEGIN and COMMIT out of the file.',
      'do $$ begin update orders set paid = true where id = 1; commit; end $$;',
    ],
  },
  {
    rule: 'concurrently-in-transaction',
    migration: 'CREATE INDEX CONCURRENTLY ON orders (total);',
    transaction: 'per-file',
    severity: 'blocker',
    objects: [],
    says: 'This fails (25001): CREATE INDEX CONCURRENTLY cannot run in a transaction, and `CREATE INDEX CONCURRENTLY ON orders (total)` runs in the one that plain SQL opens for the file.',
    instead: [
      '-- Statements run one by one as psql -f sends them: leave BEGIN and COMMIT out of the file.',
      'CREATE INDEX CONCURRENTLY ON orders (total);',
    ],
  },
  {
    rule: 'missing-lock-timeout',
    migration: ['ALTER TABLE orders ADD COLUMN note text;', 'DROP INDEX orders_email;'].join('\n'),
    severity: 'warning',
    objects: ['public.orders'],
    says: 'No lock_timeout is in force: while one of these statements waits for a running query, everything else on the table queues behind it, for as long as that query runs. `2.sql:1` `ALTER TABLE orders ADD COLUMN note text` (AccessExclusive on `public.orders`); `2.sql:2` `DROP INDEX orders_email` (AccessExclusive on `public.orders`).',
    instead: [
      '-- In the environment of psql: PGOPTIONS="-c lock_timeout=5s"',
      '-- Or at the top of the file, and not around CONCURRENTLY, which it would cancel:',
      "SET lock_timeout = '2s';",
    ],
  },
  {
    rule: 'ddl-plus-backfill-same-txn',
    migration: ['ALTER TABLE orders ADD COLUMN note text;', 'UPDATE orders SET note = email;'].join('\n'),
    transaction: 'per-file',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Reads and writes of `public.orders` wait until this UPDATE is done: `ALTER TABLE orders ADD COLUMN note text` (line 1) took AccessExclusive, and the transaction keeps it to its end.',
    instead: [
      'ALTER TABLE orders ADD COLUMN note text;',
      '-- In the next migration, a transaction of its own: no lock is held any more.',
      '-- Statements run one by one as psql -f sends them: leave BEGIN and COMMIT out of the file.',
      ...batched(
        'public.orders',
        'UPDATE orders SET note = email WHERE id = ANY (_batch) AND note IS DISTINCT FROM email;',
        'SELECT count(*) FROM orders WHERE note IS DISTINCT FROM email;',
      ),
    ],
  },
  {
    rule: 'unbatched-update',
    migration: "UPDATE orders SET paid = true WHERE email <> '';",
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Every row that matches, which may be most of the table, of `public.orders` is rewritten in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.',
    instead: batched(
      'public.orders',
      "UPDATE orders SET paid = true WHERE id = ANY (_batch) AND (email <> '') AND paid IS DISTINCT FROM true;",
      "SELECT count(*) FROM orders WHERE (email <> '') AND paid IS DISTINCT FROM true;",
    ),
  },
  {
    rule: 'drop-column',
    migration: 'ALTER TABLE orders DROP COLUMN email;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'The values of `email` in `public.orders` are lost for good, and queries of the running code that name it fail at once. Reads and writes of `public.orders` wait for a moment: AccessExclusive.',
    instead: [
      '-- 1. Release code that neither reads nor writes the column.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'ALTER TABLE orders DROP COLUMN email;',
    ],
  },
  {
    rule: 'drop-table',
    migration: 'DROP TABLE orders;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'All rows of `public.orders` are lost for good, and queries of the running code on it fail at once.',
    instead: [
      '-- 1. Release code that does not use the table, and see in pg_stat_user_tables that nobody reads it:',
      "SELECT seq_scan, idx_scan, n_tup_ins FROM pg_stat_user_tables WHERE relid = 'public.orders'::regclass;",
      '-- 2. Keep a copy of what may be needed, and then, in a later pull request: DROP TABLE public.orders;',
    ],
  },
  {
    rule: 'rename-column',
    migration: 'ALTER TABLE customers RENAME name TO full_name;',
    severity: 'blocker',
    objects: ['public.customers'],
    says: 'Queries of the running code that name `name` of `public.customers` fail from the moment it is called `full_name`.',
    instead: [
      'ALTER TABLE public.customers ADD COLUMN full_name text;',
      '-- Release code that writes both columns. Then fill the old rows:',
      ...batched(
        'public.customers',
        'UPDATE public.customers SET full_name = name WHERE id = ANY (_batch) AND (full_name IS DISTINCT FROM name);',
      ),
      '-- In the next migration, a transaction of its own: when no code reads the old name any more.',
      'ALTER TABLE public.customers DROP COLUMN name;',
    ],
  },
  {
    rule: 'rename-table',
    migration: 'ALTER TABLE customers RENAME TO clients;',
    severity: 'blocker',
    objects: ['public.customers'],
    says: 'Queries of the running code on `public.customers` fail from the moment it is called `clients`.',
    instead: [
      'BEGIN;',
      'ALTER TABLE customers RENAME TO clients;',
      'CREATE VIEW public.customers AS SELECT * FROM public.clients;',
      'COMMIT;',
      '-- Drop the view when no code uses the old name any more.',
    ],
  },
  {
    rule: 'truncate',
    migration: 'TRUNCATE orders, visits;',
    severity: 'blocker',
    objects: ['public.orders', 'public.visits'],
    says: 'All rows of `public.orders` and `public.visits` are lost for good. Reads and writes wait while TRUNCATE holds AccessExclusive.',
    instead: [
      '-- Delete what is not needed, 10,000 rows at a time, each batch committed, until it deletes 0 rows:',
      'DELETE FROM public.orders WHERE ctid = ANY (ARRAY(SELECT ctid FROM public.orders WHERE <condition> LIMIT 10000));',
      'DELETE FROM public.visits WHERE ctid = ANY (ARRAY(SELECT ctid FROM public.visits WHERE <condition> LIMIT 10000));',
    ],
  },
];

describe('every word of a finding', () => {
  test.each(told)('$rule', ({ rule, migration, transaction = 'per-statement', ...expected }) => {
    const found = findingsIn(migration, { given, transaction }).filter((finding) => finding.rule === rule);
    expect(
      found.map(({ severity, objects, says, instead }) => ({ severity, objects, says, instead: instead.split('\n') })),
    ).toEqual([expected]);
  });
});

describe('no word', () => {
  const silent = (rule: string, migration: string) => {
    expect(findingsIn(migration, { given }).filter((finding) => finding.rule === rule)).toEqual([]);
  };

  test('of a dropped column that the same pull request added', () => {
    silent('drop-column', 'alter table orders add column draft text; alter table orders drop column draft;');
  });

  test.each(['create-index-not-concurrent', 'tighten-constraint', 'statement-after-ael'])(
    'of an index that IF NOT EXISTS passes over: %s',
    (rule) => {
      const before = 'create unique index orders_by_email on orders (total);';
      const build = 'create unique index if not exists orders_by_email on orders (total);';
      const text = `begin; alter table orders add column a int; ${build} commit;`;
      const told = (own: string) => findingsIn(text, { given: own }).filter((one) => one.rule === rule);
      expect(told(given)).toHaveLength(1);
      expect(told(given + before)).toEqual([]);
      expect(told(`${given} ${before} drop index orders_by_email;`)).toHaveLength(1);
    },
  );

  test('of a CHECK that is not valid yet, or goes, when its column changes type', () => {
    const change = 'alter column email type varchar(80)';
    silent(
      'alter-column-type-revalidates-check',
      `alter table orders drop constraint orders_email_check; alter table orders ${change};`,
    );
    silent('alter-column-type-revalidates-check', `alter table orders drop constraint orders_email_check, ${change};`);
  });

  test('of a column’s foreign key to a table that the same pull request made', () => {
    silent(
      'add-column-inline-fk',
      'create table coupons (id bigint primary key); alter table orders add column coupon bigint references coupons;',
    );
  });

  test('of a validation after the transaction that added the constraint', () => {
    silent(
      'validate-in-same-txn',
      `begin; alter table orders add constraint c check (total > 0) not valid; commit;
       begin; alter table orders validate constraint c; commit;`,
    );
  });
});

test('a column that an INSERT may leave out as it is loses no NOT NULL first', () => {
  const own =
    "create table orders (id bigint primary key, note text, state text not null default 'new', total int not null);";
  const dropped = (name: string) =>
    findingsIn(`alter table orders drop column ${name};`, { given: own })
      .filter(({ rule }) => rule === 'drop-column')
      .flatMap(({ instead }) => instead.split('\n'));
  for (const name of ['id', 'note', 'state']) {
    expect(dropped(name)).toEqual([
      '-- 1. Release code that neither reads nor writes the column.',
      '-- 2. When no old code runs any more, in a later pull request:',
      `alter table orders drop column ${name};`,
    ]);
  }
  expect(dropped('total')[1]).toBe('alter table orders ALTER COLUMN total DROP NOT NULL;');
});

test('the way back to a foreign key does on delete and update what it did', () => {
  const own = `
    create table customers (id bigint primary key);
    create table orders (
      customer_id bigint constraint buyer references customers on delete set null on update cascade
    );`;
  const found = findingsIn('alter table orders drop constraint buyer;', { given: own });
  expect(
    found
      .find(({ rule }) => rule === 'drop-constraint')
      ?.instead.split('\n')
      .at(-1),
  ).toBe(
    '-- The way back: alter table orders ADD CONSTRAINT buyer FOREIGN KEY (customer_id) REFERENCES public.customers (id) ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;',
  );
});

test('the column that takes the place of another has its default and is never NULL, either', () => {
  const own = "create table orders (id bigint primary key, note text not null default '');";
  const [found] = findingsIn('alter table orders rename column note to remark;', { given: own });
  expect(found?.instead.split('\n')).toEqual([
    "ALTER TABLE public.orders ADD COLUMN remark text DEFAULT '';",
    '-- Release code that writes both columns. Then fill the old rows:',
    ...batched(
      'public.orders',
      'UPDATE public.orders SET remark = note WHERE id = ANY (_batch) AND (remark IS DISTINCT FROM note);',
    ),
    '-- In the next migration, a transaction of its own: no NULL comes in any more.',
    'ALTER TABLE public.orders ADD CONSTRAINT orders_remark_not_null CHECK (remark IS NOT NULL) NOT VALID;',
    '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
    'ALTER TABLE public.orders VALIDATE CONSTRAINT orders_remark_not_null;',
    'ALTER TABLE public.orders ALTER COLUMN remark SET NOT NULL;',
    'ALTER TABLE public.orders DROP CONSTRAINT orders_remark_not_null;',
    '-- In the next migration, a transaction of its own: when no code reads the old name any more.',
    'ALTER TABLE public.orders DROP COLUMN note;',
  ]);
});

test('a column with a foreign key and any DEFAULT is looked through row by row, and only that is said', () => {
  const rulesOf = (column: string) =>
    findingsIn(`set lock_timeout = '2s'; alter table orders add column buyer bigint ${column} references customers;`, {
      given,
    })
      .filter(({ rule }) => rule !== 'fk-without-index')
      .map(({ rule, severity }) => [rule, severity]);
  expect(rulesOf('default null')).toEqual([['add-fk-not-valid', 'blocker']]);
  expect(rulesOf('default 1')).toEqual([['add-fk-not-valid', 'blocker']]);
  expect(rulesOf('')).toEqual([['add-column-inline-fk', 'advice']]);
});

test('each CHECK of a new column becomes a constraint of its own, in one proposal', () => {
  const column =
    'add column rate int check (rate > 0) not null constraint "at most" check (rate < 9) default 1 check (rate <> 5)';
  const [found] = findingsIn(`alter table orders ${column};`, { given }).filter(
    ({ rule }) => rule === 'add-column-inline-check',
  );
  expect(found?.instead.split('\n')).toEqual([
    'alter table orders add column rate int not null default 1, ADD CONSTRAINT orders_rate_check check (rate > 0) NOT VALID, ADD CONSTRAINT "at most" check (rate < 9) NOT VALID, ADD CONSTRAINT orders_rate_check2 check (rate <> 5) NOT VALID;',
    '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
    'alter table orders VALIDATE CONSTRAINT orders_rate_check;',
    'alter table orders VALIDATE CONSTRAINT "at most";',
    'alter table orders VALIDATE CONSTRAINT orders_rate_check2;',
  ]);
});
