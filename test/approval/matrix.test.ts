import { describe, expect, test } from '@jest/globals';
import { rightsFor } from '../../src/approval/approvers.ts';
import type { Ground, Person } from '../../src/approval/approvers.ts';
import { canonicalJson } from '../../src/approval/digest.ts';
import { standing } from '../../src/approval/standing.ts';
import type { Owner } from '../../src/approval/codeowners.ts';
import type { Question, Told } from '../../src/approval/voided.ts';
import type { Receipt, Role } from '../../src/domain/approval.ts';
import { day, file, ground, need, now, other, ownedBy, person, policy, question, sha, told } from './questions.ts';

/**
 * The truth, stated here and nowhere in the code: an approval counts where every column says so. Beside what does not
 * count stands what its reader must find in the sentence about it.
 */
const roles = {
  admin: 'counts',
  maintain: 'counts',
  write: 'counts',
  triage: 'may not write to this repository: their role is `triage`',
  read: 'may not write to this repository: their role is `read`',
  none: 'may not write to this repository: their role is `none`',
} as const;
const relations = {
  stranger: 'counts',
  author: 'opened this pull request',
  contributor: 'wrote some of these migrations (commit `aaaaaaa`)',
  'contributor in other letters': 'wrote some of these migrations (commit `aaaaaaa`)',
} as const;
const comments = {
  stands: 'counts',
  edited: 'its comment was edited',
  deleted: 'its comment was deleted',
  minimised: 'its comment was hidden',
  'not-theirs': 'its comment is not theirs',
  'not-asked': 'its comment does not ask for it',
} as const;
const digests = {
  same: 'counts',
  'same at another commit': 'counts',
  'other bytes': 'changed after it',
  'another base branch': 'the pull request goes to `main` now, not to `release`',
} as const;
const ages = { 'a day': 'counts', 'fourteen days': 'counts', 'a second more': 'it is older than 14 days' } as const;
const policies = {
  'nobody named': 'counts',
  'named user': 'counts',
  'named with an @, in capitals': 'counts',
  'active member': 'counts',
  'code owner': 'counts',
  'member of an owning team': 'counts',
  'somebody else named': 'is not among those who may approve',
  'no member': 'is not among those who may approve',
  'team unseen': 'cannot be seen with this token',
  'somebody else owns': 'is not among those who may approve',
  'owner by mail': 'is not among those who may approve',
} as const;

type Key<Table> = keyof Table & string;
const keys = <Table extends object>(table: Table) => Object.keys(table) as Key<Table>[];

function groundOf(relation: Key<typeof relations>, named: Key<typeof policies>): Ground {
  const base = ground({
    author: relation === 'author' ? 'bob' : 'alice',
    contributions: [
      {
        sha: sha('a'),
        logins: relation === 'contributor' ? ['alice', 'bob'] : relation === 'stranger' ? ['alice'] : ['alice', 'BOB'],
      },
    ],
  });
  const users = (...all: string[]) => ({ ...base, policy: { ...policy, users: all } });
  const owners = (owner: Owner) => ({ ...base, owners: ownedBy(owner) });
  switch (named) {
    case 'nobody named':
      return base;
    case 'named user':
      return users('bob', 'carol');
    case 'named with an @, in capitals':
      return users('@BOB');
    case 'somebody else named':
      return users('carol');
    case 'active member':
    case 'no member':
    case 'team unseen':
      return { ...base, policy: { ...policy, teams: ['@acme/DBA'] } };
    case 'code owner':
      return owners({ kind: 'user', login: 'Bob' });
    case 'member of an owning team':
      return owners({ kind: 'team', team: 'acme/dba' });
    case 'somebody else owns':
      return owners({ kind: 'user', login: 'carol' });
    case 'owner by mail':
      return owners({ kind: 'email', address: 'bob@example.com' });
  }
}

function bob(role: Role, named: Key<typeof policies>): Person {
  const member =
    named === 'active member' || named === 'member of an owning team'
      ? 'active'
      : named === 'team unseen'
        ? 'unseen'
        : 'no';
  return person('bob', role, { teams: new Map([['acme/dba', member]]) });
}

