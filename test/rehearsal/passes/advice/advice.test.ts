import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Advice } from '../../../../src/domain/advice.ts';
import type { RehearsalRun } from '../../../../src/domain/rehearsal.ts';
import type { Server } from '../../../../src/ports/database.ts';
import type { Alternative, RehearsalPlan } from '../../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

const shop = 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, total int, paid boolean);';
const file = 'migrations/2.up.sql';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const proposing = (statement: string, sql: string, more: Partial<Alternative> = {}): Alternative => ({
  ...{ finding: 'f', rule: 'some-rule', file, line: 1, statement, sql, objects: ['public.orders'] },
  ...more,
});

async function rehearsed(
  up: string,
  alternatives: readonly Alternative[],
  more: Partial<RehearsalPlan> = {},
): Promise<RehearsalRun> {
  const leftOut = { rollback: 'leave-out', rerun: 'leave-out' } as const;
  const changed = [unit('2', up)];
  const given = plan({ baseline: base(shop), changed, alternatives, ...leftOut, ...more });
  const { rehearsal } = await rehearseOn(server, given);
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return rehearsal;
}

/** What does not depend on the machine. */
const told = ({ status, rows, original, alternative, says, error }: Advice) => ({
  status,
  rows,
  waits: [original.waits?.mode, alternative.waits?.mode],
  scans: [original.scansWhileWaiting, alternative.scansWhileWaiting],
  says: says.replaceAll(/(?:< )?\d+(?:\.\d+)? (?:ms|s)\b/g, '# ms').replaceAll(/\d+(?:\.\d+)? [kM]B/g, '# MB'),
  ...(error && { sqlstate: error.sqlstate }),
});

describe('what a finding proposes is run beside the statement as it stands', () => {
  const index = 'CREATE INDEX orders_email ON orders (email)';

  test('an index built while others go on, one that cannot be built, and one that is no better', async () => {
    const { advice = [], notes } = await rehearsed(`${index};`, [
      proposing(index, '-- Alone in a file:\nCREATE INDEX CONCURRENTLY orders_email ON orders (email);'),
      proposing(index, 'CREATE INDEX CONCURRENTLY orders_email ON orders (mail);'),
      proposing(index, 'CREATE INDEX another ON orders (email);'),
      proposing('CREATE INDEX somewhere ON orders (total)', 'SELECT 1;'),
    ]);
    const scans = ['public.orders'];
    expect(advice.map(told)).toEqual([
      {
        ...{ status: 'helps', rows: 2_000, waits: ['ShareLock', undefined], scans: [scans, []] },
        says: 'Rehearsed too, on 2,000 rows: nobody waits; as written, writes wait for # ms. It takes # ms instead of # ms.',
      },
      {
        ...{ status: 'fails', rows: 2_000, waits: ['ShareLock', undefined], scans: [scans, []], sqlstate: '42703' },
        says: 'Rehearsed on 2,000 rows it failed with SQLSTATE 42703: A column does not exist.',
      },
      {
        ...{ status: 'no-better', rows: 2_000, waits: ['ShareLock', 'ShareLock'], scans: [scans, scans] },
        says: 'Rehearsed on 2,000 rows it is no better: writes wait for # ms at most; as written, writes wait for # ms. It takes # ms instead of # ms.',
      },
    ]);
    expect(notes.filter((note) => note.startsWith('The advice')).map((note) => note.split('. ')[0])).toEqual([
      'The advice of some-rule at migrations/2.up.sql:1 failed in the rehearsal: that is a mistake of ours, please tell us',
      'The advice of some-rule at migrations/2.up.sql:1 did not help in the rehearsal: that is a mistake of ours, please tell us',
    ]);
  });

  test('what stood before it in its transaction and is proposed apart is not run twice', async () => {
    const alter = 'ALTER TABLE orders ADD COLUMN note text';
    const update = 'UPDATE orders SET note = email';
    const up = `BEGIN;\nCREATE TABLE notes (id int);\n${alter};\n${update};\nCOMMIT;`;
    const { advice = [] } = await rehearsed(up, [
      proposing(update, `${alter};\n-- In the next migration:\n${update};`, { line: 4 }),
    ]);
    expect(advice.map(told)).toEqual([
      {
        ...{ status: 'helps', rows: 2_000, waits: ['AccessExclusiveLock', 'AccessExclusiveLock'] },
        scans: [['public.orders'], []],
        says: 'Rehearsed too, on 2,000 rows: reads and writes wait for # ms at most; as written, reads and writes wait for # ms. It takes # ms instead of # ms.',
      },
    ]);
  });

  test('who waits as written waits for what its transaction had locked before, too', async () => {
    const column = 'ALTER TABLE orders ADD COLUMN note text';
    const apart = 'CREATE INDEX CONCURRENTLY orders_email ON orders (email);';
    const { advice = [] } = await rehearsed(
      `BEGIN;\n${column};\n${index};\nCOMMIT;`,
      [proposing(index, apart, { line: 3 })],
      { volume: { rows: 50_000, tables: new Map(), seconds: 30 } },
    );
    expect(advice.map(told)).toEqual([
      {
        ...{ status: 'helps', rows: 50_000, waits: ['AccessExclusiveLock', undefined], scans: [['public.orders'], []] },
        says: 'Rehearsed too, on 50,000 rows: nobody waits; as written, reads and writes wait for # ms. It takes # ms instead of # ms.',
      },
    ]);
  });

  test('the count of a backfill tells what needed work before and after', async () => {
    const update = 'UPDATE orders SET paid = false';
    const count = 'SELECT count(*) FROM orders WHERE paid IS DISTINCT FROM false;';
    const few = `${update} WHERE id <= 100;`;
    const { advice = [] } = await rehearsed(`${update};`, [
      proposing(update, `${update};`, { count }),
      proposing(update, few, { count }),
    ]);
    expect(advice.map(({ status, verification }) => [status, verification?.after])).toEqual([
      ['helps', 0],
      ['fails', expect.any(Number)],
    ]);
    expect(advice[0]?.verification?.before).toBeGreaterThan(0);
    expect(advice[0]?.says).toMatch(
      /^Rehearsed too, on 2,000 rows: a row stays locked for .+ at most; as written, for .+\. It takes .+ instead of .+, with .+ of WAL instead of .+\. The count of rows that need work was [\d,]+ before and 0 after\.$/,
    );
    expect(advice[1]?.says).toMatch(/^Rehearsed on 2,000 rows it left [\d,]+ rows undone\.$/);
  });

  test('it has 100,000 rows at most, however many the main run has', async () => {
    const { advice = [], volume } = await rehearsed(
      `${index};`,
      [proposing(index, 'CREATE INDEX CONCURRENTLY orders_email ON orders (email);')],
      { volume: { rows: 120_000, tables: new Map(), seconds: 30 } },
    );
    expect(volume.map(({ rows }) => rows)).toEqual([120_000]);
    expect(advice.map(({ rows, status }) => [rows, status])).toEqual([[100_000, 'helps']]);
  });
});

describe('nothing is rehearsed', () => {
  test('where nothing is proposed', async () => {
    const run = await rehearsed('ALTER TABLE orders ADD COLUMN note text;', []);
    expect(run.advice).toBeUndefined();
  });

  test('about a table that is new, where nobody waits', async () => {
    const table = 'CREATE TABLE notes (order_id bigint REFERENCES orders)';
    const proposed = `${table}; CREATE INDEX notes_order ON notes (order_id);`;
    const run = await rehearsed(`${table};`, [proposing(table, proposed, { objects: ['public.notes'] })]);
    expect(run.advice).toBeUndefined();
  });
});
