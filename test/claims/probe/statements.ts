/** One statement that the probe runs on every supported major. */
export interface Probe {
  readonly sql: string;
  /** The first major that has it: older ones must refuse it. */
  readonly since: number;
}

const lines = (since: number, text: string): readonly Probe[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('--'))
    .map((sql) => ({ sql, since }));

const rows = `
  select 1
  select * from parent
  select * from only ancestor
  select * from ancestor
  select * from grand
  select * from joined
  select * from of_counted
  select * from app."Mixed Case" where "select" = 'x'
  select * from ranged where id = 1
  select (select count(*) from other) from parent
  select * from parent for update
  select * from parent p, other o for share of o
  select * from parents for update
  select * into copied from lonely
  with gone as (delete from lonely returning id) select * from gone, other
  with recursive up as (select id, boss from self union all select s.id, s.boss from self s join up on s.id = up.boss) select * from up
  with parent as (select 1) select * from parent
  table parent
  values (1)
  insert into child values (2, 1, 'x')
  insert into child (id) select id + 10 from lonely
  insert into lonely select id + 10, id from parent
  insert into parents values (3)
  insert into grand values (3)
  insert into joined values (3)
  insert into wide (amount) values (1)
  insert into counted_by default values
  insert into ranged values (1, '2024-05-05'), (2, '2030-01-01')
  insert into ranged_2024 values (1, '2024-05-05')
  insert into other values (1, 'x') on conflict (id) do update set code = excluded.code
  insert into hashed values (1, 2) on conflict (id) do update set other_id = excluded.other_id
  insert into points_at_hashed values (2, 1)
  delete from hashed
  alter table hashed detach partition hashed_0
  insert into app."Mixed Case" values (1, 'x')
  insert into self values (3, 1)
  update parent set label = 'y'
  update parent set label = o.code from other o where o.id = parent.id
  update child set note = (select max(label) from parent)
  update ancestor set name = 'x'
  update only ancestor set name = 'x'
  update ranged set id = 2
  update hashed set other_id = 2
  update child set parent_id = 2
  update parent set id = 5 where id = 2
  update parents set id = 7 where id = 2
  delete from parents where id = 2
  delete from parent where id = 2
  delete from heeds
  delete from child using parent where parent.id = child.parent_id
  delete from scratch
  delete from ranged
  delete from other where id = 2
  delete from forgets
  copy child from program 'echo 8,1,x' csv
  copy child to '/dev/null'
  copy (select * from joined) to '/dev/null'
  copy ranged from program 'echo 1,2024-05-05; echo 2,2030-01-01' csv
  explain select * from parent
  explain delete from lonely
  explain analyze delete from lonely
  explain insert into child values (2, 1, 'x')
  prepare reading as select * from parent
  prepare reading_views as select * from grand
  prepare deleting as delete from lonely
  declare reading cursor for select * from parent
  truncate lonely
  truncate only lonely
  truncate lonely, self
  truncate wide restart identity
  truncate parent cascade
  truncate ranged
  truncate only ancestor
  truncate ancestor
  truncate hashed cascade
  truncate heeds cascade
  lock table parent
  lock table parent in share row exclusive mode
  lock table parent in row share mode
  lock table ranged in exclusive mode
  lock table only ancestor in share mode
  lock table grand in share mode
  lock table parent, other in access share mode
  analyze child
  analyze ranged
  analyze ancestor
  analyze child (note), parent
  select * from (select * from child) x for update
  select * from child c, only ancestor a for update of a
  select * from parent where exists (select 1 from child for update)
  with x as (select * from child) select * from x for update
  with x as (insert into child values (77, 1, 'z') returning *) select * from x, ranged
  insert into lonely select id + 50 from ancestor
  insert into ancestor values (1, 'x')
  delete from lonely where id in (select id from grand)
  update grand set id = 9 where id = 2
  copy (delete from lonely returning id) to '/dev/null'
  copy ancestor to '/dev/null'
  copy joined from program 'echo 5,x' csv
  copy ancestor from program 'echo 5,x' csv
  explain create table copied as select * from parent
  explain analyze insert into child values (44, 1, 'x')
  declare reading cursor for select * from grand
  truncate ranged_2024
  lock table joined
  lock child, only ancestor in row exclusive mode
  do $$ begin perform 1 from parent; end $$
`;

