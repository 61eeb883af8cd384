import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { tool as atlas } from '../../src/tools/atlas/index.ts';
import { tool as goose } from '../../src/tools/goose/index.ts';
import { findingsIn, type Reading } from './reading.ts';

beforeAll(loadParser);

const given = `
  create type order_status as enum ('open', 'paid');
  create table customers (id bigint primary key, name text);
  create table orders (id bigint primary key, customer_id bigint, status order_status, note text, total int);
  create table visits (page text);
  create index orders_note on orders (note);
  create function guarded() returns int language sql security definer set search_path = '' as 'select 1';`;

const about = (rule: string, text: string, reading: Reading = {}) =>
  findingsIn(text, { given, ...reading }).filter((finding) => finding.rule === rule);
const words = (rule: string, text: string, reading: Reading = {}) =>
  about(rule, text, reading).map(({ severity, says, instead }) => ({ severity, says, instead: instead.split('\n') }));
const severities = (rule: string, text: string, reading: Reading = {}) =>
  about(rule, text, reading).map(({ severity }) => severity);

describe('invalid-index-retry', () => {
  const rule = 'invalid-index-retry';

  test('drops what a failed build left before it builds again', () => {
    expect(words(rule, 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "By Note" ON orders (note);')).toEqual([
      {
        severity: 'warning',
        says: 'Should this build fail, the invalid index `public."By Note"` stays. Run again, the statement finds that name, skips the build and succeeds: no query uses the index, nothing is kept unique, and every write to `public.orders` keeps it up to date.',
        instead: [
          'DROP INDEX CONCURRENTLY IF EXISTS public."By Note";',
          'CREATE UNIQUE INDEX CONCURRENTLY "By Note" ON orders (note);',
        ],
      },
    ]);
  });

  test.each([
    ['create index concurrently i on orders (note);', 0],
    ['create index if not exists i on orders (note);', 0],
    ['create table t (id int); create index concurrently if not exists i on t (id);', 0],
    ['drop index concurrently if exists i; create index concurrently if not exists i on orders (note);', 0],
    ['drop index concurrently if exists j; create index concurrently if not exists i on orders (note);', 1],
  ])('%s', (text, count) => {
    expect(about(rule, text)).toHaveLength(count);
  });
});

describe('enum-value-used-same-txn', () => {
  const rule = 'enum-value-used-same-txn';
  const add = "alter type order_status add value 'refunded';";

  test('adds the value first, uses it in the next migration', () => {
    const text = `${add}\nupdate orders set status = 'refunded' where id = 1;`;
    expect(words(rule, text, { transaction: 'per-file' })).toEqual([
      {
        severity: 'blocker',
        says: "This fails (55P04): line 1 adds `'refunded'` to `public.order_status` in the same transaction, and a new enum value can be used only after that is committed.",
        instead: [
          "alter type order_status add value 'refunded';",
          '-- In the next migration, a transaction of its own: the value is committed and can be used.',
          "update orders set status = 'refunded' where id = 1;",
        ],
      },
    ]);
    expect(about(rule, text)).toEqual([]);
    expect(about(rule, text, { transaction: 'one-message' })).toHaveLength(1);
  });

  test.each([
    ["insert into orders (id, status) values (1, 'open'), (2, 'refunded');", 1],
    ["insert into orders values (1, 2, 'refunded');", 1],
    ["insert into orders (id, status) select id, 'refunded' from customers;", 1],
    ["insert into orders (id) values (1) on conflict (id) do update set status = 'refunded';", 1],
    ["update orders set status = case when total > 1 then 'refunded' else status end;", 1],
    ["delete from orders where status in ('paid', 'refunded');", 1],
    ["delete from orders o where 'refunded' = o.status;", 1],
    ["select 'refunded'::public.order_status;", 1],
    ["alter table orders alter column status set default 'refunded';", 1],
    ["alter table orders add column before order_status default 'refunded';", 1],
    ["create table t (status order_status default 'refunded');", 1],
    ["create index i on orders (id) where status = 'refunded';", 1],
    ["create view v as select id from orders where status <> 'refunded';", 1],
    ["do $$ begin update orders set status = 'refunded'; end $$;", 1],
    // The same word in a column of text, and the values of before.
    ["update orders set note = 'refunded' where status = 'open';", 0],
    ["insert into orders (id, note) values (1, 'refunded');", 0],
    ["insert into visits values ('refunded');", 0],
    ["comment on table orders is 'refunded';", 0],
  ])('%s', (text, count) => {
    expect(about(rule, `begin; ${add} ${text} commit;`)).toHaveLength(count);
  });

  test('what Postgres allows', () => {
    const use = "update orders set status = 'paid';";
    expect(about(rule, `begin; alter type order_status add value if not exists 'paid'; ${use} commit;`)).toEqual([]);
    expect(about(rule, `begin; alter type order_status rename value 'open' to 'paid'; ${use} commit;`)).toEqual([]);
    const made = "create type kind as enum ('a'); alter type kind add value 'b'; create table t (k kind default 'b');";
    expect(about(rule, `begin; ${made} commit;`)).toEqual([]);
    expect(about(rule, `begin; ${add} commit; begin; update orders set status = 'refunded'; commit;`)).toEqual([]);
  });
});

