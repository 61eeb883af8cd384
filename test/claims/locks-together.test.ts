import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { apart } from './probe/apart.ts';
import { foretold, heldTogether, missed, prepare } from './probe/compare.ts';
import type { Bench } from './probe/compare.ts';
import { schema, statements } from './probe/statements.ts';

// Statements one after the other in a transaction: the schema that each finds is what those before it left.
const runs = Number(process.env['LOCKS_RUNS'] ?? 60);
const major = 17;

let server: Server;
let bench: Bench;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer({ major });
  bench = await prepare(server, 'together', schema);
});
afterAll(async () => {
  await bench.runner.end();
  await bench.watcher.end();
  await server.stop();
});

/** Names are what is compared, so everything keeps its own. What a rule adds to later statements is not read. */
const lasting = statements.filter(
  ({ sql, since }) => since <= major && !(sql in apart) && !/\b(rename|set schema|rule)\b/.test(sql),
);

test('no transaction locks more than the walk says', async () => {
  const transaction = fc.array(fc.constantFrom(...lasting.map(({ sql }) => sql)), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(transaction, async (wanted) => {
      const { ran, locks } = await heldTogether(bench, wanted);
      const [table = new Map()] = foretold(schema, [ran.join(';\n')], major);
      expect({ ran, missed: missed(locks, table, bench.known) }).toEqual({ ran, missed: [] });
    }),
    { numRuns: runs },
  );
});
