import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../src/domain/migration.ts';
import type { Severity } from '../../src/domain/rule.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { batched } from './batched.ts';
import { findingsIn } from './reading.ts';

// What running code loses, and what depends on what: the words, and the forms that are easy to get wrong.

beforeAll(loadParser);

const given = `
  create schema billing;
  create table billing.invoices (id bigint primary key, total numeric(12,4));
  create type order_state as enum ('open', 'done', 'void');
  create table customers (id bigint primary key, name text);
  create table orders (
    id bigint primary key,
    customer_id bigint references customers (id),
    shop bigint,
    number int not null,
    email varchar(40) constraint orders_email check (email <> ''),
    state order_state not null default 'open',
    constraint orders_number unique (shop, number)
  );
  create view open_orders as select id, email from orders where state = 'open';
  create function tax(amount numeric) returns numeric language sql as 'select amount * 0.19';
  create function order_count() returns bigint language sql as 'select count(email) from orders';`;

interface Told {
  readonly rule: string;
  readonly migration: string;
  readonly severity: Severity;
  readonly objects: readonly string[];
  readonly says: string;
  /** Line by line. */
  readonly instead: readonly string[];
}

const told: readonly Told[] = [
  {
    rule: 'alter-column-type-blocked-by-dependents',
    migration: 'ALTER TABLE orders ALTER COLUMN email TYPE varchar(80);',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'This fails (0A000): the view `public.open_orders` uses `email` of `public.orders`, and Postgres does not change the type of a column in use.',
    instead: [
      'BEGIN;',
      'DROP VIEW public.open_orders;',
      'ALTER TABLE orders ALTER COLUMN email TYPE varchar(80);',
      "create view open_orders as select id, email from orders where state = 'open';",
      '-- Grants on what was dropped are gone: grant them again here.',
      'COMMIT;',
    ],
  },
  {
    rule: 'type-narrowing-data-loss',
    migration: 'ALTER TABLE billing.invoices ALTER COLUMN total TYPE numeric(10, 2);',
    severity: 'blocker',
    objects: ['billing.invoices'],
    says: '`total` of `billing.invoices` changes from `numeric(12, 4)` to `numeric(10, 2)`, which holds less: values with more than 2 digits after the point are rounded for good, without a word.',
    instead: [
      '-- 1. Count the rows that do not fit:',
      'SELECT count(*) FROM billing.invoices WHERE total <> total::numeric(10, 2)::numeric(12, 4);',
      '-- 2. Keep a copy of what would be lost (a column beside it, or a table), after the code that writes such values is gone. Then:',
      'ALTER TABLE billing.invoices ALTER COLUMN total TYPE numeric(10, 2);',
    ],
  },
  {
    rule: 'type-narrowing-data-loss',
    migration: 'ALTER TABLE orders ALTER COLUMN email TYPE varchar(20);',
    severity: 'blocker',
    objects: ['public.orders'],
    says: '`email` of `public.orders` changes from `varchar(40)` to `varchar(20)`, which holds less: values longer than 20 characters make the statement fail (22001).',
    instead: [
      '-- 1. Count the rows that do not fit:',
      'SELECT count(*) FROM public.orders WHERE length(email) > 20;',
      '-- 2. Mend these rows in a migration of its own, in batches, after the code that writes such values is gone. Then:',
      'ALTER TABLE orders ALTER COLUMN email TYPE varchar(20);',
    ],
  },
  {
    rule: 'rls-policy-privilege',
    migration: 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'From now on running code sees and changes no row of `public.orders` at all, as no policy lets any through, unless it connects as the owner or a role with BYPASSRLS. Reads and writes wait for a moment: AccessExclusive.',
    instead: [
      '-- 1. On a copy, look as each role of the application at what it still sees and may change:',
      'SET ROLE <role>; SELECT count(*) FROM public.orders; RESET ROLE;',
      '-- 2. Release code that copes with it. Then:',
      'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;',
    ],
  },
  {
    rule: 'rls-policy-privilege',
    migration: 'REVOKE UPDATE, DELETE ON orders, customers FROM app, PUBLIC;',
    severity: 'blocker',
    objects: ['public.orders', 'public.customers'],
    says: 'Running code that connects as `app` and `PUBLIC` loses `UPDATE, DELETE` on `public.orders` and `public.customers`: what needs it fails from now on (42501).',
    instead: [
      '-- 1. See that no running code needs the right, or release code that does not.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'REVOKE UPDATE, DELETE ON orders, customers FROM app, PUBLIC;',
    ],
  },
  {
    rule: 'rls-policy-privilege',
    migration:
      'REVOKE INSERT ON orders FROM app;\nREVOKE DELETE ON orders FROM app;\nREVOKE INSERT ON customers FROM anon;',
    severity: 'blocker',
    objects: ['public.orders', 'public.customers'],
    says: 'Running code that connects as `app` and `anon` loses `INSERT, DELETE` on `public.orders` and `public.customers`: what needs it fails from now on (42501).',
    instead: [
      '-- 1. See that no running code needs the right, or release code that does not.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'REVOKE INSERT ON orders FROM app;',
      'REVOKE DELETE ON orders FROM app;',
      'REVOKE INSERT ON customers FROM anon;',
    ],
  },
  {
    rule: 'rls-policy-privilege',
    migration: 'ALTER TABLE orders OWNER TO dba;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'Running code that connects as the owner of `public.orders` loses its rights on it to `dba`: what needs one fails from now on (42501).',
    instead: [
      '-- In the same transaction give the old owner what its code needs, for instance:',
      'ALTER TABLE orders OWNER TO dba;',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON public.orders TO <old owner>;',
    ],
  },
  {
    rule: 'replace-view-lock',
    migration: 'CREATE OR REPLACE VIEW open_orders AS SELECT id, email, number FROM orders;',
    severity: 'warning',
    objects: ['public.open_orders'],
    says: 'Queries on `public.open_orders` wait until this transaction ends: CREATE OR REPLACE VIEW takes AccessExclusive on the view, and while it waits for a running query everything queues behind it.',
    instead: [
      '-- In a migration of its own with nothing long in it, so that the lock is short:',
      "SET lock_timeout = '2s';",
      'CREATE OR REPLACE VIEW open_orders AS SELECT id, email, number FROM orders;',
    ],
  },
  {
    rule: 'truncate-cascade',
    migration: 'TRUNCATE customers CASCADE;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'All rows of `public.orders` are lost for good as well: CASCADE follows the foreign keys that lead to `public.customers`. Reads and writes of these tables wait while TRUNCATE holds AccessExclusive.',
    instead: [
      '-- Name every table that is meant to be emptied; without CASCADE Postgres refuses to empty any other:',
      'TRUNCATE public.customers, public.orders;',
    ],
  },
  {
    rule: 'drop-column-drops-constraint',
    migration: 'ALTER TABLE orders DROP COLUMN shop;',
    severity: 'warning',
    objects: ['public.orders'],
    says: 'With `shop` `public.orders` loses, without a word, the UNIQUE `orders_number` over `shop` and `number`.',
    instead: [
      '-- 1. What the other columns still need, make anew without this one, in a migration of its own.',
      '-- 2. Drop the rest by name, so that it is seen. Then:',
      'ALTER TABLE orders DROP COLUMN shop;',
    ],
  },
  {
    rule: 'drop-cascade',
    migration: 'DROP TABLE customers CASCADE;',
    severity: 'blocker',
    objects: ['public.customers'],
    says: 'With `public.customers` CASCADE drops the foreign key `orders_customer_id_fkey` of `public.orders`, without a word but a NOTICE. What the running code needs of that is gone at once.',
    instead: [
      '-- Drop or change by name, first and on purpose, what depends on it. Then, so that nothing goes unseen:',
      'DROP TABLE customers;',
    ],
  },
  {
    rule: 'drop-cascade',
    migration: 'DROP TYPE order_state CASCADE;',
    severity: 'blocker',
    objects: ['public.order_state'],
    says: 'With `public.order_state` CASCADE drops the column `state` of `public.orders` and its values, without a word but a NOTICE. What the running code needs of that is gone at once.',
    instead: [
      '-- Drop or change by name, first and on purpose, what depends on it. Then, so that nothing goes unseen:',
      'DROP TYPE order_state;',
    ],
  },
  {
    rule: 'drop-schema',
    migration: 'DROP SCHEMA billing CASCADE;',
    severity: 'blocker',
    objects: ['billing.invoices'],
    says: 'Everything in the schema `billing`, such as `billing.invoices`, is lost for good, rows included, and queries of the running code on it fail at once.',
    instead: [
      '-- 1. Release code that uses nothing of the schema, and keep a copy of what may be needed.',
      '-- 2. In later pull requests drop its tables, views, functions and types one by one, each by its name.',
      '-- 3. Then, without CASCADE, so that nothing goes unseen: DROP SCHEMA billing;',
    ],
  },
  {
    rule: 'drop-view',
    migration: 'DROP VIEW open_orders;',
    severity: 'blocker',
    objects: ['public.open_orders'],
    says: 'Queries of the running code on `public.open_orders` fail from the moment it is dropped (42P01).',
    instead: [
      '-- If it is made again: in the same transaction, with its GRANTs.',
      '-- 1. Otherwise release code that does not read it.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'DROP VIEW public.open_orders;',
    ],
  },
  {
    rule: 'drop-function',
    migration: 'DROP FUNCTION tax(numeric);',
    severity: 'blocker',
    objects: ['public.tax'],
    says: 'Statements of the running code that call the function `public.tax` fail from the moment it is dropped (42883).',
    instead: [
      '-- 1. Release code that does not call it.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'DROP FUNCTION tax(numeric);',
    ],
  },
  {
    rule: 'set-schema',
    migration: 'ALTER TABLE customers SET SCHEMA billing;',
    severity: 'blocker',
    objects: ['public.customers'],
    says: 'Queries of the running code that name `public.customers` fail from the moment it moves to `billing.customers`, and so do those without a schema unless their search_path holds the new one.',
    instead: [
      'BEGIN;',
      'ALTER TABLE customers SET SCHEMA billing;',
      'CREATE VIEW public.customers AS SELECT * FROM billing.customers;',
      'COMMIT;',
      '-- Drop the view when no code uses the old name any more.',
    ],
  },
  {
    rule: 'set-schema',
    migration: 'ALTER SCHEMA billing RENAME TO accounting;',
    severity: 'blocker',
    objects: ['billing.invoices'],
    says: 'Queries of the running code on anything in the schema `billing`, such as `billing.invoices`, fail from the moment it is called `accounting`.',
    instead: [
      '-- 1. Let every role of the application find both schemas, before its next connection:',
      'ALTER ROLE <role> SET search_path = billing, accounting;',
      '-- 2. Release code that names it without a schema. Then, in a later pull request:',
      'ALTER SCHEMA billing RENAME TO accounting;',
    ],
  },
  {
    rule: 'rename-enum-value',
    migration: "ALTER TYPE order_state RENAME VALUE 'done' TO 'closed';",
    severity: 'blocker',
    objects: ['public.order_state'],
    says: "Queries of the running code that name `'done'` of `public.order_state` fail from the moment it is called `'closed'` (22P02). Rows that hold it come back with a label that code does not know.",
    instead: [
      "ALTER TYPE public.order_state ADD VALUE 'closed' AFTER 'done';",
      '-- Release code that reads both values and writes the new one. Then change the old rows:',
      ...batched(
        'public.orders',
        "UPDATE public.orders SET state = 'closed' WHERE id = ANY (_batch) AND (state = 'done');",
      ),
      '-- The old value stays in the type, unused: Postgres cannot take it away.',
    ],
  },
  {
    rule: 'rename-table',
    migration: 'ALTER TYPE order_state RENAME TO state_of_order;',
    severity: 'blocker',
    objects: ['public.order_state'],
    says: 'Casts of the running code to `public.order_state` fail from the moment it is called `state_of_order` (42704).',
    instead: [
      '-- Leave the type its name, and use the new name in the code only.',
      '-- A domain under the old name would serve writes, but each comparison of the column with it fails (42883).',
    ],
  },
  {
    rule: 'not-null-default-then-drop-default',
    migration: 'ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'INSERTs into `public.orders` by the running code that leave `state` out fail from now on (23502): the column is NOT NULL, and its default is gone.',
    instead: [
      '-- 1. Keep the default, and release code that names the column in each of its INSERTs.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;',
    ],
  },
  {
    rule: 'drop-not-null',
    migration: 'ALTER TABLE orders ALTER COLUMN number DROP NOT NULL;',
    severity: 'advice',
    objects: ['public.orders'],
    says: '`number` of `public.orders` may be NULL from now on; running code that reads it has always found a value there.',
    instead: [
      '-- 1. See that all code which reads the column copes with NULL, and release it.',
      '-- 2. Then:',
      'ALTER TABLE orders ALTER COLUMN number DROP NOT NULL;',
    ],
  },
  {
    rule: 'tighten-constraint',
    migration: 'ALTER TABLE customers ADD CONSTRAINT customers_name UNIQUE (name);',
    severity: 'warning',
    objects: ['public.customers'],
    says: 'Writes of the running code to `public.customers` that repeat a value of `name` are refused from now on (23505).',
    instead: [
      '-- 1. Release code whose writes keep to it. Rows that do not yet tell which code to look for:',
      'SELECT name, count(*) FROM public.customers GROUP BY name HAVING count(*) > 1;',
      '-- 2. When no old code runs any more, in a later pull request, the statement itself.',
    ],
  },
  {
    rule: 'tighten-constraint',
    migration: 'ALTER TABLE customers ALTER COLUMN name SET NOT NULL;',
    severity: 'warning',
    objects: ['public.customers'],
    says: 'Writes of the running code to `public.customers` that leave `name` NULL are refused from now on (23502).',
    instead: [
      '-- 1. Release code whose writes keep to it. Rows that do not yet tell which code to look for:',
      'SELECT count(*) FROM public.customers WHERE name IS NULL;',
      '-- 2. When no old code runs any more, in a later pull request, the statement itself.',
    ],
  },
  {
    rule: 'enum-value-removal',
    migration:
      "CREATE TYPE state AS ENUM ('open', 'done'); ALTER TABLE orders ALTER COLUMN state TYPE state USING state::text::state;",
    severity: 'blocker',
    objects: ['public.orders'],
    says: "`state` of `public.orders` can no longer hold `'void'`: rows that do make this fail (22P02) unless USING changes them for good, and running code that writes it fails.",
    instead: [
      '-- 1. Release code that neither reads nor writes the value; it may stay in the type, unused. To keep it out:',
      "ALTER TABLE public.orders ADD CHECK (state NOT IN ('void')) NOT VALID;",
      '-- 2. See that no row holds it:',
      "SELECT count(*) FROM public.orders WHERE state IN ('void');",
    ],
  },
  {
    rule: 'drop-constraint',
    migration: 'ALTER TABLE orders DROP CONSTRAINT orders_email;',
    severity: 'warning',
    objects: ['public.orders'],
    says: "From now on `public.orders` may hold rows that do not meet `email <> ''`.",
    instead: [
      '-- 1. Release code that does not rely on it.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'ALTER TABLE orders DROP CONSTRAINT orders_email;',
      "-- The way back: ALTER TABLE orders ADD CONSTRAINT orders_email CHECK (email <> '') NOT VALID;",
    ],
  },
  {
    rule: 'drop-constraint',
    migration: 'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;',
    severity: 'warning',
    objects: ['public.orders'],
    says: 'From now on rows of `public.orders` may refer by `customer_id` to rows of `public.customers` that are not there, and what the foreign key did on delete and update is no longer done.',
    instead: [
      '-- 1. Release code that does not rely on it.',
      '-- 2. When no old code runs any more, in a later pull request:',
      'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;',
      '-- The way back: ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers (id) NOT VALID;',
    ],
  },
  {
    rule: 'drop-primary-key',
    migration: 'ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE;',
    severity: 'blocker',
    objects: ['public.customers'],
    says: 'From now on `public.customers` has no primary key: rows may repeat `id`, ON CONFLICT on it fails, and where the table is published its UPDATEs and DELETEs fail.',
    instead: [
      'CREATE UNIQUE INDEX CONCURRENTLY <name> ON public.customers (<new key>);',
      '-- In the next migration, a transaction of its own: the new key takes the place of the old one in one act.',
      'ALTER TABLE customers DROP CONSTRAINT customers_pkey, ADD CONSTRAINT customers_pkey PRIMARY KEY USING INDEX <name>;',
    ],
  },
  {
    rule: 'view-function-dependence',
    migration: 'ALTER TABLE orders DROP COLUMN email;',
    severity: 'blocker',
    objects: ['public.orders'],
    says: 'This fails (2BP01): the view `public.open_orders` still uses `email` of `public.orders`. The body of the function `public.order_count` names `email` of `public.orders`, so that the next call fails (42703): Postgres does not look into bodies.',
    instead: [
      'BEGIN;',
      'DROP VIEW public.open_orders;',
      '-- CREATE OR REPLACE FUNCTION public.order_count with a body that does not name it.',
      'ALTER TABLE orders DROP COLUMN email;',
      '-- Here make again what was dropped, without it, and with its GRANTs.',
      'COMMIT;',
    ],
  },
];

