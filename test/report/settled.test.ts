import { describe, expect, test } from '@jest/globals';
import type { Recorded, Standing } from '../../src/domain/approval.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { commandsOf } from '../../src/report/commands.ts';
import { fromJson, toJson } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import { settled } from '../../src/report/settled.ts';
import { terminal } from '../../src/report/terminal.ts';
import { broken, clean, dangerous, failed } from './samples.ts';

/** The report once people have answered for it. */

const url = 'https://github.com/acme/shop/pull/7#issuecomment-1';
const recorded = (by: string, over: Partial<Recorded['receipt']> = {}): Recorded => ({
  url,
  receipt: {
    ...{ v: 1, kind: 'approve', id: '', by, role: 'maintain', at: '2027-03-02T14:03:11Z', baseRef: 'main' },
    source: { node: 'IC_1', sha256: '0'.repeat(64) },
    head: 'a'.repeat(40) as Sha,
    digest: dangerous.digest,
    ...over,
  },
});
const need = {
  ...{ id: 'f1', rule: 'create-index-not-concurrent', file: 'db/migrations/0042_add_email.up.sql' },
  ...{ objects: ['public.orders'], destructive: false, danger: { rewrites: [], scans: [] } },
};
const waiting: Standing = {
  ...{ digest: dangerous.digest, state: 'waiting', approvals: [], voided: [], carriedOver: false },
  ...{ missing: [{ need, wants: 1, has: 0 }], approvers: '@bob or @acme/database-owners; not the author' },
  ...{ notes: [], records: {} },
};
const approved: Standing = { ...waiting, state: 'approved', approvals: [recorded('bob')], missing: [] };
const blocked: Standing = {
  ...approved,
  state: 'blocked',
  decisive: recorded('carol', { kind: 'block', role: 'admin', reason: 'after the release' }),
};
const overridden: Standing = {
  ...waiting,
  state: 'overridden',
  decisive: recorded('dave', { kind: 'override', role: 'admin', reason: 'the shop is down' }),
};
const nothing: Standing = { ...waiting, state: 'nothing-needed', missing: [] };
const elsewhere = '1'.repeat(64);

describe('the verdict', () => {
  const rows: readonly (readonly [string, typeof dangerous, Standing, Verdict])[] = [
    ['needs an approval while it is missing', dangerous, waiting, 'needs-approval'],
    ['is approved once it is there', dangerous, approved, 'approved'],
    ['is not, for other migrations', dangerous, { ...approved, digest: elsewhere }, 'needs-approval'],
    ['is not, by nobody', dangerous, { ...approved, approvals: [] }, 'needs-approval'],
    ['needs one although nothing is said to be needed', dangerous, nothing, 'needs-approval'],
    ['is red while blocked, although approved', dangerous, blocked, 'fail'],
    ['is red while blocked, although clean', clean, blocked, 'fail'],
    ['is approved by an override', dangerous, overridden, 'approved'],
    ['is not, by one of other migrations', dangerous, { ...overridden, digest: elsewhere }, 'needs-approval'],
    ['stays failed, whoever approves', failed, approved, 'fail'],
    ['stays unknown, whoever approves', broken, approved, 'error'],
    ['is approved by an override of a failure', failed, overridden, 'approved'],
    ['is approved by an override of what could not be known', broken, overridden, 'approved'],
    ['passes without anybody', clean, nothing, 'pass'],
    ['is never better than what is missing', clean, waiting, 'needs-approval'],
    ['of an old approval is asked for again', { ...dangerous, verdict: 'approved' }, nothing, 'needs-approval'],
  ];
  test.each(rows)('%s', (_name, report, standing, verdict) => {
    expect(settled(report, standing).verdict).toBe(verdict);
  });

  test('says who answered, and still what was found', () => {
    const because = '`orders` would refuse writes for 4–9 min.';
    expect(dangerous.because).toBe(because);
    expect(settled(dangerous, approved).because).toBe(`bob approved exactly these migrations: ${because}`);
    expect(settled(dangerous, { ...approved, carriedOver: true }).because).toBe(
      `bob approved exactly these migrations, at an earlier commit: ${because}`,
    );
    expect(settled(dangerous, blocked).because).toBe(`carol blocked it (“after the release”). ${because}`);
    expect(settled(dangerous, overridden).because).toBe(`dave overrode this check (“the shop is down”): ${because}`);
  });
});

