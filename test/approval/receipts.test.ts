import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../src/approval/digest.ts';
import { receiptIn, receiptMarker, receiptSays } from '../../src/approval/receipts.ts';
import { receiptKinds } from '../../src/domain/approval.ts';
import type { Need, Receipt } from '../../src/domain/approval.ts';
import { lockModes } from '../../src/domain/lock.ts';
import type { Sha } from '../../src/domain/pull-request.ts';

const need: Need = {
  id: 'create-index-not-concurrent:1',
  rule: 'create-index-not-concurrent',
  file: 'migrations/2.sql',
  objects: ['public.orders'],
  destructive: false,
  danger: { lock: 'ShareLock', rewrites: [], scans: ['public.orders'], rows: 2e8, productionMs: [240_000, 540_000] },
};
const bare: Receipt = {
  v: 1,
  kind: 'approve',
  id: '',
  by: 'bob',
  role: 'write',
  at: '2027-03-01T09:00:00.000Z',
  source: { node: 'IC_1', sha256: 'a'.repeat(64) },
  head: 'c'.repeat(40) as Sha,
  baseRef: 'main',
  digest: '9f3a61c07b2e'.padEnd(64, '0'),
};
const approval: Receipt = { ...bare, findings: [need], reason: 'tables are small' };
const comment = (body: string) => ({ ours: true, body });
const text = fc.string({ unit: 'binary', maxLength: 40 });
const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
const hex = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from({ length: 16 }, (_, n) => n.toString(16))),
    minLength: length,
    maxLength: length,
  });

/** Any receipt that could be written, with hostile words wherever somebody else chooses them. */
const receipts: fc.Arbitrary<Receipt> = fc
  .record({
    kind: fc.constantFrom(...receiptKinds),
    id: fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '9', '.', '_', '-'), maxLength: 20 }),
    by: fc.string({ unit: 'binary', minLength: 1, maxLength: 39 }),
    role: fc.constantFrom('admin', 'maintain', 'write', 'triage', 'read', 'none'),
    at: fc.constant('2027-03-01T09:00:00.000Z'),
    source: fc.record({ node: fc.string({ minLength: 1, maxLength: 40 }), sha256: fc.oneof(hex(64), fc.constant('')) }),
    head: hex(40),
    baseRef: text,
    digest: fc.oneof(hex(64), fc.constant('')),
    findings: optional(
      fc.array(
        fc.record({
          id: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
          rule: text,
          file: text,
          objects: fc.array(text, { maxLength: 3 }),
          destructive: fc.boolean(),
          danger: fc
            .record({
              lock: optional(fc.constantFrom(...lockModes)),
              rewrites: fc.array(text, { maxLength: 3 }),
              scans: fc.array(text, { maxLength: 3 }),
              rows: optional(fc.nat()),
              productionMs: optional(fc.tuple(fc.nat(), fc.nat())),
            })
            .map(plain),
        }),
        { maxLength: 4 },
      ),
    ),
    reason: optional(fc.string({ unit: 'binary', maxLength: 500 })),
    who: optional(text),
    durationMs: optional(fc.nat()),
  })
  .map((fields) => plain({ v: 1, ...fields }) as unknown as Receipt);

