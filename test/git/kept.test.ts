import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { FetchRequest } from '../../src/git/fetch.ts';
import { fetchRepository } from '../../src/git/fetch.ts';
import type { FetchKept } from '../../src/git/kept.ts';
import { keptRepositories } from '../../src/git/kept.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { repository } from './repository.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-kept-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const limits = { mostBytes: 1024 ** 3, mostRepositories: 10 };
const kept = (more: Partial<typeof limits> = {}) => keptRepositories({ folder, ...limits, ...more });

async function story() {
  const git = repository();
  // Long enough to be cut in its middle.
  const noise = Array.from({ length: 400 }, (_, line) => `-- ${(line * 2_654_435_761) % 4_294_967_296}\n`).join('');
  const base = git.commit({ 'migrations/0001.sql': `create table orders (id bigint);\n${noise}` });
  let head = git.on('feature').commit({ 'migrations/0002.sql': 'create index on orders (id);\n' });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests });
  const request = (): FetchRequest => ({
    ...{ serverUrl: github.url, owner: 'acme', repo: 'shop', token: 'a-token', baseRef: 'main' },
    commits: [base, head],
  });
  return {
    request,
    base,
    push: (): Sha => (head = git.commit({ [`migrations/${Date.now()}.sql`]: 'select 1;\n' })),
    /** GitHub is not there any more. */
    gone: () => github[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
    },
  };
}

/** What a run sees of the pull request: its merge base, and the text of every file that it changed. */
async function look(fetch: FetchKept, request: FetchRequest) {
  const fetched = await fetch(request);
  if (!fetched.ok) return fetched.problem.says;
  await using there = fetched.value;
  const [base = '', head = ''] = request.commits;
  const compared = await there.compare(base, head);
  if (!compared.ok) return compared.problem.says;
  const texts = await there.read(compared.value.files.map(({ blob }) => blob));
  if (!texts.ok) return texts.problem.says;
  return { from: compared.value.mergeBase, texts: texts.value.map((bytes) => new TextDecoder().decode(bytes)) };
}

const ends = (...added: readonly string[]) => ({ from: expect.any(String), texts: added });
const [index, one] = ['create index on orders (id);\n', 'select 1;\n'];
const outage = 'The commits of acme/shop could not be fetched from GitHub.';
const places = () => readdirSync(folder).map((name) => join(folder, name));
const packs = () => places().flatMap((place) => readdirSync(place).filter((name) => name.endsWith('.pack')));
const sizeOf = (name: string) => statSync(join(places()[0]!, name)).size;
/** That of the base branch; the pull request has one of its own. */
const pack = () => join(places()[0]!, packs().toSorted((one, other) => sizeOf(other) - sizeOf(one))[0]!);

describe('a repository that was fetched before', () => {
  test('is asked for nothing that is there, and for no more than what is new', async () => {
    await using s = await story();
    const fetch = kept();
    expect(await look(fetch, s.request())).toEqual(ends(index));
    const before = packs();
    s.push();
    expect(await look(fetch, s.request())).toEqual(ends(index, one));
    const added = packs().filter((name) => !before.includes(name));
    expect(added.map((name) => sizeOf(name) < statSync(pack()).size / 4)).toEqual([true]);
    await s.gone();
    expect(await look(fetch, s.request())).toEqual(ends(index, one));
    // A process that is started later knows it, too.
    expect(await look(kept(), s.request())).toEqual(ends(index, one));
    s.push();
    expect(await look(fetch, s.request())).toBe(outage);
    expect(packs()).toHaveLength(before.length + 1);
  });

  test('keeps its packs, for this user alone, and nothing of a run', async () => {
    await using s = await story();
    await look(kept(), s.request());
    const [place = '', ...others] = places();
    expect(others).toEqual([]);
    expect([folder, place].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0]);
    const kinds = new Set(readdirSync(place).map((name) => name.replace(/[0-9a-f]{40}/, '…')));
    expect([...kinds].sort()).toEqual(['list.json', 'pack-….idx', 'pack-….pack']);
    expect(readFileSync(join(place, 'list.json'), 'utf8')).not.toMatch(/token|acme|shop|main|feature|127\.0/);
  });

  test('by many at once, the history comes once', async () => {
    await using s = await story();
    const fetch = kept();
    const all = await Promise.all(Array.from({ length: 8 }, () => look(fetch, s.request())));
    expect(all).toEqual(Array(8).fill(ends(index)));
    expect(packs()).toHaveLength(2);
  });

  test('by two processes at once, serves both', async () => {
    await using s = await story();
    const both = await Promise.all([look(kept(), s.request()), look(kept(), s.request())]);
    expect(both).toEqual([ends(index), ends(index)]);
    s.push();
    expect(await Promise.all([look(kept(), s.request()), look(kept(), s.request())])).toEqual(
      Array(2).fill(ends(index, one)),
    );
  });
});