describe('every word of a finding', () => {
  test.each(told)('$rule: $migration', ({ rule, migration, ...expected }) => {
    const found = findingsIn(migration, { given }).filter((finding) => finding.rule === rule);
    expect(
      found.map(({ severity, objects, says, instead }) => ({ severity, objects, says, instead: instead.split('\n') })),
    ).toEqual([expected]);
  });
});

interface Form {
  readonly rule: string;
  readonly migration: string;
  readonly transaction?: TransactionMode;
  readonly given?: string;
}

const ofRule = ({ rule, migration, transaction = 'per-statement', given: own = given }: Form) =>
  findingsIn(migration, { given: own, transaction }).filter((finding) => finding.rule === rule);

const form = (rule: string, migration: string, more: Partial<Form> = {}): Form => ({ rule, migration, ...more });

const spoken: readonly Form[] = [
  form('drop-view', 'drop view if exists "open_orders", nothing'),
  form('drop-view', 'drop view open_orders; create view open_orders as select 1 as id;'),
  form('drop-view', 'set search_path to app; drop view recent;', {
    given: 'create schema app; create view app.recent as select 1 as id;',
  }),
  form('drop-view', 'do $$ begin drop view open_orders; end $$;'),
  form('drop-function', 'drop function if exists tax'),
  form('drop-function', 'drop routine public.tax(numeric)'),
  form(
    'drop-function',
    'begin; drop function tax(numeric); create function tax(a numeric, b numeric) returns int language sql as $$ select 1 $$; commit;',
  ),
  form('set-schema', 'alter type order_state set schema billing'),
  form('set-schema', 'alter function tax(numeric) set schema billing'),
  form('set-schema', 'alter extension pgcrypto set schema billing'),
  form('set-schema', 'alter view open_orders set schema billing'),
  form('drop-schema', 'drop schema if exists billing'),
  form('rename-table', `alter type "Public"."State" rename to "States"`, {
    given: `create schema "Public"; create type "Public"."State" as enum ('It''s');`,
  }),
  form('rename-table', 'alter domain code rename to codes', { given: 'create domain code as text;' }),
  form('rename-enum-value', `alter type "Public"."State" rename value 'It''s' to 'x'`, {
    given: `create schema "Public"; create type "Public"."State" as enum ('It''s');`,
  }),
  form(
    'not-null-default-then-drop-default',
    "alter table orders add column a text not null default '', alter column a drop default",
  ),
  form(
    'not-null-default-then-drop-default',
    "alter table orders add column a text not null default ''; alter table orders alter a set default null;",
  ),
  form(
    'not-null-default-then-drop-default',
    'alter table customers alter name set default 1; alter table customers alter name drop default, alter name set not null;',
  ),
  form('drop-not-null', 'alter table public."orders" alter number drop not null, add column a int'),
  form('tighten-constraint', 'create unique index concurrently on customers (name)'),
  form('tighten-constraint', 'create unique index on customers (lower(name))'),
  form('tighten-constraint', 'create unique index on customers (name) where id > 5'),
  form('tighten-constraint', 'alter table customers add exclude using gist (name with =)'),
  form('tighten-constraint', 'alter table orders alter shop type int'),
  form(
    'tighten-constraint',
    'alter table customers drop constraint customers_pkey; alter table customers add primary key (name);',
  ),
  form('drop-constraint', 'alter table orders drop constraint if exists orders_number'),
  form(
    'drop-primary-key',
    'alter table customers drop constraint customers_pkey; alter table customers add primary key (name);',
  ),
  form('drop-primary-key', 'alter table if exists only public.customers drop constraint customers_pkey'),
  form('enum-value-removal', "delete from pg_catalog.pg_enum where enumlabel = 'void'"),
  form(
    'enum-value-removal',
    `
    create type "order_state_new" as enum ('open', 'done');
    alter table orders alter column state drop default;
    alter table orders alter column state type "order_state_new" using (state::text::"order_state_new");`,
  ),
  form('drop-column-drops-constraint', 'alter table orders drop column number', {
    given: 'create table orders (id int, number int, note text); create index on orders (id) include (number);',
  }),
  form('drop-column-drops-constraint', 'alter table orders drop column number', {
    given: 'create table orders (id int, number int, note text); create index on orders (note) where number > 0;',
  }),
  form('truncate-cascade', 'truncate customers cascade', {
    given: `create table customers (id int primary key); create table orders (id int primary key references customers);
            create table lines (id int references orders);`,
  }),
  form('rls-policy-privilege', 'alter table orders force row level security'),
  form('rls-policy-privilege', 'alter view open_orders owner to dba'),
  form('rls-policy-privilege', 'revoke execute on function tax(numeric) from public'),
  form('rls-policy-privilege', 'revoke all on orders from app; grant select on orders to app;', {
    transaction: 'per-file',
  }),
  form('rls-policy-privilege', 'drop policy p on orders', {
    given: 'create table orders (id int); create policy p on orders; alter table orders enable row level security;',
  }),
  form('rls-policy-privilege', 'begin; drop policy p on orders; create policy p on orders using (id > 0); commit;', {
    given: 'create table orders (id int); create policy p on orders; alter table orders enable row level security;',
  }),
  form('rls-policy-privilege', 'alter policy p on orders using (id > 0)', {
    given: 'create table orders (id int); create policy p on orders; alter table orders enable row level security;',
  }),
  form('drop-cascade', 'alter table customers drop column id cascade'),
  form('drop-cascade', 'alter table orders drop column email cascade'),
  form('drop-cascade', 'drop function tax(numeric) cascade', {
    given: `${given} create view taxes as select tax(total) from billing.invoices;`,
  }),
  form('drop-cascade', 'drop schema billing cascade', {
    given: `${given} create view dear as select total from billing.invoices;`,
  }),
  form('drop-cascade', 'drop extension citext cascade'),
  form('type-narrowing-data-loss', 'alter table orders alter shop type int using shop::int'),
  form('type-narrowing-data-loss', 'alter table orders alter email type varchar(10) using left(email, 10)'),
];