const columns = `
  alter table lonely add column extra int
  alter table only lonely add column extra int
  alter table if exists lonely add column extra int default 5
  alter table lonely add column if not exists note text
  alter table lonely add column extra uuid default gen_random_uuid()
  alter table lonely add column extra serial
  alter table lonely add column extra int generated always as identity
  alter table lonely add column extra int generated always as (id * 2) stored
  alter table lonely add column extra small
  alter table lonely add column extra tight
  alter table lonely add column extra tight default 1
  alter table lonely add column extra int check (extra > 0)
  alter table lonely add column extra int unique
  alter table lonely add column ref int references other
  alter table lonely add column ref int references other default 1
  alter table lonely add column ref int references hashed
  alter table lonely add column ref int references lonely (id)
  alter table ranged add column extra int
  alter table ranged add column ref int references other
  alter table ancestor add column extra int
  alter table ancestor add column more int
  alter table app."Mixed Case" add column "Más" text
  alter table pairs not of
  alter table stray of pair2
  alter table lonely drop column note
  alter table lonely drop column if exists missing
  alter table lonely drop column id
  alter table child drop column parent_id cascade
  alter table numbered drop column other_id
  alter table self drop column boss
  alter table child drop column note
  alter table parent drop column id cascade
  alter table child drop column if exists missing cascade
  alter table parent drop column label cascade
  alter table wide drop column span
  alter table ranged drop column id
  alter table ancestor drop column name
  alter table only ancestor drop column name
  alter table other drop column code
  alter table numbered drop column id
  alter table wide drop column id
  alter table numbered alter column other_id type bigint
  alter table child alter column note type varchar(20)
  alter table lonely alter column id type bigint
  alter table lonely alter column note set data type varchar
  alter table other alter column id type bigint
  alter table self alter column boss type bigint
  alter table ranged alter column id type bigint
  alter table ancestor alter column id type bigint
  alter table hashed alter column other_id type bigint
  alter table moods alter column mood drop default, alter column mood type text
  alter table child alter column note set not null
  alter table ranged alter column id set not null
  alter table ancestor alter column name set not null
  alter table wide alter column amount drop not null
  alter table child alter column note set default 'x'
  alter table ancestor alter column name set default 'x'
  alter table wide alter column at drop default
  alter table child alter column note set statistics 100
  alter table ancestor alter column name set statistics 100
  alter table child alter column note set (n_distinct = 5)
  alter table child alter column note reset (n_distinct)
  alter table child alter column note set storage external
  alter table wide alter column amount add generated always as identity
  alter table numbered alter column id drop identity
  alter table numbered alter column id set generated always
  alter table wide alter column twice drop expression
  alter table child rename column note to remark
  alter table ancestor rename column name to title
  alter table ranged rename column id to number
  alter table parents rename column id to number
  alter view parents rename column id to number
  alter materialized view counted rename column n to total
  alter table ancestor alter column id set (n_distinct = 5)
  alter table ranged alter column id set statistics 100
  alter table keyed alter column id set not null
  alter table keyed alter column id drop not null
  alter table ancestor alter column id drop not null
  alter table must alter column name drop not null
  alter table only must alter column name drop not null
  alter table only must drop column name
  alter table must alter column name set storage external
  alter table keyed alter column id add generated always as identity
  alter table only keyed alter column id set default 5
  alter table heir alter column more set default 5
  alter table ancestor add column if not exists name text
  alter table ranged drop column if exists missing
  alter table ancestor alter column id set default 5
  alter table ranged alter column at drop default
`;