function receiptAt(
  kind: Receipt['kind'],
  source: Told['source'],
  bytes: Key<typeof digests>,
  age: Key<typeof ages>,
): Told {
  const ms = { 'a day': day, 'fourteen days': 14 * day, 'a second more': 14 * day + 1_000 }[age];
  return told(
    {
      kind,
      reason: 'the table is small',
      ...(bytes === 'same at another commit' && { head: sha('b') }),
      ...(bytes === 'other bytes' && { digest: other }),
      ...(bytes === 'another base branch' && { baseRef: 'release', digest: other }),
    },
    { source, writtenAt: new Date(now - ms).toISOString() },
  );
}

const because = (...columns: readonly string[]) => columns.filter((column) => column !== 'counts');

test('an approval counts exactly where role, relation, comment, migrations, age and policy all say so', () => {
  let cases = 0;
  const wrong: unknown[] = [];
  for (const role of keys(roles))
    for (const relation of keys(relations))
      for (const comment of keys(comments))
        for (const bytes of keys(digests))
          for (const age of keys(ages))
            for (const named of keys(policies)) {
              const asked: Question = question({
                ground: groundOf(relation, named),
                told: [receiptAt('approve', comment, bytes, age)],
                people: new Map([['bob', bob(role, named)]]),
              });
              const { state, approvals, voided, missing, carriedOver } = standing(asked);
              const reasons = because(
                roles[role],
                relations[relation],
                comments[comment],
                digests[bytes],
                ages[age],
                policies[named],
              );
              const counts = reasons.length === 0;
              const [first] = voided;
              const expected = {
                state: counts ? 'approved' : 'waiting',
                approvals: counts ? 1 : 0,
                missing: counts ? 0 : 1,
                carriedOver: counts && bytes === 'same at another commit',
                voided: counts ? 0 : 1,
                told: !counts,
              };
              const seen = {
                state,
                approvals: approvals.length,
                missing: missing.length,
                carriedOver,
                voided: voided.length,
                told: reasons.some((reason) => first?.because.includes(reason)),
              };
              if (canonicalJson(seen) !== canonicalJson(expected))
                wrong.push({ role, relation, comment, bytes, age, named, seen, expected });
              cases += 1;
            }
  expect(wrong).toEqual([]);
  expect(cases).toBe(19_008);
});

test('an override counts for an admin or whom the policy names, also for the author, and dies with the digest', () => {
  const emergencies = { named: ['carol', '@Bob'], 'not named': ['carol'] } as const;
  let cases = 0;
  const wrong: unknown[] = [];
  for (const role of keys(roles))
    for (const relation of keys(relations))
      for (const comment of keys(comments))
        for (const bytes of keys(digests))
          for (const age of keys(ages))
            for (const listed of keys(emergencies)) {
              const place = groundOf(relation, 'somebody else named');
              const { state, decisive, voided, approvals } = standing(
                question({
                  ground: { ...place, policy: { ...place.policy, emergency: emergencies[listed] } },
                  told: [receiptAt('override', comment, bytes, age)],
                  people: new Map([['bob', bob(role, 'somebody else named')]]),
                }),
              );
              const may = role === 'admin' || (listed === 'named' && (role === 'write' || role === 'maintain'));
              const counts = may && because(comments[comment], digests[bytes], ages[age]).length === 0;
              const right = [state, decisive !== undefined, voided.length, approvals.length].join();
              if (right !== (counts ? 'overridden,true,0,0' : 'waiting,false,1,0'))
                wrong.push({ role, relation, comment, bytes, age, listed, right });
              cases += 1;
            }
  expect(wrong).toEqual([]);
  expect(cases).toBe(3_456);
});

describe('what somebody may do', () => {
  test('is what would count, and because of what it would not', () => {
    let cases = 0;
    for (const role of keys(roles))
      for (const relation of keys(relations))
        for (const named of keys(policies))
          for (const kind of ['human', 'bot'] as const) {
            const who = { ...bob(role, named), kind };
            const rights = rightsFor(who, [need], [file], groundOf(relation, named));
            const reasons = because(
              roles[role],
              relations[relation],
              policies[named],
              kind === 'bot' ? 'is a bot; a person has to approve' : 'counts',
            );
            const counts = reasons.length === 0;
            expect({ relation, named, kind, ...rights }).toMatchObject({
              role,
              approver: counts,
              approves: counts ? [need.id] : [],
              emergency: role === 'admin' && kind === 'human',
            });
            expect(rights.because.length).toBe(counts ? 0 : 1);
            expect(counts || reasons.some((reason) => rights.because[0]?.includes(reason))).toBe(true);
            cases += 1;
          }
    expect(cases).toBe(528);
  });
});
