import { describe, expect, test } from '@jest/globals';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import type { TestRepository, Contents } from '../git/repository.ts';
import { repository } from '../git/repository.ts';

const merged = {
  'migrations/0001_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);\n',
  'migrations/0001_shop.down.sql': 'DROP TABLE orders;\n',
};

/** Reads what `topic` proposes to `main`, without a database. */
async function read(made: TestRepository) {
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  return review(proposal, 'reading', {
    database: () => {
      throw new Error('Reading starts no database.');
    },
    clock: { now: () => Date.parse('2026-06-01'), elapsed: () => 0 },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
}

async function proposing(files: Record<string, Contents>, base: Record<string, Contents> = merged) {
  using made = repository();
  made.commit(base);
  made.on('topic').commit(files);
  const { report } = await read(made);
  const { verdict, because } = report;
  const findings = report.findings.map(({ rule, severity, file }) => `${severity} ${rule} ${file}`);
  return { report, verdict, because, findings };
}

describe('what a pull request does to migrations', () => {
  test('a dangerous new one needs an approval', async () => {
    const { verdict, because } = await proposing({
      'migrations/0002_email.up.sql': "SET lock_timeout = '2s';\nCREATE INDEX orders_email ON orders (email);\n",
      'migrations/0002_email.down.sql': 'DROP INDEX CONCURRENTLY orders_email;\n',
    });
    expect(verdict).toBe('needs-approval');
    expect(because).toMatch(/^Writes to `?public\.orders`? wait until the index is built: .*; not rehearsed\.$/);
  });

  test('an edited merged one is a blocker, and nothing is left to run', async () => {
    const { verdict, findings } = await proposing({
      'migrations/0001_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, note text);\n',
    });
    expect({ verdict, findings }).toEqual({
      verdict: 'needs-approval',
      findings: ['blocker edited-merged-migration migrations/0001_shop.up.sql'],
    });
  });

  test('editing only the down of a merged one is a warning', async () => {
    const { verdict, findings } = await proposing({
      'migrations/0001_shop.down.sql': 'DROP TABLE IF EXISTS orders;\n',
    });
    expect({ verdict, findings }).toEqual({
      verdict: 'pass',
      findings: ['warning edited-merged-migration migrations/0001_shop.down.sql'],
    });
  });

  test('a deleted merged one is a blocker', async () => {
    const { verdict, findings } = await proposing({
      'migrations/0001_shop.up.sql': undefined,
      'migrations/0001_shop.down.sql': undefined,
    });
    expect(verdict).toBe('needs-approval');
    expect(findings).toContain('blocker migration-deleted migrations/0001_shop.up.sql');
  });

  test('a blocker that its author let pass still needs an approval, with the reason', async () => {
    const { verdict, because, findings } = await proposing({
      'migrations/0002_email.up.sql':
        "SET lock_timeout = '2s';\n-- migrate:allow create-index-not-concurrent reason: the shop is closed on Sunday\nCREATE INDEX orders_email ON orders (email);\n",
      'migrations/0002_email.down.sql': 'DROP INDEX CONCURRENTLY orders_email;\n',
    });
    expect({ verdict, because, findings }).toEqual({
      verdict: 'needs-approval',
      because:
        '`create-index-not-concurrent` was suppressed by the author: the shop is closed on Sunday; not rehearsed.',
      findings: ['advice create-index-not-concurrent migrations/0002_email.up.sql'],
    });
  });

  test('two sets of migrations at once are refused, with what to do', async () => {
    const { verdict, because } = await proposing(
      {
        'billing/migrations/0002_b.up.sql': 'SELECT 1;\n',
        'shop/migrations/0002_b.up.sql': 'SELECT 1;\n',
      },
      { 'billing/migrations/0001_a.up.sql': 'SELECT 1;\n', 'shop/migrations/0001_a.up.sql': 'SELECT 1;\n' },
    );
    expect({ verdict, because }).toEqual({
      verdict: 'error',
      because:
        'This pull request changes 2 sets of migrations at once: billing/migrations (golang-migrate), shop/migrations (golang-migrate); one run rehearses one database. Give each database a job of its own, with `id` and `migrations.paths` in a configuration of its own.',
    });
  });

  test('nothing about migrations is a pass', async () => {
    const { verdict, because } = await proposing({ 'README.md': 'A shop.\n' });
    expect({ verdict, because }).toEqual({ verdict: 'pass', because: 'No migration changes.' });
  });

  test('the digest binds bytes and names of the migrations, and nothing else', async () => {
    const index = { 'migrations/0002_email.up.sql': 'CREATE INDEX orders_email ON orders (email);\n' };
    const first = await proposing(index);
    const beside = await proposing({ ...index, 'README.md': 'A shop.\n' });
    const otherByte = await proposing({
      'migrations/0002_email.up.sql': 'CREATE INDEX orders_email ON orders (id);\n',
    });
    const otherName = await proposing({ 'migrations/0003_email.up.sql': index['migrations/0002_email.up.sql'] });
    expect(beside.report.digest).toBe(first.report.digest);
    expect(new Set([first, otherByte, otherName].map(({ report }) => report.digest)).size).toBe(3);
  });
});
