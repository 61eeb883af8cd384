import { describe, expect, test } from '@jest/globals';
import { lint } from '../../src/flows/lint.ts';
import { newUnits } from '../../src/flows/plan.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import type { Contents } from '../git/repository.ts';
import { repository } from '../git/repository.ts';

/** What a pull request of a project comes to, without a database. */
async function proposing(base: Record<string, Contents>, files: Record<string, Contents>) {
  using made = repository();
  made.commit(base);
  made.on('topic').commit(files);
  const source = await openRepository(made.directory);
  if (!source.ok) throw new Error(source.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, source.value);
  if (!proposal.ok) throw new Error(proposal.problem.says);
  const { report } = await review(proposal, 'reading', {
    database: () => {
      throw new Error('Reading starts no database.');
    },
    clock: { now: () => Date.parse('2026-06-01'), elapsed: () => 0 },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
  return {
    before: proposal.value.base.map(({ path }) => path),
    runs: newUnits(proposal.value).map(({ up }) => up?.path),
    findings: report.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`),
    said: report.findings.map(({ severity, says }) => `${severity} ${says}`),
    problems: proposal.value.problems.map(({ says }) => says),
  };
}

describe('a draft (current.sql of graphile-migrate)', () => {
  const merged = {
    'migrations/committed/000001.sql': '--! Previous: -\n--! Hash: -\n\ncreate table orders (id bigint, email text);\n',
    'migrations/current.sql': 'create index orders_email on orders (email);\n',
  };

  test('has not run in production: all of it is read, on what is committed alone', async () => {
    const text = `set lock_timeout = '2s';\n${merged['migrations/current.sql']}`;
    expect(await proposing(merged, { 'migrations/current.sql': text })).toMatchObject({
      before: ['migrations/committed/000001.sql'],
      runs: ['migrations/current.sql'],
      findings: ['create-index-not-concurrent migrations/current.sql:2'],
      problems: [],
    });
  });

  test('is committed: what it held runs once, and the emptied file is no edited migration', async () => {
    const committed = "--! Previous: -\n--! Hash: -\n\nset lock_timeout = '2s';\nalter table orders add note text;\n";
    const files = {
      'migrations/committed/000002.sql': committed,
      'migrations/current.sql': '-- Enter migration here\n',
    };
    expect(await proposing(merged, files)).toMatchObject({
      runs: ['migrations/committed/000002.sql', 'migrations/current.sql'],
      findings: [],
    });
  });

  test('may be deleted', async () => {
    expect(await proposing(merged, { 'migrations/current.sql': undefined })).toMatchObject({ runs: [], findings: [] });
  });
});

describe('settings between files', () => {
  const shop = 'create table public.orders (id bigint primary key, email text);\n';
  const note = 'alter table orders add column note text;\n';

  test('Supabase begins each file afresh: a lock_timeout of the first is not in force in the second', async () => {
    const { findings } = await proposing(
      { 'supabase/migrations/20260101000000_a.sql': `select set_config('search_path', '', false);\n${shop}` },
      {
        'supabase/migrations/20260102000000_b.sql': `set lock_timeout = '2s';\n${note}`,
        'supabase/migrations/20260103000000_c.sql': note.replace('note', 'more'),
      },
    );
    expect(findings).toEqual(['missing-lock-timeout supabase/migrations/20260103000000_c.sql:1']);
  });
});

test('refinery runs a U file late, and refuses a V file that comes late', async () => {
  const merged = { 'migrations/V1__a.sql': '', 'migrations/V9__b.sql': '', 'migrations/V0__c.rs': '' };
  const late = { 'migrations/V7__d.sql': 'select 1;\n', 'migrations/U8__e.sql': 'select 1;\n' };
  const { said } = await proposing(merged, late);
  expect(said).toEqual([
    'blocker Version 7 comes before 9, which is merged already: refinery refuses to run on every database that has the newer one.',
    'advice Version 8 comes before 9, which is merged already: refinery runs it late, so that databases run the two in different orders.',
  ]);
});

test('a file that gets a name by which the tool knows it is new, not renamed', async () => {
  const text = "set lock_timeout = '2s';\ncreate table orders (id bigint primary key);\n";
  const merged = { 'migrations/V1__a.sql': '', 'migrations/V2__b.rs': '', 'migrations/v3__orders.sql': text };
  const renamed = { 'migrations/v3__orders.sql': undefined, 'migrations/V3__orders.sql': text };
  expect(await proposing(merged, renamed)).toMatchObject({ runs: ['migrations/V3__orders.sql'], findings: [] });
});

describe('lint of a folder of popx', () => {
  const drop = 'drop table orders;\n';
  const project = {
    'sql/20260101000000_a.up.sql': drop,
    'sql/20260101000000_a.mysql.up.sql': drop,
    'sql/20260101000000_a.postgres.up.sql': 'create table orders (id bigint primary key);\n',
  };
  const files = Object.entries(project).map(([path, text]) => ({ path, text }));

  test.each([undefined, 'popx' as const])(
    'reads what Postgres would run, and nothing as plain SQL (%s)',
    async (tool) => {
      const config = parseConfig('', 'config.yml', ruleIds);
      if (!config.ok) throw new Error(config.problem.says);
      const around = { paths: [], read: () => Promise.resolve(new Map<string, string>()) };
      const request = { files, config: config.value, around, ...(tool && { tool }) };
      const report = await lint(request, { now: () => 0, elapsed: () => 0 });
      if (!report.ok) throw new Error(report.problem.says);
      expect(report.value.migrations.map(({ path }) => path)).toEqual(['sql/20260101000000_a.postgres.up.sql']);
    },
  );
});
