import { describe, expect, test } from '@jest/globals';
import { chooseProvider, firstOf } from '../../src/databases/choose.ts';
import { embedded } from '../../src/databases/embedded/index.ts';
import type { ProblemCode } from '../../src/domain/errors.ts';
import { failure } from '../../src/domain/errors.ts';
import type { DatabaseProvider, ServerRequest } from '../../src/ports/database.ts';

const said: string[] = [];
const request: ServerRequest = {
  major: 17,
  settings: {},
  signal: new AbortController().signal,
  progress: (says) => said.push(says),
};

const unable = (code: ProblemCode, says: string): DatabaseProvider => ({
  name: 'docker',
  start: () => Promise.resolve(failure({ code, says, advice: 'Start Docker.' })),
});

describe('auto', () => {
  test('passes over a provider that cannot serve, and says why', async () => {
    const started = await firstOf([unable('no-database', 'Docker cannot serve: no daemon.'), embedded]).start(request);
    if (!started.ok) throw new Error(started.problem.says);
    await using server = started.value;
    expect(server.provider).toBe('embedded');
    expect(server.notes).toEqual([
      'docker passed over: Docker cannot serve: no daemon.',
      expect.stringMatching(/^embedded: Postgres 17\.\d+ from /),
    ]);
    expect(said).toContain('docker passed over: Docker cannot serve: no daemon.');
  });

  test('does not hide a mistake of the configuration behind another provider', async () => {
    const started = await firstOf([unable('bad-configuration', 'No such setting.'), embedded]).start(request);
    expect(started).toMatchObject({ ok: false, problem: { says: 'No such setting.' } });
  });

  test('with nobody left, every reason is told', async () => {
    const none = firstOf([unable('no-database', 'No daemon.'), unable('no-database', 'No Postgres.')]);
    expect(await none.start(request)).toEqual({
      ok: false,
      problem: { code: 'no-database', says: 'No daemon. No Postgres.', advice: 'Start Docker.' },
    });
  });
});

describe('url', () => {
  test('is refused rather than replaced where nothing says where the server is', async () => {
    expect(await chooseProvider({ provider: 'url' }).start(request)).toEqual({
      ok: false,
      problem: {
        code: 'bad-configuration',
        says: 'The url provider is chosen, and nothing says where its server is.',
        advice:
          'Set postgres.url-env to the name of an environment variable, or postgres.create and postgres.destroy to commands.',
      },
    });
  });

  test('comes first in auto where it is configured; without its secret, as in a fork, the others follow', async () => {
    const url = { env: 'NO_SUCH_VARIABLE', disposable: true, create: '', destroy: '' };
    const chosen = chooseProvider({ provider: 'auto', url });
    expect(chosen.name).toBe('url');
    const started = await chosen.start(request);
    if (!started.ok) throw new Error(started.problem.says);
    await using server = started.value;
    expect(server.provider).not.toBe('url');
    expect(server.notes[0]).toBe(
      'url passed over: The environment variable NO_SUCH_VARIABLE, which postgres.url-env names, is not set.',
    );
  });
});
