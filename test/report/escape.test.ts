import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { hostile } from './hostile.ts';
import { cell, cellCode, code, fence, html, prose, text, visible } from '../../src/report/escape.ts';

const parse = (markdown: string): Nodes =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

const typesIn = (node: Nodes): readonly string[] => [
  node.type,
  ...('children' in node ? node.children.flatMap((child) => typesIn(child)) : []),
];

/** What GitHub would turn into a mention or a reference, once the Markdown is text. */
const textsIn = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map((child) => textsIn(child)).join('\n') : '';
const notifies = /@[a-z0-9]|(^|[^\w])(#|gh-)\d/i;

describe('foreign text in Markdown', () => {
  test('stays text, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const tree = parse(`Here: ${text(name)} end.`);
        expect(new Set(typesIn(tree))).toEqual(new Set(['root', 'paragraph', 'text']));
        expect(textsIn(tree)).not.toMatch(notifies);
      }),
      { numRuns: 2_000 },
    );
  });

  test('stays one code span with its own letters', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const shown = visible(name).replace(/\s+/g, ' ').trim();
        const tree = parse(`Here: ${code(name)} end.`);
        if (shown !== '') expect(typesIn(tree)).toEqual(['root', 'paragraph', 'text', 'inlineCode', 'text']);
        if (shown !== '') expect(JSON.stringify(tree)).toContain(JSON.stringify(shown));
      }),
      { numRuns: 2_000 },
    );
  });

  test('leaves a table with the columns it had', () => {
    const allowed = new Set(['root', 'table', 'tableRow', 'tableCell', 'text', 'inlineCode']);
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const row = `| ${cell(one)} | ${cellCode(other)} | last |`;
        const tree = parse(`| a | b | c |\n| --- | --- | --- |\n${row}\n`);
        expect([...new Set(typesIn(tree))].filter((type) => !allowed.has(type))).toEqual([]);
        expect(typesIn(tree).filter((type) => type === 'tableCell')).toHaveLength(6);
        expect(textsIn(tree)).toMatch(/last$/);
        expect(textsIn(tree)).not.toMatch(notifies);
      }),
      { numRuns: 2_000 },
    );
  });

  test('cannot end its fence', () => {
    fc.assert(
      fc.property(hostile, (sql) => {
        expect(typesIn(parse(`${fence(sql, 'sql')}\n\nafter`))).toEqual(['root', 'code', 'paragraph', 'text']);
      }),
      { numRuns: 1_000 },
    );
  });

  test('keeps the code spans of our own sentences', () => {
    expect(prose('Writes to `orders` wait; see `a|b`, not a*b.')).toBe(
      'Writes to `orders` wait; see `a|b`, not a\\*b.',
    );
    expect(cell('Writes to `a|b` wait')).toBe('Writes to `a\\|b` wait');
  });

  test('shows what would change the order of the letters', () => {
    expect(text('a\u202eb\u0007')).toBe('a⟨U+202E⟩b⟨U+0007⟩');
  });
});

describe('foreign text in HTML', () => {
  test('holds no mark that begins anything', () => {
    expect(html(`<b onclick="x('y')">&`)).toBe('&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;&amp;');
    fc.assert(fc.property(hostile, (name) => !/[<>"']/.test(html(name))));
  });
});
