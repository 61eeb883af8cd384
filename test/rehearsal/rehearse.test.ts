import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import type { Server } from '../../src/ports/database.ts';
import { defaultLimits } from '../../src/rehearsal/plan.ts';
import type { Rehearsed } from '../../src/rehearsal/plan.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from './plans.ts';
import type { RehearsalPlan } from '../../src/rehearsal/plan.ts';

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

function rehearsed(given: Partial<RehearsalPlan> & Pick<RehearsalPlan, 'changed'>): Promise<Rehearsed> {
  return rehearseOn(server, plan({ baseline: base(shop), rollback: 'leave-out', rerun: 'leave-out', ...given }));
}

const ran = ({ rehearsal }: Rehearsed): RehearsalRun => {
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return rehearsal;
};
const only = (result: Rehearsed): StatementRun => {
  const { statements } = ran(result);
  expect(statements).toHaveLength(1);
  return statements[0]!;
};
const locks = (run: StatementRun): readonly string[] => run.locks.map(({ object, mode }) => `${object} ${mode}`);

describe('what a statement takes', () => {
  test('CREATE INDEX holds Share on its table for the whole build, and reads every row', async () => {
    const run = only(await rehearsed({ changed: [unit('0009', 'CREATE INDEX orders_email ON orders (email);')] }));
    expect(locks(run)).toEqual(['public.orders ShareLock']);
    expect(run.locks[0]?.blocks).toEqual(['writes']);
    expect(run.locks[0]!.heldMs).toBeGreaterThan(run.durationMs / 2);
    expect(run.scans).toEqual([{ table: 'public.orders', rows: 2_000 }]);
    expect(run.rewrites).toEqual([]);
    expect(run.estimate).toMatchObject({ status: 'not-measured', class: 'scan-sort' });
  });

  test('CONCURRENTLY blocks nobody', async () => {
    const run = only(
      await rehearsed({
        // Large enough that looking every few milliseconds cannot miss it.
        volume: { rows: 50_000, tables: new Map(), seconds: 30 },
        changed: [unit('0009', 'CREATE INDEX CONCURRENTLY i ON orders (email);')],
      }),
    );
    expect(locks(run)).toContain('public.orders ShareUpdateExclusiveLock');
    expect(run.locks.flatMap(({ blocks }) => blocks)).toEqual([]);
  });

  test('a volatile default rewrites the table, a constant one does not', async () => {
    const sql = `ALTER TABLE orders ADD COLUMN a int DEFAULT 5;
                 ALTER TABLE orders ADD COLUMN b uuid DEFAULT gen_random_uuid();`;
    const { statements } = ran(await rehearsed({ changed: [unit('0009', sql)] }));
    expect(statements.map(({ rewrites }) => rewrites)).toEqual([[], ['public.orders']]);
    expect(statements.map(({ estimate }) => ('class' in estimate ? estimate.class : ''))).toEqual([
      'metadata',
      'rewrite',
    ]);
  });

  test('SET NOT NULL reads every row, unless a valid CHECK proves it', async () => {
    const sql = `ALTER TABLE orders ALTER email SET NOT NULL;
                 ALTER TABLE orders ALTER email DROP NOT NULL;
                 ALTER TABLE orders ADD CONSTRAINT there CHECK (email IS NOT NULL) NOT VALID;
                 ALTER TABLE orders VALIDATE CONSTRAINT there;
                 ALTER TABLE orders ALTER email SET NOT NULL;`;
    const { statements } = ran(await rehearsed({ changed: [unit('0009', sql)] }));
    expect(statements.map(({ scans }) => scans.map(({ rows }) => rows))).toEqual([[2_000], [], [], [2_000], []]);
  });

  test('a foreign key locks the parent too', async () => {
    const sql = 'CREATE TABLE notes (order_id bigint REFERENCES orders);';
    const run = only(await rehearsed({ changed: [unit('0009', sql)] }));
    expect(locks(run)).toContain('public.orders ShareRowExclusiveLock');
  });

  test('an UPDATE alone shows its locks and rows, and TRUNCATE is no rewrite', async () => {
    const sql = `UPDATE orders SET total = total + 1; TRUNCATE orders;`;
    const { statements } = ran(await rehearsed({ changed: [unit('0009', sql)] }));
    expect(statements[0]?.rowsAffected).toBe(2_000);
    expect(statements[0]?.deadTuples).toEqual([{ table: 'public.orders', rows: 2_000 }]);
    expect(statements[1]?.deadTuples).toBeUndefined();
    expect(locks(statements[0]!)).toContain('public.orders RowExclusiveLock');
    expect(statements[1]?.rewrites).toEqual([]);
    expect(statements[1]?.rowsAffected).toBeUndefined();
  });

  test('within one transaction a mode is told once, and is held to the end', async () => {
    const sql = `ALTER TABLE orders ADD COLUMN a int; ALTER TABLE orders ADD COLUMN b int; UPDATE orders SET a = 1;`;
    const { statements } = ran(await rehearsed({ changed: [unit('0009', sql, undefined, 'per-file')] }));
    const [first, second, third] = statements;
    expect(locks(first!)).toEqual(['public.orders AccessExclusiveLock']);
    expect(locks(second!)).toEqual([]);
    expect(first!.locks[0]!.heldMs).toBeGreaterThan(third!.durationMs);
  });
});