describe('unbatched-delete', () => {
  const rule = 'unbatched-delete';

  test('deletes in batches', () => {
    const [found] = words(rule, 'DELETE FROM orders WHERE note IS NULL;');
    expect(found?.says).toBe(
      'Every row that matches, which may be most of the table, of `public.orders` is deleted for good, in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.',
    );
    expect(found?.instead).toContain('    DELETE FROM orders WHERE id = ANY (_batch) AND (note IS NULL);');
  });

  test.each([
    ['delete from orders;', ['blocker']],
    ['delete from only orders where total > 5;', ['blocker']],
    ["delete from orders where note = 'x';", ['warning']],
    ['delete from orders where id = 5;', []],
    ['delete from orders where id between 1 and 1000;', []],
    ['delete from orders where id in (select id from orders where total = 0 limit 1000);', []],
    ['create temp table orders (id int); delete from orders;', []],
    ['create table t (id int); delete from t;', []],
    ['with gone as (delete from orders returning *) select count(*) from gone;', ['blocker']],
    ['with gone as (delete from orders returning *) insert into visits select note from gone;', ['blocker']],
    ['with gone as (delete from orders where id = 5 returning *) select count(*) from gone;', []],
    ['with few as (select id from orders limit 9) delete from orders using few where few.id = orders.id;', []],
    ['with gone as (delete from orders returning *) delete from orders;', ['blocker']],
  ])('%s', (text, expected) => {
    expect(severities(rule, text)).toEqual(expected);
  });

  test('what is changed in WITH is not written out', () => {
    expect(words(rule, 'with gone as (delete from orders returning *) select 1;')[0]?.instead).toEqual([
      'Delete from public.orders in batches of about 10,000 rows by primary key, each committed before the next, outside a transaction.',
    ]);
  });

  test('of a join it says whose key it walks', () => {
    expect(words(rule, 'delete from orders o using customers c where c.id = o.customer_id;')[0]?.instead).toContain(
      '    delete from orders o using customers c WHERE o.id = ANY (_batch) AND (c.id = o.customer_id);',
    );
    expect(
      words('unbatched-update', 'update orders set note = c.name from customers c where c.id = customer_id;')[0]
        ?.instead,
    ).toContain(
      '    update orders set note = c.name from customers c WHERE orders.id = ANY (_batch) AND (c.id = customer_id) AND orders.note IS DISTINCT FROM c.name;',
    );
  });

  test('a WITH is left to its author', () => {
    const text = 'with c as (select id from customers) delete from orders using c where c.id = customer_id;';
    expect(words(rule, text)[0]?.instead).toEqual([
      'Delete from public.orders in batches of about 10,000 rows by primary key, each committed before the next, outside a transaction.',
    ]);
  });

  test('rows that are known to be few make a loss no smaller', () => {
    const heldBound = () => ({ ms: 1, source: 'profile' });
    expect(severities(rule, 'delete from orders;', { overrides: { heldBound } })).toEqual(['blocker']);
  });
});

