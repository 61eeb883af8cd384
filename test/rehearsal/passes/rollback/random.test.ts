import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server } from '../../../../src/ports/database.ts';
import { plainSender } from '../../../../src/rehearsal/base/baseline.ts';
import { enter, makeDatabase, openLab } from '../../../../src/rehearsal/lab.ts';
import type { Lab } from '../../../../src/rehearsal/lab.ts';
import { look } from '../../../../src/rehearsal/passes/rollback/look.ts';
import { undo } from '../../../../src/rehearsal/passes/rollback/undo.ts';
import { schemaText } from '../../../../src/rehearsal/base/schema-text.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base, plan, worldOf } from '../../plans.ts';

/** Without rows, so that nothing but the schema decides. */
const schema = `
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE TABLE a (id bigint PRIMARY KEY, x int DEFAULT 1, y text, m mood);
  CREATE TABLE b (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a_id bigint REFERENCES a, x int CHECK (x > 0));
  CREATE INDEX a_x ON a (x);
  CREATE VIEW v AS SELECT id, x FROM a;
  CREATE FUNCTION f(n int) RETURNS int LANGUAGE sql AS 'SELECT n';`;

/** Each makes sense after many others; those that Postgres refuses change nothing. */
const statements = [
  'ALTER TABLE a ADD COLUMN z int DEFAULT 5 NOT NULL',
  'ALTER TABLE a DROP COLUMN y',
  'ALTER TABLE a DROP COLUMN x CASCADE',
  'ALTER TABLE a RENAME COLUMN y TO x2',
  'ALTER TABLE a RENAME COLUMN x TO y2',
  'ALTER TABLE a RENAME TO c',
  'ALTER TABLE b RENAME TO a',
  'ALTER TABLE c ADD COLUMN y text',
  'ALTER TABLE a ALTER COLUMN x SET NOT NULL',
  'ALTER TABLE a ALTER COLUMN x DROP DEFAULT',
  'ALTER TABLE a ALTER COLUMN y TYPE varchar(20)',
  'ALTER TABLE b ALTER COLUMN x TYPE bigint',
  'ALTER TABLE b DROP CONSTRAINT b_a_id_fkey',
  'ALTER TABLE b ADD CONSTRAINT low CHECK (x < 100) NOT VALID',
  'ALTER TABLE b DROP CONSTRAINT b_x_check',
  'ALTER TABLE b ADD CONSTRAINT one UNIQUE (x)',
  'ALTER TABLE b ALTER COLUMN id DROP IDENTITY',
  'DROP INDEX a_x',
  'CREATE INDEX a_x ON a (y)',
  'ALTER INDEX a_x RENAME TO a_y',
  'DROP VIEW v',
  'CREATE VIEW v AS SELECT id FROM a',
  'DROP TABLE b',
  'CREATE TABLE b (id int, other text)',
  'CREATE TABLE d (id int PRIMARY KEY, a_id bigint REFERENCES a)',
  'DROP FUNCTION f',
  'CREATE OR REPLACE FUNCTION f(n int) RETURNS int LANGUAGE sql AS $$SELECT n + 1$$',
  'CREATE FUNCTION f(n text) RETURNS text LANGUAGE sql AS $$SELECT n$$',
  "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
  'ALTER TYPE mood RENAME TO temper',
  'CREATE SEQUENCE s OWNED BY a.x',
  'ALTER TABLE a ENABLE ROW LEVEL SECURITY',
  'CREATE POLICY p ON a USING (x > 1)',
  'ALTER TABLE a SET (fillfactor = 80)',
  'DROP TABLE a CASCADE',
];

let server: Server;
let lab: Lab;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  lab = await openLab(plan({ baseline: base(), changed: [] }), worldOf(server), new AbortController().signal);
  await makeDatabase(lab, 'small');
  await using bench = await enter(lab, 'small');
  await bench.migrator.run(schema);
});
afterAll(async () => {
  await lab.keeper.end();
  await server.stop();
});

test('whatever was done to a schema, looking at it before and after takes it back', async () => {
  const sequences = fc.array(fc.constantFrom(...statements), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(sequences, async (ups) => {
      await makeDatabase(lab, 'tried', 'small');
      await using bench = await enter(lab, 'tried');
      const before = { parts: await look(bench.observer), text: await schemaText(bench.observer) };
      for (const up of ups) await bench.migrator.run(up);
      const done = await undo(bench, plainSender(lab, bench), before.parts);
      expect(await schemaText(bench.observer)).toBe(before.text);
      expect(done.refused).toEqual([]);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 10), interruptAfterTimeLimit: 60_000 },
  );
}, 90_000);
