import { afterEach, describe, expect, test } from '@jest/globals';
import type { Sha } from '../../../src/domain/pull-request.ts';
import type { Trigger } from '../../../src/domain/trigger.ts';
import type { Workshop } from '../../../src/entry/app/perform.ts';
import { perform } from '../../../src/entry/app/perform.ts';
import type { Subject } from '../../../src/entry/app/task.ts';
import { taskOf } from '../../../src/entry/app/task.ts';
import { success } from '../../../src/domain/errors.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { lanes, stopping } from '../../../src/server/lanes.ts';
import { memoryStore } from '../../../src/server/memory-store.ts';
import { places } from '../../../src/server/places.ts';
import { Conversation } from '../../conversation/host.ts';
import { repository } from '../../git/repository.ts';

const shop = { installation: 77, id: 4711, owner: 'acme', repo: 'shop' };
const never = new AbortController().signal;
const cleaning: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleaning.splice(0)) clean();
});

/** A machine that serves acme/shop, whose pull request 7 adds these files. */
function machine(files: Readonly<Record<string, string>>, base: Readonly<Record<string, string>> = {}) {
  const git = repository();
  cleaning.push(() => {
    git[Symbol.dispose]();
  });
  const start = git.commit({ 'migrations/0001_orders.sql': 'create table orders (id bigint primary key);\n', ...base });
  const head = git.on('topic').commit(files);
  const conversation = new Conversation();
  const pull = conversation.open({ head, base: { ref: 'main', sha: start } });
  const lines: string[] = [];
  const line = (facts: object, says: string) => lines.push(`${says} ${JSON.stringify(facts)}`);
  let run = 0;
  const begun: Subject[] = [];
  const ended: string[] = [];
  const workshop: Workshop = {
    enter: () => ({
      host: conversation.host,
      publisher: conversation.publisher,
      announcer: { post: () => Promise.resolve(success(undefined)) },
      open: async () => {
        const opened = await openRepository(git.directory);
        return opened.ok ? success({ source: opened.value }) : opened;
      },
    }),
    serverUrl: 'https://github.test',
    commands: 'refused',
    rehearsals: lanes(),
    places: places(1),
    store: memoryStore(),
    log: { info: line, warn: line, error: line },
    begin: (task) => begun.push(task.subject),
    breakOff: (place, because) => ended.push(`${place}: ${because}`),
    nextRun: () => (run += 1),
  };
  const pushed = (at: Sha): Exclude<Trigger, { kind: 'nothing' }> => ({
    kind: 'pull-request',
    number: 7,
    base: start,
    baseRef: 'main',
    head: at,
    fromFork: pull.fromFork,
  });
  const act = (trigger: Exclude<Trigger, { kind: 'nothing' }>, signal = never) =>
    perform(taskOf(shop, trigger), signal, workshop);
  return { git, head, pull, conversation, lines, pushed, perform: act, workshop, begun, ended };
}

const shown = ({ checks }: Conversation) =>
  checks.map(({ check, completed }) => [check.head, completed?.conclusion, completed?.page.title.split('. ')[0]]);

const harmless = { 'README.md': 'Words.\n' };
const note = { 'migrations/0002_note.sql': "set lock_timeout = '5s';\nalter table orders add column note text;\n" };
const small = { '.github/migration-rehearsal.yml': 'volume: { rows: 100 }\n' };

