import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { findingsIn } from '../rules/reading.ts';

const majors = (process.env['CLAIMS_MAJORS'] ?? '17').split(',').map(Number);

beforeAll(loadParser);

describe.each(majors)('a backfill in batches on Postgres %i', (major) => {
  let server: Server;
  beforeAll(async () => {
    server = await startTestServer({ major });
  });
  afterAll(async () => {
    await server.stop();
  });

  test.each([
    ['bigint', 'n'],
    ['uuid', 'md5(n::text)::uuid'],
    ['varchar(20)', "'k' || n"],
    ['numeric(12,2)', 'n / 100.0'],
  ])('changes 25,000 rows with a key of type %s in three transactions', async (type, key) => {
    const given = `create table orders (id ${type} primary key, paid boolean, done boolean, batch int);`;
    const { instead = '' } =
      findingsIn('update orders set paid = true;', { given }).find(({ rule }) => rule === 'unbatched-update') ?? {};
    await using session = await server.connect('observer', 'postgres');
    await session.query(`drop table if exists orders; ${given}`);
    await session.query(`insert into orders select ${key} from generate_series(1, 25000) n`);
    const outcome = await session.run(instead);
    expect(outcome.ok ? 'done' : outcome.error).toBe('done');
    const { rows } = await session.query(
      'select paid, count(*)::int as rows, count(distinct xmin::text)::int as transactions from orders group by paid',
    );
    expect(rows).toEqual([{ paid: true, rows: 25_000, transactions: 3 }]);
  });
});
