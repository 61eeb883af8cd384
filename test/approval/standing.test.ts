import { describe, expect, test } from '@jest/globals';
import { standing } from '../../src/approval/standing.ts';
import type { Told } from '../../src/approval/voided.ts';
import type { Danger, Need } from '../../src/domain/approval.ts';
import {
  day,
  drop,
  file,
  ground,
  need,
  now,
  other,
  ownedBy,
  person,
  policy,
  question,
  sha,
  told,
} from './questions.ts';

const hour = 3_600_000;
const at = (hoursAgo: number) => ({ writtenAt: new Date(now - hoursAgo * hour).toISOString() });
const ago = (told: Told, hoursAgo: number): Told => ({ ...told, ...at(hoursAgo) });
const stateOf = (...all: readonly Told[]) => standing(question({ told: all })).state;
const onlyVoid = (asked: Parameters<typeof question>[0]) =>
  standing(question(asked)).voided.map(({ because, findings }) => (findings ? [because, ...findings] : because));

describe('what voids an approval', () => {
  test('a changed byte: by which commit, and whose', () => {
    const contributions = [
      { sha: sha('a'), logins: ['alice'] },
      { sha: sha('d'), logins: ['alice', 'dave'] },
    ];
    const voided = onlyVoid({
      told: [told({ digest: other })],
      ground: ground({ contributions }),
      commits: [sha('a'), sha('c'), sha('d')],
      head: sha('d'),
    });
    expect(voided).toEqual([
      '@bob’s approval of `77c1d2e3f4a5` is void: the migrations changed after it, with commit `ddddddd` of @alice and @dave; their digest is `9f3a61c07b2e` now.',
    ]);
  });

  test('a changed byte after a force-push, or a changed policy: nobody is accused', () => {
    expect(onlyVoid({ told: [told({ digest: other, head: sha('e') })] })).toEqual([
      '@bob’s approval of `77c1d2e3f4a5` is void: the migrations, or the rules for approving them, changed after it; their digest is `9f3a61c07b2e` now.',
    ]);
  });

  const measured = (danger: Partial<Danger>, findings: readonly Need[] = [need]) => ({
    told: [told({ findings })],
    needs: [{ ...need, danger: { ...need.danger, ...danger } }],
  });
  const clause = '@bob’s approval of `9f3a61c07b2e` is void for `create-index-not-concurrent` in `migrations/2.sql`: ';

  test.each([
    [
      'a stronger lock',
      { lock: 'AccessExclusiveLock' },
      'it takes a stronger lock now, AccessExclusive instead of Share.',
    ],
    ['a new rewrite', { rewrites: ['public.orders'] }, 'it rewrites `public.orders` now.'],
    ['a new scan', { scans: ['public.orders'] }, 'it reads all of `public.orders` now.'],
    [
      'more than twice the rows',
      { rows: 2_000_001 },
      'production has 2,000,001 rows there now, more than twice the 1,000,000 of then.',
    ],
    ['a longer time', { productionMs: [9_001, 20_000] }, 'it is expected to take 9–20 s now, 4–9 s then.'],
  ] as const)('%s', (_, danger, says) => {
    expect(onlyVoid(measured(danger))).toEqual([clause + says]);
    expect(standing(question(measured(danger))).state).toBe('waiting');
  });

  test.each([
    ['a weaker lock', { lock: 'ShareUpdateExclusiveLock' }],
    ['twice the rows, not more', { rows: 2_000_000 }],
    ['a range that overlaps', { productionMs: [9_000, 60_000] }],
  ] as const)('not %s', (_, danger) => {
    expect(standing(question(measured(danger)))).toMatchObject({ state: 'approved', voided: [] });
  });

  test('not figures that were unknown and are known now, nor the other way round', () => {
    const unknown = { lock: 'ShareLock', rewrites: [], scans: [] } as const;
    const known = { ...need, danger: { ...unknown, rows: 1e9, productionMs: [1e6, 2e6] as const } };
    expect(
      standing(question({ told: [told({ findings: [{ ...need, danger: unknown }] })], needs: [known] })).state,
    ).toBe('approved');
    expect(
      standing(question({ told: [told({ findings: [known] })], needs: [{ ...need, danger: unknown }] })).state,
    ).toBe('approved');
  });

  test('worse for one finding leaves the others approved', () => {
    const second = { ...need, id: 'index:2', rule: 'reindex-not-concurrent' };
    const worse = { ...second, danger: { ...second.danger, lock: 'AccessExclusiveLock' as const } };
    const { state, approvals, missing, voided } = standing(
      question({ told: [told({ findings: [need, second] })], needs: [need, worse] }),
    );
    expect([state, approvals.length, missing.map((one) => one.need.id)]).toEqual(['waiting', 1, ['index:2']]);
    expect(voided.map(({ findings, because }) => [findings, because])).toEqual([
      [
        ['index:2'],
        '@bob’s approval of `9f3a61c07b2e` is void for `reindex-not-concurrent` in `migrations/2.sql`: it takes a stronger lock now, AccessExclusive instead of Share.',
      ],
    ]);
  });

  test('a new blocker waits for an approval of its own, and the old ones keep theirs', () => {
    const { state, approvals, missing } = standing(question({ told: [told()], needs: [need, drop] }));
    expect(state).toBe('waiting');
    expect(approvals).toHaveLength(1);
    expect(missing).toEqual([{ need: drop, wants: 1, has: 0 }]);
  });

  test('a new blocker in the place of the old one', () => {
    expect(onlyVoid({ told: [told()], needs: [drop] })).toEqual([
      '@bob’s approval of `9f3a61c07b2e` is void: `drop-table` in `migrations/3.sql` is new since.',
    ]);
  });

  test('another base branch', () => {
    expect(onlyVoid({ told: [told({ baseRef: 'release' })] })).toEqual([
      '@bob’s approval of `9f3a61c07b2e` is void: the pull request goes to `main` now, not to `release`.',
    ]);
  });

  test.each([
    ['a lost role', person('bob', 'read'), '@bob may not write to this repository: their role is `read`.'],
    [
      'an account that became a bot',
      person('bob', 'write', { kind: 'bot' }),
      '@bob is a bot; a person has to approve.',
    ],
  ])('%s', (_, bob, says) => {
    expect(onlyVoid({ told: [told()], people: new Map([['bob', bob]]) })).toEqual([clause + says]);
  });

  test('a commit of the approver’s own to a migration', () => {
    const contributions = [{ sha: sha('d'), logins: ['bob'] }];
    expect(onlyVoid({ told: [told()], ground: ground({ contributions }) })).toEqual([
      `${clause}@bob wrote some of these migrations (commit \`ddddddd\`); somebody else has to approve them.`,
    ]);
  });

  test('its age', () => {
    const asked = { told: [ago(told(), 14 * 24 + 1)] };
    expect(onlyVoid(asked)).toEqual(['@bob’s approval of `9f3a61c07b2e` is void: it is older than 14 days.']);
  });

  test.each([
    ['edited', 'its comment was edited.'],
    ['deleted', 'its comment was deleted.'],
    ['minimised', 'its comment was hidden.'],
    ['not-theirs', 'its comment is not theirs.'],
    ['not-asked', 'its comment does not ask for it.'],
  ] as const)('a comment that is %s', (source, says) => {
    expect(onlyVoid({ told: [told({}, { source })] })).toEqual([
      `@bob’s approval of \`9f3a61c07b2e\` is void: ${says}`,
    ]);
  });

  test('somebody who takes approvals back, and says why', () => {
    const back = told({ kind: 'revoke', by: 'carol', reason: 'the replica is behind' });
    expect(onlyVoid({ told: [told(), back] })).toEqual([
      '@bob’s approval of `9f3a61c07b2e` is void: @carol took it back (“the replica is behind”).',
    ]);
  });

  test('nobody whose rights are not known', () => {
    expect(onlyVoid({ told: [told()], people: new Map() })).toEqual([`${clause}what @bob may do here is not known.`]);
  });
});