describe('a push', () => {
  test('without a migration is green at once, with the pull request as the place to watch', async () => {
    const ours = machine(harmless);
    expect(await ours.perform(ours.pushed(ours.head))).toBe('Check completed: pass.');
    expect(shown(ours.conversation)).toEqual([[ours.head, 'success', 'No migration changes']]);
    expect(ours.conversation.checks[0]?.check).toMatchObject({
      name: 'migration-rehearsal',
      attempt: '1.1',
      details: 'https://github.test/acme/shop/pull/7/checks',
    });
  });

  test('that was overtaken before it was heard of is looked at as the pull request is now', async () => {
    const ours = machine(harmless);
    const old = ours.head;
    const newest = ours.git.commit({ 'README.md': 'More words.\n' });
    ours.pull.head = newest;
    await ours.perform(ours.pushed(old));
    expect(shown(ours.conversation)).toEqual([[newest, 'success', 'No migration changes']]);
    expect(await ours.perform(ours.pushed(old))).toBe('A newer commit has been seen through already.');
    expect(ours.conversation.checks).toHaveLength(1);
  });

  test('to a pull request that was closed meanwhile asks for nothing', async () => {
    const ours = machine(harmless);
    ours.pull.state = 'closed';
    expect(await ours.perform(ours.pushed(ours.head))).toBe('The pull request was closed meanwhile.');
    expect(ours.conversation.checks).toEqual([]);
  });

  test('is rehearsed on this machine, without a checkout', async () => {
    const ours = machine(note, small);
    expect(await ours.perform(ours.pushed(ours.head))).toBe('Check completed: pass.');
    expect(ours.conversation.checks.map(({ completed }) => completed?.conclusion)).toEqual(['success']);
    expect(ours.workshop.places.load()).toEqual({ running: 0, waiting: 0 });
  });

  test('whose rehearsal is broken off leaves a red check that says why, and nothing pending', async () => {
    const ours = machine(note, small);
    const controller = new AbortController();
    const ended = ours.perform(ours.pushed(ours.head), controller.signal);
    while (ours.workshop.places.load().running === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(stopping);
    await ended;
    expect(shown(ours.conversation)).toEqual([
      [ours.head, 'failure', 'Could not verify: The rehearsal was stopped: the server stops'],
    ]);
  });

  test('waits for a free place with its check in progress, and is red when it is called off there', async () => {
    const ours = machine(note, small);
    let leave = (): void => undefined;
    const occupied = ours.workshop.places.taken(never, () => new Promise<void>((resolve) => (leave = resolve)));
    const controller = new AbortController();
    const ended = ours.perform(ours.pushed(ours.head), controller.signal);
    while (ours.workshop.places.load().waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(shown(ours.conversation)).toEqual([[ours.head, undefined, undefined]]);
    controller.abort(stopping);
    await ended;
    expect(shown(ours.conversation)).toEqual([
      [ours.head, 'failure', 'Could not verify: The rehearsal was stopped: the server stops'],
    ]);
    leave();
    await occupied;
  });

  test('says in its check what it waits for, and when its turn has come', async () => {
    const ours = machine(harmless);
    const said: string[] = [];
    const workshop: Workshop = {
      ...ours.workshop,
      enter: () => ({
        ...ours.workshop.enter(shop),
        publisher: {
          ...ours.conversation.publisher,
          showProgress: (check, says) => {
            said.push(`${check.attempt} ${says}`);
            return Promise.resolve(success(undefined));
          },
        },
      }),
    };
    let leave = (): void => undefined;
    const occupied = workshop.places.taken(never, () => new Promise<void>((resolve) => (leave = resolve)));
    const ended = perform(taskOf(shop, ours.pushed(ours.head)), never, workshop);
    while (workshop.places.load().waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(said).toEqual(['1.1 Waiting for a free place: 1 rehearsal before it']);
    leave();
    await Promise.all([occupied, ended]);
    expect(said).toEqual(['1.1 Waiting for a free place: 1 rehearsal before it', '1.1 Rehearsing the migrations']);
    await perform(taskOf(shop, ours.pushed(ours.head)), never, workshop);
    expect(said).toHaveLength(2);
  });

  test.each([
    ['migrations.command', 'migrations: { command: "cat /etc/app/key.pem" }'],
    ['postgres.url-env', 'postgres: { url-env: SOMETHING, disposable: true }'],
    ['queries.commands', 'queries: { commands: ["env"] }'],
    ['volume.seed', 'volume: { seed: { command: "env" } }'],
    ['volume.snapshot', 'volume: { snapshot: /etc/app/key.pem }'],
  ])('in a repository whose configuration asks for %s is red: this machine serves others too', async (key, config) => {
    const ours = machine(note, { '.github/migration-rehearsal.yml': `${config}\n` });
    await ours.perform(ours.pushed(ours.head));
    expect(shown(ours.conversation)).toEqual([
      [
        ours.head,
        'failure',
        `Could not verify: ${key} asks for a command, a variable or a file of the machine, which this server gives to no repository`,
      ],
    ]);
  });
});

test('a crash between the calls completes the check in red before the delivery fails', async () => {
  const ours = machine(harmless);
  const { publisher } = ours.conversation;
  let calls = 0;
  const broken: Workshop = {
    ...ours.workshop,
    enter: () => ({
      ...ours.workshop.enter(shop),
      publisher: {
        ...publisher,
        completeCheck: (...all) => {
          calls += 1;
          return calls <= 2 ? Promise.reject(new Error('a bug')) : publisher.completeCheck(...all);
        },
      },
    }),
  };
  await expect(perform(taskOf(shop, ours.pushed(ours.head)), never, broken)).rejects.toThrow('a bug');
  expect(shown(ours.conversation)).toEqual([
    [ours.head, 'failure', 'Could not verify: the run stopped before it ended'],
  ]);
});

describe('a comment', () => {
  test('that wants a rehearsal begins it beside, so that the next comment is heard meanwhile', async () => {
    const ours = machine(harmless);
    ours.conversation.roles.set('bob', 'write');
    const said = ours.conversation.write('bob', '/migrate rerun --fresh');
    await ours.perform({ kind: 'comment', number: 7, comment: said.node });
    expect(ours.begun).toEqual([{ repository: shop, trigger: { kind: 'asked-again', number: 7 }, fresh: true }]);
    expect(ours.conversation.checks).toEqual([]);
  });
});
