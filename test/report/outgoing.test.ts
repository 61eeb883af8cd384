import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Recorded, Standing } from '../../src/domain/approval.ts';
import type { Part } from '../../src/commands/command.ts';
import { words } from '../../src/flows/reply.ts';
import { answerLines } from '../../src/report/approval.ts';
import { checkPage } from '../../src/report/check.ts';
import { commandsOf } from '../../src/report/commands.ts';
import { markdown } from '../../src/report/markdown.ts';
import { settled } from '../../src/report/settled.ts';
import { hostile } from './hostile.ts';
import { dangerous } from './samples.ts';

/** How many of the names a test of all has; the slow ones have ten thousand each. */
const many = process.env['MIGRATION_REHEARSAL_SLOW'] === '1' ? 10_000 : 150;

/** Answers of people, and ours to them, whose every name and word was written by somebody who means harm. */

const url = 'https://github.com/acme/shop/pull/7#issuecomment-1';
const parse = (body: string): Nodes =>
  fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const all = (node: Nodes): readonly Nodes[] => [node, ...('children' in node ? node.children.flatMap(all) : [])];
const letters = (node: Nodes): string => (node.type === 'text' ? node.value : '\n');
const notifies = /@[a-z0-9]|(^|[^\w])(#|gh-)\d/i;
const ours = /^(<details><summary>[^<>]*(<code>[^<>]*<\/code>[^<>]*)?<\/summary>|<\/details>|<br>|<\/?sub>)$/;

function harmless(body: string, calls = ''): void {
  const nodes = all(parse(body));
  const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []));
  expect(links.filter((link) => link !== url)).toEqual([]);
  const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
  expect(html.filter((piece) => !ours.test(piece))).toEqual([]);
  for (const type of ['image', 'imageReference', 'linkReference', 'definition', 'footnoteReference', 'delete'] as const)
    expect(nodes.filter((node) => node.type === type)).toEqual([]);
  const spoken = nodes.map(letters).join('');
  expect(calls === '' ? spoken : spoken.replaceAll(calls, '')).not.toMatch(notifies);
}

/** Everything that a person or a file can bring into a standing. */
function standingWith(name: string, other: string): Standing {
  const recorded = (kind: Recorded['receipt']['kind'], address: string): Recorded => ({
    url: address,
    receipt: {
      ...dangerousReceipt,
      ...{ kind, by: name, reason: other, at: name, who: other },
    },
  });
  const need = { id: name, rule: name, file: other, objects: [name], destructive: true };
  return {
    digest: dangerous.digest,
    state: 'waiting',
    approvals: [recorded('approve', url), recorded('approve', `https://${name}`)],
    voided: [{ ...recorded('approve', name), because: `${name} changed \`${other}\`` }],
    decisive: recorded('block', `javascript:${other}`),
    carriedOver: true,
    missing: [{ need: { ...need, danger: { rewrites: [], scans: [] } }, wants: 2, has: 1 }],
    approvers: `${name}, @acme/dbas or ${other}`,
    notes: [name, `\`${other}\``],
    records: { notify: recorded('notify', url), watch: recorded('watch', url), finished: recorded('finished', url) },
  };
}
const dangerousReceipt = {
  ...{ v: 1, kind: 'approve', id: '', by: 'bob', role: 'write', at: '2027-03-02T14:03:11Z', baseRef: 'main' },
  ...{ source: { node: 'IC_1', sha256: '0'.repeat(64) }, head: 'a'.repeat(40), digest: dangerous.digest },
} as Recorded['receipt'];

/** A hostile piece in it can still be the name of somebody; names of the configuration are called on purpose. */
const team = /^[a-z\d][a-z\d-]{0,38}(\/[\w.-]{1,100})?$/i;
const plain = /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/;

test('hostile names, reasons and addresses in answers: no link, mention or HTML in the comment', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, other) => {
      const report = settled(dangerous, standingWith(name, other));
      const lines = answerLines(report).length;
      const body = markdown({ ...report, findings: [], checklist: report.checklist.slice(0, 1) }).split('\n\n')[2]!;
      expect(body.split('<br>')).toHaveLength(lines);
      // Whoever approved is called by a name that GitHub gives, or not at all.
      harmless(body, plain.test(name) ? `@${name}` : '');
    }),
    { numRuns: many },
  );
}, 300_000);

test('whole comments and check pages with them', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, other) => {
      const report = settled(dangerous, standingWith(name, other));
      const options = { commands: commandsOf(report, '') };
      const calls = plain.test(name) ? `@${name}` : '';
      harmless(markdown(report, options), calls);
      const page = checkPage(report, dangerous, options);
      harmless(page.summary, calls);
      harmless(page.text);
      expect(page.title).not.toMatch(/[\n\u202e\u2066]/);
    }),
    { numRuns: many / 10 },
  );
}, 300_000);

test('hostile replies', () => {
  const part = fc.oneof(
    hostile,
    hostile.map((name) => `\`${name}\` waits for ${name}.`),
    hostile.map((instead): Part => ({ instead })),
    fc.array(hostile, { maxLength: 3 }).map((list): Part => ({ list })),
    hostile.map((sql): Part => ({ sql })),
    hostile.map((name): Part => ({ type: [`/migrate explain ${name}`] })),
    hostile.map((name): Part => ({ calls: [name, `acme/${name}`], says: name })),
  );
  fc.assert(
    fc.property(part, (one) => {
      const called = typeof one !== 'string' && 'calls' in one && one.calls.some((name) => team.test(name));
      if (!called) harmless(words([one]));
    }),
    { numRuns: many },
  );
}, 300_000);