const truncated = (path: string) => {
  truncateSync(path, 100);
};
const gone = (path: string) => {
  rmSync(path);
};
const write = (path: string, text: string) => {
  writeFileSync(path, text);
};

describe('what is kept and damaged is fetched anew', () => {
  const list = () => join(places()[0]!, 'list.json');
  const damages: readonly (readonly [string, () => void])[] = [
    [
      'a pack that was cut',
      () => {
        truncated(pack());
      },
    ],
    [
      'a pack that is gone',
      () => {
        gone(pack());
      },
    ],
    [
      'an index that is gone',
      () => {
        gone(pack().replace(/pack$/, 'idx'));
      },
    ],
    [
      'a list that is none',
      () => {
        write(list(), 'nonsense');
      },
    ],
    [
      'a list that leads elsewhere',
      () => {
        write(list(), '{"packs":["../../key.pem"],"commits":[]}');
      },
    ],
  ];
  test.each(damages)('%s', async (_what, damage) => {
    await using s = await story();
    const fetch = kept();
    await look(fetch, s.request());
    damage();
    expect(await look(fetch, s.request())).toEqual(ends(index));
    await s.gone();
    expect(await look(fetch, s.request())).toEqual(ends(index));
  });

  test('also where it shows only when it is read: that run ends, the next is whole', async () => {
    await using s = await story();
    const fetch = kept();
    await look(fetch, s.request());
    for (const path of packs().map((name) => join(places()[0]!, name))) {
      const bytes = readFileSync(path);
      chmodSync(path, 0o600);
      writeFileSync(path, bytes.fill(0, bytes.length - 40, bytes.length - 20));
    }
    const [first] = await Promise.allSettled([look(fetch, s.request())]);
    expect(first).not.toMatchObject({ value: { texts: expect.anything() } });
    expect(await look(fetch, s.request())).toEqual(ends(index));
  });
});

describe('the folder', () => {
  test('holds so many repositories, those that were asked for last', async () => {
    await using one = await story();
    await using other = await story();
    const fetch = kept({ mostRepositories: 1 });
    await look(fetch, one.request());
    const [first] = places();
    utimesSync(first!, 1, 1);
    await look(fetch, other.request());
    expect(places()).toHaveLength(1);
    expect(places()).not.toEqual([first]);
    expect(await look(fetch, one.request())).toEqual(ends(index));
  });

  test('holds so many bytes; what is too large for it is fetched, and not kept', async () => {
    await using s = await story();
    expect(await look(kept({ mostBytes: 100 }), s.request())).toEqual(ends(index));
    expect(places()).toEqual([]);
  });

  test('is cleared of what killed processes left, a day later', async () => {
    await using s = await story();
    const [old, recent] = ['migration-rehearsal-git-old', 'migration-rehearsal-git-recent'].map((name) =>
      join(folder, name),
    );
    for (const path of [old!, recent!]) mkdirSync(path);
    utimesSync(old!, 1, 1);
    await look(kept(), s.request());
    expect(places()).not.toContain(old);
    expect(places()).toContain(recent);
  });
});

test('no argument of git holds the token', async () => {
  await using s = await story();
  const [bin, record] = [join(folder, 'bin'), join(folder, 'record')];
  mkdirSync(bin);
  const path = process.env['PATH'] ?? '';
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$@" >> ${record}\nPATH='${path}' exec git "$@"\n`, {
    mode: 0o755,
  });
  process.env['PATH'] = `${bin}:${path}`;
  try {
    const fetch = keptRepositories({ folder: join(folder, 'kept'), ...limits });
    expect(await look(fetch, s.request())).toEqual(ends(index));
    s.push();
    expect(await look((request) => fetchRepository({ ...request, within: folder }), s.request())).toEqual(
      ends(index, one),
    );
  } finally {
    process.env['PATH'] = path;
  }
  const said = readFileSync(record, 'utf8');
  expect(said).toContain('fetch.unpackLimit=1');
  expect(said).not.toMatch(new RegExp(`a-token|${Buffer.from('x-access-token:a-token').toString('base64')}`));
});