const constraints = `
  alter table lonely add constraint fk foreign key (parent_id) references parent not valid
  alter table lonely add constraint fk foreign key (parent_id) references parent
  alter table lonely add foreign key (parent_id) references hashed
  alter table lonely add foreign key (parent_id) references lonely (id)
  alter table ranged add foreign key (id) references other
  alter table "Odd Place"."T" add foreign key (id) references app."Mixed Case" not valid
  alter table lonely add constraint ck check (id > 0) not valid
  alter table lonely add constraint ck check (id > 0)
  alter table ancestor add constraint ck check (id > 0)
  alter table ancestor add constraint ck check (id > 0) no inherit
  alter table ranged add constraint ck check (id > 0)
  alter table lonely add unique (note)
  alter table lonely add primary key (id)
  alter table keyed add primary key (id, at)
  alter table ranged add primary key (id, at)
  alter table ancestor add primary key (id)
  alter table ancestor add unique (id)
  alter table lonely add primary key using index lonely_id
  alter table lonely add constraint uq unique using index lonely_id
  alter table lonely add exclude using btree (id with =)
  alter table ranged add unique (id, at)
  alter table outer_list add unique (kind, id)
  alter table lonely add constraint a check (id > 0) not valid, add constraint b foreign key (parent_id) references parent not valid
  alter table parent validate constraint label_known
  alter table child validate constraint child_parent_id_fkey
  alter table numbered validate constraint numbered_open
  alter table child alter constraint child_parent_id_fkey deferrable initially deferred
  alter table child drop constraint child_parent_id_fkey
  alter table parent drop constraint label_known
  alter table parent drop constraint parent_pkey cascade
  alter table other drop constraint other_code
  alter table if exists child drop constraint if exists missing
  alter table self drop constraint self_boss_fkey
  alter table hashed drop constraint hashed_other_id_fkey
  alter table points_at_hashed drop constraint points_at_hashed_hashed_id_fkey
  alter table hashed drop constraint hashed_pkey cascade
  alter table wide drop constraint wide_span_excl
  alter table child rename constraint child_pkey to kid_pkey
  alter table parent rename constraint label_known to label_there
  alter table child rename constraint child_parent_id_fkey to fk
  alter table ancestor add constraint named check (name <> ''), drop column id
  alter table split add foreign key (k) references hashed
  alter table hashed add foreign key (other_id) references hashed
  alter table hashed validate constraint hashed_other_id_fkey
  alter table hashed drop column other_id
  alter table keyed validate constraint keyed_open
  alter table must validate constraint must_open
  alter table ancestor add foreign key (id) references other
  alter table only ancestor add foreign key (id) references other
  alter table keyed add unique (id, at)
  alter table only keyed add primary key (id, at)
  alter table ancestor add exclude using btree (id with =)
  alter table keyed drop constraint keyed_at
  alter table only must drop constraint named
  alter table must drop constraint named
  alter table must rename constraint named to said
  alter table keyed rename constraint keyed_at to k
  alter table hashed alter constraint hashed_other_id_fkey deferrable
  alter table other alter column id type bigint, drop constraint other_code
  alter table points_at_hashed add constraint again foreign key (hashed_id) references hashed not valid
  alter table lonely add constraint again foreign key (parent_id) references parent (id) not valid, validate constraint again
  alter table ranged drop constraint if exists missing
  alter table ancestor drop constraint if exists missing
`;

