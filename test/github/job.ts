import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { FakeGitHub } from '../fake-github/server.ts';

/** How the runner starts an action. */
export interface JobSettings {
  /** The built file. */
  readonly action: string;
  readonly node?: string;
  readonly github: FakeGitHub;
  readonly event: string;
  readonly payload: unknown;
  /** Where the repository was checked out. */
  readonly workspace?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly exit: number | null;
  readonly log: string;
}

/** A main step that is under way. */
export interface Underway {
  /** What it has written so far. */
  log(): string;
  /** Settles once it has ended by itself. */
  readonly ended: Promise<Ended>;
  /** Ends it as the runner does where its run is cancelled: asked, asked again, then killed. */
  cancel(): Promise<Ended>;
}

/** The runner’s patience after SIGINT, and after SIGTERM: `ProcessInvoker` of actions/runner. */
const patience = [
  ['SIGINT', 7_500],
  ['SIGTERM', 2_500],
] as const;

/** A step of a workflow job, with the files through which an action and its runner talk. */
export interface Job extends Disposable {
  main(): Promise<Ended>;
  begin(): Underway;
  /** Kills the main step without a word as soon as it has begun a check. */
  mainKilled(): Promise<void>;
  /** The post step, with the state that the main step saved. */
  post(): Promise<Ended>;
  outputs(): Readonly<Record<string, string>>;
  summary(): string;
}

export function job(settings: JobSettings): Job {
  const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-job-'));
  const file = (name: string) => join(folder, name);
  for (const name of ['output', 'state', 'summary']) writeFileSync(file(name), '');
  writeFileSync(file('event.json'), JSON.stringify(settings.payload));
  const start = (state: Readonly<Record<string, string>> = {}) => {
    const env = { ...runnerEnvironment(settings, file), ...prefixed('STATE_', state), ...settings.env };
    return spawn(settings.node ?? process.execPath, [settings.action], { cwd: settings.workspace ?? folder, env });
  };
  const run = async (state?: Readonly<Record<string, string>>): Promise<Ended> => {
    const child = start(state);
    const [, out, error] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    return { exit: child.exitCode, log: out + error };
  };
  const begin = (): Underway => {
    const child = start();
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (log += piece.toString()));
    const ended = once(child, 'close').then(() => ({ exit: child.exitCode, log }));
    const cancel = async (): Promise<Ended> => {
      for (const [signal, milliseconds] of patience) {
        child.kill(signal);
        const limit = new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds, undefined).unref());
        const gone = await Promise.race([ended, limit]);
        if (gone !== undefined) return gone;
      }
      child.kill('SIGKILL');
      return ended;
    };
    return { log: () => log, ended, cancel };
  };
  return {
    main: () => run(),
    begin,
    mainKilled: async () => {
      const child = start();
      const gone = once(child, 'close');
      while (!readFileSync(file('state'), 'utf8').includes('check<<') && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGKILL');
      await gone;
    },
    post: () => run(pairs(readFileSync(file('state'), 'utf8'))),
    outputs: () => pairs(readFileSync(file('output'), 'utf8')),
    summary: () => readFileSync(file('summary'), 'utf8'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runnerEnvironment(settings: JobSettings, file: (name: string) => string): NodeJS.ProcessEnv {
  const inputs = { 'github-token': 'a-token', 'working-directory': '.', ...settings.inputs };
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    TMPDIR: process.env['TMPDIR'],
    ...prefixed('INPUT_', upperCased(inputs)),
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: settings.github.apiUrl,
    GITHUB_SERVER_URL: 'https://github.test',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '500',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_EVENT_NAME: settings.event,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_WORKSPACE: settings.workspace,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
    RUNNER_TEMP: file('temp'),
  };
}

/** `name<<delimiter`, lines, delimiter: the runner's format for outputs and state; the last of a name counts. */
function pairs(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}

const prefixed = (prefix: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

const upperCased = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toUpperCase(), value]));

export const pullRequestEvent = (base: string, head: string, action = 'opened', from = 'acme/shop') => ({
  action,
  number: 7,
  pull_request: {
    number: 7,
    base: { sha: base, ref: 'main', repo: { full_name: 'acme/shop' } },
    head: { sha: head, ref: 'feature', repo: { full_name: from } },
  },
});

export const mergeGroupEvent = (base: string, head: string, action = 'checks_requested') => ({
  action,
  merge_group: {
    base_sha: base,
    base_ref: 'refs/heads/main',
    head_sha: head,
    head_ref: 'refs/heads/gh-readonly-queue/main/pr-7',
  },
});
