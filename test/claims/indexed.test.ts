import { expect, test } from '@jest/globals';
import type { Session } from '../../src/ports/database.ts';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

// Which indexes find the rows of a foreign key (fk-without-index), by the plans of real servers.

const given = `
  create table orders (id bigint, line int, primary key (id, line), unique (id));
  create table pieces (id bigint, line int, primary key (id, line));
  create table lines (id bigint, order_id bigint, order_line int, note text);
  create table visits (day int, order_id bigint) partition by list (day);
  create table visits_1 partition of visits for values in (1);
  create table visits_2 partition of visits for values in (2);`;

/** A foreign key, rows for its table, and what Postgres asks when a referenced row goes. */
interface Key {
  readonly key: string;
  readonly rows: string;
  readonly asks: string;
}

const some = 'from generate_series(1, 20000) n';
const one: Key = {
  key: 'alter table lines add foreign key (order_id) references orders (id);',
  rows: `insert into lines select n, n, n, 'note ' || n ${some};`,
  asks: 'select 1 from lines where order_id = 10000',
};
const both: Key = {
  key: 'alter table lines add foreign key (order_id, order_line) references pieces (id, line);',
  rows: `insert into lines select n, n % 2, n, 'note ' || n ${some};`,
  asks: 'select 1 from lines where order_id = 0 and order_line = 10000',
};
const parted: Key = {
  key: 'alter table visits add foreign key (order_id) references orders (id);',
  rows: `insert into visits select 1 + n % 2, n ${some};`,
  asks: 'select 1 from visits where order_id = 10000',
};

const cases: readonly (readonly [index: string, of: Key, found: 'found' | 'not found'])[] = [
  ['create index i on lines (order_id);', one, 'found'],
  ['create index i on lines (order_id, note);', one, 'found'],
  ['create index i on lines using hash (order_id);', one, 'found'],
  ['create index i on lines using brin (order_id) with (pages_per_range = 2);', one, 'found'],
  ['create index i on lines (order_id, lower(note));', one, 'found'],
  ['create index i on lines (order_id) where order_id is not null;', one, 'found'],
  ['create index i on lines (lower(note), order_id);', one, 'not found'],
  ['create index i on lines ((order_id + 0));', one, 'not found'],
  ['create index i on lines (note) include (order_id);', one, 'not found'],
  ["create index i on lines (order_id) where note <> '';", one, 'not found'],
  ['create index i on lines (order_id) where order_id > 15000;', one, 'not found'],
  ['create index i on lines (order_id) where order_id is not null and note is not null;', one, 'not found'],
  ['create index i on lines (order_id, order_line);', both, 'found'],
  ['create index i on lines (order_line, order_id, note);', both, 'found'],
  ['create index i on lines (order_id, order_line) where order_line is not null;', both, 'found'],
  ['create index i on lines (order_id, note, order_line);', both, 'not found'],
  ['create index i on lines using hash (order_id);', both, 'not found'],
  ['create index i on only visits (order_id);', parted, 'not found'],
  [
    'create index i on only visits (order_id); create index p on visits_1 (order_id); alter index i attach partition p;',
    parted,
    'not found',
  ],
  ['create index i on visits (order_id);', parted, 'found'],
];

/** Pages that are read for the answer; the tables have more than 100, each index more than 40. */
async function pages(session: Session, asks: string): Promise<number> {
  const plan = await session.query<Record<'QUERY PLAN', string>>(
    `explain (analyze, buffers, costs off, timing off, summary off) ${asks}`,
  );
  const [, hit = 0, read = 0] =
    /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(plan.rows.map((row) => row['QUERY PLAN']).join('\n')) ?? [];
  return Number(hit) + Number(read);
}

onServers('on Postgres %i', (server, major) => {
  test.each(cases)('%s', async (index, foreign, found) => {
    await using session = await server().connect('observer', 'postgres');
    await session.query('begin');
    const made = await session.run(`${given} ${foreign.rows} ${index} set local enable_seqscan = off;`);
    expect(made.ok).toBe(true);
    const read = await pages(session, foreign.asks);
    await session.query('rollback');
    expect([read, read > 0 && read < 30]).toEqual([read, found === 'found']);
    const told = findingsIn(foreign.key, { given: `${given} ${index}`, overrides: { postgres: major } });
    expect(told.filter(({ rule }) => rule === 'fk-without-index')).toHaveLength(found === 'found' ? 0 : 1);
  });
});