describe('spoken of, once', () => {
  test.each(spoken)('$rule: $migration', (one) => {
    expect(ofRule(one)).toHaveLength(1);
  });
});

const madeHere = 'create table t (id int primary key, note text not null default 1, constraint c check (id > 0));';
const silent: readonly Form[] = [
  form('drop-view', 'begin; drop view open_orders; create view open_orders as select 1 as id; commit;'),
  form('drop-view', 'drop view open_orders; create view public.open_orders as select 1 as id;', {
    transaction: 'per-file',
  }),
  form('drop-view', 'create view v as select 1 as id; drop view v;'),
  form('drop-view', 'drop view if exists nothing'),
  form('drop-view', 'create temp view open_orders as select 1 as id; drop view open_orders;'),
  form('drop-function', 'drop function if exists nothing()'),
  form('drop-function', 'create function f() returns int language sql as $$ select 1 $$; drop function f();'),
  form('drop-function', 'drop function touch()', {
    given: 'create function touch() returns trigger language plpgsql as $$ begin return new; end $$;',
  }),
  form(
    'drop-function',
    "begin; drop function tax(numeric); create function tax(a numeric, rate numeric default 0.19) returns numeric language sql as 'select 1.0'; commit;",
  ),
  form('drop-schema', 'create schema s; drop schema s cascade;'),
  form('drop-schema', 'drop schema if exists nothing cascade'),
  form('set-schema', 'alter table orders set schema public'),
  form(
    'set-schema',
    'begin; alter table orders set schema billing; create view public.orders as select * from billing.orders; commit;',
  ),
  form('set-schema', `${madeHere} alter table t set schema billing;`),
  form('replace-view-lock', 'create or replace view fresh as select 1 as id'),
  form('replace-view-lock', 'create view v as select 1 as id; create or replace view v as select 1 as id, 2 as b;'),
  form(
    'rename-table',
    "begin; create type new_state as enum ('open'); alter type order_state rename to old_state; alter type new_state rename to order_state; commit;",
  ),
  form('rename-table', 'begin; alter type order_state rename to s; create domain order_state as s; commit;'),
  form('rename-table', "create type mood as enum ('ok'); alter type mood rename to moods;"),
  form(
    'rename-table',
    `${madeHere} begin; alter table orders rename to old_orders; alter table t rename to orders; commit;`,
  ),
  form('rename-enum-value', "create type mood as enum ('ok'); alter type mood rename value 'ok' to 'fine';"),
  form('rename-enum-value', "alter type order_state add value 'closed'"),
  form('not-null-default-then-drop-default', 'alter table orders alter state drop default, alter state drop not null'),
  form(
    'not-null-default-then-drop-default',
    "alter table orders alter state drop default; alter table orders alter state set default 'done';",
  ),
  form(
    'not-null-default-then-drop-default',
    'alter table orders alter state drop default; alter table orders drop column state;',
  ),
  form('not-null-default-then-drop-default', 'alter table orders alter number drop default'),
  form('not-null-default-then-drop-default', 'alter table customers alter name drop default'),
  form('not-null-default-then-drop-default', `${madeHere} alter table t alter note drop default;`),
  form('drop-not-null', 'alter table customers alter name drop not null'),
  form('drop-not-null', 'alter table orders alter number drop not null; alter table orders drop column number;'),
  form('tighten-constraint', 'alter table orders alter number set not null'),
  form('tighten-constraint', 'alter table customers add unique (id, name)'),
  form('tighten-constraint', 'create unique index on orders (shop, number, email)'),
  form(
    'tighten-constraint',
    'drop index single; create unique index on t (b, a); create unique index on t (a) where b > 0;',
    {
      given: 'create table t (a int, b int); create unique index single on t (a);',
    },
  ),
  form(
    'tighten-constraint',
    'alter table customers add column a int not null default 7, add check (a > 0), add unique (a)',
  ),
  form('tighten-constraint', 'alter table customers add column code text unique'),
  form(
    'tighten-constraint',
    'alter table customers add column code text; create unique index on customers (name, code);',
  ),
  form('tighten-constraint', 'alter table customers add column a int; alter table customers add check (a > 0);'),
  form(
    'tighten-constraint',
    "alter table orders drop constraint orders_email; alter table orders add constraint orders_email check (email <> '') not valid;",
  ),
  form(
    'tighten-constraint',
    "alter table t drop constraint c, add constraint c check (kind in ('b', 'a', 'c')) not valid",
    {
      given: "create table t (kind text constraint c check (kind = any (array['a'::text, 'b'::text])));",
    },
  ),
  form(
    'tighten-constraint',
    'alter table orders drop constraint orders_number; alter table orders add unique (shop, number, email);',
  ),
  form('tighten-constraint', 'alter table orders alter number set not null', {
    given: 'create table orders (number int); alter table orders add check (number is not null) not valid;',
  }),
  form('tighten-constraint', 'alter table orders alter email type varchar(80)'),
  form(
    'drop-constraint',
    'alter table orders drop constraint orders_email, add constraint email_length check (length(email) > 3) not valid',
  ),
  form(
    'drop-constraint',
    'alter table orders drop constraint orders_customer_id_fkey; alter table orders add foreign key (customer_id) references customers on delete cascade;',
  ),
  form('drop-constraint', 'alter table orders drop constraint orders_customer_id_fkey; drop table customers;'),
  form('drop-constraint', 'alter table orders drop constraint orders_email, drop column email'),
  form(
    'drop-constraint',
    'alter table orders add check (number > 0) not valid; alter table orders drop constraint orders_number_check;',
  ),
  form('drop-constraint', 'alter table customers drop constraint customers_pkey'),
  form('drop-constraint', 'alter table orders drop constraint if exists nothing'),
  form('drop-constraint', 'alter table t alter note set not null; alter table t drop constraint c;', {
    given: 'create table t (note text, constraint c check (note is not null));',
  }),
  form('drop-constraint', 'alter table orders drop constraint orders_number', {
    given: `${given} create unique index on orders (number);`,
  }),
  form('drop-primary-key', 'alter table customers drop constraint customers_pkey, add primary key (name)'),
  form(
    'drop-primary-key',
    'alter table customers drop constraint customers_pkey; alter table customers add primary key (name);',
    { transaction: 'per-file' },
  ),
  form('drop-primary-key', `${madeHere} alter table t drop constraint t_pkey;`),
  form(
    'enum-value-removal',
    "create type s as enum ('void', 'open', 'done', 'new'); alter table orders alter state type s using state::text::s;",
  ),
  form('enum-value-removal', 'delete from app.pg_enum'),
  form('drop-column-drops-constraint', 'alter table orders drop constraint orders_number, drop column number'),
  form('drop-column-drops-constraint', 'alter table customers drop column name'),
  form('truncate-cascade', 'truncate customers, orders cascade'),
  form('truncate-cascade', 'truncate billing.invoices cascade'),
  form('rls-policy-privilege', 'create policy p on orders using (true)'),
  form(
    'rls-policy-privilege',
    `${madeHere} alter table t enable row level security; revoke all on t from public; alter table t owner to dba;`,
  ),
  form('rls-policy-privilege', 'revoke select on orders from app; revoke all on orders from admin; drop table orders;'),
  form('rls-policy-privilege', 'revoke grant option for select on orders from app'),
  form('rls-policy-privilege', 'grant select on orders to app'),
  form('rls-policy-privilege', 'begin; revoke select on orders from app; grant all on orders to app; commit;'),
  form('rls-policy-privilege', 'alter default privileges revoke select on tables from app'),
  form('drop-cascade', 'drop view open_orders cascade'),
  form('drop-cascade', `${madeHere} create view v as select id from t; drop table t cascade;`),
  form('drop-cascade', 'alter table customers drop column name cascade'),
  form('drop-cascade', 'drop view open_orders; drop table orders cascade;'),
  form('type-narrowing-data-loss', "alter table orders alter email type int using case email when 'a' then 1 end"),
  form('type-narrowing-data-loss', 'alter table orders add column x bigint; alter table orders alter x type int;'),
  form(
    'view-function-dependence',
    'begin; alter table orders rename to purchases; create view orders as select * from purchases; commit;',
  ),
  form(
    'view-function-dependence',
    "alter table orders rename email to mail; create or replace function order_count() returns bigint language sql as 'select 1';",
  ),
  form(
    'view-function-dependence',
    'drop view open_orders; drop function order_count(); alter table orders drop column email;',
  ),
  form('view-function-dependence', 'alter table orders drop column shop'),
];