describe('invented rows', () => {
  test('fail nobody: the run is repeated without them, and the fact is kept for a warning', async () => {
    const sql = `DO $$ BEGIN IF EXISTS (SELECT FROM orders) THEN PERFORM 1/0; END IF; END $$;`;
    const result = await rehearsed({ changed: [unit('0009', sql)] });
    expect(only(result).error).toBeUndefined();
    expect(result.observations.invented).toEqual([
      {
        file: 'migrations/0009.up.sql',
        line: 1,
        sql: sql.slice(0, -1),
        sqlstate: '22012',
        says: 'A division by zero.',
        tables: ['public.orders'],
      },
    ]);
    expect(ran(result).volume.find(({ table }) => table === 'public.orders')?.rows).toBe(0);
  });

  test('satisfy the constraints that the pull request adds', async () => {
    const sql = `ALTER TABLE orders ADD CONSTRAINT small CHECK (total BETWEEN 10 AND 20);
                 ALTER TABLE orders ADD CONSTRAINT one UNIQUE (email);`;
    const result = await rehearsed({ changed: [unit('0009', sql)] });
    expect(ran(result).statements.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(result.observations.invented).toEqual([]);
  });

  test('own rows do accuse, and no value of theirs is told', async () => {
    const seed = `INSERT INTO customers (email) VALUES ('canary-7f3a'); INSERT INTO orders (customer_id, email, total) VALUES (1, 'canary-7f3a', 5);`;
    const changed = [unit('0009', 'ALTER TABLE orders ALTER email TYPE integer USING email::integer;')];
    const result = await rehearsed({ baseline: base(shop, seed), changed });
    expect(only(result).error).toEqual({
      sqlstate: '22P02',
      says: 'A value cannot be read as the type it is converted to.',
    });
    expect(JSON.stringify([result, [...result.observations.ownRows]])).not.toContain('canary');
    expect(result.observations.ownRows.get('public.orders')).toBe(1);
    expect(result.observations.invented).toEqual([]);
  });
});

test('what was done to prepare the looking is no part of the first statements', async () => {
  const sql = `BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '30s'; ALTER TABLE orders ADD COLUMN note text; COMMIT;`;
  const { statements } = ran(await rehearsed({ changed: [unit('0009', sql)] }));
  expect(statements.map(({ durationMs }) => durationMs > 0)).toEqual([true, true, true, true, true]);
});

describe('how many rows', () => {
  const many = (rows: number, seconds: number): Promise<Rehearsed> =>
    rehearsed({
      changed: [unit('0009', 'CREATE INDEX i ON orders (email);')],
      volume: { rows, tables: new Map(), seconds },
    });

  test('are all that were wished for where the budget has room, and no word about it', async () => {
    const run = ran(await many(120_000, 30));
    expect(run.volume.map(({ table, rows }) => [table, rows])).toEqual([
      ['public.orders', 120_000],
      // Only pointed at by orders, and nothing of the migration can look at its rows.
      ['public.customers', 100_000],
    ]);
    expect(run.notes.filter((note) => note.includes('wished rows'))).toEqual([]);
  });

  test('are fewer where the migrations would not come to an end with all of them', async () => {
    const slow = `UPDATE orders SET email = email WHERE CASE WHEN id % 50 = 0 THEN pg_sleep(0.001) IS NOT NULL END;`;
    const run = ran(
      await rehearsed({
        changed: [unit('0009', slow)],
        volume: { rows: 400_000, tables: new Map([['public.customers', 100]]), seconds: 30 },
        limits: { ...defaultLimits, statementMs: 4_000 },
      }),
    );
    expect(run.notes).toContainEqual(
      expect.stringMatching(
        /^Only \d+ % of the wished rows are there: with all of them the migrations would run longer than 4 s\.$/,
      ),
    );
    expect(run.statements.map(({ error }) => error)).toEqual([undefined]);
  });

  test('are fewer where it has not, and that is said', async () => {
    const run = ran(await many(100_000_000, 1));
    expect(run.volume[0]?.rows).toBeLessThan(10_000_000);
    expect(run.notes).toContainEqual(expect.stringMatching(/^Only \d+ % of the wished rows fit into the 1 s/));
  });
});

describe('what cannot be rehearsed', () => {
  test('a base history that does not run names file, line and SQLSTATE', async () => {
    const { rehearsal } = await rehearsed({ baseline: base(shop, '\n\nSELECT nothing_there();'), changed: [] });
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because:
        'The base history does not run: migrations/0002.up.sql:3 fails with SQLSTATE 42883. A function or operator does not exist.',
    });
  });

  test('an extension that this Postgres does not have', async () => {
    const { rehearsal } = await rehearsed({ changed: [unit('0009', 'CREATE EXTENSION no_such_thing;')] });
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because:
        'migrations/0009.up.sql:1 creates the extension no_such_thing, which this Postgres does not have: it cannot be rehearsed here.',
    });
  });

  test('what no managed service permits either is refused, not broken', async () => {
    const result = await rehearsed({ changed: [unit('0009', `COPY orders TO PROGRAM 'cat';`)] });
    expect(only(result).error?.sqlstate).toBe('42501');
    expect(result.observations.refused).toEqual([
      {
        file: 'migrations/0009.up.sql',
        line: 1,
        sql: `COPY orders TO PROGRAM 'cat'`,
        says: 'COPY … PROGRAM runs a program on the server.',
      },
    ]);
  });

  test('an endless statement ends at its limit, whatever statement_timeout it sets', async () => {
    const sql = `SET statement_timeout = 0; SELECT pg_sleep(600);`;
    const { rehearsal } = await rehearsed({
      changed: [unit('0009', sql)],
      limits: { statementMs: 900, passMs: 5_000, totalMs: 60_000 },
    });
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'migrations/0009.up.sql:1 runs longer than 900 ms on empty tables.',
    });
  });
});

