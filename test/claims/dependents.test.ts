import { expect, test } from '@jest/globals';
import { findingsIn } from '../rules/reading.ts';
import { onServers, tryOut } from './trial.ts';

// What the rules foretell of dependents, on a real server: the same failure, or the same success.

interface Case {
  readonly title: string;
  readonly given: string;
  /** Its last statement succeeds or fails with `fails`. */
  readonly run: string;
  readonly fails?: '2BP01' | '0A000';
  /** Instead of `fails`, on Postgres 13 and 14. */
  readonly before15?: '42601' | '42703' | 'succeeds';
  /** Succeeds before `run` and fails with this SQLSTATE after it. */
  readonly then?: readonly [sql: string, sqlstate: string];
  readonly since?: number;
}

const base = `
  create table orders (id bigint primary key, note varchar(20), total int);
  create table customers (id bigint primary key, note text);`;

const dropNote = 'alter table orders drop column note;';
const wider = 'alter table orders alter column note type varchar(40);';
const touch = (body: string) =>
  `create function touch() returns trigger language plpgsql as $$ begin ${body} return new; end $$;
   create trigger touched before insert or update on orders for each row execute function touch();`;

/** Whether a view, trigger, … uses the column decides about both statements. */
const uses: readonly (readonly [title: string, dependent: string, used: 'used' | 'not used'])[] = [
  ['a view that names it', 'create view v as select id, note from orders;', 'used'],
  ['a view that does not', 'create view v as select id, total from orders;', 'not used'],
  ['a view of *', 'create view v as select * from orders;', 'used'],
  ['a view of o.*', 'create view v as select o.* from customers c join orders o on o.id = c.id;', 'used'],
  ['a view of c.* and one column', 'create view v as select c.*, o.total from customers c, orders o;', 'not used'],
  ['a view with an alias', 'create view v as select o.note from orders as o;', 'used'],
  [
    'a view of another table’s column of that name',
    'create view v as select c.note from customers c join orders o using (id);',
    'not used',
  ],
  ['a view that joins by it', 'create view v as select 1 as one from orders join customers using (note);', 'used'],
  ['a view that joins naturally', 'create view v as select 1 as one from orders natural join customers;', 'used'],
  ['a condition of a view', "create view v as select id from orders where note <> '';", 'used'],
  ['a count in a view', 'create view v as select count(*) from orders;', 'not used'],
  [
    'a subquery of a view',
    'create view v as select id from customers where note in (select note from orders);',
    'used',
  ],
  [
    'a WITH query of that name',
    'create view v as with orders as (select 1 as note) select note from orders;',
    'not used',
  ],
  ['a materialized view', 'create materialized view v as select note from orders;', 'used'],
  [
    'a view since replaced',
    'create view v as select id, total from orders; create or replace view v as select id, total, note from orders;',
    'used',
  ],
  ['a view since dropped', 'create view v as select note from orders; drop view v;', 'not used'],
  [
    'a view since moved',
    'create view v as select note from orders; create schema s; alter view v set schema s;',
    'used',
  ],
  [
    'a trigger UPDATE OF it',
    `${touch('')} create trigger t after update of note on orders for each row execute function touch();`,
    'used',
  ],
  [
    'a trigger WHEN it changes',
    `${touch('')} create trigger t after update on orders for each row when (old.note is distinct from new.note) execute function touch();`,
    'used',
  ],
  [
    'a trigger of other columns',
    `${touch('')} create trigger t after update of total on orders for each row execute function touch();`,
    'not used',
  ],
  [
    'a trigger since dropped',
    `${touch('')} create trigger t after update of note on orders for each row execute function touch(); drop trigger t on orders;`,
    'not used',
  ],
  ['a policy', 'create policy p on orders using (note = current_user);', 'used'],
  [
    'a policy since altered',
    "create policy p on orders using (total > 0); alter policy p on orders using (note = 'x');",
    'used',
  ],
  [
    'a policy of another table',
    'create policy p on customers using (exists (select from orders o where o.note = customers.note));',
    'used',
  ],
  ['a rule', "create rule r as on insert to orders where new.note = 'x' do instead nothing;", 'used'],
  ['a generated column', 'alter table orders add column loud text generated always as (upper(note)) stored;', 'used'],
  ['an index', 'create index on orders (note);', 'not used'],
  ['a CHECK', "alter table orders add check (note <> '');", 'not used'],
  [
    'a function’s body',
    "create function f() returns bigint language sql as 'select count(note) from orders';",
    'not used',
  ],
];