describe('no word', () => {
  test.each(silent)('$rule: $migration', (one) => {
    expect(ofRule(one)).toEqual([]);
  });
});

test('ENABLE ROW LEVEL SECURITY speaks for the policies that come with it', () => {
  const migration = 'alter table orders enable row level security; create policy p on orders using (id > 0);';
  expect(ofRule({ rule: 'rls-policy-privilege', migration }).map(({ says }) => says)).toEqual([
    'From now on running code sees and changes only rows of `public.orders` that a policy lets through, unless it connects as the owner or a role with BYPASSRLS. Reads and writes wait for a moment: AccessExclusive.',
  ]);
});

test('a UNIQUE that makes way for one without case loses its ON CONFLICT only', () => {
  const drop = 'alter table orders drop constraint orders_number;';
  const own = `${given} alter table orders add shop_name text, add constraint named unique (shop, shop_name);`;
  const says = (migration: string) =>
    ofRule({ rule: 'drop-constraint', migration, given: own }).map((found) => found.says);
  const named = 'alter table orders drop constraint named;';
  expect(says(`create unique index i on orders (shop, lower(shop_name)); ${named}`)).toEqual([
    'From now on INSERT … ON CONFLICT (shop, shop_name) into `public.orders` fails (42P10): no unique index is on these columns alone any more.',
  ]);
  const lost =
    'From now on rows of `public.orders` may repeat `shop, shop_name`, and INSERT … ON CONFLICT on it fails (42P10).';
  expect(says(`create index i on orders (shop, lower(shop_name)); ${named}`)).toEqual([lost]);
  expect(says(`create unique index i on orders (shop, md5(email)); ${named}`)).toEqual([lost]);
  expect(says(`create unique index i on orders (shop, lower(shop_name)) where shop > 1; ${named}`)).toEqual([lost]);
  expect(says(drop)).toHaveLength(1);
});