describe('the way back', () => {
  const graded = async (up: string, down: string | undefined): Promise<string> => {
    return ran(await rehearsed({ changed: [unit('0009', up, down)], rollback: 'rehearse' })).rollback.status;
  };

  test.each([
    ['reverts', 'ALTER TABLE orders ADD COLUMN note text;', 'ALTER TABLE orders DROP COLUMN note;'],
    ['loses-data', 'ALTER TABLE orders DROP COLUMN email;', 'ALTER TABLE orders ADD COLUMN email text;'],
    ['differs', 'ALTER TABLE orders ADD COLUMN note text;', ''],
    ['fails', 'ALTER TABLE orders ADD COLUMN note text;', 'ALTER TABLE orders DROP COLUMN nota;'],
    [
      'fails',
      'BEGIN; ALTER TABLE orders DROP CONSTRAINT orders_total_check; COMMIT;',
      'BEGIN; ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);',
    ],
    [
      'not-measured',
      'BEGIN; ALTER TABLE orders ALTER email SET NOT NULL;',
      'ALTER TABLE orders ALTER email DROP NOT NULL;',
    ],
    ['missing', 'ALTER TABLE orders ADD COLUMN note text;', undefined],
  ])('%s', async (status, up, down) => {
    expect(await graded(up, down)).toBe(status);
  });
});

describe('done again', () => {
  test.each([
    ['idempotent', 'CREATE INDEX IF NOT EXISTS i ON orders (email);', 'per-statement'],
    ['resumes', 'ALTER TABLE orders ADD COLUMN a int; ALTER TABLE orders ADD COLUMN b int;', 'per-file'],
    ['fails', 'ALTER TABLE orders ADD COLUMN a int; ALTER TABLE orders ADD COLUMN b int;', 'per-statement'],
    ['fails', 'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (email);', 'per-statement'],
  ] as const)('%s: %s (%s)', async (status, sql, mode) => {
    const result = await rehearsed({ changed: [unit('0009', sql, undefined, mode)], rerun: 'rehearse' });
    expect(ran(result).rerun.status).toBe(status);
    expect(result.observations.hiddenInvalidIndex).toBe(sql.includes('CONCURRENTLY'));
  });
});
