import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';

/** Every page of the project, as a reader on GitHub meets it. */
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));

function each(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) each(child, visit);
}

const wordsOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(wordsOf).join('') : '';

/** As GitHub names the places that headings make. */
const slug = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

interface Page {
  readonly targets: readonly string[];
  readonly anchors: readonly string[];
}

function read(path: string): Page {
  const targets: string[] = [];
  const anchors: string[] = [];
  each(fromMarkdown(readFileSync(path, 'utf8')), (node) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') targets.push(node.url);
    if (node.type === 'heading') anchors.push(slug(wordsOf(node)));
  });
  return { targets, anchors };
}

const broken = (path: string): readonly string[] =>
  read(path).targets.filter((target) => {
    if (/^https:\/\/[a-z0-9.-]+\.[a-z]+(\/|$)/.test(target)) return false;
    const [file = '', anchor] = decodeURI(target).split('#');
    const goal = file === '' ? path : join(dirname(path), file);
    if (!existsSync(goal)) return true;
    return anchor !== undefined && !(goal.endsWith('.md') && read(goal).anchors.includes(anchor));
  });

describe('links of the documentation', () => {
  test('there are pages to look at', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/rules/README.md', 'docs/tools.md']));
  });

  test('every link and picture leads to a file and a heading that are there', () => {
    const found = pages.map((path) => ({ path, broken: broken(path) }));
    expect(found.filter((page) => page.broken.length > 0)).toEqual([]);
  });

  test('every page of the documentation can be reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const path of reached) {
      for (const target of read(path).targets) {
        const file = join(dirname(path), decodeURI(target).split('#')[0] ?? '');
        if (file.endsWith('.md') && existsSync(file)) reached.add(file);
      }
    }
    expect(pages.filter((path) => path.startsWith('docs/') && !reached.has(path))).toEqual([]);
  });
});
