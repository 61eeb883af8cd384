import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, digestOf, policyVersion } from '../../src/approval/digest.ts';
import type { DigestFile } from '../../src/approval/digest.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const add: DigestFile = { path: 'm/2.sql', status: 'added', mode: '100644', bytes: bytes('select 2;\n') };
const rename: DigestFile = { ...add, path: 'm/3.sql', previousPath: 'm/1.sql', status: 'renamed' };
const scope = { baseRef: 'main', id: '', policyVersion: 'p' };
const digest = (files: readonly DigestFile[], change = {}) => digestOf(files, { ...scope, ...change });

describe('what an approval covers', () => {
  test('is told by a sha256 that others can compute', () => {
    // printf '{"baseRef":"main","files":[],"id":"","policyVersion":"p"}' | sha256sum
    expect(digest([])).toBe('8c6dc35065eae16949f310fe994fbd52d1d802787d1c006d86b1eff2f4e25569');
  });

  test('stays the same in any order of the files', () => {
    expect(digest([rename, add])).toBe(digest([add, rename]));
  });

  test.each([
    ['a byte', [{ ...add, bytes: bytes('select 2;') }, rename], {}],
    ['a name', [{ ...add, path: 'm/4.sql' }, rename], {}],
    ['a mode', [{ ...add, mode: '100755' }, rename], {}],
    ['a status', [{ ...add, status: 'modified' as const }, rename], {}],
    ['where a file came from', [add, { ...rename, previousPath: 'm/0.sql' }], {}],
    ['a file less', [add], {}],
    ['the base branch', [add, rename], { baseRef: 'release' }],
    ['the id', [add, rename], { id: 'billing' }],
    ['the policy', [add, rename], { policyVersion: 'q' }],
  ])('changes with %s', (_, files, change) => {
    expect(digest(files, change)).not.toBe(digest([add, rename]));
  });

  test('the policy has another version when a rule or an approver changes, not when keys are written in another order', () => {
    const policy = { approval: { users: ['ada'], reviews: false }, rules: {} };
    const same = { rules: {}, approval: { reviews: false, users: ['ada'] } };
    expect(policyVersion(policy)).toBe(policyVersion(same));
    expect(policyVersion({ ...policy, rules: { 'drop-table': 'off' } })).not.toBe(policyVersion(policy));
  });
});

test('canonical JSON is JSON, and equal for equal values', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      // -0 is written 0.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
