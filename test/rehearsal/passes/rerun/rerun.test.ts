import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../../../src/domain/migration.ts';
import type { Rerun } from '../../../../src/domain/rehearsal.ts';
import type { Server } from '../../../../src/ports/database.ts';
import type { RehearsalPlan } from '../../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

const shop = `
  CREATE TABLE parent (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
  CREATE TABLE child (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    parent_id bigint NOT NULL CONSTRAINT fk REFERENCES parent, email text, mail text);`;

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Tried {
  readonly rerun: Rerun;
  readonly hidden: boolean;
}

async function rerun(
  sql: readonly string[],
  mode: TransactionMode = 'per-statement',
  given: Partial<RehearsalPlan> = {},
): Promise<Tried> {
  const changed = sql.map((up, index) => unit(`000${index + 2}`, up, undefined, mode));
  const volume = { rows: 1_000, tables: new Map(), seconds: 30 };
  const made = plan({ baseline: base(shop), changed, volume, rollback: 'leave-out', ...given });
  const { rehearsal, observations } = await rehearseOn(server, made);
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return { rerun: rehearsal.rerun, hidden: observations.hiddenInvalidIndex };
}

describe('killed between two statements that commit by themselves', () => {
  test('the constraint is gone, and the next run asks for it in vain', async () => {
    const sql = `ALTER TABLE child DROP CONSTRAINT fk;
ALTER TABLE child ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES parent ON DELETE CASCADE;`;
    expect(await rerun([sql])).toEqual({
      hidden: false,
      rerun: {
        status: 'fails',
        says: 'Killed after migrations/0002.up.sql:1, the next run fails at migrations/0002.up.sql:1 with SQLSTATE 42704: An object (type, role, index, constraint …) does not exist. Until then: missing: table public.child constraint fk FOREIGN KEY (parent_id) REFERENCES public.parent(id).',
        points: [
          {
            after: 1,
            at: 'migrations/0002.up.sql:1',
            how: 'after',
            schema: 'missing: table public.child constraint fk FOREIGN KEY (parent_id) REFERENCES public.parent(id)',
            next: 'psql -f migrations/0002.up.sql',
          },
        ],
      },
    });
  });

  test('a tool that records each statement goes on behind it', async () => {
    const sql = 'ALTER TABLE child DROP CONSTRAINT fk;\nALTER TABLE child ADD COLUMN note text;';
    const tool = { ...plan({ baseline: base(), changed: [] }).tool, goesOn: true } as const;
    expect(await rerun([sql], 'per-statement', { tool })).toMatchObject({
      rerun: { status: 'resumes', says: 'Interrupted after any committed step, the next run ends in the same schema.' },
    });
  });
});

describe('killed inside a transaction', () => {
  test('nothing stays, and the tool’s record is cleared with the real version', async () => {
    const afterFailure = {
      says: 'dirty',
      command: 'migrate -path MIGRATIONS -database "$DATABASE_URL" force PREVIOUS_VERSION',
      then: 'migrate -path MIGRATIONS -database "$DATABASE_URL" up',
    };
    const tool = { ...plan({ baseline: base(), changed: [] }).tool, afterFailure };
    const sql = 'ALTER TABLE child ADD COLUMN a int;\nALTER TABLE child ADD COLUMN b int;';
    expect(await rerun([sql, 'ALTER TABLE child ADD COLUMN c int;'], 'per-file', { tool })).toMatchObject({
      rerun: {
        status: 'resumes',
        points: [
          {
            after: 0,
            at: 'migrations/0002.up.sql:2',
            how: 'during',
            schema: 'nothing of it stays',
            next: 'migrate -path migrations -database "$DATABASE_URL" force 1 && migrate -path migrations -database "$DATABASE_URL" up',
          },
          {
            after: 1,
            at: 'migrations/0002.up.sql:2',
            how: 'after',
            schema: 'new: table public.child column a integer; new: table public.child column b integer',
            next: 'migrate -path migrations -database "$DATABASE_URL" up',
          },
        ],
      },
    });
  });
});

describe('killed while an index is built concurrently', () => {
  test('IF NOT EXISTS makes the next run pass over the invalid index', async () => {
    const { rerun: done, hidden } = await rerun(['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON child (email);']);
    expect(hidden).toBe(true);
    expect(done).toMatchObject({
      status: 'fails',
      says: 'If migrations/0002.up.sql:1 breaks off, the invalid index public.i stays; IF NOT EXISTS makes the next run pass over it.',
      points: [{ after: 0, how: 'during', schema: 'invalid: public.i' }],
    });
  });

  test('without it the next run stops, which is told with what to do', async () => {
    expect(await rerun(['CREATE INDEX CONCURRENTLY i ON child (email);'])).toEqual({
      hidden: false,
      rerun: {
        status: 'resumes',
        says: 'It is one step. If migrations/0002.up.sql:1 breaks off, the invalid index public.i stays, and the next run stops at migrations/0002.up.sql:1 with SQLSTATE 42P07: The table or index exists already. Until it is dropped: DROP INDEX CONCURRENTLY public.i.',
        points: [
          {
            after: 0,
            at: 'migrations/0002.up.sql:1',
            how: 'during',
            schema: 'invalid: public.i',
            next: 'DROP INDEX CONCURRENTLY public.i; then psql -f migrations/0002.up.sql',
          },
        ],
      },
    });
  });

  test('dropped first, it is built anew', async () => {
    const sql = 'DROP INDEX CONCURRENTLY IF EXISTS i;\nCREATE INDEX CONCURRENTLY i ON child (email);';
    expect(await rerun([sql])).toMatchObject({ hidden: false, rerun: { status: 'idempotent' } });
  });
});

describe('killed in the midst of batches', () => {
  const batches = (where: string): string => `DO $$
    DECLARE last bigint := 0; n int;
    BEGIN
      LOOP
        UPDATE child SET mail = email || '!' WHERE id > last AND id <= last + 100 ${where};
        EXIT WHEN last > 1000;
        last := last + 100;
        COMMIT;
      END LOOP;
    END $$;`;

  test('a cursor in memory starts anew', async () => {
    const { rerun: done } = await rerun([batches('')]);
    expect(done).toMatchObject({ status: 'idempotent', points: [{ how: 'during', progress: 'starts-anew' }] });
    if (done.status === 'not-measured') throw new Error(done.because);
    expect(done.says).toMatch(
      /^Every statement .* Killed in the midst of migrations\/0002\.up\.sql:1 with [45]00 rows done, the next run changes all 1,000 rows again: it starts anew\.$/,
    );
  });

  test('a loop that never commits cannot be resumed, whatever it looks for', async () => {
    const { rerun: done } = await rerun([batches('AND mail IS DISTINCT FROM email || chr(33)').replace('COMMIT;', '')]);
    expect(done).toMatchObject({ status: 'idempotent', points: [{ how: 'during', progress: 'starts-anew' }] });
    if (done.status === 'not-measured') throw new Error(done.because);
    expect(done.says).toBe(
      'Every statement can be run twice, and the schema stays the same. Killed in the midst of migrations/0002.up.sql:1, none of its 1,000 rows stays changed: it cannot be resumed, and every next run starts anew.',
    );
  });

  test('one that looks for what is left goes on', async () => {
    const { rerun: done } = await rerun([batches('AND mail IS DISTINCT FROM email || chr(33)')]);
    expect(done).toMatchObject({ points: [{ how: 'during', progress: 'goes-on' }] });
  });
});