describe('the comment', () => {
  const lineOf = (standing: Standing): string =>
    markdown(settled(dangerous, standing), { commands: commandsOf(settled(dangerous, standing), '') })
      .split('\n\n')[2]!
      .replaceAll('\u2060', '');

  test('says what is missing, who may give it and the line to type', () => {
    expect(lineOf(waiting)).toBe(
      '🔴 **Waiting** for 1 approval of `create-index-not-concurrent`, from @bob or @acme/database-owners; not the author. To approve, comment `/migrate approve 9f3a61c07b2e`.',
    );
    const lossy = { ...waiting, missing: [{ need: { ...need, destructive: true }, wants: 2, has: 1 }] };
    expect(lineOf(lossy)).toContain('for 1 more approval');
    expect(lineOf(lossy)).toContain('`/migrate approve 9f3a61c07b2e --reason="…"`');
  });

  test('asks nobody to approve what no approval helps', () => {
    for (const report of [failed, broken]) {
      expect(markdown(settled(report, waiting), { commands: [] })).not.toContain('Waiting');
      expect(
        markdown(settled(report, { ...waiting, ...blocked, missing: waiting.missing }), { commands: [] }),
      ).toContain('Waiting');
    }
  });

  test('says who approved, when, why, and where that is kept', () => {
    const because = { ...approved, approvals: [recorded('bob', { reason: 'agreed with the shop team' })] };
    expect(lineOf(because)).toBe(
      `🟢 **Approved** by bob (maintain) on 2 Mar 2027, 14:03 UTC: “agreed with the shop team”. [receipt](<${url}>)`,
    );
    expect(lineOf({ ...approved, carriedOver: true })).toContain('; carried over, for the migrations are the same.');
  });

  test('tells whoever approved what is void, by name, and why', () => {
    const voided = [{ ...recorded('bob'), because: '@alice changed `0042_add_email.up.sql` in `4be1c9d`' }];
    expect(lineOf({ ...waiting, voided })).toContain(
      `<br>⚪ **No longer counts** @bob: the approval of 2 Mar 2027, 14:03 UTC. @alice changed \`0042_add_email.up.sql\` in \`4be1c9d\`. [receipt](<${url}>)`,
    );
    const body = markdown(settled(dangerous, { ...waiting, voided }));
    // Only the approver is called; the others are named.
    expect(body.match(/@[a-z]+/g)).toEqual(['@bob']);
  });

  test('says plainly that it is blocked or overridden', () => {
    expect(lineOf(blocked)).toMatch(
      /^🔴 \*\*Blocked\*\* by carol \(admin\) on 2 Mar 2027, 14:03 UTC: “after the release”. It stays so through every push, until `\/migrate unblock`\./,
    );
    expect(lineOf(overridden)).toBe(
      `🟠 **Overridden** by dave (admin) on 2 Mar 2027, 14:03 UTC: “the shop is down”. What was found is told below as it is. [receipt](<${url}>)`,
    );
  });

  test('ends with what can be typed now', () => {
    const commands = (standing: Standing, id = '') => commandsOf(settled(dangerous, standing), id);
    expect(commands(waiting)).toEqual([
      '/migrate approve 9f3a61c07b2e',
      '/migrate explain create-index-not-concurrent',
      '/migrate rerun',
      '/migrate help',
    ]);
    expect(commands(approved, 'billing')[0]).toBe('/migrate@billing runbook');
    expect(commands(approved)[1]).toBe('/migrate revoke');
    expect(commands(blocked)[0]).toBe('/migrate unblock');
    expect(commandsOf(settled(clean, nothing), '')).toEqual(['/migrate runbook', '/migrate help']);
  });

  test('keeps its room for what was measured, however much people write', () => {
    const long = { reason: '`|*_@#'.repeat(80), by: '|'.repeat(100) };
    const many = (length: number) => Array.from({ length }, () => recorded('bob', long));
    const wordy: Standing = {
      ...waiting,
      approvals: many(50),
      voided: many(50).map((one) => ({ ...one, because: '|`'.repeat(2_000) })),
      approvers: Array.from({ length: 200 }, (_unused, at) => `@person-${at}`).join(', '),
      notes: Array.from({ length: 50 }, () => '*'.repeat(4_000)),
    };
    const body = markdown(settled(dangerous, wordy));
    expect(body.length).toBeLessThanOrEqual(65_536 - 1_024);
    expect(body).toContain('`/migrate approve 9f3a61c07b2e`');
    expect(body).toContain('### 🔴 Blocker at ');
  });

  test('of the same facts is the same', () => {
    expect(markdown(settled(dangerous, approved))).toBe(markdown(settled(structuredClone(dangerous), approved)));
  });
});

test('every view tells it, and the document keeps it', () => {
  const report = settled(dangerous, blocked);
  expect(fromJson(toJson(report)).approval?.decisive).toEqual({
    ...{ kind: 'block', who: 'carol', role: 'admin', at: '2027-03-02T14:03:11Z', reason: 'after the release' },
    ...{ digest: dangerous.digest, url },
  });
  expect(terminal(report, { width: 200 })).toContain(
    '  Blocked by carol (admin) on 2 Mar 2027, 14:03 UTC: “after the release”.',
  );
});
