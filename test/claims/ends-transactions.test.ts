import { beforeAll, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../src/domain/migration.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

// COMMIT and ROLLBACK in a DO block or procedure, on real servers: where it fails, and where it lets locks go.

const given = `
  create table orders (id bigint primary key, total int);
  create procedure in_steps() language plpgsql as $$ begin update orders set total = 0 where id = 1; commit; end $$;
  create procedure at_once() language plpgsql as $$ begin update orders set total = 0 where id = 1; end $$;`;
const block = 'do $$ begin update orders set total = 0 where id = 1; commit; end $$;';

const cases: readonly (readonly [run: string, transaction: TransactionMode, fails: boolean])[] = [
  [block, 'per-statement', false],
  [block, 'one-message', false],
  [block, 'per-file', true],
  [`begin; ${block} commit;`, 'per-statement', true],
  [`select 1; ${block}`, 'one-message', true],
  [`${block} select 1;`, 'one-message', true],
  [block.replace('commit', 'rollback'), 'per-file', true],
  [block.replace('commit;', ''), 'per-file', false],
  [block.replace('commit', 'if 1 = 1 then commit; end if'), 'per-file', true],
  [block.replace('commit;', "perform 'commit';"), 'per-file', false],
  ['call in_steps();', 'per-statement', false],
  ['call in_steps();', 'per-file', true],
  ['call at_once();', 'per-file', false],
];

beforeAll(loadParser);

onServers('on Postgres %i', (server, major) => {
  beforeAll(async () => {
    await using session = await server().connect('observer', 'postgres');
    await session.run(given);
  });

  test.each(cases)('%s %s', async (run, transaction, fails) => {
    await using session = await server().connect('observer', 'postgres');
    if (transaction === 'per-file') await session.query('begin');
    const alone = run.startsWith('begin; ') ? ['begin', block, 'commit'] : [run];
    let sqlstate: string | undefined;
    for (const one of alone) {
      const outcome = await session.run(one);
      if (!outcome.ok) sqlstate ??= outcome.error.sqlstate;
    }
    expect(sqlstate).toBe(fails ? '2D000' : undefined);
    const told = findingsIn(run, { given, transaction, overrides: { postgres: major } })
      .filter(({ rule }) => rule === 'concurrently-in-transaction')
      .map(({ says }) => says.slice(0, 18));
    expect(told).toEqual(fails ? ['This fails (2D000)'] : []);
  });
});

test('a COMMIT lets the locks go, so that what follows holds nobody up', () => {
  const rules = (between: string): readonly string[] =>
    findingsIn(`do $$ begin alter table orders add column a int; ${between} update orders set total = 0; end $$;`, {
      given,
    })
      .map(({ rule }) => rule)
      .filter((rule) => rule === 'ddl-plus-backfill-same-txn');
  expect(rules('')).toHaveLength(1);
  expect(rules('commit;')).toEqual([]);
});