const others: readonly Case[] = [
  {
    title: 'a column that came after the view of *',
    given: `${base} create view v as select * from orders; alter table orders add column late text;`,
    run: 'alter table orders drop column late;',
  },
  {
    title: 'a column renamed since',
    given: `${base} create view v as select note from orders; alter table orders rename note to remark;`,
    run: 'alter table orders drop column remark;',
    fails: '2BP01',
  },
  {
    title: 'a table renamed since',
    given: `${base} create view v as select note from orders; alter table orders rename to purchases;`,
    run: 'drop table purchases;',
    fails: '2BP01',
  },
  {
    title: 'a view of a view',
    given: `${base} create view v as select note from orders; create view w as select note from v;`,
    run: 'drop view v;',
    fails: '2BP01',
  },
  {
    title: 'a view and its reader together',
    given: `${base} create view v as select note from orders; create view w as select note from v;`,
    run: 'drop view v, w;',
  },
  { title: 'CASCADE', given: `${base} create view v as select note from orders;`, run: 'drop table orders cascade;' },
  {
    title: 'a table after its view',
    given: `${base} create view v as select note from orders;`,
    run: 'drop view v; drop table orders;',
  },
  {
    title: 'a table with its own triggers and policies',
    given: `${base} ${touch('')} create policy p on orders using (note = current_user);`,
    run: 'drop table orders;',
  },
  {
    title: 'a table that a policy of another reads',
    given: `${base} create policy p on customers using (id in (select id from orders));`,
    run: 'drop table orders;',
    fails: '2BP01',
  },
  {
    title: 'a view made in the same migration',
    given: base,
    run: `create view v as select note from orders; ${dropNote}`,
    fails: '2BP01',
  },
  {
    title: 'quoted names and search_path',
    given:
      'create schema "App"; create table "App"."Orders" (id int, "Note" text); set search_path to "App", public; create view v as select "Note" from "Orders"; reset search_path;',
    run: 'set search_path to "App"; alter table "Orders" drop "Note";',
    fails: '2BP01',
  },
  {
    title: 'a BEGIN ATOMIC function',
    given: `${base} create function f() returns bigint language sql begin atomic select count(note) from orders; end;`,
    run: dropNote,
    fails: '2BP01',
    since: 14,
  },
  {
    title: 'the type under a BEGIN ATOMIC function',
    given: `${base} create function f() returns bigint language sql begin atomic select count(note) from orders; end;`,
    run: wider,
    fails: '0A000',
    since: 14,
  },
  {
    title: 'a generated column dropped before its source',
    given: `${base} alter table orders add column loud text generated always as (upper(note)) stored;`,
    run: 'alter table orders drop column loud, drop column note;',
  },
  {
    title: 'a generated column dropped after its source',
    given: `${base} alter table orders add column loud text generated always as (upper(note)) stored;`,
    run: 'alter table orders drop column note, drop column loud;',
    fails: '2BP01',
    // The generated column is gone when its turn comes.
    before15: '42703',
  },
  { title: 'a trigger’s function', given: `${base} ${touch('')}`, run: 'drop function touch();', fails: '2BP01' },
  {
    title: 'a trigger’s function after it',
    given: `${base} ${touch('')}`,
    run: 'drop trigger touched on orders; drop function touch();',
  },
  {
    title: 'a function that a view calls',
    given: `${base} create function twice(int) returns int language sql as 'select $1 * 2'; create view v as select twice(total) as t from orders;`,
    run: 'drop function twice(int);',
    fails: '2BP01',
  },
  {
    title: 'a function that another calls',
    given: `${base} create function twice(int) returns int language sql as 'select $1 * 2'; create function f() returns int language sql as 'select twice(2)';`,
    run: 'drop function twice(int);',
    then: ['select f();', '42883'],
  },
  {
    title: 'a column that a body names',
    given: `${base} create function f() returns bigint language sql as 'select count(note) from orders';`,
    run: dropNote,
    then: ['select f();', '42703'],
  },
  {
    title: 'a column that a body names, renamed',
    given: `${base} create function f() returns bigint language sql as 'select count(o.note) from orders o';`,
    run: 'alter table orders rename note to remark;',
    then: ['select f();', '42703'],
  },
  {
    title: 'a column of NEW',
    given: `${base} ${touch('if new.note is null then new.total := 0; end if;')}`,
    run: dropNote,
    then: ['insert into orders (id) values (extract(epoch from clock_timestamp()) * 1000000);', '42703'],
  },
  {
    title: 'a column that NEW assigns to',
    given: `${base} ${touch("new.note := 'x';")}`,
    run: 'alter table orders rename note to remark;',
    then: ['insert into orders (id) values (extract(epoch from clock_timestamp()) * 1000000);', '42703'],
  },
  {
    title: 'a table that PL/pgSQL reads',
    given: `${base} create function f() returns bigint language plpgsql as $$ declare n bigint := (select count(*) from orders); begin return n; end $$;`,
    run: 'alter table orders rename to purchases;',
    then: ['select f();', '42P01'],
  },
  {
    title: 'a table that a body reads, moved',
    given: `${base} create schema s; create function f() returns bigint language sql as 'select count(*) from public.orders';`,
    run: 'alter table orders set schema s;',
    then: ['select f();', '42P01'],
  },
];

