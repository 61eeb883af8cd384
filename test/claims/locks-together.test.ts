import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { apart } from './probe/apart.ts';
import { foretold, heldTogether, missed, prepare } from './probe/compare.ts';
import type { Bench } from './probe/compare.ts';
import { schema, statements } from './probe/statements.ts';
import { onServers } from './trial.ts';

// Statements one after the other in a transaction: the schema that each finds is what those before it left.
const runs = Number(process.env['LOCKS_RUNS'] ?? 60);

/** Names are what is compared, so everything keeps its own. What a rule adds to later statements is not read. */
const lasting = statements.filter(({ sql }) => !(sql in apart) && !/\b(rename|set schema|rule)\b/.test(sql));

onServers('on Postgres %i', (server, major) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await prepare(server(), 'together', schema);
  });
  afterAll(async () => {
    await bench.runner.end();
    await bench.watcher.end();
  });

  test('no transaction locks more than the walk says', async () => {
    const there = lasting.filter(({ since }) => since <= major).map(({ sql }) => sql);
    const transaction = fc.array(fc.constantFrom(...there), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(transaction, async (wanted) => {
        const { ran, locks } = await heldTogether(bench, wanted);
        const [table = new Map()] = foretold(schema, [ran.join(';\n')], major);
        expect({ ran, missed: missed(locks, table, bench.known) }).toEqual({ ran, missed: [] });
      }),
      { numRuns: runs },
    );
  });
});
