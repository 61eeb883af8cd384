import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { toJson } from '../../src/report/json.ts';
import { uploaded } from '../fake-github/state.ts';
import type { Stage } from './stage.ts';
import { dangerous, email, stage } from './stage.ts';

// Its branch lies in this repository, and yet its runs get the token of a fork's.
const ofDependabot = () => stage({ pull: { author: 'dependabot[bot]' } });

async function readOnly(story: Stage) {
  story.state.readOnly = true;
  const heard = await story.pushes(email(dangerous));
  story.state.readOnly = false;
  story.state.runs.set(700, {
    ...{ id: 700, event: 'pull_request', head: story.head, by: 'dependabot[bot]' },
    conclusion: 'success',
  });
  return heard;
}

function shown(story: Stage) {
  const zip = zipSync({ 'report.json': strToU8(toJson(story.left!)) });
  uploaded(story.state, { run: 700, name: 'migration-rehearsal', zip });
  const run = { id: 700, event: 'pull_request', head_sha: story.head, head_repository: { full_name: 'acme/shop' } };
  return story.event('workflow_run', {
    action: 'completed',
    repository: { full_name: 'acme/shop' },
    workflow_run: { ...run, actor: { login: 'dependabot[bot]' } },
  });
}

test('its own run may write nothing, and says so; the job beside it shows what it found', async () => {
  await using story = await ofDependabot();
  const { job, problems } = await readOnly(story);
  expect(job).toBe('failure');
  expect(problems[0]).toBe(
    'GitHub did not let this token write the check, nor a commit status in its place (403). Give the job the permission `checks: write`; pull requests from forks and by Dependabot get a read-only token.',
  );
  expect([story.check(), story.reports]).toEqual([undefined, []]);

  expect(await shown(story)).toMatchObject({ job: 'success', problems: [] });
  expect(story.check()).toMatchObject({ conclusion: 'failure', title: expect.stringMatching(/^Needs approval: /) });
  expect([story.reports.length, story.labels]).toEqual([1, ['migration: needs approval']]);
});

test('a job that may not read the run shows nothing of it, and says why; a member can still have it read', async () => {
  await using story = await ofDependabot();
  await readOnly(story);
  story.may(['checks', 'contents: read', 'issues', 'pull-requests']);
  expect(await shown(story)).toMatchObject({
    job: 'failure',
    problems: [
      'GitHub did not let this token read the run (403). Give the job the permission `actions: read`; pull requests from forks and by Dependabot get a read-only token.',
    ],
  });
  expect([story.check(), story.reports]).toEqual([undefined, []]);
  await story.says('bob', '/migrate rerun');
  expect([story.check()?.conclusion, story.reports.length]).toEqual(['failure', 1]);
});

test('as with a fork, its SQL runs beside secrets only once somebody has read that very commit', async () => {
  await using story = await ofDependabot();
  await readOnly(story);
  await shown(story);
  story.looks.length = 0;
  await story.says('bob', '/migrate rerun');
  expect(story.looks).toEqual(['reading']);
  expect(story.check()?.title).toBe(
    `Could not verify: This SQL comes from outside, and was read but not run. Whoever has read it comments /migrate ok-to-test ${story.head}`,
  );
  await story.says('bob', `/migrate ok-to-test ${story.head}`);
  expect(story.looks.at(-1)).toBe('rehearsal');
  await story.says('bob', '/migrate approve');
  expect([story.check()?.conclusion, story.labels]).toEqual(['success', []]);
});

test('a person who pushes to its branch has a token of their own: that run shows itself', async () => {
  await using story = await ofDependabot();
  expect(await story.pushes(email(dangerous))).toMatchObject({ job: 'success', problems: [] });
  const run = { id: 700, event: 'pull_request', head_sha: story.head, head_repository: { full_name: 'acme/shop' } };
  const ended = { action: 'completed', repository: { full_name: 'acme/shop' } };
  expect(await story.event('workflow_run', { ...ended, workflow_run: { ...run, actor: { login: 'ada' } } })).toEqual({
    ...{ job: 'success', problems: [], notes: [] },
    log: ['The run could write its check and its comment itself.'],
  });
  expect([story.check()?.conclusion, story.reports.length]).toEqual(['failure', 1]);
});