const storage = `
  alter table child set (fillfactor = 90)
  alter table child set (autovacuum_enabled = false, user_catalog_table = false)
  alter table child reset (fillfactor)
  alter table child set (toast.autovacuum_enabled = false)
  alter table child cluster on child_note
  alter table child set without cluster
  alter table child replica identity full
  alter table child replica identity using index child_pkey
  alter table child set tablespace pg_default
  alter table scratch set logged
  alter table lonely set unlogged
  alter table lonely set logged
  alter table child enable row level security
  alter table child disable row level security
  alter table child force row level security
  alter table child no force row level security
  alter table child owner to reader
  alter table ranged owner to reader
  alter table child owner to current_user
  alter table child disable trigger noop_trigger
  alter table child enable trigger noop_trigger
  alter table child enable always trigger noop_trigger
  alter table child enable replica trigger noop_trigger
  alter table child disable trigger all
  alter table child enable trigger user
  alter table ranged disable trigger ranged_trigger
  alter table scratch disable rule quiet
  alter table scratch enable rule quiet
  alter table child set schema app
  alter table wide set schema app
  alter table ranged set schema app
  alter table child rename to kid
  alter table ranged rename to ranges
  alter table if exists missing rename to found
  alter table lonely alter column note set default 'x', set (fillfactor = 80)
  alter table lonely set (fillfactor = 80), cluster on lonely_id
  alter index child_note rename to child_remark
  alter table child_note rename to child_remark
  alter index child_note set (fillfactor = 80)
  alter index child_note reset (fillfactor)
  alter index child_note set tablespace pg_default
  alter index child_pkey rename to kid_pkey
  alter index ranged_id rename to ranged_number
  alter table parents rename to p
  cluster child using child_note
  cluster scratch using scratch_pkey
  grant select on child to reader
  revoke all on child from public
  grant usage on schema app to reader
  alter default privileges grant select on tables to reader
  comment on table child is 'x'
  comment on column child.note is 'x'
  comment on index child_note is 'x'
  comment on view parents is 'x'
  comment on materialized view counted is 'x'
  comment on sequence counter is 'x'
  comment on constraint child_pkey on child is 'x'
  comment on trigger noop_trigger on child is 'x'
  comment on policy own on child is 'x'
  comment on rule quiet on scratch is 'x'
  comment on foreign table remote is 'x'
  comment on type pair is 'x'
  comment on column pair.a is 'x'
  comment on schema app is 'x'
  comment on domain small is 'x'
  comment on function noop() is 'x'
  alter table ranged disable trigger all
  alter table only ranged disable trigger ranged_trigger
  alter table ancestor disable trigger user
  alter table keyed enable row level security
  alter table ancestor replica identity full
  alter table ancestor set (autovacuum_enabled = false)
  alter table ancestor set tablespace pg_default
  alter table ancestor set schema app
  alter table ancestor rename to elder
  alter table ancestor owner to reader
  alter table ancestor set unlogged
  alter table ancestor set without cluster
  alter index child_note no depends on extension plpgsql
  alter index loose_text set (fastupdate = off)
  alter index loose_block set (pages_per_range = 64)
  alter index loose_block set (autosummarize = on)
  alter table child_note set (fillfactor = 50)
  alter materialized view counted cluster on counted_n
  alter materialized view counted alter column n set statistics 5
  alter materialized view counted owner to reader
  alter view grand reset (security_barrier)
  revoke insert on child, parent from reader
  grant select on all tables in schema app to reader
  comment on column ancestor.id is 'x'
`;

const trees = `
  alter table ranged attach partition loose for values from ('2025-01-01') to ('2026-01-01')
  alter table hashed attach partition loose_hash for values with (modulus 2, remainder 1)
  alter table outer_list attach partition stray_list default
  alter table ranged detach partition ranged_2024
  alter table ranged detach partition ranged_rest
  alter table outer_list detach partition outer_a
  alter table stray inherit ancestor
  alter table heir no inherit ancestor
  alter table ranged_2024 add constraint ck check (id > 0)
  create table ranged_2025 partition of ranged for values from ('2025-01-01') to ('2026-01-01')
  create table hashed_1 partition of hashed for values with (modulus 2, remainder 1)
  create table outer_rest partition of outer_list default
  create table heir2 () inherits (ancestor)
  create table heir2 (id int references other) inherits (ancestor, stray)
  create table fresh (id int primary key)
  create table if not exists child (id int)
  create table grandchild (id int references child)
  create table grandchild (id int, foreign key (id) references hashed)
  create table friend (id int primary key, friend int references friend)
  create temporary table gone (id int)
  create table copied (like parent including all)
  create table copied (like parents)
  create table made as select * from parent
  create table made as select * from joined with no data
  create table typed of pair
  create unlogged table quick (like lonely)
  create table fresh (n tight default 1, mood mood)
  create foreign table far_away (id int) server far
  alter foreign table remote add column extra int
  alter foreign table remote options (add x 'y')
  alter foreign table remote rename to distant
  create table app.fresh as table app."Mixed Case"
  create schema fresh create table inside (id int references public.parent)
  alter table keyed detach partition keyed_1
  alter table keyed attach partition loose_keyed for values from (10) to (20)
  alter table outer_a attach partition loose_outer for values from (20) to (30)
  alter table must inherit ancestor
  alter table must_heir no inherit must
  alter index keyed_at_index attach partition keyed_1_at
  create table keyed_2 partition of keyed for values from (10) to (20) partition by range (at)
  create table heir3 () inherits (must, ancestor)
  create table if not exists ranged_2024 partition of ranged for values from ('2040-01-01') to ('2041-01-01')
  create table copied (like grand including all)
  create temporary table gone as select * from ranged
  create table split_2 partition of split for values in (2)
`;

