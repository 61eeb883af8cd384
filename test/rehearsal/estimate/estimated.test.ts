import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeasuredEstimate, RehearsalRun } from '../../../src/domain/rehearsal.ts';
import type { Server } from '../../../src/ports/database.ts';
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

describe('time in production', () => {
  test('is a range from runs at several sizes, each more than once', async () => {
    const sql = 'CREATE INDEX orders_email ON orders (email);';
    const run = await rehearsed({ sql, rows: 40_000, production: 1_000_000 });
    const { class: kind, sizes, runs, calibrated, model, productionMs } = measured(run);
    expect({ kind, calibrated }).toEqual({ kind: 'scan-sort', calibrated: false });
    // As many sizes and rounds as there was time for.
    expect(sizes).toEqual(expect.arrayContaining([1_250, 2_500, 40_000]));
    expect(runs).toBeGreaterThanOrEqual(sizes.length);
    expect(model).toMatch(/order of magnitude$/);
    expect(productionMs[0]).toBeLessThan(productionMs[1]);
    expect(productionMs[1]).toBeGreaterThan(run.statements[0]!.durationMs);
  });

  test('needs no other run where all of production’s rows were there', async () => {
    const run = await rehearsed({
      sql: 'CREATE INDEX orders_email ON orders (email);',
      rows: 40_000,
      production: 20_000,
    });
    expect(measured(run)).toMatchObject({
      model: 'measured with as many rows as production has',
      sizes: [20_000],
    });
  });

  test('is put right by what former migrations took in production', async () => {
    const past = [40, 40, 50].map((seconds) => ({ migration: 'x', seconds, predicted: [1_000, 4_000] as const }));
    const production = { source: 'profile', rows: new Map([['public.orders', 20_000]]), past };
    const run = await rehearsed({
      ...{ sql: 'CREATE INDEX orders_email ON orders (email);', rows: 20_000, production: 20_000 },
      volume: { rows: 20_000, tables: new Map(), seconds: 30, production },
    });
    const { calibrated, productionMs } = measured(run);
    expect(calibrated).toBe(true);
    // Former ones took some twenty times as long as foretold.
    expect(productionMs[1]).toBeGreaterThan(run.statements[0]!.durationMs * 2);
    expect(run.pastEstimates).toEqual({ compared: 3, inside: 0, times: [20, 25], applied: true });
  });

  test('is not made up where it cannot be known, and says why', async () => {
    const sql = `SET lock_timeout = '2s'; CREATE INDEX i ON customers (email); CREATE TABLE notes (id int);
                 ALTER TABLE orders ADD COLUMN note text; ALTER TABLE orders ADD COLUMN note text;`;
    const { statements } = await rehearsed({ sql, rows: 100, production: 1_000_000 });
    expect(statements.map(({ estimate }) => ('status' in estimate ? estimate.because : estimate.model))).toEqual([
      'it touches no table that was there before',
      'the profile does not know public.customers',
      'it touches no table that was there before',
      'constant',
      'it fails',
    ]);
  });
});
