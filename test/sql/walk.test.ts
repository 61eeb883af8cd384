import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../src/domain/migration.ts';
import type { Catalog } from '../../src/sql/model.ts';
import { objectName } from '../../src/sql/names.ts';
import { loadParser } from '../../src/sql/parse.ts';
import type { Script, Step } from '../../src/sql/step.ts';
import { walk } from '../../src/sql/walk.ts';

beforeAll(loadParser);

const script = (text: string, transaction: TransactionMode = 'per-statement', path = 'm.sql'): Script => ({
  path,
  text,
  transaction,
  tool: 'sql',
});

interface World {
  readonly base?: string;
  readonly mode?: TransactionMode;
  readonly declared?: Readonly<Record<string, string>>;
}

function steps(text: string, { base, mode = 'per-statement', declared = {} }: World = {}): readonly Step[] {
  const before = base === undefined ? [] : [script(base)];
  return walk({ base: before, scripts: [script(text, mode)], complete: base !== undefined, declared }).steps;
}

/** The catalog after all of a base. */
const after = (base: string): Catalog => steps('select 1', { base })[0]!.catalog;

const table = (catalog: Catalog, name: string) => {
  const found = catalog.relation({ name });
  if (!found) throw new Error(`no relation ${name}`);
  return found;
};

describe('the schema before', () => {
  test('inline constraints get the names that Postgres gives them', () => {
    const catalog = after(`
      create table users (id serial primary key, email varchar(20) not null unique, age int check (age > 0), check (age < id));
      create table posts (id bigint generated always as identity, author int references users on delete cascade,
        exclude using gist (id with =), primary key (id));
      create index on posts (author, lower(title));
      create index on posts (author, lower(title));`);
    expect(table(catalog, 'users').constraints.map(({ name, kind, expression }) => [name, kind, expression])).toEqual([
      ['users_pkey', 'primary-key', undefined],
      ['users_email_key', 'unique', undefined],
      ['users_age_check', 'check', 'age > 0'],
      ['users_check', 'check', 'age < id'],
    ]);
    expect(table(catalog, 'posts').constraints.map(({ name, references }) => [name, references])).toEqual([
      ['posts_author_fkey', { table: { schema: 'public', name: 'users' }, columns: ['id'], onDelete: 'cascade' }],
      ['posts_id_excl', undefined],
      ['posts_pkey', undefined],
    ]);
    expect(catalog.indexes({ schema: 'public', name: 'posts' }).map(({ name }) => name.name)).toEqual([
      'posts_id_excl',
      'posts_pkey',
      'posts_author_lower_idx',
      'posts_author_lower_idx1',
    ]);
    expect(table(catalog, 'users').columns).toMatchObject([
      { name: 'id', notNull: true, type: { name: 'int4', schema: 'pg_catalog' }, default: 'nextval(…)' },
      { name: 'email', notNull: true, type: { name: 'varchar', modifiers: [20] } },
      { name: 'age', notNull: false },
    ]);
    expect(catalog.referencing({ schema: 'public', name: 'users' }).map((one) => objectName(one.table))).toEqual([
      'public.posts',
    ]);
  });

  test('many subcommands in one ALTER TABLE, renames, drops and moves leave what Postgres leaves', () => {
    const catalog = after(`
      create schema app;
      create type mood as enum ('sad', 'happy');
      create table app.a (id int primary key, m mood, gone int unique);
      create table b (a_id int references app.a);
      set search_path to app, public;
      alter table a add column n text default 'x', drop column gone, alter column id type bigint, add constraint n_is check (n is not null) not valid;
      alter table a validate constraint n_is;
      alter table a rename column n to note;
      alter type mood rename to feeling;
      alter type feeling add value 'so-so' before 'happy';
      alter table a rename to c;
      alter table c set schema public;`);
    const c = table(catalog, 'c');
    expect(catalog.relation({ schema: 'app', name: 'a' })).toBeUndefined();
    expect(c.columns.map(({ name, type, default: value }) => [name, type.name, value])).toEqual([
      ['id', 'int8', undefined],
      ['m', 'feeling', undefined],
      ['note', 'text', "'x'"],
    ]);
    expect(c.constraints.map(({ name, validated, provesNotNull }) => [name, validated, provesNotNull])).toEqual([
      ['a_pkey', true, []],
      ['n_is', true, ['note']],
    ]);
    expect(catalog.indexes(c.name).map(({ name }) => objectName(name))).toEqual(['public.a_pkey']);
    expect(catalog.type({ name: 'feeling' })?.labels).toEqual(['sad', 'so-so', 'happy']);
    expect(table(catalog, 'b').constraints[0]?.references?.table).toEqual({ schema: 'public', name: 'c' });
  });

  test('partitions take over keys and columns; DROP takes partitions, foreign keys and views along', () => {
    const base = `
      create table m (id int, at date, primary key (id, at)) partition by range (at);
      create table m_rest partition of m default;
      create table child (id int, at date, foreign key (id, at) references m);
      create view v as select id from m;`;
    const catalog = after(base);
    expect(table(catalog, 'm').kind).toBe('partitioned-table');
    expect(table(catalog, 'm_rest')).toMatchObject({ defaultPartition: true, partitionOf: { name: 'm' } });
    expect(catalog.indexes({ schema: 'public', name: 'm_rest' }).map(({ name }) => name.name)).toEqual(['m_rest_pkey']);
    const gone = after(`${base} drop table m cascade;`);
    expect(gone.relations.map(({ name }) => name.name)).toEqual(['child']);
    expect(table(gone, 'child').constraints).toEqual([]);
  });

  test('INHERIT and NO INHERIT change what is below a table', () => {
    const base = 'create table old (id int); create table young (id int); alter table young inherit old;';
    expect(table(after(base), 'old').heirs).toEqual([{ schema: 'public', name: 'young' }]);
    expect(table(after(`${base} alter table young no inherit old;`), 'old').heirs).toEqual([]);
  });

  test('what a rolled back transaction made was never made', () => {
    const catalog = after(
      'create table a (id int); begin; create table b (id int); alter table a add x int; rollback;',
    );
    expect(catalog.relation({ name: 'b' })).toBeUndefined();
    expect(table(catalog, 'a').columns.map(({ name }) => name)).toEqual(['id']);
  });

  test('a DO body is replayed, and SQL made at run time makes the schema uncertain', () => {
    expect(
      after("do $$ begin create table a (id int); execute 'create table b (id int)'; end $$").relations,
    ).toHaveLength(2);
    const { passedOver, steps: seen } = walk({
      base: [script("do $$ begin execute format('create table %I ()', current_user); end $$")],
      scripts: [script('alter table somewhere add x int')],
      complete: true,
      declared: {},
    });
    expect(passedOver.map(({ says }) => says)).toEqual([
      'A statement of the schema before makes its SQL at run time, so what it made is not known by reading.',
    ]);
    expect(seen[0]?.catalog.relation({ name: 'somewhere' })).toMatchObject({ known: false, madeHere: false });
  });

  test('without a known schema every named table is taken to exist, but a dropped one is gone', () => {
    const seen = steps('create table made (id int); drop table old; select 1');
    const catalog = seen[2]!.catalog;
    expect(table(catalog, 'any')).toMatchObject({
      known: false,
      madeHere: false,
      name: { schema: 'public', name: 'any' },
    });
    expect(table(catalog, 'made')).toMatchObject({ known: true, madeHere: true });
    expect(catalog.relation({ name: 'old' })).toBeUndefined();
    expect(seen[0]!.catalog.relation({ name: 'old' })).toMatchObject({ known: false });
  });

  test.each([
    ['now', 'stable'],
    ['gen_random_uuid', 'volatile'],
    ['lower', 'immutable'],
    ['mine', 'immutable'],
    ['careless', 'volatile'],
    ['never_seen', 'unknown'],
  ])('%s() is %s', (name, volatility) => {
    const catalog = after(`
      create function mine() returns int immutable language sql as 'select 1';
      create function careless() returns int language sql as 'select 1';`);
    expect(catalog.volatility({ name })).toBe(volatility);
  });
});

