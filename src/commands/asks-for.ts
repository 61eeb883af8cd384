import type { Receipt } from '../domain/approval.ts';
import type { Asked } from './command.ts';
import { verbs } from './index.ts';
import { parse } from './parse.ts';
import { reasonOf, typedDigest } from './words.ts';

/**
 * Whether a comment asks for what a receipt of it says. In the Action every workflow of a repository can write in our
 * name; nobody can write in the name of somebody else, so their own words bound what a forged receipt can be.
 */
export function asksFor(receipt: Receipt, body: string): boolean {
  const parsed = parse(body, { verbs, id: receipt.id });
  return (
    parsed.kind === 'commands' &&
    parsed.commands.some(({ verb, asked }) => verb.verb === receipt.kind && means(asked, receipt))
  );
}

function means(asked: Asked, { kind, digest, head, reason, findings = [] }: Receipt): boolean {
  const { words, flags } = asked;
  const [word] = words;
  const isDigest = (typed: string) => digest.startsWith(typedDigest(typed) ?? typed);
  switch (kind) {
    case 'approve': {
      const only = flags['only']?.split(',').map((name) => name.trim());
      return (
        (word === undefined || isDigest(word)) &&
        reasonOf(asked).reason === reason &&
        (only === undefined || findings.every(({ id, rule }) => only.includes(id) || only.includes(rule)))
      );
    }
    case 'override':
      return isDigest(flags['confirm'] ?? '') && reasonOf(asked).reason === reason;
    case 'ok-to-test':
      return word?.toLowerCase() === head.toLowerCase();
    default:
      return true;
  }
}
