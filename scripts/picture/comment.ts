import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { palettes, style } from './style.ts';

/** The comment in its frame on a pull request. */
export function commentPage(comment: string, palette: keyof typeof palettes): string {
  // The only HTML in the comment is our own: what stems from data is escaped before it gets here.
  const body = micromark(comment, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!doctype html><meta charset="utf-8"><style>:root{${palettes[palette]}}${style}</style>
<div class="thread"><div class="avatar">🐘</div><div class="comment">
<div class="head"><b>github-actions</b> <i>bot</i> commented now</div>
<div class="body">${coloured(body)}</div></div></div>`;
}

/** GitHub colours what stands in a fence; the few colours that our fences need. */
const coloured = (page: string): string =>
  page
    .replace(/(<code class="language-sql">)([^]*?)(<\/code>)/g, (_, open: string, sql: string, end: string) =>
      [open, sql.replace(sqlPart, sqlColour), end].join(''),
    )
    .replace(/(<code class="language-diff">)([^]*?)(<\/code>)/g, (_, open: string, diff: string, end: string) =>
      [open, diff.replace(/^([+-]).*$/gm, (line, sign) => span(sign === '+' ? 'ins' : 'del', line)), end].join(''),
    );

const sqlPart =
  /(--.*)|('[^']*')|\b(add|alter|as|begin|by|check|column|commit|concurrently|constraint|create|default|delete|drop|exists|from|if|in|index|into|not|null|on|or|order|rename|select|set|table|to|unique|update|validate|where|with)\b/gi;
const sqlColour = (part: string, remark?: string, string?: string): string =>
  span(remark !== undefined ? 'remark' : string !== undefined ? 'string' : 'keyword', part);
const span = (name: string, content: string): string => `<span class="${name}">${content}</span>`;
