import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { reportSchema } from '../../src/report/schema/report.ts';
import { repository } from '../git/repository.ts';
import { copiedCli, run, start } from './cli.ts';

const shop = 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);\n';

describe('the committed command line, beside no node_modules', () => {
  let cli: string;
  let temporary: string;
  beforeAll(() => {
    cli = copiedCli();
    temporary = mkdtempSync(join(tmpdir(), 'migration-rehearsal-left-'));
  });
  afterAll(() => {
    rmSync(dirname(dirname(cli)), { recursive: true, force: true });
    rmSync(temporary, { recursive: true, force: true });
  });

  test('fetches a Postgres that is not on this machine, verifies it and rehearses on it', async () => {
    using made = repository();
    made.commit({
      'migrations/1_shop.up.sql': shop,
      '.github/migration-rehearsal.yml': 'postgres: { version: 16, provider: embedded }\nvolume: { rows: 1000 }\n',
    });
    made.on('topic').commit({ 'migrations/2_email.up.sql': 'CREATE INDEX orders_email ON orders (email);\n' });
    const env = { XDG_CACHE_HOME: temporary, RUNNER_TOOL_CACHE: temporary };
    const args = ['review', '--repo', made.directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
    const { status, stdout, stderr } = await run(cli, args, { env });
    const report = reportSchema.parse(JSON.parse(stdout));
    expect({ verdict: report.verdict, status, stderr }).toMatchObject({ verdict: 'needs-approval', status: 1 });
    if (report.rehearsal?.status !== 'ran') throw new Error(stderr);
    expect(report.rehearsal.postgres).toMatch(/^16\./);
    const [statement] = report.rehearsal.statements;
    expect(statement?.locks).toContainEqual(
      expect.objectContaining({ object: 'public.orders', mode: 'ShareLock', blocks: ['writes'] }),
    );
    expect(statement?.scans).toEqual([{ table: 'public.orders', rows: 1000 }]);
  });

  test('Ctrl-C in the middle stops the server and removes its folder', async () => {
    using made = repository();
    made.commit({ 'migrations/1_shop.up.sql': shop });
    // Tried to its end on few rows first, so no longer than an interruption needs.
    made.on('topic').commit({ 'migrations/2_wait.up.sql': 'SELECT pg_sleep(2);\n' });
    const folder = join(temporary, 'interrupted');
    rmSync(folder, { recursive: true, force: true });
    const env = { TMPDIR: mkdtempSync(join(tmpdir(), 'migration-rehearsal-tmp-')) };
    const args = ['review', '--repo', made.directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
    const { child, finished } = start(cli, args, { env });
    child.stderr?.on('data', (text: string) => {
      if (text.includes('rehearse:')) child.kill('SIGINT');
    });
    const { status, stdout, stderr } = await finished;
    expect(stderr).toContain('error: ');
    expect(reportSchema.parse(JSON.parse(stdout)).verdict).toBe('error');
    expect(status).toBe(2);
    expect(readdirSync(env.TMPDIR)).toEqual([]);
    rmSync(env.TMPDIR, { recursive: true });
    expect(existsSync(folder)).toBe(false);
  });

  test('a major that is nowhere to be had is an error that says where it looked', async () => {
    using made = repository();
    made.commit({
      'migrations/1_shop.up.sql': shop,
      '.github/migration-rehearsal.yml': 'postgres: { version: 12, provider: embedded }\n',
    });
    made.on('topic').commit({ 'migrations/2_email.up.sql': 'CREATE INDEX orders_email ON orders (email);\n' });
    const args = ['review', '--repo', made.directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
    const { status, stdout, stderr } = await run(cli, args);
    expect(stderr).toMatch(/error: Postgres 12 was not found; looked at .*the npm registry/);
    expect(reportSchema.parse(JSON.parse(stdout)).verdict).toBe('error');
    expect(status).toBe(2);
  });
});

describe('npm run demo', () => {
  test('shows the lock, how long it was held over a million rows, what it blocks, a production range and the safe rewrite', async () => {
    const { status, stdout } = await run('scripts/demo.mjs', ['--format', 'json']);
    expect(status).toBe(0);
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(report.verdict).toBe('needs-approval');
    if (report.rehearsal?.status !== 'ran') throw new Error(report.because);
    const dangerous = report.rehearsal.statements.find(({ sql }) => sql.startsWith('CREATE INDEX'));
    const lock = dangerous?.locks.find(({ object, mode }) => object === 'public.orders' && mode === 'ShareLock');
    expect(lock?.blocks).toEqual(['writes']);
    expect(lock?.heldMs).toBeGreaterThan(100);
    expect(dangerous?.scans[0]?.rows).toBeGreaterThanOrEqual(1_000_000);
    expect(dangerous?.estimate).toMatchObject({ class: 'scan-sort', calibrated: false });
    const range =
      dangerous?.estimate !== undefined && 'productionMs' in dangerous.estimate
        ? dangerous.estimate.productionMs
        : [0, 0];
    expect(range[0]).toBeGreaterThan(lock?.heldMs ?? Infinity);
    expect(range[1]).toBeGreaterThan(range[0]);
    const finding = report.findings.find(({ rule }) => rule === 'create-index-not-concurrent');
    expect(finding).toMatchObject({
      severity: 'blocker',
      evidence: 'observed',
      file: 'migrations/0004_find_orders_by_email.up.sql',
      line: 2,
    });
    expect(finding?.instead).toContain('CREATE INDEX CONCURRENTLY orders_email_idx ON orders (email);');
    expect(report.findings.filter(({ file }) => file.includes('0005_gift_message'))).toEqual([]);
  });
});
