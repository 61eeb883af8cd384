import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeasuredEstimate, RehearsalRun } from '../../../src/domain/rehearsal.ts';
import type { Server } from '../../../src/ports/database.ts';
import { defaultLimits } from '../../../src/rehearsal/plan.ts';
import type { RehearsalPlan } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

const shop = `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    email text, total integer NOT NULL CHECK (total >= 0));`;

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Given extends Partial<RehearsalPlan> {
  readonly sql: string;
  readonly rows: number;
  readonly production: number;
}

async function rehearsed({ sql, rows, production, volume, ...more }: Given): Promise<RehearsalRun> {
  const known = { source: 'profile', rows: new Map([['public.orders', production]]) };
  const { rehearsal } = await rehearseOn(
    server,
    plan({
      ...{ baseline: base(shop), changed: [unit('0009', sql)], rollback: 'leave-out', rerun: 'leave-out' },
      volume: { rows, tables: new Map(), seconds: 30, production: known, ...volume },
      ...more,
    }),
  );
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return rehearsal;
}

function measured({ statements }: RehearsalRun, at = 0): MeasuredEstimate {
  const estimate = statements[at]?.estimate;
  if (!estimate || 'status' in estimate) throw new Error(estimate?.because ?? 'no such statement');
  return estimate;
}

describe('an honest statement that takes too long', () => {
  test('gets its range from runs that end in time, and begins at the limit', async () => {
    // Something that only many rows bring about, so that no trial foretells it.
    const sql = `UPDATE orders SET total = total + (SELECT CASE WHEN count(*) > 60000 THEN length(pg_sleep(9)::text) ELSE 1 END FROM orders);`;
    const limits = { ...defaultLimits, statementMs: 2_000 };
    const run = await rehearsed({ sql, rows: 80_000, production: 1_000_000, limits });
    expect(run.notes).toContain(
      'migrations/0009.up.sql:1 met the limit of 2 s a statement: what is shown is a run with 10,000 rows a table.',
    );
    const { sizes, model, productionMs } = measured(run);
    expect(sizes).toEqual(expect.arrayContaining([2_500, 5_000, 10_000]));
    expect(model).toMatch(/order of magnitude$/);
    expect(productionMs[0]).toBeGreaterThanOrEqual(2_000);
    expect(productionMs[1]).toBeGreaterThanOrEqual(6_000);
  });
});
