import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Stage } from '../../src/domain/rehearsal.ts';
import type { Server } from '../../src/ports/database.ts';
import { defaultLimits } from '../../src/rehearsal/plan.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Limits, Rehearsed, RehearsalPlan } from '../../src/rehearsal/plan.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from './plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const orders = 'CREATE TABLE orders (id int PRIMARY KEY, email text);';

const planOf = (up: string, limits: Partial<Limits> = {}, down?: string): RehearsalPlan =>
  plan({
    baseline: base(orders),
    changed: [unit('0009', up, down)],
    volume: { rows: 100, tables: new Map(), seconds: 30 },
    limits: { ...defaultLimits, ...limits },
    rollback: down === undefined ? 'leave-out' : 'rehearse',
    rerun: 'leave-out',
  });

const rehearsed = (up: string, limits: Partial<Limits> = {}, down?: string): Promise<Rehearsed> =>
  rehearseOn(server, planOf(up, limits, down));

describe('a statement that does not end', () => {
  test.each([
    ['loops', 'DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$;'],
    ['sleeps, and has switched the timeout off', 'SET statement_timeout = 0; SELECT pg_sleep(600);'],
    [
      'takes no cancellation',
      `DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;`,
    ],
  ])('%s', async (_, sql) => {
    const { rehearsal, problem } = await rehearsed(sql, { statementMs: 700 });
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'migrations/0009.up.sql:1 runs longer than 700 ms on empty tables.',
    });
    expect(problem?.code).toBe('time-limit');
  });

  test('only where there are rows is tried with fewer of them', async () => {
    const sql = `DO $$ BEGIN IF EXISTS (SELECT FROM orders) THEN PERFORM pg_sleep(600); END IF; END $$;`;
    const { rehearsal, problem } = await rehearsed(sql, { statementMs: 900 });
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'migrations/0009.up.sql:1 runs longer than 900 ms, and longer than 300 ms with 10,000 rows.',
    });
    expect(problem?.code).toBe('time-limit');
  });
});

describe('the whole rehearsal', () => {
  test('ends at its limit, in the middle of a statement', async () => {
    const start = performance.now();
    const { rehearsal, problem } = await rehearsed('SELECT pg_sleep(600);', { totalMs: 2_500 });
    expect(performance.now() - start).toBeLessThan(9_000);
    expect(rehearsal).toMatchObject({ status: 'broke', because: 'The rehearsal as a whole took longer than 2.5 s.' });
    expect(problem?.code).toBe('time-limit');
  });

  /** Gives up a while after a stage has begun. */
  const givenUpIn = (sql: string, during: Stage): Promise<Rehearsed> => {
    const giveUp = new AbortController();
    const stage = (begun: Stage): void => {
      if (begun !== during) return;
      setTimeout(() => {
        giveUp.abort();
      }, 2_000);
    };
    return rehearse(planOf(sql), {
      server,
      clock: { now: () => Date.now(), elapsed: () => performance.now() },
      progress: { stage, note: () => undefined },
      signal: giveUp.signal,
    });
  };

  test('ends when the caller gives up', async () => {
    const { rehearsal, problem } = await givenUpIn('SELECT pg_sleep(600);', 'baseline');
    expect(rehearsal).toMatchObject({ status: 'broke', because: 'The rehearsal was interrupted.' });
    expect(problem?.code).toBe('interrupted');
  });

  test('then tells what had run, and what the statement under way held', async () => {
    const sql = `ALTER TABLE orders ADD COLUMN note text;
      DO $$ BEGIN IF current_database() = 'rehearsal_main' THEN LOCK TABLE orders; PERFORM pg_sleep(600); END IF; END $$;`;
    const { rehearsal } = await givenUpIn(sql, 'rehearse');
    if (rehearsal.status !== 'broke') throw new Error(rehearsal.status);
    expect(rehearsal.statements?.map(({ locks, error }) => ({ modes: locks.map(({ mode }) => mode), error }))).toEqual([
      { modes: ['AccessExclusiveLock'], error: undefined },
      { modes: ['AccessExclusiveLock'], error: undefined },
    ]);
  });

  test('leaves nothing running behind', async () => {
    await rehearsed('SELECT pg_sleep(600);', { totalMs: 1_500 });
    await using observer = await server.connect('observer', 'postgres');
    const { rows } = await observer.query(`SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'`);
    expect(rows).toEqual([]);
  });
});

test('a pass over its limit is not measured, and the verdict does not hang on it', async () => {
  const { rehearsal, problem } = await rehearsed(
    'ALTER TABLE orders ADD COLUMN a int;',
    { passMs: 1_500 },
    'SELECT pg_sleep(600);',
  );
  expect(rehearsal).toMatchObject({
    status: 'ran',
    rollback: { status: 'not-measured', because: 'it met its time limit' },
  });
  expect(problem).toBeUndefined();
});

describe('a connection that is lost', () => {
  test('by the migration ending its own', async () => {
    const { rehearsal, problem } = await rehearsed('SELECT pg_terminate_backend(pg_backend_pid());');
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'The connection was lost in migrations/0009.up.sql:1.',
    });
    expect(problem?.code).toBe('database-lost');
    // Nothing is known of the statement: it has not failed.
    expect(JSON.stringify(rehearsal)).not.toContain('"sqlstate"');
  });

  test('is not ours: a migration cannot end the one that watches it', async () => {
    const sql = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${server.roles.observer}';`;
    const { rehearsal, observations, problem } = await rehearsed(sql);
    expect(rehearsal).toMatchObject({ status: 'ran', statements: [{ error: { sqlstate: '42501' } }] });
    expect(observations.refused.map(({ says }) => says)).toEqual([
      'pg_terminate_backend() reaches the server’s files, programs or other sessions.',
    ]);
    expect(problem).toBeUndefined();
  });

  test.each([
    'ALTER EVENT TRIGGER migration_rehearsal_ddl_command_end DISABLE',
    'DROP FUNCTION pg_catalog.migration_rehearsal_witness() CASCADE',
    `DO $$ BEGIN EXECUTE 'SET ROLE rehearsal_observer'; END $$`,
  ])('nor what it watches with: %s', async (sql) => {
    const { observations, problem } = await rehearsed(`${sql};`);
    expect(observations.tampering).toEqual([
      { file: 'migrations/0009.up.sql', line: 1, sql, says: 'It tried to change what watches it.' },
    ]);
    expect(problem).toBeUndefined();
  });

  test('with the whole server, while a statement runs', async () => {
    await using other = await startTestServer();
    setTimeout(() => void other.stop(), 2_500);
    const { rehearsal, problem } = await rehearseOn(other, planOf('SELECT pg_sleep(600);'));
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'The connection to the rehearsal’s Postgres was lost.',
    });
    expect(problem?.code).toBe('database-lost');
  });
});
