import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

// Emphasis, entities and bare addresses hide nothing from a reader, and emphasis can take minutes to read.
const unused = ['attention', 'strikethrough', 'characterReference', 'wwwAutolink', 'protocolAutolink', 'emailAutolink'];
const reading = {
  extensions: [gfm(), { disable: { null: unused } }],
  mdastExtensions: [gfmFromMarkdown()],
};

const furthest = 8_192;
// Nobody writes so deep a nest, and the reader would need seconds and a deep stack for it.
const nested = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)]|\[\^[^\]\s]{1,99}\]:)){30}/m;
// A line ends at a line feed and nowhere else: JavaScript's own idea of lines is wider than Markdown's.
const called = /(?:^|\n) {0,3}\/migrate(?=[@ \t\n]|$)/i;

/** Whether it is worth to look closer: quick, and true for every comment that holds a command. */
export const mentionsUs = (body: string): boolean => called.test(normal(body).slice(0, furthest));

const normal = (body: string): string => body.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/**
 * The lines that speak to us, from `/migrate` on: lines of paragraphs, in the first 8 KiB. What stands in code, quotes,
 * lists, tables, HTML or the text of a link is said about us, not to us.
 */
export function linesToUs(body: string): readonly string[] {
  const text = normal(body);
  if (!mentionsUs(text) || nested.test(text)) return [];
  const paragraphs = fromMarkdown(text, reading).children.filter(({ type }) => type === 'paragraph');
  return paragraphs.flatMap((paragraph) => {
    const { start, end } = placeOf(paragraph);
    // Whatever in the paragraph is no plain text: code, HTML, links, pictures, references.
    const hidden = ('children' in paragraph ? paragraph.children : [])
      .filter(({ type }) => type !== 'text')
      .map(placeOf);
    return linesIn(text, start, end)
      .filter(({ at }) => !hidden.some((other) => other.start < at && at < other.end))
      .filter(({ at, line }) => called.test(line) && Buffer.byteLength(text.slice(0, at + line.length)) <= furthest)
      .map(({ line }) => line.replace(/^ +|[ \t]+$/g, ''));
  });
}

interface Placed {
  readonly position?:
    | {
        readonly start: { readonly offset?: number | undefined };
        readonly end: { readonly offset?: number | undefined };
      }
    | undefined;
}
const placeOf = ({ position }: Placed): { readonly start: number; readonly end: number } => ({
  start: position?.start.offset ?? 0,
  end: position?.end.offset ?? 0,
});

function linesIn(text: string, start: number, end: number): readonly { readonly at: number; readonly line: string }[] {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  let at = first;
  return text
    .slice(first, end)
    .split('\n')
    .map((line) => {
      const place = { at, line };
      at += line.length + 1;
      return place;
    });
}