test('a policy that lets more through is a warning', () => {
  const own = 'create table orders (id int); alter table orders enable row level security;';
  expect(
    ofRule({ rule: 'rls-policy-privilege', migration: 'create policy p on orders using (id > 0)', given: own }),
  ).toMatchObject([{ severity: 'warning' }]);
});

test.each([
  ['', 'sees and changes'],
  ['for all', 'sees and changes'],
  ['for select', 'sees'],
  ['for insert', 'inserts'],
  ['for update', 'changes'],
  ['for delete', 'deletes'],
])('a policy %s is about what running code %s', (command, does) => {
  const own = 'create table orders (id int); alter table orders enable row level security;';
  const check = command === 'for insert' ? 'with check' : 'using';
  const says = (as: string) =>
    ofRule({
      rule: 'rls-policy-privilege',
      migration: `create policy p on orders ${as} ${command} ${check} (id > 0)`,
      given: own,
    }).map((one) => one.says);
  const waits = 'Reads and writes wait for a moment: AccessExclusive.';
  expect(says('')).toEqual([
    `The policy \`p\` lets more rows of \`public.orders\` through: running code of its roles ${does} rows that it did not. ${waits}`,
  ]);
  expect(says('as restrictive')).toEqual([
    `From now on running code ${does} only rows of \`public.orders\` that the policy \`p\` lets through as well. ${waits}`,
  ]);
});

