import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { copiedCli } from '../acceptance/cli.ts';
import { attempt } from './never-hangs.ts';

test('a statement that switches its timeout off and takes no cancellation: an error in time, and nothing left behind', async () => {
  const cli = copiedCli();
  const sql = `SET statement_timeout = 0;
DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(3600); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;
`;
  const { report, lateMs, stderr, left } = await attempt({ cli, sql });
  const says = 'migrations/0002_more.sql:2 runs longer than 1.5 s on empty tables.';
  const advice = 'See that it comes to an end, or raise rehearsal.statement-limit.';
  expect(report.verdict).toBe('error');
  expect(report.rehearsal).toMatchObject({ status: 'broke', because: says, advice });
  expect(stderr.slice(stderr.lastIndexOf('error:'))).toBe(`error: ${says}\n       ${advice}\n`);
  expect(lateMs).toBeLessThan(5_000);
  expect(left).toEqual([]);
  rmSync(dirname(dirname(cli)), { recursive: true, force: true });
});
