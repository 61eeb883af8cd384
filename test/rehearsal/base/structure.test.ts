import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

/** As pg_dump 17 writes it, cut short. */
const dump = `--
-- PostgreSQL database dump
--
\\restrict 8dJ2kQ
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';
CREATE TABLE public.orders (
    id bigint NOT NULL,
    email text,
    note text
);
ALTER TABLE public.orders OWNER TO somebody_else;
CREATE SEQUENCE public.orders_id_seq OWNED BY public.orders.id;
ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);

COPY public.orders (id, email, note) FROM stdin;
1	one@example.com	a\\ttab and a \\\\ slash
2	\\N	it's; quoted
\\.

ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
\\unrestrict 8dJ2kQ
`;

const asked = (up: string): Parameters<typeof plan>[0] => ({
  baseline: { kind: 'structure', file: { path: 'db/structure.sql', text: dump } },
  changed: [unit('0009', up)],
  volume: { rows: 0, tables: new Map(), seconds: 30 },
  rollback: 'leave-out',
  rerun: 'leave-out',
});

test('a structure file is the base: its tables, its rows, its owner ours', async () => {
  const guard = `DO $$ BEGIN
    ASSERT (SELECT array_agg(note ORDER BY id) FROM public.orders) = ARRAY[E'a\\ttab and a \\\\ slash', 'it''s; quoted'];
    ASSERT (SELECT email IS NULL FROM public.orders WHERE id = 2);
  END $$;`;
  const result = await rehearseOn(server, plan(asked(`${guard} ALTER TABLE public.orders ALTER email SET NOT NULL;`)));
  if (result.rehearsal.status !== 'ran') throw new Error(JSON.stringify(result.rehearsal));
  expect(result.rehearsal.statements.map(({ error }) => error?.sqlstate)).toEqual([undefined, '23502']);
  expect(result.observations.ownRows.get('public.orders')).toBe(2);
  expect(result.rehearsal.notes).toContain(
    'Parallel workers are off, so that what a statement reads is counted exactly: times are those of one worker.',
  );
});

test('one that does not load names file, line and SQLSTATE', async () => {
  const broken = dump.replace('id bigint NOT NULL', 'id bigintt NOT NULL');
  const given = {
    ...asked('SELECT 1;'),
    baseline: { kind: 'structure', file: { path: 'db/structure.sql', text: broken } },
  } as const;
  const { rehearsal, problem } = await rehearseOn(server, plan(given));
  expect(rehearsal).toMatchObject({
    status: 'broke',
    because:
      'The base history does not run: db/structure.sql:10 fails with SQLSTATE 42704. An object (type, role, index, constraint …) does not exist.',
  });
  expect(problem?.code).toBe('baseline-failed');
});

test('one that makes roles says which setting lets it', async () => {
  const given = {
    ...asked('SELECT 1;'),
    baseline: { kind: 'structure', file: { path: 'db/structure.sql', text: 'CREATE ROLE authenticated;' } },
  } as const;
  const { problem } = await rehearseOn(server, plan(given));
  expect(problem).toMatchObject({
    says: 'The base history does not run: db/structure.sql:1 fails with SQLSTATE 42501. The role that runs the migration has no right to do this.',
    advice: 'Set postgres.create-role: true, if the migrations may make roles in their own throwaway server.',
  });
});
