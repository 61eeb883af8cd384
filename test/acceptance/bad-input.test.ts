import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/domain/report.ts';
import { repository, temporaryFolder } from '../git/repository.ts';
import type { Contents } from '../git/repository.ts';
import { copiedCli, run } from './cli.ts';

const first = { 'migrations/1_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY);\n' };

/** [what, files of the base, files of the pull request, the sentence, the remedy] */
const refused: readonly (readonly [string, Record<string, Contents>, Record<string, Contents>, string, string])[] = [
  [
    'a symbolic link in place of a migration',
    first,
    { 'migrations/2_link.up.sql': { link: '/etc/passwd' } },
    'migrations/2_link.up.sql is a symbolic link, so its SQL is not in this repository under that name.',
    'Put the migration there as an ordinary file.',
  ],
  [
    'a binary migration',
    first,
    { 'migrations/2_nul.up.sql': 'SELECT 1;\nSELECT 2;\0' },
    'migrations/2_nul.up.sql holds a NUL byte in line 2, after which Postgres would read nothing.',
    'Save the file as UTF-8 text (not UTF-16), and keep binary files out of the migration folder.',
  ],
  [
    'a migration of 10 MB',
    first,
    { 'migrations/2_large.up.sql': `INSERT INTO orders VALUES (1);\n${'-- x\n'.repeat(2 * 1024 * 1024)}` },
    'migrations/2_large.up.sql holds 10 MB; a migration file may hold 2 MB.',
    'Load large data outside the migrations, or split the file.',
  ],
  [
    'configured paths that match nothing',
    { ...first, '.github/migration-rehearsal.yml': "migrations: { paths: ['db/**'] }\n" },
    { 'migrations/2_index.up.sql': 'CREATE INDEX ON orders (id);\n' },
    'The configured migrations.paths (db/**) matches no migration file of this commit.',
    'Migrations were seen in migrations (golang-migrate). Correct the configuration, or remove the key to let the folder be found.',
  ],
  [
    'a configuration with an unknown key',
    { ...first, '.github/migration-rehearsal.yml': 'volume:\n  row: 5\n' },
    { 'migrations/2_index.up.sql': 'CREATE INDEX ON orders (id);\n' },
    '.github/migration-rehearsal.yml:2:3: `volume.row` is no key of the configuration.',
    'Did you mean `rows`?',
  ],
  [
    'a tool that cannot be read yet',
    { 'db/migrate/20250101000000_shop.rb': 'class Shop < ActiveRecord::Migration[7.1]\nend\n' },
    { 'db/migrate/20260101000000_more.rb': 'class More < ActiveRecord::Migration[7.1]\nend\n' },
    'db/migrate/20260101000000_more.rb looks like Rails; not readable yet.',
    'Name the command that runs these migrations in migrations.command, so that they are rehearsed, or list the folder in migrations.ignore.',
  ],
];

describe('input that cannot be verified', () => {
  let cli: string;
  beforeAll(() => {
    cli = copiedCli();
  });
  afterAll(() => {
    rmSync(dirname(dirname(cli)), { recursive: true, force: true });
  });

  test.each(refused)('%s is an error with a remedy', async (_, base, head, says, advice) => {
    using made = repository();
    made.commit(base);
    made.on('topic').commit(head);
    const args = ['review', '--repo', made.directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
    const { status, stdout, stderr } = await run(cli, args);
    expect(stderr).toBe(`error: ${says}\n       ${advice}\n`);
    expect((JSON.parse(stdout) as Report).verdict).toBe('error');
    expect(status).toBe(2);
  });

  test('a folder that is no repository', async () => {
    const folder = temporaryFolder();
    const { status, stderr } = await run(cli, ['review', '--repo', folder, '--base', 'main']);
    rmSync(folder, { recursive: true });
    expect(stderr).toBe(
      `error: "${folder}" is not in a git repository.\n       Run this inside the repository, or name its folder with \`--repo\` (Action: check out the repository first).\n`,
    );
    expect(status).toBe(2);
  });

  test('a reference that does not exist, with the nearest that does', async () => {
    using made = repository();
    made.commit(first);
    const { status, stderr } = await run(cli, ['review', '--repo', made.directory, '--base', 'mian']);
    expect(stderr).toContain('mian');
    expect(stderr).toContain('main');
    expect(status).toBe(2);
  });

  test('a flag that does not exist, with the nearest that does', async () => {
    const { status, stdout, stderr } = await run(cli, ['review', '--bsae', 'main']);
    expect(stderr).toBe(
      "error: unknown option '--bsae'\n(Did you mean --base?)\nRun with --help to see every verb and flag.\n",
    );
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('no migrations at all is a pass, and says where it looked', async () => {
    using made = repository();
    made.commit({ 'README.md': 'A shop.\n' });
    made.on('topic').commit({ 'README.md': 'A better shop.\n' });
    const args = ['review', '--repo', made.directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
    const { status, stdout, stderr } = await run(cli, args);
    const report = JSON.parse(stdout) as Report;
    expect(report.verdict).toBe('pass');
    expect(report.because).toMatch(/^No migrations in this repository \(looked in .+\)\.?$/);
    expect(new Set(report.checklist.map((entry) => entry.status))).toEqual(new Set(['not-applicable']));
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