describe('insert-select-large', () => {
  const rule = 'insert-select-large';

  test('copies in batches', () => {
    const [found] = words(rule, 'INSERT INTO visits (page) SELECT note FROM orders WHERE total > 5;');
    expect(found?.says).toBe(
      'All rows that match, which may be most of them, of `public.orders` are copied to `public.visits` in one statement, with WAL for all of them at once; rows that are written meanwhile are missed.',
    );
    expect(found?.instead).toContain(
      '    INSERT INTO visits (page) SELECT note FROM orders WHERE id = ANY (_batch) AND (total > 5);',
    );
  });

  test.each([
    [
      'with picked as (select note from orders) insert into visits select note from picked;',
      'All rows that match, which may be most of them, of `public.orders` are',
    ],
    [
      'insert into visits with picked as (select note from orders) select note from picked;',
      'All rows that match, which may be most of them, of `public.orders` are',
    ],
    ['with recursive r as (select 1 union all select n + 1 from r) insert into visits select n from r;', undefined],
    ['with picked as (select note from orders limit 9) insert into visits select note from picked;', undefined],
  ])('reads through WITH: %s', (text, says) => {
    expect(words(rule, text)[0]?.says.slice(0, says?.length)).toBe(says);
  });

  test('of a join it says no more than that rows match', () => {
    const text = 'insert into visits select o.note from orders o join customers c on c.id = o.customer_id;';
    expect(words(rule, text)[0]?.says).toContain('All rows that match, which may be most of them, of `public.orders`');
    expect(words(rule, 'insert into visits select note from orders;')[0]?.says).toContain(
      'All rows of `public.orders`',
    );
  });

  test.each([
    ['insert into visits select note from orders;', ['warning']],
    ["insert into visits select note from orders where note = 'x';", ['advice']],
    ['insert into visits select o.note from orders o join customers c on c.id = o.customer_id;', ['warning']],
    ['insert into visits select name from customers union all select note from orders;', ['warning']],
    ['create table t (page text); insert into t select note from orders;', ['warning']],
    ['create temp table t (page text); insert into t select note from orders;', []],
    ['insert into visits select note from orders where id = 1;', []],
    ['insert into visits select note from orders limit 10;', []],
    ['insert into visits select count(*)::text from orders;', []],
    ['insert into visits select max(note) from orders group by customer_id;', []],
    ["insert into visits values ('a');", []],
    ["insert into visits select 'page ' || n from generate_series(1, 10) n;", []],
    ['create table t (page text); insert into visits select page from t;', []],
  ])('%s', (text, expected) => {
    expect(severities(rule, text)).toEqual(expected);
  });
});

describe('json-column', () => {
  const rule = 'json-column';

  test('is jsonb in the user’s own statement', () => {
    expect(words(rule, "ALTER TABLE orders ADD COLUMN json json NOT NULL DEFAULT '{}'::json;")).toEqual([
      {
        severity: 'advice',
        says: '`"json"` of `public.orders` is of type json, which has no equality: SELECT DISTINCT, GROUP BY and UNION fail where it is among the columns.',
        instead: ["ALTER TABLE orders ADD COLUMN json jsonb NOT NULL DEFAULT '{}'::json;"],
      },
    ]);
  });

  test.each([
    ['create table t (id int, a json, "B" pg_catalog.json);', ['`a` and `"B"` of `public.t` are']],
    ['create table t (id int); alter table t add a json;', ['`a` of `public.t` is']],
    ['alter table orders alter column note type json using note::json;', ['`note` of `public.orders` is']],
    ['create temp table t (a json);', []],
    ['alter table orders add a jsonb, add b text;', []],
    ['create table if not exists orders (a json);', []],
  ])('%s', (text, expected) => {
    expect(about(rule, text).map(({ says }) => says.replace(/ of type json.*/, ''))).toEqual(expected);
  });
});

