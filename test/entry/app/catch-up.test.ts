import { describe, expect, test } from '@jest/globals';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { createRequire } from 'node:module';
import { newlyInstalled } from '../../../src/entry/app/catch-up.ts';

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as WebhookDefinition[];
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1, name: 'shop' }));
const installation = { id: 77 };

describe('An event tells of new repositories', () => {
  test.each([
    ['installation', { action: 'created', installation, repositories: many(2) }],
    ['installation', { action: 'unsuspend', installation, repositories: many(2) }],
    ['installation_repositories', { action: 'added', installation, repositories_added: many(2) }],
  ])('of %s: the App is there from now on', (event, payload) => {
    expect(newlyInstalled({ event, payload })).toEqual({ installation: 77, repositories: [1, 2] });
  });

  test('of a thousand at once the first fifty are looked at', () => {
    const payload = { action: 'created', installation, repositories: many(1_000) };
    expect(newlyInstalled({ event: 'installation', payload })?.repositories).toHaveLength(50);
  });

  test.each([
    ['installation', { action: 'deleted', installation, repositories: many(2) }],
    ['installation', { action: 'created', installation, repositories: [] }],
    ['installation_repositories', { action: 'removed', installation, repositories_added: [] }],
    ['pull_request', { action: 'created', installation, repositories: many(2) }],
    ['installation', 'nonsense'],
  ])('but not every %s does', (event, payload) => {
    expect(newlyInstalled({ event, payload })).toBeUndefined();
  });

  test('of GitHub’s own examples those alone', () => {
    const told = examples.flatMap(({ name, examples: some }) =>
      some
        .filter((payload) => newlyInstalled({ event: name, payload }) !== undefined)
        .map((payload) => `${name}.${'action' in payload ? payload.action : ''}`),
    );
    expect([...new Set(told)].sort()).toEqual(['installation.created', 'installation_repositories.added']);
  });
});
