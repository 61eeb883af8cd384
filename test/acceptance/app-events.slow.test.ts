import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Load } from '../../src/server/lanes.ts';
import { bodyOf } from '../fake-github/state.ts';
import type { Files } from './app-scene.ts';
import { ends, harmless, scene, slow } from './app-scene.ts';
import type { RunningApp } from './built-app.ts';
import { eventually, installed, started } from './built-app.ts';
import { deliver } from './gateway.ts';

// What GitHub sends an App on a bad day: twice, late, too much at once; and what it does not send.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-app-events-'));
let app = '';
beforeAll(() => {
  app = installed(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const patience = 120_000;
const dangerous = { 'migrations/0002_email.sql': 'create index orders_email on orders (email);\n' };

async function story(
  files: Files,
  env: NodeJS.ProcessEnv = {},
  refuse: (url: string) => number | undefined = () => undefined,
) {
  const s = await scene(files, refuse);
  const server = await started(app, s.front, env);
  const line = (delivery: string) =>
    eventually<Record<string, unknown>>(() => linesOf(server, delivery)[0], server.log, patience);
  const press = (delivery: string, identifier: string) => {
    const pressed = { action: 'requested_action', requested_action: { identifier } };
    const check_run = { name: 'migration-rehearsal', pull_requests: [{ number: 7 }] };
    const sender = { login: 'ada', type: 'User' };
    return deliver(server.url, { event: 'check_run', delivery, payload: { check_run, sender, ...pressed } });
  };
  return {
    ...s,
    server,
    line,
    press,
    said: () => [...s.github.state.comments.values()].map(bodyOf).filter((body) => !body.includes(':report')),
    [Symbol.asyncDispose]: async () => {
      await server.ended('SIGKILL');
      await s[Symbol.asyncDispose]();
    },
  };
}

const linesOf = ({ log }: RunningApp, delivery: string): readonly Record<string, unknown>[] =>
  log()
    .split('\n')
    .filter((one) => one.includes(`"delivery":"${delivery}"`))
    .map((one) => JSON.parse(one) as Record<string, unknown>);

describe('the built App', () => {
  test('answers its buttons: Explain once, Re-run each time, and a delivery that comes twice once', async () => {
    await using s = await story(dangerous);
    s.github.state.roles.set('ada', 'write');
    await s.push(s.server.url, 'd1');
    expect(await s.line('d1')).toMatchObject({ outcome: 'done', msg: 'Check completed: needs-approval.' });

    expect(await s.press('d2', 'explain')).toBe(200);
    expect(await s.line('d2')).toMatchObject({ outcome: 'done', msg: 'The button of the check was answered.' });
    const [explained = '', ...more] = s.said();
    expect(more).toEqual([]);
    expect(explained).toContain('`ada` asked at the check what this means.');
    await s.press('d3', 'explain');
    expect(await s.line('d3')).toMatchObject({ msg: 'It was explained already.' });
    expect(s.said()).toHaveLength(1);

    await s.press('d4', 'rerun');
    await s.line('d4');
    await s.press('d4', 'rerun');
    await eventually(() => linesOf(s.server, 'd4')[1], s.server.log);
    expect(linesOf(s.server, 'd4').map(({ msg }) => msg)).toEqual([
      'Check completed: needs-approval.',
      'This delivery is known; nothing is done twice.',
    ]);
    expect(s.checks().map(({ status, conclusion }) => [status, conclusion])).toEqual(
      Array(2).fill(['completed', 'action_required']),
    );
    expect(s.github.violations).toEqual([]);
  }, 300_000);

  test('hears of a push before it hears that the pull request was opened', async () => {
    await using s = await story(harmless);
    const opened = s.head();
    const newest = s.commit({ 'README.md': 'Words.\n' });
    await s.push(s.server.url, 'd2');
    await s.line('d2');
    await s.say(s.server.url, 'd1', { at: opened, action: 'opened' });
    expect(await s.line('d1')).toMatchObject({ msg: 'A newer commit has been seen through already.' });
    expect(s.checks().map(({ head, conclusion }) => [head, conclusion])).toEqual([[newest, 'success']]);
  }, 300_000);

  test('turns away what comes while it stops, and what is not signed, and writes nothing of either', async () => {
    await using s = await story(slow, { LOG_LEVEL: 'trace' });
    const payload = { action: 'opened', pull_request: { title: 'canary-of-a-stranger' } };
    expect(await deliver(s.server.url, { event: 'pull_request', delivery: 'd0', payload }, 'guessed')).toBe(400);
    await s.push(s.server.url, 'd1');
    await eventually(() => s.checks()[0], s.server.log);
    const ended = s.server.ended('SIGTERM');
    await eventually(() => s.server.log().includes('Stopping') || undefined, s.server.log);
    const late = await s.push(s.server.url, 'd2').catch(() => 'refused');
    expect([503, 'refused']).toContain(late);
    expect(await ended).toBe(0);
    expect(s.checks().map(({ status, conclusion }) => [status, conclusion])).toEqual([['completed', 'failure']]);
    expect(s.server.log()).toContain('A webhook was turned away');
    expect(s.server.log()).not.toMatch(/canary-of-a-stranger|BEGIN RSA|a long random word|ghs_\d|x-access-token/);
    expect(linesOf(s.server, 'd1')).toMatchObject([
      { event: 'pull_request', place: 'acme/shop#7', ms: expect.any(Number) },
    ]);
    expect(linesOf(s.server, 'd2')).toEqual([]);
  }, 300_000);

  test('rehearses one of thirty pull requests at a time; the others say in their checks what they wait for', async () => {
    await using s = await story({ 'migrations/0002_slow.sql': 'select pg_sleep(4);\n' });
    for (let number = 101; number < 130; number++) s.open(number, { 'README.md': `${number}\n` });
    await s.push(s.server.url, 'd7');
    const { url } = s.server;
    const rehearsals = async () => {
      const health = (await (await fetch(`${url}/readyz`)).json()) as { readonly rehearsals: Load };
      return health.rehearsals;
    };
    for (let looks = 0; (await rehearsals()).running === 0 && looks < 200; looks++) await rest();
    await Promise.all(Array.from({ length: 29 }, (_, index) => s.say(url, `d${index + 101}`, { number: index + 101 })));
    const waited = new Set<string>();
    let most = 0;
    for (let done = 0; done < 30; done = s.checks().filter(({ status }) => status === 'completed').length) {
      most = Math.max(most, (await rehearsals()).running);
      for (const { title } of s.checks()) if (title?.startsWith('Waiting') === true) waited.add(title);
      await rest();
    }
    expect(most).toBe(1);
    expect([...waited]).toContain('Waiting for a free place: 1 rehearsal before it');
    expect(waited.size).toBeGreaterThan(3);
    expect(
      s
        .checks()
        .map(({ conclusion, title }) => [conclusion, title])
        .slice(1),
    ).toEqual(Array(29).fill(['success', 'No migration changes']));
    expect(s.github.violations).toEqual([]);
  }, 300_000);

  test('of an Enterprise server knows the API, the commits and the pages by its one name', async () => {
    const s = await scene(harmless);
    const host = s.front.url.replace('http://', '');
    const named = { GITHUB_API_URL: undefined, GITHUB_SERVER_URL: undefined, GHE_HOST: host, GHE_PROTOCOL: 'http' };
    const server = await started(app, s.front, named);
    try {
      await s.push(server.url, 'd1');
      await eventually(() => linesOf(server, 'd1')[0], server.log, patience);
      expect(s.checks().map(ends)).toEqual([
        [s.head(), 'completed', 'success', expect.stringMatching(/^2 statements/)],
      ]);
      expect(s.checks()[0]?.detailsUrl).toBe(`${s.front.url}/acme/shop/pull/7/checks`);
      expect(s.front.strangers).toEqual([]);
    } finally {
      await server.ended('SIGTERM');
      await s[Symbol.asyncDispose]();
    }
  }, 300_000);

  test('lives on where it loses a repository in the middle of a rehearsal', async () => {
    let removed = false;
    await using s = await story({ 'migrations/0002_slow.sql': 'select pg_sleep(2);\n' }, {}, (url) =>
      removed && url.startsWith('/repos/') ? 404 : undefined,
    );
    await s.push(s.server.url, 'd1');
    await eventually(() => s.checks()[0], s.server.log);
    removed = true;
    expect(await s.line('d1')).toMatchObject({ outcome: 'done' });
    expect(s.server.log()).toContain('it found no such repository, commit or pull request for this token (404)');
    expect(await (await fetch(`${s.server.url}/healthz`)).text()).toBe('alive\n');
    removed = false;
    s.commit({ 'migrations/0002_slow.sql': undefined, ...harmless });
    await s.push(s.server.url, 'd2');
    expect(await s.line('d2')).toMatchObject({ msg: 'Check completed: pass.' });
  }, 300_000);
});

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