test('what is about to be dropped is spoken of where it is dropped', () => {
  const own =
    'create table orders (id int); create policy p on orders using (true); alter table orders enable row level security; create view shown as select 1;';
  const about = (migration: string) => ofRule({ rule: 'rls-policy-privilege', migration, given: own });
  expect(about('drop policy p on orders; drop table orders;')).toEqual([]);
  expect(about('revoke select on shown from app; drop view shown;')).toEqual([]);
  expect(about('drop policy p on orders;')).toHaveLength(1);
});

test('the steps around a change of type are those of the tool’s own transaction', () => {
  const migration = 'alter table orders alter email type varchar(80)';
  const [found] = ofRule({ rule: 'alter-column-type-blocked-by-dependents', migration, transaction: 'per-file' });
  expect(found?.instead.split('\n')).toEqual([
    'DROP VIEW public.open_orders;',
    'alter table orders alter email type varchar(80);',
    "create view open_orders as select id, email from orders where state = 'open';",
    '-- Grants on what was dropped are gone: grant them again here.',
  ]);
});

test('a bounded wait for a view is advice', () => {
  const migration = "set lock_timeout = '2s'; create or replace view open_orders as select id, email from orders;";
  expect(ofRule({ rule: 'replace-view-lock', migration })).toMatchObject([{ severity: 'advice' }]);
});

