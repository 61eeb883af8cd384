import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fakeGitHub } from '../fake-github/server.ts';
import { repository } from '../git/repository.ts';
import { job, pullRequestEvent } from '../github/job.ts';

/**
 * Loaded before the product in every Node process that it starts: each connection, lookup and datagram is written down,
 * and none leaves the machine.
 */
const guard = `
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';
const local = ['localhost', '127.0.0.1', '::1'];
const meet = (kind, host, port) => {
  appendFileSync(process.env.EGRESS_RECORD, JSON.stringify({ kind, host, port }) + '\\n');
  if (kind !== 'socket' && !local.includes(host)) throw new Error('This connection leaves the machine.');
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (typeof options !== 'object') meet('tcp', given[1] ?? 'localhost', options);
  else if (options.path) meet('socket', options.path);
  else meet('tcp', options.host ?? 'localhost', Number(options.port));
  return connect.apply(this, given);
};
const lookup = dns.lookup;
dns.lookup = (host, ...more) => { meet('lookup', host); return lookup(host, ...more); };
dgram.Socket.prototype.send = () => meet('datagram', 'anywhere');
`;

interface Met {
  readonly kind: 'tcp' | 'socket' | 'lookup' | 'datagram';
  readonly host: string;
  readonly port?: number;
}

test('the built Action speaks to its GitHub and to its own Postgres, and to nobody else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-egress-'));
  const [hook, record] = [join(folder, 'guard.mjs'), join(folder, 'record')];
  writeFileSync(hook, guard);
  const git = repository();
  const config = { '.github/migration-rehearsal.yml': 'volume: { rows: 1000 }\npostgres: { provider: embedded }\n' };
  const base = git.commit({
    'migrations/0001_orders.up.sql': 'create table orders (id bigint primary key, email text);\n',
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
    ...config,
  });
  git.on('feature');
  const head = git.commit({
    'migrations/0002_email.up.sql': 'create index orders_email on orders (email);\n',
    'migrations/0002_email.down.sql': 'drop index orders_email;\n',
  });
  const workspace = join(folder, 'workspace');
  execFileSync('git', ['clone', '--quiet', `file://${git.directory}`, workspace], { stdio: 'ignore' });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests });
  try {
    using step = job({
      ...{ action: resolve('dist/action/index.js'), github, workspace, event: 'pull_request' },
      payload: pullRequestEvent(base, head),
      env: { NODE_OPTIONS: `--import ${pathToFileURL(hook).href}`, EGRESS_RECORD: record },
    });
    const { log } = await step.main();
    expect([...github.state.checks.values()].map(({ status }) => status)).toEqual(['completed']);
    expect(existsSync(record) ? '' : log).toBe('');
    const met = readFileSync(record, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Met);
    const port = Number(new URL(github.url).port);
    expect(met.filter(({ port: to }) => to === port).length).toBeGreaterThan(0);
    // What is left went to the throwaway Postgres: its socket, or its port on this machine.
    const others = met.filter(
      ({ kind, port: to, host }) => to !== port && !(kind === 'lookup' && host === 'localhost'),
    );
    const elsewhere = others.filter(({ kind, host }) =>
      kind === 'socket'
        ? !host.includes('.s.PGSQL.')
        : kind !== 'tcp' || !['localhost', '127.0.0.1', '::1'].includes(host),
    );
    expect(elsewhere).toEqual([]);
    expect(new Set(others.map(({ host, port: to }) => `${host}:${to ?? ''}`)).size).toBeLessThanOrEqual(1);
  } finally {
    await github[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