describe('the session', () => {
  const timeouts = (text: string, world: World = {}): readonly (number | undefined)[] =>
    steps(text, world).map(({ session }) => session.lockTimeoutMs);

  test.each<readonly [string, string, TransactionMode, readonly (number | undefined)[]]>([
    ['SET lasts', "set lock_timeout = '5s'; select 1; select 2", 'per-statement', [undefined, 5000, 5000]],
    [
      'SET LOCAL in autocommit only warns',
      "set local lock_timeout = '5s'; select 1",
      'per-statement',
      [undefined, undefined],
    ],
    [
      'SET LOCAL ends with its transaction',
      'begin; set local lock_timeout = 500; select 1; commit; select 2',
      'per-statement',
      [undefined, undefined, 500, 500, undefined],
    ],
    [
      'SET LOCAL holds to the end of a message',
      "set local lock_timeout = '1min'; select 1",
      'one-message',
      [undefined, 60_000],
    ],
    [
      'SET LOCAL holds in the runner’s transaction',
      "set local lock_timeout = '1s'; select 1",
      'per-file',
      [undefined, 1000],
    ],
    [
      'a SET that is rolled back is undone',
      "begin; set lock_timeout = '1s'; rollback; select 1",
      'per-statement',
      [undefined, undefined, 1000, undefined],
    ],
    [
      'ROLLBACK TO undoes what came after',
      'begin; savepoint s; set lock_timeout = 9; rollback to s; select 1',
      'per-statement',
      [undefined, undefined, undefined, 9, undefined],
    ],
    [
      'RESET goes back',
      'set lock_timeout = 9; reset lock_timeout; select 1',
      'per-statement',
      [undefined, 9, undefined],
    ],
    ['zero is a value', 'set lock_timeout = 0; select 1', 'per-statement', [undefined, 0]],
    ['set_config', "select set_config('lock_timeout', '2s', false); select 1", 'per-statement', [undefined, 2000]],
    [
      'set_config for the transaction only',
      "select set_config('lock_timeout', '2s', true); select 1",
      'per-statement',
      [undefined, undefined],
    ],
    [
      'ALTER ROLE is for later sessions',
      "alter role current_user set lock_timeout = '1s'; select 1",
      'per-statement',
      [undefined, undefined],
    ],
  ])('%s', (_, text, mode, expected) => {
    expect(timeouts(text, { mode })).toEqual(expected);
  });

  test('what the runner is declared to set is in force, and RESET goes back to it', () => {
    const declared = { lock_timeout: '3s' };
    expect(timeouts('select 1; set lock_timeout = 0; reset lock_timeout; select 1', { declared })).toEqual([
      3000, 3000, 0, 3000,
    ]);
    expect(timeouts('select 1', { base: "alter role current_user set lock_timeout = '7s'" })).toEqual([7000]);
  });

  const transactions = (text: string, mode: TransactionMode): readonly string[] =>
    steps(text, { mode }).map(({ session }) => `${session.transaction} ${String(session.transactionNumber)}`);

  test.each<readonly [string, TransactionMode, string, readonly string[]]>([
    ['autocommit', 'per-statement', 'select 1; select 2', ['none 1', 'none 2']],
    ['the file’s own', 'per-statement', 'begin; select 1; commit; select 2', ['none 1', 'own 1', 'own 1', 'none 2']],
    ['the runner’s, ended by the file', 'per-file', 'select 1; commit; select 2', ['runner 1', 'runner 1', 'none 2']],
    ['a message of several statements', 'one-message', 'select 1; select 2', ['message 1', 'message 1']],
    ['a message of one statement', 'one-message', 'select 1', ['none 1']],
    [
      'a message with a COMMIT',
      'one-message',
      'begin; select 1; commit; select 2',
      ['message 1', 'own 1', 'own 1', 'message 2'],
    ],
  ])('transactions: %s', (_, mode, text, expected) => {
    expect(transactions(text, mode)).toEqual(expected);
  });

  test('all-pending runs every file in one transaction; the other modes start anew', () => {
    const run = (mode: TransactionMode): readonly number[] =>
      walk({
        base: [],
        scripts: [script('select 1', mode), script('select 2', mode)],
        complete: false,
        declared: {},
      }).steps.map(({ session }) => session.transactionNumber);
    expect([run('all-pending'), run('per-file')]).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });

  test('a file that ends the transaction of all pending ones leaves the rest without one', () => {
    const files = ['alter table a add x int', 'commit; create index concurrently i on a (x)', 'select 1'];
    const { steps } = walk({
      base: [],
      scripts: files.map((text) => script(text, 'all-pending')),
      complete: false,
      declared: {},
    });
    expect(steps.map(({ session }) => session.transaction)).toEqual(['runner', 'runner', 'none', 'none']);
  });

  test('locks are held to the end of their transaction, or until its savepoint is rolled back', () => {
    const text = `begin; alter table a add x int; savepoint s; lock table b; select 1; rollback to s; update a set x = 1; commit; select 2`;
    const held = steps(text).map(({ session }) => session.held.map(({ object, mode }) => `${object} ${mode}`));
    const a = 'public.a AccessExclusiveLock';
    expect(held).toEqual([
      [],
      [],
      [a],
      [a],
      [a, 'public.b AccessExclusiveLock'],
      [a, 'public.b AccessExclusiveLock'],
      [a],
      [a],
      [],
    ]);
  });

  test('a search_path leaks from one file to the next of the same run', () => {
    const { steps: seen } = walk({
      base: [],
      scripts: [script('set search_path to app'), script('alter table t add x int')],
      complete: false,
      declared: {},
    });
    expect(seen[1]?.locks.map(({ object }) => object)).toEqual(['app.t']);
  });

  test('the statements of a DO body run in one transaction, and stand where the file has them', () => {
    const seen = steps(
      'select 1;\n  do $$\nbegin\n  alter table a add x int;\n  update a set x = 1;\nend $$;\nselect 2',
    );
    expect(
      seen.map(({ statement, session, inside }) => [
        statement.line,
        statement.column,
        session.transaction,
        session.transactionNumber,
        inside?.line,
      ]),
    ).toEqual([
      [1, 1, 'none', 1, undefined],
      [2, 3, 'none', 2, undefined],
      [4, 3, 'message', 2, 2],
      [5, 3, 'message', 2, 2],
      [7, 1, 'none', 3, undefined],
    ]);
    expect(seen[3]?.session.held.map(({ object }) => object)).toEqual(['public.a']);
  });
});

test('2,000 files after a base of 800 are walked within a second or two', () => {
  const base = Array.from({ length: 800 }, (_, at) =>
    script(`create table t${String(at)} (id int primary key, x text); create index on t${String(at)} (x);`),
  );
  const scripts = Array.from({ length: 2000 }, (_, at) =>
    script(`alter table t${String(at % 800)} add column c${String(at)} int; update t1 set x = 'a';`, 'per-file'),
  );
  const start = performance.now();
  const { steps: seen } = walk({ base, scripts, complete: true, declared: {} });
  expect(seen).toHaveLength(4000);
  expect(performance.now() - start).toBeLessThan(8000);
});
