import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { execute } from '../../../src/rehearsal/run/execute.ts';
import { scriptOf } from '../../../src/rehearsal/run/script.ts';
import { upHalf } from '../../../src/rehearsal/plan.ts';
import { schemaText } from '../../../src/rehearsal/base/schema-text.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const scene =
  'CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t DEFERRABLE INITIALLY DEFERRED, v text); CREATE INDEX old ON t (v);';

async function onFresh(
  name: string,
  message: string,
  how: 'really' | 'emulated',
): Promise<{ sqlstate: string; schema: string }> {
  const keeper = await server.connect('observer', 'postgres');
  await keeper.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await keeper.query(`CREATE DATABASE ${name} OWNER ${server.roles.migrator}`);
  await keeper.end();
  await using migrator = await server.connect('migrator', name);
  await migrator.query(scene);
  const script = scriptOf(upHalf(unit('1', message, undefined, 'one-message'))!);
  if (!script.ok) throw new Error(script.problem.says);
  const emulated = async (): Promise<string> => {
    const run = await execute([script.value], {
      control: (sql) => migrator.run(sql),
      fresh: () => Promise.resolve(),
      statement: (step) => migrator.run(step.sql),
    });
    return run.failed?.error.sqlstate ?? 'ok';
  };
  const really = async (): Promise<string> => {
    const outcome = await migrator.run(message);
    return outcome.ok ? 'ok' : outcome.error.sqlstate;
  };
  const sqlstate = await (how === 'really' ? really() : emulated());
  await migrator.end();
  await using observer = await server.connect('observer', name);
  const { rows } = await observer.query<{ n: number }>('SELECT count(*) AS n FROM t');
  return { sqlstate, schema: `${await schemaText(observer)}${rows[0]!.n} rows` };
}

describe('a message sent statement by statement ends as the real message does', () => {
  test.each([
    'ALTER TABLE t ADD a int; ALTER TABLE t ADD b int;',
    'ALTER TABLE t ADD a int; ALTER TABLE t ADD a int;',
    'CREATE INDEX CONCURRENTLY i ON t (v);',
    'CREATE INDEX CONCURRENTLY i ON t (v); ALTER TABLE t ADD a int;',
    'ALTER TABLE t ADD a int; COMMIT; CREATE INDEX CONCURRENTLY i ON t (v);',
    'DROP INDEX CONCURRENTLY old; DROP INDEX CONCURRENTLY IF EXISTS other;',
    'BEGIN; ALTER TABLE t ADD a int; COMMIT; ALTER TABLE t ADD b int; SELECT 1/0;',
    'ALTER TABLE t ADD a int; BEGIN; ALTER TABLE t ADD b int; ROLLBACK; ALTER TABLE t ADD c int;',
    'BEGIN; ALTER TABLE t ADD a int;',
    'SAVEPOINT s; ALTER TABLE t ADD a int;',
    'BEGIN; SAVEPOINT s; ALTER TABLE t ADD a int; ROLLBACK TO s; COMMIT;',
    'INSERT INTO t VALUES (1, 7); ALTER TABLE t ADD a int;',
    'INSERT INTO t VALUES (1, 7); INSERT INTO t VALUES (2, 8);',
    'VACUUM t; SELECT 1;',
    'LOCK TABLE t; ALTER TABLE t ADD a int;',
    'SET LOCAL lock_timeout = 10; ALTER TABLE t ADD a int;',
    'ALTER TABLE t ADD a int; ALTER TABLE t ADD COLUMN COLUMN;',
    'ALTER TABLE t ADD a int; ROLLBACK; ALTER TABLE t ADD b int;',
    'DO $$ BEGIN ALTER TABLE t ADD a int; COMMIT; END $$; SELECT 1;',
  ])('%s', async (message) => {
    expect(await onFresh('emulated', message, 'emulated')).toEqual(await onFresh('really', message, 'really'));
  });
});