describe('fk-without-index', () => {
  const rule = 'fk-without-index';

  test('an existing table gets its index without a lock', () => {
    const text =
      'alter table orders add constraint orders_customer foreign key (customer_id) references customers not valid;';
    expect(words(rule, text)).toEqual([
      {
        severity: 'advice',
        says: 'No index of `public.orders` begins with `customer_id`: each DELETE of a row that this foreign key refers to reads the whole table.',
        instead: ['CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id);'],
      },
    ]);
  });

  test.each([
    ['create table t (id int primary key, a bigint references orders, b bigint references customers);', 1],
    ['create table t (a bigint references orders primary key);', 0],
    ['create table t (a bigint unique references orders);', 0],
    ['create table t (a bigint, b bigint, primary key (a, b), foreign key (a) references orders);', 0],
    ['create table t (a bigint, b bigint, primary key (a, b), foreign key (b) references orders);', 1],
    ['create table t (a bigint references orders); create index on t (a, id);', 0],
    ['create table t (a bigint references orders); create index on t (lower(a));', 1],
    ['create table t (a bigint references orders); create unique index on public.t (a);', 0],
    ['create table t (a bigint references orders); create index on t (a, lower(b));', 0],
    ['create table t (a bigint references orders); create index on t (lower(b), a);', 1],
    ['create table t (a bigint references orders); create index on t (a) where a is not null;', 0],
    ['create table t (a bigint references orders, b int); create index on t (a) where b is not null;', 1],
    ['create table t (a bigint references orders, b int); create index on t (a) where a > 5;', 1],
    ['create table t (a bigint references orders); create index i on t (a); drop index i;', 0],
    ['create table t (a bigint, b bigint, foreign key (a, b) references k); create index on t (b, a, id);', 0],
    ['create table t (a bigint, b bigint, foreign key (a, b) references k); create index on t (a, id, b);', 1],
    ['create table t (a bigint, b bigint, foreign key (a, b) references k); create index on t using hash (a);', 1],
    ['create table t (a bigint references orders); create index on t using hash (a);', 0],
    ['alter table orders add buyer bigint references customers;', 1],
    ['alter table orders add buyer bigint references customers, add unique (buyer);', 0],
    ['create temp table t (a bigint references orders);', 0],
    ['alter table orders add foreign key (id) references customers;', 0],
  ])('%s', (text, count) => {
    expect(about(rule, text)).toHaveLength(count);
  });

  test.each([
    ['the parent’s own key, beside its tenant', 'create index on notes (account_id) where account_id is not null;', 0],
    ['the tenant, which has many', 'create index on notes (tenant);', 1],
  ])('of two columns one is indexed: %s', (_, index, count) => {
    const parent = 'create table accounts (id bigint primary key, tenant bigint, unique (tenant, id));';
    const child = `create table notes (
      tenant bigint, account_id bigint, foreign key (tenant, account_id) references accounts (tenant, id)
    );`;
    expect(about(rule, `${child} ${index}`, { given: parent })).toHaveLength(count);
  });

  const key = 'alter table orders add foreign key (customer_id) references customers;';
  test.each([
    ['an index that is there', 'create index i on orders (customer_id);', '', 0],
    ['one that goes', 'create index i on orders (customer_id);', 'drop index i;', 1],
    ['a partial one', "create index i on orders (customer_id) where note <> '';", '', 1],
    [
      'one of the rows that have a customer',
      'create index i on orders (customer_id) where customer_id is not null;',
      '',
      0,
    ],
  ])('%s', (_, before, after, count) => {
    expect(about(rule, `${key} ${after}`, { given: `${given} ${before}` })).toHaveLength(count);
  });

  test('one that takes the place of another makes no DELETE slower', () => {
    const had = `${given} alter table orders add constraint buyer foreign key (customer_id) references customers;`;
    const add = 'alter table orders add foreign key (customer_id) references customers on delete cascade;';
    const drop = 'alter table orders drop constraint buyer;';
    expect(about(rule, `${drop} ${add}`, { given: had })).toEqual([]);
    expect(about(rule, `${add} ${drop}`, { given: had })).toEqual([]);
    expect(about(rule, add.replace('(customer_id)', '(id, customer_id)'), { given: had })).toHaveLength(1);
  });

  test('an index on the parent alone is valid when the last of its parts is attached', () => {
    const parted = `
      create table visits (day date, page bigint) partition by list (day);
      create table visits_1 partition of visits for values in ('2026-01-01');
      create table visits_2 partition of visits for values in ('2026-01-02');
      create table pages (id bigint primary key);
      create index visits_page on only visits (page);
      create index visits_1_page on visits_1 (page);
      create index visits_2_page on visits_2 (page);`;
    const attach = (part: number) => `alter index visits_page attach partition visits_${part}_page;`;
    const count = (before: string, after: string) =>
      about(rule, `alter table visits add foreign key (page) references pages; ${after}`, { given: parted + before });
    expect(count('', '')).toHaveLength(1);
    expect(count(attach(1), '')).toHaveLength(1);
    expect(count(attach(1), attach(2))).toEqual([]);
    expect(count(attach(1) + attach(2), '')).toEqual([]);
  });

  test('of a table that is not known nobody can say which indexes it has', () => {
    const added = 'alter table orders add foreign key (customer_id) references customers;';
    expect(findingsIn(added).filter((one) => one.rule === rule)).toEqual([]);
  });
});

