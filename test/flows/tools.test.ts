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

describe('a pull request that changes nothing but the list of its tool', () => {
  const sqitch = {
    'sqitch.conf': '[core]\n\tengine = pg\n',
    'sqitch.plan': '%project=shop\n\na 2026-01-01T00:00:00Z A <a@b> # a\nb 2026-01-02T00:00:00Z A <a@b> # b\n',
    'deploy/a.sql': 'create table a (id bigint);\n',
    'deploy/b.sql': 'create table b (id bigint);\n',
    'deploy/later.sql': 'create index on a (id);\n',
  };
  const plan = sqitch['sqitch.plan'];
  const [a = '', b = ''] = plan.split('\n').slice(2);
  const journal = (...tags: readonly string[]) =>
    JSON.stringify({ entries: tags.map((tag, idx) => ({ idx, tag, when: 1_000 + idx, breakpoints: true })) });
  const drizzle = {
    'drizzle/meta/_journal.json': journal('0000_a', '0001_b'),
    'drizzle/0000_a.sql': 'create table a (id bigint);\n',
    'drizzle/0001_b.sql': 'create table b (id bigint);\n',
  };
  const log = (...files: readonly string[]) =>
    `<databaseChangeLog>${files.map((file) => `<include file="${file}" relativeToChangelogFile="true"/>`).join('')}</databaseChangeLog>\n`;
  const sets = (...ids: readonly number[]) =>
    `--liquibase formatted sql\n${ids.map((id) => `--changeset ada:${id}\nselect ${id};\n`).join('')}`;
  const liquibase = {
    'db/changelog/db.changelog-master.xml': log('a.sql', 'b.sql'),
    'db/changelog/a.sql': sets(1, 2),
    'db/changelog/b.sql': sets(3),
  };
  const keep = 'databases that ran them keep the old order, new ones get another.';

  test.each([
    [
      'a plan of Sqitch',
      sqitch,
      { 'sqitch.plan': `${plan.split('\n')[0]}\n\n${b}\n${a}\n` },
      [`blocker \`sqitch.plan\` now puts \`deploy/b.sql\` before \`deploy/a.sql\`: ${keep}`],
    ],
    [
      'a change that it drops',
      sqitch,
      { 'sqitch.plan': plan.replace(`${b}\n`, '') },
      [
        'blocker `sqitch.plan` no longer lists the merged `deploy/b.sql`: databases that ran it keep what it did, new ones never get it.',
      ],
    ],
    ['a note in it', sqitch, { 'sqitch.plan': plan.replace('# a', '# the first') }, []],
    [
      'a journal of Drizzle',
      drizzle,
      { 'drizzle/meta/_journal.json': journal('0001_b', '0000_a') },
      [`blocker \`drizzle/meta/_journal.json\` now puts \`drizzle/0001_b.sql\` before \`drizzle/0000_a.sql\`: ${keep}`],
    ],
    [
      'a change log of Liquibase',
      liquibase,
      { 'db/changelog/db.changelog-master.xml': log('b.sql', 'a.sql') },
      [
        `blocker \`db/changelog/db.changelog-master.xml\` now puts \`db/changelog/b.sql\` before \`db/changelog/a.sql\`: ${keep}`,
      ],
    ],
    [
      'changesets within a file',
      liquibase,
      { 'db/changelog/a.sql': sets(2, 1) },
      [`blocker \`db/changelog/a.sql\` now puts \`ada:2\` before \`ada:1\`: ${keep}`],
    ],
  ])('%s', async (_, base, files, said) => {
    expect(await proposing(base, files)).toMatchObject({ said, problems: [] });
  });

  test('an old file that it never listed before is not read, and that is told', async () => {
    const { problems } = await proposing(sqitch, { 'sqitch.plan': `${plan}later 2026-01-03T00:00:00Z A <a@b> # c\n` });
    expect(problems).toEqual([
      'sqitch.plan now lists deploy/later.sql, an older file that never ran and is not among the changed ones.',
    ]);
  });

  test('a new migration at the end of the list changes nothing before it', async () => {
    const added = {
      'sqitch.plan': `${plan}c 2026-01-03T00:00:00Z A <a@b> # c\n`,
      'deploy/c.sql': 'create table c (id bigint);\n',
      'revert/c.sql': 'drop table c;\n',
    };
    expect(await proposing(sqitch, added)).toMatchObject({ runs: ['deploy/c.sql'], findings: [], problems: [] });
  });
});
