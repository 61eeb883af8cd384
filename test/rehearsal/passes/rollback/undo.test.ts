import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../../src/ports/database.ts';
import { plainSender } from '../../../../src/rehearsal/base/baseline.ts';
import { execute } from '../../../../src/rehearsal/run/execute.ts';
import { enter, makeDatabase, openLab } from '../../../../src/rehearsal/lab.ts';
import type { Lab } from '../../../../src/rehearsal/lab.ts';
import { look } from '../../../../src/rehearsal/passes/rollback/look.ts';
import { undo } from '../../../../src/rehearsal/passes/rollback/undo.ts';
import type { Undone } from '../../../../src/rehearsal/passes/rollback/undo.ts';
import { schemaText } from '../../../../src/rehearsal/base/schema-text.ts';
import { stepsOf } from '../../../../src/rehearsal/run/script.ts';
import type { Step } from '../../../../src/rehearsal/run/script.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base, plan, worldOf } from '../../plans.ts';

const shop = `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE DOMAIN amount AS integer CHECK (VALUE >= 0);
  CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    state state DEFAULT 'new', price amount, tax numeric(8,2) DEFAULT 0.19,
    gross numeric GENERATED ALWAYS AS (tax * 2) STORED,
    note varchar(100), CONSTRAINT small CHECK (tax < 100));
  CREATE INDEX orders_note ON orders (lower(note)) WHERE note IS NOT NULL;
  CREATE VIEW paid AS SELECT id, note FROM orders WHERE state = 'paid';
  CREATE VIEW paid_twice AS SELECT id FROM paid;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  COMMENT ON COLUMN orders.note IS 'said by the customer';
  INSERT INTO customers (email) SELECT 'a' || i FROM generate_series(1, 20) i;
  INSERT INTO orders (customer_id, price, note) SELECT i, i, 'n' || i FROM generate_series(1, 20) i;`;

let server: Server;
let lab: Lab;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  lab = await openLab(plan({ baseline: base(), changed: [] }), worldOf(server), new AbortController().signal);
  await makeDatabase(lab, 'shop');
  await using bench = await enter(lab, 'shop');
  const made = await bench.migrator.run(shop);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
});
afterAll(async () => {
  await lab.keeper.end();
  await server.stop();
});

/** What brings the copy back after `up`; the schema is compared as the report compares it. */
async function undone(up: string): Promise<Undone> {
  await makeDatabase(lab, 'copy', 'shop');
  await using bench = await enter(lab, 'copy');
  const before = await look(bench.observer);
  const text = await schemaText(bench.observer);
  const ran = await execute([{ file: 'up', transaction: 'per-statement', steps: steps(up) }], plainSender(lab, bench));
  expect(ran.failed).toBeUndefined();
  const done = await undo(bench, plainSender(lab, bench), before);
  expect(await schemaText(bench.observer)).toBe(text);
  return done;
}

function steps(sql: string): readonly Step[] {
  const read = stepsOf('up', sql);
  if (!read.ok) throw new Error(read.problem.says);
  return read.value;
}

describe('what is new goes', () => {
  test.each([
    ['CREATE TABLE notes (id int)', ['DROP TABLE public.notes']],
    ['ALTER TABLE orders ADD COLUMN hint text', ['ALTER TABLE public.orders DROP COLUMN hint']],
    ['CREATE INDEX i ON orders (note)', ['DROP INDEX CONCURRENTLY public.i']],
    ['CREATE INDEX i ON events (id)', ['DROP INDEX public.i']],
    [
      'CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b',
      ['ALTER TABLE public.a DROP CONSTRAINT a_b_fkey', 'DROP TABLE public.b', 'DROP TABLE public.a'],
    ],
    [
      "CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')",
      ['DROP TABLE public.events_new'],
    ],
    ['ALTER TABLE orders ADD COLUMN n serial', ['ALTER TABLE public.orders DROP COLUMN n']],
    [
      'CREATE SEQUENCE s; ALTER TABLE orders ADD COLUMN n int; ALTER SEQUENCE s OWNED BY orders.n',
      ['ALTER TABLE public.orders DROP COLUMN n'],
    ],
    ['GRANT SELECT ON orders TO PUBLIC', ['REVOKE SELECT ON TABLE public.orders FROM PUBLIC']],
    ["COMMENT ON TABLE orders IS 'x'", ['COMMENT ON TABLE public.orders IS NULL']],
    ['CREATE SCHEMA s; CREATE TABLE s.t (id int)', ['DROP TABLE s.t', 'DROP SCHEMA s']],
  ])('%s', async (up, sql) => {
    expect(await undone(up)).toEqual({ sql, later: [], refused: [] });
  });
});

