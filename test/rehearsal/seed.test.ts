import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import type { Server } from '../../src/ports/database.ts';
import type { Rehearsed, VolumeSettings } from '../../src/rehearsal/plan.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from './plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const schema = `
  CREATE TABLE countries (code text PRIMARY KEY);
  CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country text NOT NULL REFERENCES countries);
`;
const seed = `-- What the demo shop sells to.
INSERT INTO countries VALUES ('AT'), ('CH');
COPY orders (country) FROM stdin;
AT
CH
AT
\\.
SELECT count(*) FROM orders;
`;

const rehearse = (text: string, up: string, volume: Partial<VolumeSettings> = {}): Promise<Rehearsed> =>
  rehearseOn(
    server,
    plan({
      baseline: base(schema),
      changed: [unit('0002', up)],
      rollback: 'leave-out',
      rerun: 'leave-out',
      volume: { rows: 500, tables: new Map(), seconds: 30, seed: { path: 'db/seed.sql', text }, ...volume },
    }),
  );

function ran({ rehearsal }: Rehearsed): RehearsalRun {
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return rehearsal;
}
const volumeOf = (rehearsed: Rehearsed) =>
  ran(rehearsed).volume.map(({ table, rows, source, productionRows }) => [table, rows, source, productionRows]);

describe('a seed', () => {
  test('keeps its rows: only what is missing is invented', async () => {
    const guard = `DO $$ BEGIN
      ASSERT (SELECT array_agg(country ORDER BY id) FROM orders WHERE id <= 3) = '{AT,CH,AT}';
    END $$;`;
    const rehearsed = await rehearse(seed, `${guard} ALTER TABLE orders ADD COLUMN note text;`, {
      tables: new Map([['public.countries', 2]]),
    });
    expect(ran(rehearsed).statements.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(volumeOf(rehearsed)).toEqual([
      ['public.orders', 500, 'synthetic', undefined],
      ['public.countries', 2, 'seed', undefined],
    ]);
    expect(ran(rehearsed).notes).toContain('The seed db/seed.sql filled 2 tables, which hold 5 rows.');
  });

  test('accuses: its rows are the team’s own', async () => {
    const rehearsed = await rehearse(seed, 'ALTER TABLE orders ADD CHECK (country <> $$CH$$);');
    expect(ran(rehearsed).statements[0]?.error).toEqual({
      sqlstate: '23514',
      says: 'A row does not satisfy a CHECK constraint (table orders).',
    });
    expect(rehearsed.observations.ownRows).toEqual(
      new Map([
        ['public.orders', 3],
        ['public.countries', 2],
      ]),
    );
  });

  test('that is declared full is what production holds: no rows beside it, and times are told', async () => {
    const rehearsed = await rehearse(seed, 'ALTER TABLE orders ADD CHECK (country <> $$DE$$);', { full: true });
    expect(volumeOf(rehearsed)).toEqual([
      ['public.orders', 3, 'seed', 3],
      ['public.countries', 2, 'seed', 2],
    ]);
    expect(ran(rehearsed).statements[0]?.estimate).toMatchObject({ class: 'scan', sizes: [3] });
  });

  test('that fills nothing is told', async () => {
    const { notes } = ran(await rehearse('BEGIN; INSERT INTO countries VALUES (1);', 'SELECT 1;'));
    expect(notes).toContain('The seed db/seed.sql filled no table.');
  });

  test('that fails ends the rehearsal, with its line and no word of the server', async () => {
    const { rehearsal, problem } = await rehearse(`${seed}INSERT INTO orders (country) VALUES ('XX');`, 'SELECT 1;');
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because:
        'The seed does not load: db/seed.sql:9 fails with SQLSTATE 23503. A row points at a row of another table that is not there, or is still pointed at (table orders).',
      advice: 'See that it runs on an empty database with the migrations of the base branch, or remove volume.seed.',
    });
    expect(problem).toMatchObject({ code: 'volume-failed', file: 'db/seed.sql', line: 9 });
  });

  test.each([
    ['\\! touch /tmp/owned', 'psql’s command \\! is not SQL, and only psql can run it.'],
    ['\\i /etc/passwd', 'psql’s command \\i is not SQL, and only psql can run it.'],
    ["COPY countries FROM PROGRAM 'id';", 'COPY … PROGRAM runs a program on the server.'],
    ["COPY countries FROM '/etc/passwd';", 'COPY reads or writes a file of the server.'],
    ["SELECT pg_read_file('/etc/passwd');", 'pg_read_file() reaches the server’s files, programs or other sessions.'],
  ])('that reaches for the machine is refused: %s', async (line, why) => {
    const { rehearsal } = await rehearse(`${seed}${line}\n`, 'SELECT 1;');
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: `The seed is not loaded: db/seed.sql:9 is refused. ${why}`,
    });
  });
});
