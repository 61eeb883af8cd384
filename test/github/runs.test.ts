import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { reportIn } from '../../src/flows/fork-report.ts';
import { githubRuns } from '../../src/github/runs.ts';
import type { RunHost } from '../../src/ports/run-host.ts';
import type { Artifact, WorkflowRun } from '../fake-github/state.ts';
import { uploaded } from '../fake-github/state.ts';
import type { Scene } from './scene.ts';
import { scene } from './scene.ts';

const list = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts';
const download = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
const stop = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel';
const name = 'migration-rehearsal';
const zip = zipSync({ 'report.json': strToU8('{}') });

const runsOf = (s: Scene): RunHost =>
  githubRuns(
    { token: 'a-token', apiUrl: s.github.url, sleep: () => Promise.resolve() },
    { owner: 'acme', repo: 'shop' },
  );

/** Run 500, of the pull request's newest commit, began by Rita. */
function began(s: Scene, more: Partial<WorkflowRun> = {}): RunHost {
  s.github.state.runs.set(500, { id: 500, event: 'pull_request', head: s.head, by: 'rita', ...more });
  return runsOf(s);
}

const left = (s: Scene, more: Partial<Artifact> = {}) => uploaded(s.github.state, { run: 500, name, zip, ...more });

describe('a run', () => {
  test('is told with its event, its commit and who began it', async () => {
    await using s = await scene();
    const run = await began(s).run(500);
    expect(run).toEqual({ ok: true, value: { event: 'pull_request', head: s.head, by: 'rita' } });
  });

  test('that was started again was begun by whoever did that', async () => {
    await using s = await scene();
    const run = await began(s, { againBy: 'bob' }).run(500);
    expect(run).toMatchObject({ ok: true, value: { by: 'bob' } });
  });

  test('that is not there is a Problem', async () => {
    await using s = await scene();
    expect(await runsOf(s).run(501)).toEqual({
      ok: false,
      problem: {
        code: 'github',
        says: 'GitHub could not read the run: it found no such repository, commit or pull request for this token (404).',
        advice: 'Check that the token belongs to this repository and has the permission `actions: read`.',
      },
    });
  });
});

describe('what a run left', () => {
  test('comes from where it lies, which gets no token', async () => {
    await using s = await scene();
    const runs = began(s);
    left(s);
    expect(await runs.artifact(500, name, 1_000)).toEqual({ ok: true, value: zip });
    expect(s.github.calls).toEqual([list, download]);
  });

  test('is the newest of its name, and of this run', async () => {
    await using s = await scene();
    const runs = began(s);
    left(s, { zip: strToU8('the first attempt’s') });
    left(s);
    left(s, { name: `${name}-orders`, zip: strToU8('another database’s') });
    left(s, { run: 501, zip: strToU8('another run’s') });
    expect(await runs.artifact(500, name, 1_000)).toEqual({ ok: true, value: zip });
  });

  test('is nothing where it left nothing of that name', async () => {
    await using s = await scene();
    const runs = began(s);
    left(s, { name: 'coverage' });
    expect(await runs.artifact(500, name, 1_000)).toEqual({ ok: true, value: undefined });
  });

  test('is nothing once it has expired, also between the list and the download', async () => {
    await using s = await scene({
      faults: [
        {
          on: download,
          call: 1,
          what: ({ artifacts }) => {
            for (const one of artifacts.values()) artifacts.set(one.id, { ...one, expired: true });
          },
        },
      ],
    });
    const runs = began(s);
    left(s);
    expect(await runs.artifact(500, name, 1_000)).toEqual({ ok: true, value: undefined });
    expect(await runs.artifact(500, name, 1_000)).toEqual({ ok: true, value: undefined });
    expect(s.github.calls).toEqual([list, download, list]);
  });

  const tooLarge = {
    ok: false,
    problem: {
      code: 'github',
      says: 'What the run left is larger than anything this Action writes, so it was not read.',
      advice: 'Read the log of that run.',
    },
  };

  test('is not even asked for where the list says that it is too large', async () => {
    await using s = await scene();
    const runs = began(s);
    left(s, { size: 1_001 });
    expect(await runs.artifact(500, name, 1_000)).toEqual(tooLarge);
    expect(s.github.calls).toEqual([list]);
  });

  test('is not read where it is larger than the list says', async () => {
    await using s = await scene();
    const runs = began(s);
    left(s, { zip: new Uint8Array(1_001), size: 10 });
    expect(await runs.artifact(500, name, 1_000)).toEqual(tooLarge);
  });

  test.each<readonly [string, Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['a page of HTML', strToU8('<html>Not here</html>')],
    ['half a zip', zip.subarray(0, zip.length / 2)],
    ['a path out of it', zipSync({ '../report.json': strToU8('{}') })],
    ['a bomb', zipSync({ 'report.json': new Uint8Array(33 * 1024 * 1024) })],
  ])('arrives as it is, and is no report: %s', async (_, hostile) => {
    await using s = await scene();
    const runs = began(s);
    left(s, { zip: hostile });
    const read = await runs.artifact(500, name, 16 * 1024 * 1024);
    expect(read).toEqual({ ok: true, value: hostile });
    expect(reportIn(hostile)).toMatchObject({ ok: false, problem: { code: 'github' } });
  });

  test('is read again after an outage', async () => {
    await using s = await scene({ faults: [{ on: download, call: 1, what: 'bad-gateway' }] });
    const runs = began(s);
    left(s);
    expect(await runs.artifact(500, name, 1_000)).toEqual({ ok: true, value: zip });
  });
});

describe('a run is stopped', () => {
  test('once', async () => {
    await using s = await scene();
    expect(await began(s).cancel(500)).toEqual({ ok: true, value: undefined });
    expect(s.github.state.runs.get(500)?.conclusion).toBe('cancelled');
    expect(s.github.calls).toEqual([stop]);
  });

  test('and one that has ended already is left as it ended', async () => {
    await using s = await scene();
    expect(await began(s, { conclusion: 'success' }).cancel(500)).toEqual({ ok: true, value: undefined });
    expect(s.github.state.runs.get(500)?.conclusion).toBe('success');
  });
});

describe('without the permission', () => {
  const acts: readonly (readonly [string, string, (runs: RunHost) => Promise<unknown>])[] = [
    ['read the run', 'actions: read', (runs) => runs.run(500)],
    ['read what the run left', 'actions: read', (runs) => runs.artifact(500, name, 1_000)],
    ['stop the run', 'actions: write', (runs) => runs.cancel(500)],
  ];

  test.each(acts)('to %s, what is missing is named', async (doing, permission, act) => {
    await using s = await scene();
    const runs = began(s);
    left(s);
    s.github.state.permissions.delete('actions');
    expect(await act(runs)).toEqual({
      ok: false,
      problem: {
        code: 'github',
        says: `GitHub did not let this token ${doing} (403).`,
        advice: `Give the job the permission \`${permission}\`; pull requests from forks and by Dependabot get a read-only token.`,
      },
    });
  });

  test('to write, a run is read but not stopped', async () => {
    await using s = await scene();
    const runs = began(s);
    s.github.state.readOnly = true;
    expect(await runs.run(500)).toMatchObject({ ok: true });
    expect(await runs.cancel(500)).toMatchObject({ ok: false });
    expect(s.github.state.runs.get(500)?.conclusion).toBeUndefined();
  });
});
