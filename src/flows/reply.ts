import type { Part, Reply } from '../commands/command.ts';
import { cure } from '../report/markdown.ts';
import { fence, prose, within } from '../report/escape.ts';
import type { Comment } from '../ports/pull-request-host.ts';

// GitHub takes 65,536 characters; a receipt's hidden line can be long, and it comes first.
const longest = 60_000;

/** What we say, as harmless Markdown: what comes from others is neither a link nor a mention nor a mark in it. */
export function words(reply: Reply, most = longest): string {
  const parts: string[] = [];
  let left = most;
  for (const part of reply) {
    const written = markdownOf(part);
    if (written.length + 2 > left) break;
    parts.push(written);
    left -= written.length + 2;
  }
  return parts.join('\n\n');
}

function markdownOf(part: Part): string {
  if (typeof part === 'string') return sentence(part);
  if ('instead' in part) return `**Instead**, ${sentence(part.instead)}`;
  if ('list' in part) return part.list.map((item) => `- ${within(2_000, item, prose)}`).join('\n');
  if ('sql' in part) return within(6_000, part.sql, (sql) => fence(sql, 'sql'));
  if ('cure' in part) return `**Instead**\n\n${cure(part.cure)}`;
  if ('page' in part) return part.page;
  if ('type' in part) return fence(part.type.join('\n'), 'text');
  // The only mentions that reach anybody: names of the configuration, in the form that GitHub gives to names.
  const calls = part.calls.filter((name) => /^[a-z\d][a-z\d-]{0,38}(\/[\w.-]{1,100})?$/i.test(name));
  return `${calls.map((name) => `@${name}`).join(' ')}: ${sentence(part.says)}`;
}

const sentence = (says: string): string => within(4_000, says, prose);

/** The hidden first line of our answer to a comment, by which it is found again. */
export const replyMarker = (node: string, id: string): string =>
  `<!-- migration-rehearsal:reply id="${encodeURIComponent(id)}" to="${encodeURIComponent(node)}" -->`;

export const isReplyTo = ({ ours, body }: Comment, node: string, id: string): boolean =>
  ours && body.startsWith(replyMarker(node, id));
