import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Finding } from '../../src/domain/finding.ts';
import type { RehearsalRun, StatementRun } from '../../src/domain/rehearsal.ts';
import { assemble } from '../../src/report/assemble.ts';
import type { Facts } from '../../src/report/assemble.ts';
import { checkPage } from '../../src/report/check.ts';
import { markdown } from '../../src/report/markdown.ts';
import { hostile } from './hostile.ts';
import { blocker, cards, dangerousFacts, warning } from './samples.ts';

/** Whole reports whose every name, path and sentence was written by somebody who means harm. */

const ran = dangerousFacts.rehearsal as RehearsalRun;
const [first, ...others] = ran.statements as readonly [StatementRun, ...StatementRun[]];

function reportWith(name: string): Facts {
  const path = `db/${name}`;
  const quoted = `\`${name}\``;
  const accused = (finding: Finding): Finding => ({
    ...finding,
    file: path,
    rule: name,
    says: `${name} waits for ${quoted}.`,
    instead: finding === blocker ? `${name};` : name,
  });
  return {
    ...dangerousFacts,
    rules: { [name]: cards['create-index-not-concurrent'] },
    migrations: [{ ...dangerousFacts.migrations[0]!, path, version: name }],
    findings: [accused(blocker), accused(warning), { ...accused(warning), severity: 'advice' }],
    rehearsal: {
      ...ran,
      postgres: name,
      volume: [{ ...ran.volume[0]!, table: name }],
      statements: [
        { ...first, file: path, sql: name, error: { sqlstate: name, says: `${name} and ${quoted}` } },
        ...others.map((statement) => ({
          ...statement,
          file: path,
          sql: name,
          locks: [{ ...statement.locks[0]!, object: name }],
        })),
      ],
      rollback: {
        status: 'missing',
        says: name,
        generated: { status: 'reverts', says: quoted, sql: name },
      },
      rerun: { status: 'resumes', says: name, points: [{ after: 1, schema: quoted, next: name }] },
      compatibility: {
        backward: { checked: 2, broken: [{ query: name, source: name, sqlstate: name }] },
        forward: { status: 'not-measured', because: name },
      },
      schemaDiff: name,
      notes: [name, quoted],
    },
  };
}

const parse = (body: string): Nodes =>
  fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
const all = (node: Nodes): readonly Nodes[] => [node, ...('children' in node ? node.children.flatMap(all) : [])];

/** The letters of the text, and of the HTML between its tags, as GitHub looks through them for names and numbers. */
const spoken = (node: Nodes): string =>
  node.type === 'text' ? node.value : node.type === 'html' ? lettersOf(node.value) : '\n';
const lettersOf = (html: string): string =>
  html.replace(/<[^>]*>/g, '\n').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const notifies = /@[a-z0-9]|(^|[^\w])(#|gh-)\d/i;

/** Every piece of HTML the comment may hold: all of it our own. */
const ours = /^(<details><summary>[^<>]*(<code>[^<>]*<\/code>[^<>]*)?<\/summary>|<\/details>|<br>|<\/?sub>)$/;
const known = new Set(
  'root heading paragraph text inlineCode strong table tableRow tableCell code html list listItem break'.split(' '),
);

test('nothing that stems from the pull request becomes a link, a mention, HTML, or breaks a table or fence', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const nodes = all(parse(markdown(assemble(reportWith(name)))));
      expect(nodes.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
      const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
      expect(html.filter((piece) => !ours.test(piece))).toEqual([]);
      expect(html.filter((piece) => piece.startsWith('<details>'))).toHaveLength(
        html.filter((piece) => piece === '</details>').length,
      );
      expect(nodes.map(spoken).join('')).not.toMatch(notifies);
      // A heading for the verdict and one for the worst finding; both tables with all their columns.
      expect(nodes.filter(({ type }) => type === 'heading')).toHaveLength(2);
      const widths = nodes.flatMap((node) => (node.type === 'tableRow' ? [node.children.length] : []));
      expect(new Set(widths)).toEqual(new Set([3, 6]));
      expect(nodes.flatMap((node) => (node.type === 'code' ? [node.lang] : [])).slice(0, 2)).toEqual(['text', 'sql']);
    }),
    { numRuns: 100 },
  );
});

const long = (piece: string) => piece.repeat(Math.ceil(4_096 / piece.length));

test.each([
  ['bars', long('|')],
  ['backticks', long('`')],
  ['backticks and bars', long('`|\\')],
  ['marks that turn the reading order', long('\u202e')],
  ['stray halves of characters', long('\ud83d')],
  ['code spans', long('`a` ')],
  ['lines', long('a\n')],
  ['words', long('orders is locked. ')],
])('a name of 4 KB of %s fits a comment and a check, decision and worst finding included', (_name, name) => {
  const facts = reportWith(name);
  const run = facts.rehearsal as RehearsalRun;
  const statements = Array.from({ length: 60 }, (_unused, line) => ({ ...run.statements[0]!, line }));
  const findings = facts.findings.flatMap((finding) =>
    Array.from({ length: 20 }, (_unused, line) => ({ ...finding, line: line + 1 })),
  );
  const checklist = assemble({ ...facts, findings, rehearsal: { ...run, statements } });
  const body = markdown(checklist);
  expect(body.length).toBeLessThanOrEqual(65_536 - 1_024);
  expect(body).toContain('## 🔴 Migration rehearsal: fail — ');
  expect(body).toContain('| statement | rehearsed |');
  expect(body).toContain('### 🔴 Blocker at ');
  expect(body).toMatch(/_\d+ more details did not fit here/);
  const { summary, text, title } = checkPage(checklist);
  expect([summary.length <= 65_535, text.length <= 65_535, title.length <= 255]).toEqual([true, true, true]);
  expect(markdown(checklist, { budget: 4_000 }).length).toBeLessThanOrEqual(4_000);
});
