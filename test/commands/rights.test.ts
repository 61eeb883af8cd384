import { describe, expect, test } from '@jest/globals';
import { verbs } from '../../src/commands/index.ts';
import { may } from '../../src/commands/rights.ts';
import type { Asking } from '../../src/commands/rights.ts';
import type { Role } from '../../src/domain/approval.ts';
import type { Sha } from '../../src/domain/pull-request.ts';

const roles: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
const visibilities = ['private', 'public'] as const;

/**
 * Who may, verb by verb, as the design says it: the least role (in a private and in a public repository), and what has
 * to be so beside it, or instead of it.
 */
const table: Readonly<Record<string, readonly [inPrivate: Role, inPublic: Role, only?: string, or?: string]>> = {
  help: ['write', 'write'],
  status: ['read', 'write'],
  explain: ['read', 'write'],
  rerun: ['write', 'write'],
  cancel: ['write', 'write', 'starter', 'maintain'],
  approve: ['write', 'write', 'approver'],
  revoke: ['write', 'write', 'approver', 'maintain'],
  block: ['write', 'write', 'approver'],
  unblock: ['write', 'write', 'approver'],
  runbook: ['write', 'write'],
  notify: ['write', 'write'],
  watch: ['write', 'write'],
  started: ['write', 'write'],
  finished: ['write', 'write'],
  'ok-to-test': ['write', 'write', 'not the author'],
  override: ['read', 'write', 'emergency'],
};

interface Somebody {
  readonly role: Role;
  readonly visibility: 'private' | 'public';
  readonly author: boolean;
  readonly approver: boolean;
  readonly emergency: boolean;
  readonly starter: boolean;
}

const everybody: readonly Somebody[] = roles.flatMap((role) =>
  visibilities.flatMap((visibility) =>
    [...Array(16).keys()].map((bits) => ({
      role,
      visibility,
      author: (bits & 1) > 0,
      approver: (bits & 2) > 0,
      emergency: (bits & 4) > 0,
      starter: (bits & 8) > 0,
    })),
  ),
);

const asking = (one: Somebody): Asking => ({
  by: { login: 'bob', kind: 'human' },
  author: one.author,
  rights: { role: one.role, approver: one.approver, approves: [], because: [], emergency: one.emergency },
  pullRequest: {
    ...{ number: 7, state: 'open', merged: false, draft: false, title: '', fromFork: false, labels: [] },
    author: { login: one.author ? 'bob' : 'alice', kind: 'human' },
    head: 'a'.repeat(40) as Sha,
    base: { ref: 'main', sha: 'b'.repeat(40) as Sha },
    visibility: one.visibility,
  },
  run: { run: '1.1', since: '2027-03-01T09:00:00Z', by: one.starter ? 'bob' : 'alice', details: '' },
});

function told(verb: string, one: Somebody): boolean {
  const [inPrivate, inPublic, only, or] = table[verb] ?? (['admin', 'admin', 'nobody'] as const);
  const least = roles.indexOf(one.visibility === 'private' ? inPrivate : inPublic);
  const rank = roles.indexOf(one.role);
  if (or === 'maintain' && rank >= roles.indexOf('maintain')) return true;
  const so = {
    approver: one.approver,
    emergency: one.emergency,
    starter: one.starter,
    'not the author': !one.author,
    nobody: false,
  };
  return rank >= least && (only === undefined || so[only as keyof typeof so]);
}

describe('who may use a verb', () => {
  test('is said of every verb there is', () => {
    expect(Object.keys(table).sort()).toEqual(verbs.map(({ verb }) => verb).sort());
  });

  test.each(verbs.map((verb) => [verb.verb, verb] as const))('%s', (name, { who }) => {
    const wrong = everybody.filter((one) => may(who, asking(one)) !== told(name, one));
    expect(wrong).toEqual([]);
    expect(everybody).toHaveLength(192);
  });

  test('no bot may anything', () => {
    for (const { who } of verbs) {
      for (const one of everybody) {
        expect(may(who, { ...asking(one), by: { login: 'robot', kind: 'bot' } })).toBe(false);
      }
    }
  });

  test('with no run to stop every writer hears so', () => {
    const [one] = everybody.filter(({ role, starter }) => role === 'write' && !starter);
    if (one === undefined) throw new Error('Nobody writes');
    const { by, author, rights, pullRequest } = asking(one);
    expect(may('starter-or-maintainer', { by, author, rights, pullRequest })).toBe(true);
  });
});
