import { beforeAll, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/ports/database.ts';
import { execute } from '../../../src/rehearsal/run/execute.ts';
import { upHalf } from '../../../src/rehearsal/plan.ts';
import { scriptsOf } from '../../../src/rehearsal/run/script.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { unit } from '../plans.ts';

beforeAll(loadParser);

/** What the server is sent for files of a tool that runs all pending ones together. */
async function sent(...files: readonly string[]): Promise<readonly string[]> {
  const halves = files.flatMap((text, at) => upHalf(unit(String(at), text, undefined, 'all-pending')) ?? []);
  const scripts = scriptsOf(halves);
  if (!scripts.ok) throw new Error(scripts.problem.says);
  const lines: string[] = [];
  const note = (sql: string): Promise<Outcome> => {
    lines.push(sql);
    return Promise.resolve({ ok: true, rows: [] } as unknown as Outcome);
  };
  await execute(scripts.value, { control: note, fresh: () => Promise.resolve(), statement: ({ sql }) => note(sql) });
  return lines;
}

test('all pending files are one transaction', async () => {
  expect(await sent('SELECT 1', 'SELECT 2')).toEqual(['BEGIN', 'SELECT 1', 'SELECT 2', 'COMMIT']);
});

test('a file that ends it leaves itself and the later ones without one', async () => {
  expect(await sent('SELECT 1', 'COMMIT; SELECT 2', 'SELECT 3')).toEqual([
    'BEGIN',
    'SELECT 1',
    'COMMIT',
    'SELECT 2',
    'SELECT 3',
  ]);
});
