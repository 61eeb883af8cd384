import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/domain/report.ts';
import { repository } from '../git/repository.ts';
import { copiedCli, run } from './cli.ts';

function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=1777', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-disk-'));
const small = mounted(folder);
afterAll(() => {
  if (small) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
});

/** Only root may mount a disk that is soon full. */
const onSmallDisk = small ? describe : describe.skip;

onSmallDisk('a disk of 160 MB for the rehearsal', () => {
  let cli: string;
  beforeAll(() => {
    cli = copiedCli();
  });
  afterAll(() => {
    rmSync(dirname(dirname(cli)), { recursive: true, force: true });
  });

  test.each([
    ['the rows do not fit', 1_000_000, 'ALTER TABLE orders ADD COLUMN note text;\n'],
    [
      'the migration writes more than fits',
      1_000,
      `INSERT INTO orders SELECT g, repeat(md5(g::text), 50) FROM generate_series(1000000, 1200000) g;\n`,
    ],
  ])('%s: an error that says so, and nothing left behind', async (_, rows, sql) => {
    using made = repository();
    made.commit({
      'migrations/1_shop.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, email text NOT NULL);\n',
      // Left to itself it would make only what fits.
      '.github/migration-rehearsal.yml': `volume:\n  rows: ${rows}\n  bytes: 4GB\npostgres:\n  provider: embedded\n`,
    });
    made.on('topic').commit({ 'migrations/2_more.up.sql': sql });
    const args = ['review', '--repo', made.directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
    const { status, stdout, stderr } = await run(cli, args, { env: { TMPDIR: folder } });
    const says = 'The disk of the rehearsal’s Postgres is full.';
    const advice = 'Make volume.rows smaller, or give the runner more disk.';
    expect(stderr.slice(stderr.lastIndexOf('error:'))).toBe(`error: ${says}\n       ${advice}\n`);
    const report = JSON.parse(stdout) as Report;
    expect(report.verdict).toBe('error');
    expect(report.rehearsal).toMatchObject({ status: 'broke', because: says, advice });
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});
