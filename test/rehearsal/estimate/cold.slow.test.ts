import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RehearsalRun } from '../../../src/domain/rehearsal.ts';
import type { Server } from '../../../src/ports/database.ts';
import type { RehearsalPlan } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

/** 130,000 rows of some 2 kB. */
const rows = 130_000;
const wide = `CREATE TABLE events (id bigint PRIMARY KEY, note char(1800) NOT NULL);
  ALTER TABLE events ALTER note SET STORAGE PLAIN;`;

async function rehearsed(on: Server, cold: Pick<RehearsalPlan, 'cold'>): Promise<RehearsalRun> {
  const production = { source: 'profile', rows: new Map([['public.events', rows]]) };
  const { rehearsal } = await rehearseOn(
    on,
    plan({
      ...{ baseline: base(wide), rollback: 'leave-out', rerun: 'leave-out', traffic: 'leave-out' },
      changed: [unit('0009', "ALTER TABLE events ADD CONSTRAINT filled CHECK (note <> '');")],
      volume: { rows, tables: new Map(), seconds: 60, production },
      ...cold,
    }),
  );
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return rehearsal;
}

const estimateOf = ({ statements }: RehearsalRun) => statements[0]?.estimate;

describe('with nothing of a large table in memory', () => {
  test('a statement is run once more where the configuration asks for it, and its upper end heeds it', async () => {
    const run = await rehearsed(server, { cold: 'rehearse' });
    const estimate = estimateOf(run);
    if (!estimate || !('productionMs' in estimate)) throw new Error('no estimate');
    const { cold, productionMs } = estimate;
    if (!cold || !('ms' in cold)) throw new Error(cold?.because ?? 'no cold run');
    expect(cold.warmMs).toBeLessThanOrEqual(run.statements[0]?.durationMs ?? 0);
    expect(productionMs[1]).toBeGreaterThanOrEqual(cold.ms);
  });

  test('nothing more is run where it does not', async () => {
    expect(estimateOf(await rehearsed(server, {}))).not.toHaveProperty('cold');
  });

  test('it says so where the server’s files are out of reach', async () => {
    const { forgetFiles, ...far } = server;
    expect(forgetFiles).toBeDefined();
    expect(estimateOf(await rehearsed({ ...far, provider: 'docker' }, { cold: 'rehearse' }))).toMatchObject({
      cold: { status: 'not-measured', because: 'what a server keeps in memory is out of our reach (docker)' },
    });
  });
});
