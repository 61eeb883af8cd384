import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand } from '../../../src/databases/command.ts';
import type { RehearsalRun } from '../../../src/domain/rehearsal.ts';
import type { Server } from '../../../src/ports/database.ts';
import type { Rehearsed, VolumeSettings } from '../../../src/rehearsal/plan.ts';
import { rehearse as rehearseIn } from '../../../src/rehearsal/rehearse.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

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

describe('a seed command', () => {
  /** Debian's, installed for the tests. */
  const psql = '/usr/lib/postgresql/15/bin/psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL"';

  const run = (command: string, totalMs = 60_000): Promise<Rehearsed> =>
    rehearseIn(
      plan({
        baseline: base(schema),
        changed: [unit('0002', 'ALTER TABLE orders ADD CHECK (country <> $$CH$$);')],
        rollback: 'leave-out',
        rerun: 'leave-out',
        limits: { statementMs: 10_000, passMs: 10_000, totalMs },
        volume: { rows: 0, tables: new Map(), seconds: 30, seed: { command } },
      }),
      {
        server,
        clock: { now: () => Date.now(), elapsed: () => performance.now() },
        progress: { stage: () => undefined, note: () => undefined },
        signal: new AbortController().signal,
        command: runCommand,
      },
    );

  test('fills the database of DATABASE_URL as the migrator, and accuses as a file does', async () => {
    const rehearsed = await run(
      `${psql} -c "INSERT INTO countries VALUES ('AT'), (CASE current_user WHEN 'rehearsal_migrator' THEN 'CH' END)" -c "INSERT INTO orders (country) VALUES ('CH')"`,
    );
    expect(ran(rehearsed).statements[0]?.error?.sqlstate).toBe('23514');
    expect(volumeOf(rehearsed)).toEqual([
      ['public.orders', 1, 'seed', undefined],
      ['public.countries', 2, 'seed', undefined],
    ]);
    expect(ran(rehearsed).notes).toContain('The seed command filled 2 tables, which hold 3 rows.');
  });

  test('gets the environment of the job without our inputs and tokens', async () => {
    const secrets = { 'INPUT_GITHUB-TOKEN': 's', GITHUB_TOKEN: 's', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's' };
    Object.assign(process.env, secrets, { SEED_TEST: 'kept' });
    try {
      const { rehearsal } = await run('test "$SEED_TEST" = kept && ! env | grep -qE "^(INPUT_|GITHUB_TOKEN|ACTIONS_)"');
      expect(rehearsal.status).toBe('ran');
    } finally {
      for (const name of [...Object.keys(secrets), 'SEED_TEST']) Reflect.deleteProperty(process.env, name);
    }
  });

  test('that fails is an error, and nothing that it prints is told', async () => {
    const { rehearsal, problem } = await run('echo canary; echo canary >&2; exit 3');
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'The command of volume.seed ended with status 3.',
      advice:
        'Run it by hand with DATABASE_URL set to a database with the migrations of the base branch; what it prints is not shown, as it can hold rows.',
    });
    expect(problem?.code).toBe('volume-failed');
    expect(JSON.stringify({ rehearsal, problem })).not.toContain('canary');
  });

  test('that does not end is ended with what it has started', async () => {
    const { problem } = await run('sleep 987 & sleep 987', 1_500);
    expect(problem?.code).toBe('time-limit');
  });
});
