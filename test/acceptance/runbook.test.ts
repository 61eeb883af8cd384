import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { repository } from '../git/repository.ts';
import type { Finished } from './cli.ts';
import { copiedCli, run } from './cli.ts';

const base = {
  'migrations/1_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);\n',
  'migrations/1_shop.down.sql': 'DROP TABLE orders;\n',
  '.github/migration-rehearsal.yml': 'volume: { rows: 1000 }\nrehearsal: { traffic: false }\n',
};
const email = {
  'migrations/2_email.up.sql': 'CREATE INDEX orders_email ON orders (email);\n',
  'migrations/2_email.down.sql': 'DROP INDEX orders_email;\n',
};
const note = {
  'migrations/2_note.up.sql': "SET lock_timeout = '5s';\nALTER TABLE orders ADD COLUMN note text;\n",
  'migrations/2_note.down.sql': 'ALTER TABLE orders DROP COLUMN note;\n',
};

describe('runbook, of the committed command line', () => {
  let cli: string;
  beforeAll(() => {
    cli = copiedCli();
  });
  afterAll(() => {
    rmSync(dirname(dirname(cli)), { recursive: true, force: true });
  });

  /** The plan of a pull request with these files. */
  async function planOf(files: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<Finished> {
    using made = repository();
    made.commit(base);
    made.on('topic').commit(files);
    return await run(cli, ['runbook', '--repo', made.directory, '--base', 'main', '--head', 'topic', ...more]);
  }

  test('rehearses what is proposed, and prints the plan alone; its status is that of review', async () => {
    const { status, stdout, stderr } = await planOf(email);
    expect(stdout.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# Runbook: 1 migration',
      '## 1. Before you begin',
      '## 2. The steps, in this order',
      '## 3. What to watch, and when to stop',
      '## 4. If it stops halfway',
      '## 5. The way back',
      '## 6. Afterwards',
    ]);
    expect(stdout).toContain('**Do not deploy this as it is**: the check is not green.');
    expect(stdout).toMatch(/^\| 1 \| `2_email\.up\.sql:1` `CREATE INDEX orders_email ON orders \(email\)` \| /m);
    expect(stdout).not.toContain('/migrate');
    expect({ status, progress: stderr !== '' }).toEqual({ status: 1, progress: true });
  });

  test('of what is harmless it says so, and ends well', async () => {
    const { status, stdout } = await planOf(note);
    expect(stdout).toContain('# Runbook: 1 migration\n');
    expect(stdout).not.toContain('Do not deploy');
    expect(status).toBe(0);
  });

  test('of no migration there is nothing to deploy', async () => {
    const { status, stdout } = await planOf({ 'README.md': 'More words.\n' });
    expect([status, stdout]).toEqual([0, '# Runbook\n\nNo migration changes, so there is nothing to deploy.\n']);
  });

  test('what cannot be rehearsed has a plan that says so, and is an error', async () => {
    const { status, stdout, stderr } = await planOf({
      ...email,
      'migrations/2_email.up.sql': 'CREATE EXTENSION postgis;\n',
    });
    expect(stdout).toContain('**Do not deploy this as it is**: the check is not green.');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('error: ') });
  });

  test.each([
    ['a base that is not there', ['--base', 'nowhere'], /nowhere/],
    ['a format: a plan has but one', ['--format', 'json'], /unknown option '--format'/],
    ['a flag that is misspelt', ['--haed', 'topic'], /Did you mean --head\?/],
  ])('it is not understood with %s', async (_, args, says) => {
    using made = repository();
    made.commit(base);
    const { status, stdout, stderr } = await run(cli, ['runbook', '--repo', made.directory, ...args]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(says) });
    expect(stdout).not.toContain('## ');
  });
});