test('a column takes what belongs to it alone: advice', () => {
  expect(
    ofRule({ rule: 'drop-column-drops-constraint', migration: 'alter table orders drop column email' }),
  ).toMatchObject([
    {
      severity: 'advice',
      says: 'With `email` `public.orders` loses, without a word, the CHECK `orders_email`.',
    },
  ]);
});

describe('where the schema is not known', () => {
  test.each([
    ['drop table orders cascade', 'drop-cascade'],
    ['truncate orders cascade', 'truncate-cascade'],
    ['alter table orders drop constraint orders_pkey', 'drop-primary-key'],
    ['alter table orders drop constraint total_positive', 'drop-constraint'],
    ['alter table orders alter note set not null', 'tighten-constraint'],
    ['alter table orders alter note drop not null', 'drop-not-null'],
    ['revoke all on orders from app', 'rls-policy-privilege'],
    ['drop view recent', 'drop-view'],
    ['drop function f()', 'drop-function'],
    ['drop schema s', 'drop-schema'],
    ["alter type mood rename value 'a' to 'b'", 'rename-enum-value'],
  ])('%s is still %s', (migration, rule) => {
    expect(findingsIn(migration).filter((finding) => finding.rule === rule)).toHaveLength(1);
  });

  test.each([
    ['alter table orders alter note type varchar(20)', 'type-narrowing-data-loss'],
    ['alter table orders alter note drop default', 'not-null-default-then-drop-default'],
    ['alter table orders drop column note', 'view-function-dependence'],
    ['alter table orders drop column note', 'drop-column-drops-constraint'],
    ['create or replace view recent as select 1', 'replace-view-lock'],
    ['alter table orders drop constraint orders_pkey', 'drop-constraint'],
  ])('%s claims nothing of %s', (migration, rule) => {
    expect(findingsIn(migration).filter((finding) => finding.rule === rule)).toEqual([]);
  });
});

