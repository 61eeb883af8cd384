import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import type { Report } from '../../src/domain/report.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import type { Review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { repository, temporaryFolder } from '../git/repository.ts';

const shop = 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);\n';
const config = 'postgres: { provider: embedded }\nvolume: { rows: 1000 }\nrehearsal: { statement-limit: 1500ms }\n';

/** Rehearses what `topic` adds, on a Postgres of its own. */
async function reviewed(migration: string): Promise<Review> {
  using made = repository();
  made.commit({ 'migrations/1_shop.up.sql': shop, '.github/migration-rehearsal.yml': config });
  made.on('topic').commit({ 'migrations/2_change.up.sql': migration });
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  return await review(await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value), 'rehearsal', {
    database: () => embedded,
    clock: { now: () => Date.parse('2026-06-01'), elapsed: () => performance.now() },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
}

const about = ({ findings }: Report, rule: string): readonly object[] =>
  findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, file, line, objects, says }) => ({ severity, file, line, objects, says }));

const file = 'migrations/2_change.up.sql';

describe('a statement beyond its limit', () => {
  const usual = process.env['TMPDIR'];
  const folder = temporaryFolder();
  beforeAll(() => {
    process.env['TMPDIR'] = folder;
  });
  afterAll(() => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    rmSync(folder, { recursive: true });
  });

  test('is an error that names what it held, and leaves no server behind', async () => {
    const { report, problem } = await reviewed(
      `BEGIN;\nLOCK TABLE orders IN SHARE MODE;\nDO $$ BEGIN LOCK TABLE orders; PERFORM pg_sleep(600); END $$;\nCOMMIT;\n`,
    );
    expect(report.verdict).toBe('error');
    expect(report.because).toBe(
      `${file}:3 runs longer than 1.5 s on empty tables. See that it comes to an end, or raise rehearsal.statement-limit.`,
    );
    // From which the check's conclusion “timed out” follows.
    expect(problem?.code).toBe('time-limit');
    expect(about(report, 'time-limit')).toEqual([
      {
        severity: 'blocker',
        file,
        line: 3,
        objects: ['public.orders'],
        says: 'This was stopped after 1.5 s; until then it held AccessExclusive on `public.orders`.',
      },
    ]);
    expect(readdirSync(folder).filter((name) => name.startsWith('migration-rehearsal-pg-'))).toEqual([]);
  });

  test('that only many rows make slow is told with what the smaller run held', async () => {
    const { report, problem } = await reviewed(
      `DO $$ BEGIN LOCK TABLE orders; IF EXISTS (SELECT FROM orders) THEN PERFORM pg_sleep(600); END IF; END $$;\n`,
    );
    expect(report.verdict).toBe('error');
    expect(problem?.code).toBe('time-limit');
    expect(about(report, 'time-limit').at(0)).toMatchObject({
      line: 1,
      says: 'This was stopped after 1.5 s; until then it held AccessExclusive on `public.orders`.',
    });
    expect(about(report, 'statement-fails')).toEqual([]);
  });
});

test('a migration that speaks in the observer’s name fails', async () => {
  const { report } = await reviewed(
    `SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;\nDO $$ BEGIN RAISE LOG 'migration-rehearsal witness all is well'; END $$;\n`,
  );
  expect(report.verdict).toBe('fail');
  expect(about(report, 'tampering')).toEqual([
    {
      severity: 'blocker',
      file,
      line: 3,
      objects: [],
      says: 'This touched the rehearsal itself: It wrote into the server’s log what only the rehearsal’s own event triggers write there.',
    },
  ]);
});