describe('of several approvals', () => {
  test('one that comes after a revocation counts again, and nothing is told to be void', () => {
    const asked = question({ told: [told(), told({ kind: 'revoke', by: 'carol' }), told()] });
    expect(standing(asked)).toMatchObject({ state: 'approved', voided: [] });
  });

  test('only the newest void one of a person is told', () => {
    const first = told({ digest: other });
    const second = told({}, { source: 'edited' });
    expect(onlyVoid({ told: [first, second] })).toEqual([
      '@bob’s approval of `9f3a61c07b2e` is void: its comment was edited.',
    ]);
  });

  test('two of one person are one', () => {
    const two = { ...policy, required: { blocker: 2, destructive: 1 } };
    const asked = (...all: readonly Told[]) => question({ told: all, ground: ground({ policy: two }) });
    expect(standing(asked(told(), told({ by: 'BOB' })))).toMatchObject({
      state: 'waiting',
      missing: [{ wants: 2, has: 1 }],
    });
    expect(standing(asked(told(), told({ by: 'carol' }))).state).toBe('approved');
  });

  test('each may cover some of the findings', () => {
    const second = { ...need, id: 'index:2' };
    const asked = question({
      needs: [need, second],
      told: [told({ findings: [need] }), told({ by: 'carol', findings: [second] })],
    });
    expect(standing(asked)).toMatchObject({ state: 'approved', voided: [] });
  });

  test('a code owner of one folder does not answer for another', () => {
    const elsewhere = { ...need, id: 'index:2', file: 'billing/1.sql' };
    const owners = new Map([
      [file, [{ kind: 'user', login: 'bob' }]],
      ['billing/1.sql', [{ kind: 'user', login: 'carol' }]],
    ] as const);
    const { state, missing, approvers, voided } = standing(
      question({ needs: [need, elsewhere], ground: ground({ owners }), told: [told({ findings: [need, elsewhere] })] }),
    );
    expect([state, missing.map((one) => one.need.id)]).toEqual(['waiting', ['index:2']]);
    expect(approvers).toBe('a code owner of these files (@bob, @carol); not the author');
    expect(voided).toMatchObject([
      {
        findings: ['index:2'],
        because:
          '@bob’s approval of `9f3a61c07b2e` is void for `create-index-not-concurrent` in `billing/1.sql`: @bob is not among those who may approve `billing/1.sql`: a code owner of `billing/1.sql` (@carol).',
      },
    ]);
  });
});