/** As it comes back from JSON: what is not there is absent. Lone surrogates do not survive UTF-8, and are written by nobody. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/g, '?')) as Value;
}

describe('a receipt', () => {
  test('is its comment’s first line, and comes back from it', () => {
    fc.assert(
      fc.property(receipts, text, (receipt, below) => {
        const marker = receiptMarker(receipt);
        expect(marker).toMatch(/^<!-- [a-zA-Z0-9:="%._ -]+ -->$/);
        expect(receiptIn(comment(`${marker}\n${below}`))).toEqual(receipt);
        expect(receiptIn(comment(`${marker}\r\n${below}`))).toEqual(receipt);
      }),
      { numRuns: 200 },
    );
  });

  test('counts only where we wrote it, and nobody edited it', () => {
    const body = receiptMarker(approval);
    expect(receiptIn({ ours: true, body })).toEqual(approval);
    expect(receiptIn({ ours: false, body })).toBeUndefined();
    expect(receiptIn({ ours: true, body, editedAt: '2027-03-01T09:00:01Z' })).toBeUndefined();
  });

  test('is nothing that stands behind, before or around our marker', () => {
    const marker = receiptMarker(approval);
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.constantFrom(' ', '\n', '> ', '```\n', '<!-- migration-rehearsal:reply -->\n', '<!--', '\uFEFF', '\u200B'),
    );
    fc.assert(
      fc.property(hostile, (before) => {
        expect(receiptIn(comment(`${before}${marker}`))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test('is no other text at all, however like one it looks', () => {
    const marker = receiptMarker(approval);
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('<!-- migration-rehearsal:receipt id="', '"', ' ', '-->', marker, marker.slice(0, 60), '\n'),
        fc.constantFrom('<!-- migration-rehearsal:receipt id="" ', canonicalJson(approval), 'eyJ2IjoxfQ'),
        fc.base64String({ maxLength: 60 }),
        text,
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const body = parts.join('');
        const found = receiptIn(comment(body));
        expect(found !== undefined && receiptMarker(found) !== body.split(/\r?\n/)[0]).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['another version', { v: 2 }],
    ['a kind that we do not write', { kind: 'approve-all' }],
    ['a key that we do not know', { also: true }],
    ['a digest that is none', { digest: 'ALL' }],
    ['a head that is none', { head: 'main' }],
    ['no time', { at: 'yesterday' }],
    ['a finding without its danger', { findings: [{ ...need, danger: undefined }] }],
  ])('%s is no receipt', (_, change) => {
    const body = receiptMarker({ ...approval, ...change } as unknown as Receipt);
    expect(receiptIn(comment(body))).toBeUndefined();
  });

  test('that swells beyond all measure is none', () => {
    const body = receiptMarker({ ...approval, reason: 'a'.repeat(20_000_000) });
    expect(body.length).toBeLessThan(65_536);
    expect(receiptIn(comment(body))).toBeUndefined();
  });

  test('of 200 findings fits into a comment', () => {
    const findings = Array.from({ length: 200 }, (_, n) => ({
      ...need,
      id: `${need.id}${n}`,
      file: `migrations/${n}.sql`,
    }));
    const body = receiptMarker({ ...approval, findings });
    expect(body.length).toBeLessThan(20_000);
    expect(receiptIn(comment(body))?.findings).toHaveLength(200);
  });
});

describe('what its reader is told', () => {
  test('of an approval: who, what, how dangerous, why, and the way back', () => {
    const rollback = { status: 'reverts', says: 'The down migration brings back schema and rows.' } as const;
    expect(receiptSays(approval, rollback)).toEqual([
      '@bob (write) approved the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`. Reason: tables are small',
      {
        list: [
          '`create-index-not-concurrent` in `migrations/2.sql` on `public.orders`: Share lock, reads all of `public.orders`, 200,000,000 rows in production, 4–9 min there.',
        ],
      },
      'The rollback that was agreed to: The down migration brings back schema and rows.',
    ]);
  });

  test('of many findings, the first', () => {
    const findings = Array.from({ length: 23 }, (_, n) => ({ ...need, id: `${n}` }));
    const [, covered] = receiptSays({ ...approval, findings });
    const list = typeof covered === 'object' && 'list' in covered ? covered.list : [];
    expect([list.length, list.at(-1)]).toEqual([21, 'And 3 more findings of the report.']);
  });

  test('where nobody wrote a way back, of the one that was rehearsed', () => {
    const generated = { status: 'reverts', says: 'It brings everything back.', sql: 'DROP INDEX i;' } as const;
    const rollback = { status: 'missing', says: 'Nobody wrote a rollback.', generated } as const;
    expect(receiptSays({ ...approval, findings: [] }, rollback).slice(2)).toEqual([
      'The rollback that was agreed to: Nobody wrote a rollback.',
      'The one that was rehearsed instead: It brings everything back.',
      { sql: 'DROP INDEX i;' },
    ]);
  });

  test.each([
    [
      'revoke',
      '@bob (write) took back all approvals of the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    [
      'block',
      '@bob (write) blocked the pull request until `/migrate unblock`. Its migrations then were `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    [
      'unblock',
      '@bob (write) ended the block. The migrations then were `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    [
      'override',
      '@bob (write) broke the glass: whatever the report says, the check lets pass the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    [
      'ok-to-test',
      '@bob (write) lets be rehearsed in full the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    ['notify', '@bob (write) announced the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.'],
    [
      'watch',
      '@bob (write) named @carol to watch the deployment of the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    [
      'started',
      '@bob (write) started the deployment of the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
    [
      'finished',
      '@bob (write) finished the deployment, in 5 min, of the migrations `9f3a61c07b2e` for `main`, at commit `ccccccc`.',
    ],
  ] as const)('of %s', (kind, says) => {
    const more = kind === 'watch' ? { who: 'carol' } : kind === 'finished' ? { durationMs: 300_000 } : {};
    expect(receiptSays({ ...bare, ...more, kind })).toEqual([says]);
  });
});
