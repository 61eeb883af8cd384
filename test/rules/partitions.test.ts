import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn, type Reading } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table customers (id bigint primary key);
  create table events (id bigint not null, at date not null, note text) partition by range (at);
  create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
  create table metrics (id bigint, kind text) partition by list (kind);
  create table metrics_rest partition of metrics default;
  create table metrics_cpu partition of metrics for values in ('cpu');
  create table "Old Metrics" (id bigint, kind text);
  create table loose (id bigint not null, at date not null, note text);`;

const mine = [
  'unsupported-on-partitioned',
  'partition-attach-scan',
  'partition-detach',
  'create-partition-default-scan',
  'create-index-not-concurrent',
  'create-index-partitioned-parent',
  'add-unique-constraint',
  'add-primary-key',
  'add-exclusion-constraint',
  'add-column-inline-unique',
  'add-fk-not-valid',
  'drop-index-not-concurrent',
];
const told = (migration: string, reading: Reading = {}) =>
  findingsIn(migration, { given, ...reading }).filter(({ rule }) => mine.includes(rule));
const ids = (migration: string, reading: Reading = {}) =>
  told(migration, reading).map(({ rule, severity }) => (severity === 'advice' ? `${rule} (advice)` : rule));
const onPostgres = (postgres: number): Reading => ({ overrides: { postgres } });

describe('partition-attach-scan', () => {
  test('names what is read, why, and the CHECKs that spare it', () => {
    expect(told(`ALTER TABLE metrics ATTACH PARTITION "Old Metrics" FOR VALUES IN ('old', 'older');`)).toMatchObject([
      {
        rule: 'partition-attach-scan',
        severity: 'blocker',
        objects: ['public."Old Metrics"', 'public.metrics_rest'],
        says: 'Reads and writes of `public."Old Metrics"` and `public.metrics_rest` wait while ATTACH PARTITION looks at every row under AccessExclusive: no valid CHECK proves that all rows of `public."Old Metrics"` belong in it and no valid CHECK proves that the default partition `public.metrics_rest` has none of them.',
        instead: [
          '-- Rows of the default partition that belong in the new one have to leave it first.',
          `ALTER TABLE public."Old Metrics" ADD CONSTRAINT "Old Metrics_bound_check" CHECK (kind IS NOT NULL AND kind IN ('old', 'older')) NOT VALID;`,
          `ALTER TABLE public.metrics_rest ADD CONSTRAINT metrics_rest_bound_check CHECK (NOT (kind IN ('old', 'older'))) NOT VALID;`,
          '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
          'ALTER TABLE public."Old Metrics" VALIDATE CONSTRAINT "Old Metrics_bound_check";',
          'ALTER TABLE public.metrics_rest VALIDATE CONSTRAINT metrics_rest_bound_check;',
          `ALTER TABLE metrics ATTACH PARTITION "Old Metrics" FOR VALUES IN ('old', 'older');`,
          'ALTER TABLE public."Old Metrics" DROP CONSTRAINT "Old Metrics_bound_check";',
          'ALTER TABLE public.metrics_rest DROP CONSTRAINT metrics_rest_bound_check;',
        ].join('\n'),
      },
    ]);
  });

  const range = `for values from ('2027-01-01') to ('2028-01-01')`;
  test.each([
    ['a table that was there', `alter table events attach partition loose ${range};`, ['partition-attach-scan']],
    [
      'one with a CHECK that is not valid yet',
      `alter table loose add constraint b check (at >= '2027-01-01' and at < '2028-01-01') not valid;
       alter table events attach partition loose ${range};`,
      ['partition-attach-scan'],
    ],
    [
      'one with the same CHECK, validated',
      `alter table loose add constraint b check (at >= '2027-01-01' and at < '2028-01-01') not valid;
       alter table loose validate constraint b;
       alter table events attach partition loose ${range};`,
      [],
    ],
    [
      'one with a CHECK that was dropped again',
      `alter table loose add constraint b check (at >= '2027-01-01' and at < '2028-01-01') not valid;
       alter table loose validate constraint b; alter table loose drop constraint b;
       alter table events attach partition loose ${range};`,
      ['partition-attach-scan'],
    ],
    [
      'a table of the same pull request',
      `create table events_2027 (like events including all); alter table events attach partition events_2027 ${range};`,
      [],
    ],
    [
      'the partitioned table too is of the same pull request',
      `create table whole (like events) partition by range (at); alter table whole attach partition loose ${range};`,
      ['partition-attach-scan'],
    ],
    [
      'a partition that comes back',
      `set lock_timeout = '2s'; alter table events detach partition events_2026;
       alter table events attach partition events_2026 for values from ('2026-01-01') to ('2027-01-01');`,
      ['partition-attach-scan'],
    ],
    [
      'inside a DO block',
      `do $$ begin alter table events attach partition loose ${range}; end $$;`,
      ['partition-attach-scan'],
    ],
    [
      'found through the search_path',
      `set search_path = public; alter table events attach partition loose ${range};`,
      ['partition-attach-scan'],
    ],
    ['in a schema that is not there', `alter table events attach partition archive.loose ${range};`, []],
    ['an index', 'create index whole on only events (note); alter index whole attach partition part;', []],
  ])('%s', (_, migration, expected) => {
    expect(ids(migration)).toEqual(expected);
  });

  test('without a schema a table is taken to have no CHECK, until the migrations give it one', () => {
    const attach = `alter table events attach partition loose ${range};`;
    const unknown = (migration: string) => findingsIn(migration).map(({ rule }) => rule);
    expect(unknown(attach)).toContain('partition-attach-scan');
    const proved = `alter table loose add constraint b check (at >= '2027-01-01') not valid; alter table loose validate constraint b;`;
    expect(unknown(proved + attach)).not.toContain('partition-attach-scan');
  });

  test('bounds that cannot be said of each column alone leave the condition to the reader', () => {
    const [found] = told('alter table pairs attach partition pair for values from (1, 5) to (2, 7);', {
      given: 'create table pairs (a int, b int) partition by range (a, b); create table pair (a int, b int);',
    });
    expect(found?.instead.split('\n')[0]).toBe(
      'ALTER TABLE public.pair ADD CONSTRAINT pair_bound_check CHECK (<the bounds as a condition>) NOT VALID;',
    );
  });
});

describe('create-partition-default-scan', () => {
  test('makes the partition by itself, once a CHECK keeps its rows out of the default one', () => {
    expect(told(`create table "new" partition of metrics for values in ('new');`)).toMatchObject([
      {
        rule: 'create-partition-default-scan',
        severity: 'blocker',
        objects: ['public.metrics_rest', 'public.metrics'],
        says: 'Reads and writes of `public.metrics` wait while every row of its default partition `public.metrics_rest` is looked at: CREATE TABLE … PARTITION OF holds AccessExclusive on both. No valid CHECK proves that `public.metrics_rest` has no row of the new partition.',
        instead: [
          '-- Rows of the default partition that belong in the new one have to leave it first.',
          `ALTER TABLE public.metrics_rest ADD CONSTRAINT metrics_rest_bound_check CHECK (NOT (kind IN ('new'))) NOT VALID;`,
          '-- In the next migration, a transaction of its own: reads and writes go on during the scan.',
          'ALTER TABLE public.metrics_rest VALIDATE CONSTRAINT metrics_rest_bound_check;',
          'CREATE TABLE new (LIKE public.metrics INCLUDING ALL EXCLUDING IDENTITY);',
          `ALTER TABLE public.metrics ATTACH PARTITION new for values in ('new');`,
          'ALTER TABLE public.metrics_rest DROP CONSTRAINT metrics_rest_bound_check;',
        ].join('\n'),
      },
    ]);
  });

  test.each([
    [
      'no default partition',
      `create table e partition of events for values from ('2030-01-01') to ('2031-01-01');`,
      [],
    ],
    [
      'a default partition of the same pull request',
      `create table rest partition of events default;
       create table e partition of events for values from ('2030-01-01') to ('2031-01-01');`,
      [],
    ],
    [
      'one that is there already',
      `create table if not exists metrics_cpu partition of metrics for values in ('cpu');`,
      [],
    ],
    [
      'a CHECK that keeps its rows out',
      `alter table metrics_rest add constraint b check (kind <> 'new') not valid;
       alter table metrics_rest validate constraint b;
       create table n partition of metrics for values in ('new');`,
      [],
    ],
    [
      'a CHECK that lets NULL in',
      `alter table metrics_rest add constraint b check (kind <> 'new') not valid;
       alter table metrics_rest validate constraint b;
       create table n partition of metrics for values in ('new', null);`,
      ['create-partition-default-scan'],
    ],
    [
      'with options of its own',
      `create table n partition of metrics (id primary key) for values in ('new') with (fillfactor = 70);`,
      ['create-partition-default-scan'],
    ],
  ])('%s', (_, migration, expected) => {
    expect(ids(migration)).toEqual(expected);
  });
});

describe('partition-detach', () => {
  test.each([
    [
      'alone',
      'ALTER TABLE ONLY events DETACH PARTITION events_2026;',
      {},
      [
        'ALTER TABLE ONLY events DETACH PARTITION events_2026 CONCURRENTLY;',
        '-- It leaves a CHECK of the old bounds on the table: drop that where other rows shall come in.',
      ],
    ],
    [
      'before CONCURRENTLY was there',
      'ALTER TABLE events DETACH PARTITION events_2026;',
      onPostgres(13),
      [
        '-- In a migration of its own with nothing long in it, so that the lock is short:',
        "SET lock_timeout = '2s';",
        'ALTER TABLE events DETACH PARTITION events_2026;',
      ],
    ],
  ])('proposes what the server has: %s', (_, migration, reading, instead) => {
    const [found] = told(migration, reading);
    expect([found?.says, found?.instead.split('\n')]).toEqual([
      'Reads and writes of `public.events` and `public.events_2026` wait until this transaction ends: DETACH PARTITION takes AccessExclusive on each of them.',
      instead,
    ]);
  });

  test.each([
    ['CONCURRENTLY', 'alter table events detach partition events_2026 concurrently;', []],
    ['FINALIZE', 'alter table events detach partition events_2026 finalize;', []],
    ['with a limit on the wait', `set lock_timeout = '2s'; alter table events detach partition events_2026;`, []],
    [
      'with a limit on the wait, and a long statement behind it',
      `set lock_timeout = '2s'; begin; alter table events detach partition events_2026; create index i on loose (at); commit;`,
      ['partition-detach (advice)', 'create-index-not-concurrent'],
    ],
    [
      'from a table of the same pull request',
      'create table w (a int) partition by list (a); create table p partition of w default; alter table w detach partition p;',
      [],
    ],
    [
      'a list as well, beside its default partition',
      'alter table metrics detach partition metrics_cpu;',
      ['partition-detach'],
    ],
  ])('%s', (_, migration, expected) => {
    expect(ids(migration)).toEqual(expected);
  });
});

describe('unsupported-on-partitioned', () => {
  const fails = (migration: string, reading: Reading = {}) =>
    told(migration, reading).map(({ rule, says, instead }) => [rule, says, instead.split('\n')]);

  test('an index CONCURRENTLY becomes one on each partition', () => {
    expect(
      fails('create index concurrently "By note" ON public.events using gin (to_tsvector(\'simple\', note));'),
    ).toEqual([
      [
        'unsupported-on-partitioned',
        'This fails (0A000): an index of the partitioned table `public.events` cannot be built CONCURRENTLY, those of its partitions can.',
        [
          `create index "By note" ON ONLY public.events using gin (to_tsvector('simple', note));`,
          `create index CONCURRENTLY events_2026_expr_idx ON public.events_2026 using gin (to_tsvector('simple', note));`,
          '-- In the next migration, a transaction of its own: the index of the whole takes over theirs.',
          'ALTER INDEX public."By note" ATTACH PARTITION public.events_2026_expr_idx;',
        ],
      ],
    ]);
  });

  test('a key gets the partition key, and is built partition by partition', () => {
    expect(fails('ALTER TABLE events ADD CONSTRAINT events_id UNIQUE NULLS NOT DISTINCT (id) INCLUDE (note);')).toEqual(
      [
        [
          'unsupported-on-partitioned',
          'This fails (0A000): a UNIQUE constraint of a partitioned table must include the partition key, and `at` is missing from `(id)`.',
          [
            '-- Unique together with the partition key, over (id, at), or a unique index on each partition, for that partition.',
            'ALTER TABLE ONLY events ADD CONSTRAINT events_id UNIQUE NULLS NOT DISTINCT (id, at) INCLUDE (note);',
            'CREATE UNIQUE INDEX CONCURRENTLY events_2026_id_at_key ON public.events_2026 (id, at) INCLUDE (note) NULLS NOT DISTINCT;',
            '-- In the next migration, a transaction of its own: each partition takes its index over, and the key of the whole takes over theirs.',
            'ALTER TABLE public.events_2026 ADD CONSTRAINT events_2026_id_at_key UNIQUE USING INDEX events_2026_id_at_key;',
            'ALTER INDEX public.events_id ATTACH PARTITION public.events_2026_id_at_key;',
          ],
        ],
      ],
    );
  });

  test('a foreign key is proved on the partitions before Postgres 18, which can do it on the whole', () => {
    const add = 'alter table events add constraint who foreign key (id) references customers not valid;';
    expect(fails(add)).toEqual([
      [
        'unsupported-on-partitioned',
        'This fails (42809): before Postgres 18 no foreign key of the partitioned table `public.events` can be NOT VALID, those of its partitions can.',
        [
          'ALTER TABLE public.events_2026 ADD CONSTRAINT who foreign key (id) references customers NOT VALID;',
          '-- In the next migration, a transaction of its own: reads and writes go on during the check.',
          'ALTER TABLE public.events_2026 VALIDATE CONSTRAINT who;',
          '-- That of the whole takes over what the partitions have, and looks at no row:',
          'alter table events ADD CONSTRAINT who foreign key (id) references customers;',
        ],
      ],
    ]);
    expect(fails(add, onPostgres(18))).toEqual([]);
  });

  const alone = ['unsupported-on-partitioned'];
  test.each([
    ['an index CONCURRENTLY with ONLY', 'create index concurrently on only events (note);', alone],
    ['an index CONCURRENTLY of a partition', 'create index concurrently on events_2026 (note);', []],
    ['DROP INDEX CONCURRENTLY', 'create index i on only events (note); drop index concurrently i;', alone],
    ['DROP INDEX', 'create index i on only events (note); drop index i;', []],
    [
      'DETACH CONCURRENTLY beside a default partition',
      'alter table metrics detach partition metrics_cpu concurrently;',
      alone,
    ],
    ['a unique index without the partition key', 'create unique index on events (id);', alone],
    ['a unique index with it', 'create unique index on events (id, at);', ['create-index-partitioned-parent']],
    ['the partition key only INCLUDEd', 'create unique index on events (id) include (at);', alone],
    ['a primary key without it', 'alter table events add primary key (id);', alone],
    ['a primary key with it', 'alter table events add primary key (at, id);', ['add-primary-key']],
    [
      'a key that takes an index over',
      'create unique index k on only events (id, at); alter table events add primary key using index k;',
      alone,
    ],
    ['a column that is unique', 'alter table events add column code text unique;', alone],
    ['a column of a partition', 'alter table events_2026 add column code text;', alone],
    ['a column of the whole', 'alter table events add column code text;', []],
    ['a foreign key with ONLY', 'alter table only events add foreign key (id) references customers;', alone],
    ['a foreign key', 'alter table events add foreign key (id) references customers;', ['add-fk-not-valid']],
    ['an EXCLUDE without the partition key', 'alter table events add exclude using btree (id with =);', alone],
    [
      'an EXCLUDE with it',
      'alter table events add exclude using btree (id with =, at with =);',
      ['add-exclusion-constraint'],
    ],
    [
      'a new table whose key leaves it out',
      'create table t (id int primary key, at date) partition by range (at);',
      alone,
    ],
    [
      'a new table whose key has it',
      'create table t (id int, at date, primary key (id, at)) partition by range (at);',
      [],
    ],
    [
      'a key beside an expression',
      'create table t (id int, at date, unique (id, at)) partition by range ((at + 1));',
      alone,
    ],
    [
      'two of them in one ALTER TABLE',
      'alter table events add unique (id), add column a int, add unique (note);',
      [...alone, ...alone],
    ],
    [
      'a table of the same pull request',
      'create table t (a int) partition by list (a); create index concurrently on t (a);',
      alone,
    ],
  ])('%s', (_, migration, expected) => {
    expect(ids(migration)).toEqual(expected);
  });

  test.each([
    ['alter table events set unlogged;', 17, []],
    ['alter table events set unlogged;', 18, alone],
    ['alter table events set access method heap2;', 16, alone],
    ['alter table events set access method heap2;', 17, []],
    ['alter table events add exclude using btree (id with =, at with =);', 16, alone],
  ])('%s on Postgres %i', (migration, postgres, expected) => {
    expect(ids(migration, onPostgres(postgres))).toEqual(expected);
  });
});
