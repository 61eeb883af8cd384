import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { apart } from './probe/apart.ts';
import { disagreements, foretold, held, prepare } from './probe/compare.ts';
import type { Bench, Locks } from './probe/compare.ts';
import { schema, statements } from './probe/statements.ts';
import { onServers } from './trial.ts';

// The statement-to-lock table against real servers, one statement at a time.

onServers('the statement-to-lock table says what Postgres %i does', (server, major) => {
  let bench: Bench;
  let said: readonly Locks[];
  beforeAll(async () => {
    bench = await prepare(server(), 'probe', schema);
    said = foretold(
      schema,
      statements.map(({ sql }) => sql),
      major,
    );
  });
  afterAll(async () => {
    await bench.runner.end();
    await bench.watcher.end();
  });

  test.each(statements.map(({ sql, since }, index) => [sql, since, index] as const))(
    '%s',
    async (sql, since, index) => {
      const seen = await held(bench, sql);
      if (major < since) {
        expect(typeof seen).toBe('string');
        return;
      }
      if (typeof seen === 'string') throw new Error(`Postgres refuses it: ${seen}`);
      const exception = apart[sql];
      const expected = exception && (exception.majors?.includes(major) ?? true) ? exception.disagreement : [];
      expect(disagreements(seen, said[index] ?? new Map(), bench.known)).toEqual(expected);
    },
  );
});

test('the probe is large enough, and names no statement twice', () => {
  const all = statements.map(({ sql }) => sql);
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter((sql, index) => all.indexOf(sql) !== index)).toEqual([]);
  expect(Object.keys(apart).filter((sql) => !all.includes(sql))).toEqual([]);
});