describe('int-primary-key', () => {
  const rule = 'int-primary-key';

  test('a column that was there before is as wide as it was', () => {
    const own = 'create table shop (number int not null default 1); create table visits (day date);';
    const add = 'alter table shop add primary key (number);';
    expect(words(rule, add, { given: own })).toEqual([
      {
        severity: 'advice',
        says: '`number`, the primary key of `public.shop`, has 32 bits: after 2,147,483,647 every insert fails.',
        instead: [
          '-- Before it becomes the key: a column of bigint beside number, written by the code and filled in batches, takes its place.',
        ],
      },
    ]);
    expect(severities(rule, `${own} ${add}`, { given: '' })).toEqual(['warning']);
  });

  test('grows to bigint with what makes its numbers', () => {
    expect(words(rule, 'create table shop.t (id int generated always as identity, primary key (id));')).toEqual([
      {
        severity: 'warning',
        says: '`id`, the primary key of `shop.t`, has 32 bits: after 2,147,483,647 every insert fails.',
        instead: [
          'id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
          '-- And bigint for every column that refers to it.',
        ],
      },
    ]);
  });

  test.each([
    ['create table t (id serial primary key);', ['warning']],
    ['create table t (id integer primary key);', ['advice']],
    ['create table t (id int); alter table only t add constraint t_pkey primary key (id);', ['advice']],
    ["create table t (id int default nextval('s')); alter table t add primary key (id);", ['warning']],
    ['alter table visits add column id serial primary key;', ['warning']],
    ['create table t (id bigserial primary key);', []],
    ['create table t (id smallserial primary key);', []],
    ['create table t (id uuid primary key, n serial);', []],
    ['create table t (a int, b int, primary key (a, b));', []],
    ['create table t (id int primary key references customers);', []],
    ['create table t (id int primary key, foreign key (id) references customers);', []],
    ['create temp table t (id serial primary key);', []],
  ])('%s', (text, expected) => {
    expect(severities(rule, text)).toEqual(expected);
  });
});

describe('identifier-too-long', () => {
  const rule = 'identifier-too-long';
  const long = 'a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on';

  test('shows what Postgres makes of it', () => {
    expect(words(rule, `create index ${long} on orders (note);`)).toEqual([
      {
        severity: 'warning',
        says: `\`${long}\` has 68 bytes, and Postgres keeps 63: it becomes \`a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_a\`. Another name that begins so would be taken for this one, and what looks for the full name does not find it.`,
        instead: ['create index a_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_a on orders (note);'],
      },
    ]);
  });

  test.each([
    [`create table t (${'a'.repeat(63)} int);`, 0],
    [`create table t (${'a'.repeat(64)} int, "${'b'.repeat(64)}" int);`, 2],
    // Bytes count, not characters.
    [`create table t ("${'é'.repeat(32)}" int);`, 1],
    [`create table t ("${'é'.repeat(31)}" int);`, 0],
    [`comment on table orders is '${'x'.repeat(90)}'; insert into visits values ('${'x'.repeat(90)}');`, 0],
    [`create function f() returns int language sql as $$ select 1 /* ${'x'.repeat(90)} */ $$;`, 0],
    [`create index i on orders (note) /* ${'x'.repeat(90)} */ where note <> '${'x'.repeat(90)}';`, 0],
    [`create table ${long} (id int); alter table ${long} add a int;`, 1],
  ])('%s', (text, count) => {
    expect(about(rule, text)).toHaveLength(count);
  });

  test('no character is cut in two', () => {
    const [found] = about(rule, `create table t ("${'a'.repeat(62)}é" int);`);
    expect(found?.instead).toBe(`create table t (${'a'.repeat(62)} int);`);
  });
});

