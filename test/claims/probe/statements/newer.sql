-- since 14
create or replace trigger noop_trigger before insert on child for each row execute function noop();
create function reads() returns bigint language sql begin atomic select count(*) from grand; end;
alter table child alter column note set compression pglz;
-- since 15
merge into lonely l using other o on o.id = l.id when matched then update set note = o.code when not matched then insert values (o.id);
merge into only ancestor a using parent p on p.id = a.id when matched then delete;
alter table lonely set access method other_heap;
alter view parents set (security_invoker = true);
alter sequence counter set unlogged;
merge into child c using lonely l on l.id = c.id when matched then update set parent_id = 2 when not matched then insert values (9, 1);
alter table lonely add constraint uq unique nulls not distinct (note);
create publication places for tables in schema app;
-- since 16
alter table ancestor alter column id set storage default;
-- since 17
alter table wide alter column twice set expression as (5);
alter table figures alter column twice set expression as (id * 3);
alter table sums alter column twice set expression as (id * 3);
-- since 18
alter table child add constraint noted not null note not valid;
alter table lonely add constraint fk foreign key (parent_id) references parent not enforced;
alter table child alter constraint child_parent_id_fkey not enforced;
alter table hashed alter constraint hashed_other_id_fkey not enforced;
alter table lonely add column extra int generated always as (id * 2) virtual;
analyze only ranged;
analyze only ancestor;
alter table ancestor add constraint noted not null id;
alter table ancestor add constraint noted not null id no inherit;
copy counted to '/dev/null';
