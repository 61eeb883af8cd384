import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strength } from '../../src/domain/lock.ts';
import type { LockMode } from '../../src/domain/lock.ts';
import type { Server, Session } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { walk } from '../../src/sql/walk.ts';
import { startTestServer } from '../databases/server.ts';

const schema = `
  create table parent (id int primary key, label text, constraint label_known check (label <> ''));
  create table other (id int primary key);
  create table child (id int primary key, parent_id int references parent, note text);
  create index child_note on child (note);
  create table lonely (id int, parent_id int);
  create unique index lonely_id on lonely (id);
  create view parents as select id from parent;
  create materialized view counted as select count(*) as n from child;
  create unique index counted_n on counted (n);
  create table ranged (id int, at date) partition by range (at);
  create table ranged_2024 partition of ranged for values from ('2024-01-01') to ('2025-01-01');
  create table ranged_rest partition of ranged default;
  create table loose (id int, at date);
  create table hashed (id int) partition by hash (id);
  create table hashed_0 partition of hashed for values with (modulus 2, remainder 0);
  create table ancestor (id int);
  create table heir () inherits (ancestor);
  create domain small as int;
  create table smalls (n small);
  create sequence counter;
  create function noop() returns trigger language plpgsql as 'begin return new; end';
  create trigger noop_trigger before insert on child for each row execute function noop();
`;

/** Everything weaker than this is taken by ordinary reads and writes, and blocks nobody. */
const weakest: LockMode = 'RowExclusiveLock';

const statements = `
insert into child values (1, null, 'x')
update parent set label = 'y'
delete from parents
truncate lonely
truncate parent cascade
alter table lonely add column extra int
alter table lonely add column ref int references other
alter table lonely add constraint fk foreign key (parent_id) references parent not valid
alter table lonely add constraint ck check (id > 0) not valid
alter table lonely add primary key using index lonely_id
alter table parent validate constraint label_known
alter table child validate constraint child_parent_id_fkey
alter table child drop constraint child_parent_id_fkey
alter table child drop column parent_id
alter table parent drop column id cascade
alter table parent drop constraint parent_pkey cascade
alter table child alter column parent_id type bigint
alter table child alter column note set not null
alter table child alter column note set statistics 100
alter table child set (fillfactor = 90)
alter table child disable trigger noop_trigger
alter table child rename column note to remark
alter table ancestor rename column id to number
alter table child rename to kid
alter index child_note rename to child_remark
alter table child rename constraint child_pkey to kid_pkey
alter table child cluster on child_note
alter table child replica identity full
alter table child enable row level security
alter table ranged add column extra int
alter table ranged attach partition loose for values from ('2025-01-01') to ('2026-01-01')
alter table ranged detach partition ranged_2024
alter table ancestor add column extra int
alter table lonely inherit ancestor
alter table heir no inherit ancestor
create table grandchild (id int references child)
create table ranged_2025 partition of ranged for values from ('2025-01-01') to ('2026-01-01')
create table hashed_1 partition of hashed for values with (modulus 2, remainder 1)
create table heir2 () inherits (ancestor)
create table copied (like parent including all)
create table made as select * from parent
create index on lonely (parent_id)
create index on ranged (id)
create index on only ranged (id)
drop index child_note
reindex table child
reindex index child_note
drop table child cascade
drop table lonely
drop table parent cascade
drop table ranged_2024
drop table ranged
drop view parents
create or replace view parents as select id from parent where id > 0
create view fresh as select * from child
refresh materialized view counted
refresh materialized view concurrently counted
create trigger second before insert on child for each row execute function noop()
drop trigger noop_trigger on child
create policy own on child using (true)
create rule quiet as on delete to lonely do instead nothing
create statistics both_columns on id, parent_id from lonely
cluster child using child_note
analyze child
lock table parent
lock table parent in share row exclusive mode
lock table ranged in exclusive mode
alter domain small add constraint positive check (value > 0)
alter domain small add constraint positive check (value > 0) not valid
alter domain small set not null
alter sequence counter increment by 2
comment on table child is 'x'
comment on column child.note is 'x'
comment on index child_note is 'x'
alter table child set schema pg_temp
alter table child owner to current_user
grant select on child to public
select * from parent for update
with gone as (delete from lonely returning id) select * from gone, other
copy child from '/dev/null'
do $$ begin alter table lonely add column extra int; end $$
`
  .split('\n')
  .filter((line) => line !== '' && !line.includes('pg_temp'));

let server: Server;
let session: Session;

beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  session = await server.connect('observer', 'postgres');
  await session.query('create database locks');
  await session.end();
  session = await server.connect('observer', 'locks');
  const made = await session.run(schema);
  expect(made).toMatchObject({ ok: true });
});

afterAll(async () => {
  await session.end();
  await server.stop();
});

/** The strongest mode a table, view, materialized view or sequence of ours that was there before, as Postgres took it. */
async function taken(sql: string): Promise<readonly string[]> {
  const before = await session.query<{ oid: number }>(
    "select oid::int from pg_class where relnamespace = 'public'::regnamespace",
  );
  await session.query('begin');
  const outcome = await session.run(sql);
  const { rows } = await session
    .query<{ name: string; mode: LockMode }>(
      outcome.ok ? locksNow : 'select 1 where false',
      outcome.ok ? [before.rows.map(({ oid }) => oid)] : [],
    )
    .catch(() => ({ rows: [] }));
  await session.query('rollback');
  expect({ sql, outcome }).toMatchObject({ outcome: { ok: true } });
  return strongest(rows);
}

// pg_locks names a dropped relation by its oid only, so names are taken from before the transaction.
const locksNow = `
  select n.name, l.mode from pg_locks l join names n on n.oid = l.relation
  where l.locktype = 'relation' and l.pid = pg_backend_pid() and l.relation = any ($1::oid[])`;

function strongest(locks: readonly { readonly name: string; readonly mode: LockMode }[]): readonly string[] {
  const modes = new Map<string, LockMode>();
  for (const { name, mode } of locks) {
    const known = modes.get(name);
    if (!known || strength(mode) > strength(known)) modes.set(name, mode);
  }
  return [...modes]
    .filter(([, mode]) => strength(mode) >= strength(weakest))
    .map(([name, mode]) => `${name} ${mode}`)
    .sort();
}

function foretold(sql: string): readonly string[] {
  const script = { transaction: 'per-file', tool: 'sql' } as const;
  const { steps } = walk({
    base: [{ ...script, path: 'base.sql', text: schema }],
    scripts: [{ ...script, path: 'change.sql', text: sql }],
    complete: true,
    declared: {},
  });
  const indexes = new Set(
    steps[0]?.catalog.relations
      .flatMap(({ name }) => steps[0]?.catalog.indexes(name) ?? [])
      .map(({ name }) => name.name),
  );
  return strongest(
    steps
      .flatMap(({ locks }) => locks)
      .filter(({ relation }) => !indexes.has(relation.name))
      .map(({ relation, mode }) => ({ name: relation.name, mode })),
  );
}

describe('the statement-to-lock table says what Postgres does', () => {
  beforeAll(async () => {
    await session.query(
      `create table public.names as select oid, relname::text as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')`,
    );
  });
  test.each(statements)('%s', async (sql) => {
    expect(foretold(sql)).toEqual(await taken(sql));
  });
});