describe('security-definer-search-path', () => {
  const rule = 'security-definer-search-path';
  const body = "language plpgsql as 'begin end'";

  test('pins the path by the function’s own signature', () => {
    const text = `create function Shop."Do"(a int, inout b numeric(10, 2), out c text, variadic d text[]) security definer ${body};`;
    expect(words(rule, text)).toEqual([
      {
        severity: 'warning',
        says: '`shop."Do"` runs with its owner’s rights and its caller’s search_path: whoever may create objects in a schema of that path has their code run as the owner.',
        instead: [
          '-- In the same migration, or as a clause of the function itself; its schema, and pg_temp last:',
          'ALTER FUNCTION shop."Do"(int4, numeric(10, 2), text[]) SET search_path = shop, pg_temp;',
        ],
      },
    ]);
  });

  test.each([
    [`create procedure p() security definer ${body};`, 1],
    [`create or replace function guarded() returns int language sql security definer as 'select 1';`, 1],
    ['alter function guarded() security definer;', 1],
    [`create function f() returns void security invoker ${body};`, 0],
    [`create function f() returns void ${body};`, 0],
    [`create function f() returns void security definer set search_path from current ${body};`, 0],
    [`create function f() returns void security definer set work_mem = '1MB' ${body};`, 1],
    [`create function f() returns void security definer ${body}; alter function f() set search_path = public;`, 0],
    ["alter function guarded() set search_path = ''; alter function guarded() security definer;", 0],
    ['create function f() returns int language sql security definer begin atomic select 1; end;', 0],
  ])('%s', (text, count) => {
    expect(about(rule, text)).toHaveLength(count);
  });
});

describe('dynamic-sql-opaque', () => {
  const rule = 'dynamic-sql-opaque';

  test('names the expression and its line', () => {
    const text = "do $$\ndeclare t text;\nbegin\n  execute 'drop table ' || quote_ident(t);\nend $$;";
    expect(words(rule, text)).toEqual([
      {
        severity: 'warning',
        says: "EXECUTE runs what `'drop table ' || quote_ident(t)` (line 4) gives, and that is known only when it runs: no rule has looked at it.",
        instead: [
          'Write the statements out, with the names in them. A script that prints them once, for you to put into the migration, does the same work where everybody can see it.',
        ],
      },
    ]);
  });

  test('a constant is read like any other SQL', () => {
    const text = "do $$ begin execute 'drop table orders'; end $$;";
    expect(about(rule, text)).toEqual([]);
    expect(about('drop-table', text)).toHaveLength(1);
  });

  test.each([
    ["'drop table ' || 'orders'", ['public.orders']],
    ["'drop table ' || quote_ident('orders') || ' cascade'", ['public.orders']],
    ["format('drop table %I.%I', 'public', 'orders')", ['public.orders']],
    ["format('drop table %2$s -- 100 %%, %1$L', 'it''s', 'orders')", ['public.orders']],
    ["concat('drop table ', 'public.', 'orders')", ['public.orders']],
    ["format('drop table %I')", undefined],
    ["format('drop table %-10s', 'orders')", undefined],
    ["format('drop table %I', current_user)", undefined],
    ["'drop table ' || current_user", undefined],
    ["upper('drop table orders')", undefined],
  ])('what constants make is known: %s', (expression, dropped) => {
    const text = `do $$ begin execute ${expression}; end $$;`;
    expect(about(rule, text)).toHaveLength(dropped ? 0 : 1);
    expect(about('drop-table', text).flatMap(({ objects }) => objects)).toEqual(dropped ?? []);
  });

  test('a function counts where it runs, not where it is made', () => {
    const made = 'create function f(t text) returns void language plpgsql as $$ begin execute t; end $$;';
    expect(about(rule, made)).toEqual([]);
    expect(about(rule, `${made} select f('drop table orders');`)).toHaveLength(1);
  });
});