describe('one REVOKE after the other', () => {
  const told = (text: string) =>
    findingsIn(text, {
      given: 'create table orders (id int); create table customers (id int); create sequence numbers;',
    })
      .filter(({ rule }) => rule === 'rls-policy-privilege')
      .map(({ line, objects, severity }) => [line, severity, ...objects]);

  test.each([
    [
      'stands at the first that takes something',
      'create table t (id int);\nrevoke all on t from app;\nrevoke all on orders from app;\nrevoke all on customers from app;',
      [[3, 'blocker', 'public.orders', 'public.customers']],
    ],
    [
      'what stands between parts them',
      'revoke all on orders from app;\nselect 1;\nrevoke all on customers from app;',
      [
        [1, 'blocker', 'public.orders'],
        [3, 'blocker', 'public.customers'],
      ],
    ],
    [
      'sequences are no tables',
      'revoke all on orders from app;\nrevoke all on sequence numbers from app;',
      [
        [1, 'blocker', 'public.orders'],
        [2, 'blocker', 'public.numbers'],
      ],
    ],
    [
      'one that the author answers for stands alone',
      'revoke all on orders from app;\n-- migrate:allow rls-policy-privilege reason: never granted\nrevoke all on customers from app;',
      [
        [1, 'blocker', 'public.orders'],
        [3, 'advice', 'public.customers'],
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('functions of one name', () => {
  const f = (inputs: string): string => `create function f(${inputs}) returns int language sql as 'select 1';`;
  const told = (text: string) =>
    findingsIn(text, { given: `${f('int')} ${f('text, out a int')}` })
      .filter(({ rule }) => rule === 'drop-function')
      .map(({ line }) => line);

  test.each([
    ['one of two', 'drop function f(text);', [1]],
    ['both', 'drop function f(integer);\ndrop function f(text);', [1, 2]],
    ['one made here goes', `${f('date')}\ndrop function f(date);`, []],
    ['one of before goes beside one made here', `${f('date')}\ndrop function f(int);`, [2]],
    ['one that takes others is not replaced', `create or replace ${f('date').slice(7)}\ndrop function f(date);`, []],
    ['one that is replaced is that of before', `create or replace ${f('n int').slice(7)}\ndrop function f(int);`, [2]],
    ['one that nobody made', 'drop function if exists f(date);', []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('what a table refuses already is no tighter', () => {
  const given = `
    create table orders (id bigint primary key, total int not null, note text);
    create table days (day int, n int) partition by list (day);
    create table days_1 partition of days for values in (1);`;
  const told = (text: string) =>
    findingsIn(text, { given })
      .filter(({ rule }) => rule === 'tighten-constraint')
      .map(({ line }) => line);

  test.each([
    ['NOT NULL in other words', 'alter table orders add check (total is not null) not valid;', []],
    ['of two columns', 'alter table orders add check (id is not null and total is not null) not valid;', []],
    ['one of them new', 'alter table orders add check (total is not null and note is not null) not valid;', [1]],
    [
      'the parts of a key of the whole',
      'create unique index k on only days (day, n);\ncreate unique index k_1 on days_1 (day, n);',
      [1],
    ],
    ['a key of a part alone', 'create unique index k_1 on days_1 (n);', [1]],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});
