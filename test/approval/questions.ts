import type { Ground, Person, Policy } from '../../src/approval/approvers.ts';
import type { Owner } from '../../src/approval/codeowners.ts';
import type { Question, Told } from '../../src/approval/voided.ts';
import type { Need, Receipt, Role } from '../../src/domain/approval.ts';
import type { Sha } from '../../src/domain/pull-request.ts';

export const day = 86_400_000;
export const now = Date.parse('2027-03-20T09:00:00Z');
export const sha = (letter: string): Sha => letter.repeat(40) as Sha;
export const digest = '9f3a61c07b2e'.padEnd(64, '0');
export const other = '77c1d2e3f4a5'.padEnd(64, '0');
export const file = 'migrations/2.sql';

export const policy: Policy = {
  users: [],
  teams: [],
  required: { blocker: 1, destructive: 1 },
  forbidden: [],
  ttlMs: 14 * day,
  reviews: false,
  emergency: [],
};

export const need: Need = {
  id: 'index:1',
  rule: 'create-index-not-concurrent',
  file,
  objects: ['public.orders'],
  destructive: false,
  danger: { lock: 'ShareLock', rewrites: [], scans: [], rows: 1_000_000, productionMs: [4_000, 9_000] },
};
export const drop: Need = {
  id: 'drop:1',
  rule: 'drop-table',
  file: 'migrations/3.sql',
  objects: ['public.old'],
  destructive: true,
  danger: { lock: 'AccessExclusiveLock', rewrites: [], scans: [] },
};

export function person(login: string, role: Role = 'write', more: Partial<Person> = {}): Person {
  return { login, kind: 'human', role, teams: new Map(), ...more };
}

export const ground = (more: Partial<Ground> = {}): Ground => ({
  policy,
  author: 'alice',
  contributions: [{ sha: sha('a'), logins: ['alice'] }],
  owners: new Map(),
  ...more,
});

export const ownedBy = (...owners: readonly Owner[]) => new Map([[file, owners]]);

let written = 0;
/** A receipt of bob's, a day old, at the commit and for the migrations that there are. */
export function told(receipt: Partial<Receipt> = {}, more: Partial<Told> = {}): Told {
  const at = more.writtenAt ?? new Date(now - day).toISOString();
  written += 1;
  return {
    receipt: {
      v: 1,
      kind: 'approve',
      id: '',
      by: 'bob',
      role: 'write',
      at,
      source: { node: `IC_${written}`, sha256: '' },
      head: sha('a'),
      baseRef: 'main',
      digest,
      ...(receipt.kind === undefined || receipt.kind === 'approve' ? { findings: [need] } : {}),
      ...receipt,
    },
    url: `https://github.com/acme/shop/pull/7#issuecomment-${written}`,
    source: 'stands',
    writtenAt: at,
    ...more,
  };
}

/** alice's pull request, and bob and carol who may write. */
export function question(more: Partial<Question> = {}): Question {
  const people = [person('bob'), person('carol'), person('erin', 'admin'), person('alice')];
  return {
    digest,
    head: sha('a'),
    baseRef: 'main',
    needs: [need],
    files: [file],
    ground: ground(),
    told: [],
    people: new Map(people.map((one) => [one.login, one])),
    commits: [sha('a')],
    now,
    notes: [],
    ...more,
  };
}