describe('what is called something else gets its name back', () => {
  test.each([
    [
      'ALTER TABLE orders RENAME TO sales; ALTER TABLE sales RENAME COLUMN note TO remark; CREATE INDEX x ON sales (remark)',
      [
        'ALTER TABLE public.sales RENAME TO orders',
        'ALTER TABLE public.orders RENAME COLUMN remark TO note',
        'DROP INDEX CONCURRENTLY public.x',
      ],
    ],
    [
      'ALTER TABLE orders RENAME COLUMN note TO remark; ALTER TABLE orders ADD COLUMN note text',
      ['ALTER TABLE public.orders DROP COLUMN note', 'ALTER TABLE public.orders RENAME COLUMN remark TO note'],
    ],
    ["ALTER TYPE state RENAME VALUE 'paid' TO 'settled'", ["ALTER TYPE public.state RENAME VALUE 'settled' TO 'paid'"]],
    ['CREATE SCHEMA s; ALTER TABLE orders SET SCHEMA s', ['ALTER TABLE s.orders SET SCHEMA public', 'DROP SCHEMA s']],
    [
      'ALTER TABLE orders RENAME TO aside; ALTER TABLE customers RENAME TO orders; ALTER TABLE aside RENAME TO customers',
      [],
    ],
  ])('%s', async (up, sql) => {
    const done = await undone(up);
    expect(done).toMatchObject({ later: [], refused: [] });
    if (sql.length > 0) expect(done.sql).toEqual(sql);
  });
});

describe('what is gone comes back as the server knew it, safely', () => {
  test.each([
    [
      'ALTER TABLE orders DROP COLUMN note CASCADE',
      [
        'ALTER TABLE public.orders ADD COLUMN note character varying(100)',
        'CREATE INDEX CONCURRENTLY orders_note ON public.orders USING btree (lower((note)::text)) WHERE (note IS NOT NULL)',
        "CREATE VIEW public.paid AS\n SELECT id,\n    note\n   FROM public.orders\n  WHERE (state = 'paid'::public.state)",
        'CREATE VIEW public.paid_twice AS\n SELECT id\n   FROM public.paid',
        "COMMENT ON COLUMN public.orders.note IS 'said by the customer'",
      ],
    ],
    [
      'ALTER TABLE orders DROP CONSTRAINT orders_pkey; ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey',
      [
        'CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON public.orders USING btree (id)',
        'ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey',
        'ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID',
        'ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey',
      ],
    ],
    [
      'ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL',
      [
        'ALTER TABLE public.orders ADD CONSTRAINT customer_id_is_there CHECK (customer_id IS NOT NULL) NOT VALID',
        'ALTER TABLE public.orders VALIDATE CONSTRAINT customer_id_is_there',
        'ALTER TABLE public.orders ALTER COLUMN customer_id SET NOT NULL',
        'ALTER TABLE public.orders DROP CONSTRAINT customer_id_is_there',
      ],
    ],
    [
      'ALTER TABLE events DETACH PARTITION events_old',
      ["ALTER TABLE public.events ATTACH PARTITION public.events_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"],
    ],
    [
      'ALTER TABLE orders DROP COLUMN gross; ALTER TABLE orders ALTER COLUMN tax TYPE float8',
      [
        'ALTER TABLE public.orders DROP CONSTRAINT small',
        'ALTER TABLE public.orders ALTER COLUMN tax DROP DEFAULT, ALTER COLUMN tax TYPE numeric(8,2) USING tax::numeric(8,2), ALTER COLUMN tax SET DEFAULT 0.19',
        'ALTER TABLE public.orders ADD COLUMN gross numeric GENERATED ALWAYS AS ((tax * (2)::numeric)) STORED',
        'ALTER TABLE public.orders ADD CONSTRAINT small CHECK ((tax < (100)::numeric)) NOT VALID',
        'ALTER TABLE public.orders VALIDATE CONSTRAINT small',
      ],
    ],
    ['DROP TABLE orders CASCADE', []],
    ['DROP TABLE events', []],
    ['DROP TRIGGER touched ON orders; DROP FUNCTION touch', []],
    ['CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN old; END $$', []],
    ['ALTER TABLE orders ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE orders_id_seq', []],
    ['ALTER DOMAIN amount DROP CONSTRAINT amount_check; ALTER DOMAIN amount SET DEFAULT 1', []],
    [
      'DROP VIEW paid_twice; DROP VIEW paid; ALTER TABLE orders ALTER COLUMN note TYPE text; CREATE VIEW paid AS SELECT id, note, tax FROM orders',
      [],
    ],
  ])('%s', async (up, sql) => {
    const done = await undone(up);
    expect(done).toMatchObject({ later: [], refused: [] });
    if (sql.length > 0) expect(done.sql).toEqual(sql);
  });
});