describe('rows or objects lost for good', () => {
  const both = (reason: string | undefined) =>
    told({ findings: [need, drop], ...(reason !== undefined && { reason }) });

  test.each([[undefined], [''], ['  ']])('want a reason, which %j is not', (reason) => {
    expect(standing(question({ needs: [need, drop], told: [both(reason)] }))).toMatchObject({
      state: 'waiting',
      missing: [{ need: { id: 'drop:1' } }],
      voided: [
        {
          findings: ['drop:1'],
          because:
            '@bob’s approval of `9f3a61c07b2e` is void for `drop-table` in `migrations/3.sql`: rows or objects are lost for good, and it gives no reason.',
        },
      ],
    });
  });

  test('want as many people as the policy says', () => {
    const two = { ...policy, required: { blocker: 1, destructive: 2 } };
    const asked = (...all: readonly Told[]) =>
      standing(question({ needs: [need, drop], told: all, ground: ground({ policy: two }) }));
    expect(asked(both('empty'))).toMatchObject({ state: 'waiting', missing: [{ need: drop, wants: 2, has: 1 }] });
    expect(asked(both('empty'), { ...both('yes'), receipt: { ...both('yes').receipt, by: 'carol' } }).state).toBe(
      'approved',
    );
  });
});

test('a policy that asks for nobody still wants one: a blocker is never approved by silence', () => {
  const none = { ...policy, required: { blocker: 0, destructive: 0 } };
  expect(standing(question({ ground: ground({ policy: none }) }))).toMatchObject({
    state: 'waiting',
    missing: [{ wants: 1, has: 0 }],
  });
});

test('what the configuration forbids waits for ever, and says so', () => {
  const strict = { ...policy, forbidden: [need.rule] };
  const asked = question({ ground: ground({ policy: strict }), told: [told(), told({ by: 'carol' })] });
  expect(standing(asked)).toMatchObject({
    state: 'waiting',
    missing: [{ need, wants: 1, has: 0 }],
    notes: ['The configuration lets nobody approve `create-index-not-concurrent` (`approval.forbidden`).'],
  });
});