const objects = `
  create index on lonely (parent_id)
  create unique index on lonely (parent_id)
  create index on ranged (at)
  create index on only ranged (at)
  create index on outer_list (id)
  create index on counted (n)
  create index on ancestor (id)
  create index if not exists child_note on child (note)
  create index on app."Mixed Case" (lower("select"))
  drop index child_note
  drop index if exists missing
  drop index "Odd Place"."Odd Index"
  drop index ranged_id
  drop index lonely_id, child_note
  drop index counted_n
  reindex table child
  reindex index child_note
  reindex index "Odd Place"."Odd Index"
  create or replace view parents as select id from parent where id > 0
  create or replace view fresh as select * from child
  create view fresh as select * from child
  create view fresh as select * from grand
  create temporary view fresh as select * from counted
  alter view parents alter column id set default 5
  alter view parents set (security_barrier = true)
  alter view parents rename to p
  alter view parents set schema app
  alter view parents owner to reader
  refresh materialized view counted
  refresh materialized view counted with no data
  refresh materialized view concurrently counted
  create materialized view fresh as select * from joined
  alter materialized view counted rename to total
  alter materialized view counted set schema app
  alter materialized view counted set (fillfactor = 80)
  create trigger second before insert on child for each row execute function noop()
  create trigger second before insert on ranged for each row execute function noop()
  create trigger second instead of delete on parents for each row execute function noop()
  create constraint trigger third after insert on child from parent for each row execute function noop()
  alter trigger noop_trigger on child rename to other_trigger
  alter trigger noop_trigger on child depends on extension plpgsql
  drop trigger noop_trigger on child
  drop trigger if exists missing on child
  drop trigger ranged_trigger on ranged
  drop trigger joined_trigger on joined
  create policy more on child for select using (exists (select 1 from parent))
  alter policy own on child using (false)
  alter policy own on child rename to mine
  drop policy own on child
  create rule loud as on insert to scratch do also insert into lonely values (1)
  create or replace rule quiet as on delete to scratch do instead nothing
  alter rule quiet on scratch rename to silent
  drop rule quiet on scratch
  create statistics both_columns on id, note from lonely
  alter statistics lonely_stats set statistics 100
  drop statistics lonely_stats
  alter domain small add constraint positive check (value > 0)
  alter domain small add constraint positive check (value > 0) not valid
  alter domain small set not null
  alter domain listed set default 5
  alter domain small drop not null
  alter domain small set default 5
  alter domain tight drop constraint tight_positive
  alter domain tight validate constraint tight_positive
  alter domain tight add check (value > 1)
  alter domain small rename to little
  drop domain small cascade
  drop domain tight cascade
  drop domain listed cascade
  alter type mood rename value 'sad' to 'blue'
  alter type mood rename to feeling
  alter type mood set schema app
  drop type mood cascade
  alter type pair add attribute c int cascade
  alter type pair alter attribute a type bigint cascade
  alter type pair drop attribute b cascade
  alter type pair rename attribute a to z cascade
  alter type pair rename to two
  create sequence fresh
  create sequence fresh owned by lonely.id
  alter sequence counter increment by 2
  alter sequence counter restart
  alter sequence counter owned by lonely.id
  alter sequence counter rename to tally
  alter sequence counter set schema app
  alter sequence counter owner to reader
  alter table counter rename to tally
  alter sequence wide_id_seq as bigint
  select setval('counter', 5)
  create publication more for table child
  create publication everything for all tables
  alter publication feed add table child
  alter publication feed drop table parent
  alter publication feed set table child
  drop publication feed
  alter table parents owner to reader
  alter function noop() rename to nothing
  create unique index on keyed (at)
  create unique index on only keyed (at)
  drop index if exists child_note, counted_n
  drop policy if exists own on child
  drop policy if exists missing on child
  drop trigger if exists missing on ranged
  alter trigger ranged_trigger on ranged rename to other_trigger
  create trigger stated after insert on ranged for each statement execute function noop()
  create policy more on child using (exists (select 1 from grand))
  create rule loud as on insert to lonely do also delete from ancestor
  create rule loud as on insert to lonely do also select * from grand
  create view fresh as select * from hashed
  create materialized view fresh as select * from grand with no data
  create or replace view grand as select id from parents where id > 0
  create statistics more on id, at from keyed
  create publication more for table ancestor, ranged
  create publication more for table only ancestor
  reindex (verbose) index child_note
  reindex table hashed_0
  cluster verbose child using child_pkey
  alter domain tight drop constraint if exists missing
  alter domain small owner to reader
  alter type pair2 rename to couple
  alter sequence wide_id_seq owned by none
  create sequence if not exists counter owned by child.id
  create function reads() returns bigint language sql as 'select count(*) from parent'
`;