describe('idempotency', () => {
  const rule = 'idempotency';

  test('puts short files into one transaction', () => {
    expect(words(rule, 'create table t (id bigint);\nalter table orders add column a int;')).toEqual([
      {
        severity: 'advice',
        says: '`2.sql` runs statement by statement unless its runner opens a transaction: when a later statement fails, `create table t (id bigint)` is done already, and the next run stops there.',
        instead: ['BEGIN;', 'create table t (id bigint);', 'alter table orders add column a int;', 'COMMIT;'],
      },
    ]);
  });

  test('knows of a tool that it runs the file outside a transaction', () => {
    const text = 'create table t (id bigint); alter table orders add column a int;';
    expect(words(rule, text, { overrides: { tool: () => goose } })).toMatchObject([
      {
        says: '`2.sql` does not run in one transaction: when a later statement fails, `create table t (id bigint)` is done already, and the next run stops there.',
      },
    ]);
  });

  test('and long work apart', () => {
    const instead = (text: string) => about(rule, text).map((one) => one.instead);
    const apart = 'Each of these statements in a migration of its own.';
    expect(instead('alter table orders add a int; alter table customers add a int;')).toEqual([apart]);
    expect(instead('create table t (id int); update orders set total = 1;')).toEqual([apart]);
    expect(instead('create table t (id int); create index concurrently i on orders (total);')).toEqual([
      'One migration for each statement that cannot run in a transaction, and one, in a transaction, for the others.',
    ]);
  });

  test.each([
    ['create table t (id int); select 1; comment on table t is $$$$; set lock_timeout = 1;', 0],
    ['begin; create table t (id int); create table u (id int); commit;', 0],
    ['create table if not exists t (id int); create table if not exists u (id int);', 0],
    ['alter table orders add column if not exists a int, drop column if exists b; drop table visits;', 0],
    ['alter table orders alter column note set not null, validate constraint c; drop table visits;', 0],
    ['drop view if exists v; create view v as select 1; drop table visits;', 0],
    [
      'drop trigger if exists x on orders; create trigger x after insert on orders execute function f(); drop table visits;',
      0,
    ],
    [
      'alter table orders drop constraint if exists c; alter table orders add constraint c check (id > 0); drop table visits;',
      0,
    ],
    ["insert into visits values ('a') on conflict do nothing; drop table visits;", 0],
    ["alter type order_status add value if not exists 'x'; drop table visits;", 0],
    ["insert into visits values ('a'); drop table visits;", 1],
    ["alter type order_status add value 'x'; drop table visits;", 1],
    ['create type t as (a int); drop table visits;', 1],
    ['alter table orders rename note to remark; drop table visits;', 1],
    ['alter table orders add constraint c check (id > 0) not valid; alter table orders validate constraint c;', 1],
  ])('%s', (text, count) => {
    expect(about(rule, text)).toHaveLength(count);
  });

  test('a tool that puts a transaction around the file needs nothing', () => {
    const text = 'create table t (id bigint); alter table orders add column a int;';
    expect(about(rule, text, { transaction: 'per-file' })).toEqual([]);
    expect(about(rule, text, { transaction: 'one-message' })).toEqual([]);
  });

  test('nor does one that remembers each statement, and goes on behind them', () => {
    const text = 'create table t (id bigint); alter table orders add column a int;';
    expect(about(rule, text, { overrides: { tool: () => atlas } })).toEqual([]);
  });
});

describe('batches of one’s own in a body', () => {
  const given = 'create table orders (id bigint primary key, total int, note text);';
  const loop = (change: string) =>
    `do $$ declare _batch bigint[]; _last bigint; begin loop ${change} exit when not found; commit; end loop; end $$;`;

  test.each([
    ['an array of keys', 'update orders set note = null where id = any (_batch);', undefined],
    ['a range of keys', 'delete from orders where id > _last and id <= _last + 10000;', undefined],
    ['from one key on', 'delete from orders where id > _last;', 'blocker'],
    ['by another column of the table', 'update orders set note = null where id = total;', 'blocker'],
  ])('%s', (_, change, severity) => {
    const found = findingsIn(loop(change), { given }).find(({ rule }) => rule.startsWith('unbatched-'));
    expect(found?.severity).toBe(severity);
  });
});