describe('a block', () => {
  const block = (by = 'carol') => told({ kind: 'block', by });
  const unblock = (by = 'bob') => told({ kind: 'unblock', by });

  test('stands over an approval, before and after it', () => {
    expect(stateOf(told(), block())).toBe('blocked');
    expect(stateOf(block(), told())).toBe('blocked');
  });

  test('survives pushes, and the comment that asked for it', () => {
    expect(stateOf(told({ kind: 'block', digest: other, head: sha('e') }, { source: 'deleted' }))).toBe('blocked');
  });

  test('survives its author’s role', () => {
    const people = new Map([['carol', person('carol', 'none')]]);
    expect(standing(question({ told: [block()], people })).state).toBe('blocked');
  });

  test('is ended by an approver, and can begin again', () => {
    expect(stateOf(block(), unblock())).toBe('waiting');
    expect(stateOf(told(), block(), unblock())).toBe('approved');
    expect(stateOf(block(), unblock(), block())).toBe('blocked');
  });

  test('is not ended by the author, nor by a comment that is gone', () => {
    expect(stateOf(block(), unblock('alice'))).toBe('blocked');
    expect(stateOf(block(), { ...unblock(), source: 'edited' })).toBe('blocked');
  });

  test('names who blocked', () => {
    expect(standing(question({ told: [block()] })).decisive?.receipt).toMatchObject({ kind: 'block', by: 'carol' });
  });
});

describe('an override', () => {
  const override = (more = {}) => told({ kind: 'override', by: 'erin', reason: 'incident 42', ...more });

  test('decides over what waits, and over a block that came before', () => {
    expect(stateOf(override())).toBe('overridden');
    expect(stateOf(told({ kind: 'block', by: 'carol' }), override())).toBe('overridden');
  });

  test('not over a block that comes after', () => {
    expect(stateOf(override(), told({ kind: 'block', by: 'carol' }))).toBe('blocked');
  });

  test('dies with the digest, and what it stood over stands again', () => {
    const old = { digest: other, head: sha('e') };
    expect(stateOf(told({ kind: 'block', by: 'carol' }), override(old))).toBe('blocked');
    expect(onlyVoid({ told: [override(old)] })).toEqual([
      '@erin’s override of `77c1d2e3f4a5` is void: the migrations, or the rules for approving them, changed after it; their digest is `9f3a61c07b2e` now.',
    ]);
  });

  test('is taken back like an approval', () => {
    expect(stateOf(override(), told({ kind: 'revoke', by: 'carol' }))).toBe('waiting');
  });

  test('needs no finding: what could not be verified has none', () => {
    expect(standing(question({ needs: [], told: [override()] })).state).toBe('overridden');
  });
});

describe('who may approve, in words', () => {
  test.each([
    ['nobody is named', {}, 'anybody who may write to this repository, for it names no approvers; not the author'],
    ['people', { policy: { ...policy, users: ['bob', '@carol'] } }, '@bob or @carol; not the author'],
    [
      'people, teams and owners',
      {
        policy: { ...policy, users: ['bob'], teams: ['acme/dba'] },
        owners: ownedBy({ kind: 'team', team: 'acme/owners' }),
        contributions: [{ sha: sha('a'), logins: ['dave'] }],
      },
      '@bob, @acme/dba, or a code owner of `migrations/2.sql` (@acme/owners); not the author, nor whoever wrote some of it',
    ],
  ] as const)('%s', (_, more, says) => {
    expect(standing(question({ ground: ground(more) })).approvers).toBe(says);
  });
});

describe('what else was recorded', () => {
  test('is the newest of each kind for these migrations', () => {
    const { records } = standing(
      question({
        told: [
          told({ kind: 'watch', who: 'dave' }),
          told({ kind: 'watch', who: 'carol' }),
          told({ kind: 'notify', digest: other }),
          told({ kind: 'started' }),
        ],
      }),
    );
    expect(Object.keys(records).sort()).toEqual(['started', 'watch']);
    expect(records.watch?.receipt.who).toBe('carol');
  });

  test.each([
    ['at this commit, by a writer', {}, {}, true],
    ['at an earlier commit', { head: sha('e') }, {}, false],
    ['by the author', { by: 'alice' }, {}, false],
    ['in a comment that is gone', {}, { source: 'deleted' as const }, false],
    ['by somebody unknown', { by: 'mallory' }, {}, false],
  ])('a fork’s SQL was let run %s', (_, receipt, more, counts) => {
    const asked = question({ told: [told({ kind: 'ok-to-test', digest: '', ...receipt }, more)] });
    expect('ok-to-test' in standing(asked).records).toBe(counts);
  });
});

test('nothing to answer for is no approval: a word of somebody about it is not told to be void', () => {
  expect(standing(question({ needs: [], told: [told()] }))).toMatchObject({
    state: 'nothing-needed',
    approvals: [],
    voided: [],
    missing: [],
  });
});

test('the day of an approval is the code host’s, not the one that the receipt names', () => {
  const early = told({ at: new Date(now + 100 * day).toISOString() }, at(15 * 24));
  expect(stateOf(early)).toBe('waiting');
});