const drops = `
  drop table lonely
  drop table scratch
  drop table child cascade
  drop table parent cascade
  drop table other cascade
  drop table self
  drop table wide, numbered
  drop table ranged_2024
  drop table ranged_rest
  drop table ranged
  drop table hashed cascade
  drop table outer_a
  drop table grand_heir
  drop table heir cascade
  drop table ancestor cascade
  drop table if exists missing
  drop table if exists "Odd Place"."T", missing
  drop table points_at_hashed
  drop table "Odd Place"."T", app."Mixed Case"
  drop table pairs
  drop view grand
  drop view parents cascade
  drop view joined, of_counted
  drop materialized view counted cascade
  drop sequence counter cascade
  drop sequence owned
  drop schema app cascade
  drop schema "Odd Place" cascade
  drop function noop() cascade
  drop type pair cascade
  drop foreign table remote
  drop server far cascade
  drop owned by reader
  alter schema app rename to application
  alter schema app owner to reader
  do $$ begin alter table lonely add column extra int; end $$
  do $$ begin execute 'drop index child_note'; end $$
  drop table keyed_1
  drop table split
  drop table hashed_0 cascade
  drop table ranged_2024, ranged_rest
  drop table ancestor, heir, grand_heir
  drop view joined cascade
  drop domain tighter cascade
  alter table stray set without oids
`;

const fourteen = `
  create or replace trigger noop_trigger before insert on child for each row execute function noop()
  create function reads() returns bigint language sql begin atomic select count(*) from grand; end
  alter table child alter column note set compression pglz
`;
const fifteen = `
  merge into lonely l using other o on o.id = l.id when matched then update set note = o.code when not matched then insert values (o.id)
  merge into only ancestor a using parent p on p.id = a.id when matched then delete
  alter table lonely set access method other_heap
  alter view parents set (security_invoker = true)
  alter sequence counter set unlogged
  merge into child c using lonely l on l.id = c.id when matched then update set parent_id = 2 when not matched then insert values (9, 1)
  alter table lonely add constraint uq unique nulls not distinct (note)
  create publication places for tables in schema app
`;
const sixteen = `
  alter table ancestor alter column id set storage default
`;
const seventeen = `
  alter table wide alter column twice set expression as (5)
`;
const eighteen = `
  alter table child add constraint noted not null note not valid
  alter table lonely add constraint fk foreign key (parent_id) references parent not enforced
  alter table child alter constraint child_parent_id_fkey not enforced
  alter table lonely add column extra int generated always as (id * 2) virtual
  analyze only ranged
  analyze only ancestor
  alter table ancestor add constraint noted not null id
  alter table ancestor add constraint noted not null id no inherit
  copy counted to '/dev/null'
`;

export const statements: readonly Probe[] = [
  ...lines(13, [rows, columns, constraints, storage, trees, objects, drops].join('\n')),
  ...lines(14, fourteen),
  ...lines(15, fifteen),
  ...lines(16, sixteen),
  ...lines(17, seventeen),
  ...lines(18, eighteen),
];