const all: readonly Case[] = [
  ...uses.flatMap(([title, dependent, used]): readonly Case[] => [
    { title: `DROP COLUMN, ${title}`, given: base + dependent, run: dropNote, ...failing(title, used, '2BP01') },
    { title: `ALTER COLUMN TYPE, ${title}`, given: base + dependent, run: wider, ...failing(title, used, '0A000') },
  ]),
  ...others,
];

function failing(title: string, used: 'used' | 'not used', fails: '2BP01' | '0A000'): Partial<Case> {
  if (used === 'not used') return {};
  const generated = { before15: fails === '2BP01' ? 'succeeds' : '42601' } as const;
  return { fails, ...(title === 'a generated column' && generated) };
}

const rules = ['view-function-dependence', 'alter-column-type-blocked-by-dependents'];

/** SQLSTATEs of the statement and of the next call. */
function foretold({ given, run }: Case, postgres: number) {
  const says = findingsIn(run, { given, overrides: { postgres } })
    .filter(({ rule }) => rules.includes(rule))
    .map((finding) => finding.says)
    .join(' ');
  return [/This fails \((\w+)\)/.exec(says)?.[1], /the next call fails \((\w+)\)/.exec(says)?.[1]];
}

onServers('on Postgres %i', (server, major) => {
  test.each(all.filter(({ since = 13 }) => since <= major).map((one) => [one.title, one] as const))(
    '%s',
    async (_, one) => {
      const { given, run, then, fails, before15 } = one;
      const early = major < 15 ? before15 : undefined;
      const expected = early === 'succeeds' ? undefined : (early ?? fails);
      const [statement, call] = foretold(one, major);
      // That a statement's second part fails because its first did more than it says is not foretold.
      expect(statement).toBe(expected === '42703' ? undefined : expected);
      // Functions that are there for something else are called `f` and not called here.
      if (then ?? !given.includes('function f()')) expect(call).toBe(then?.[1]);
      if (then) expect((await tryOut(server(), given, then[0])).at(-1)?.sqlstate).toBeUndefined();
      const effects = await tryOut(server(), given, then ? `${run} ${then[0]}` : run);
      expect(effects.at(-1)?.sqlstate).toBe(then ? then[1] : expected);
    },
  );
});
