import type { Entry, Part } from '../commands/command.ts';
import type { Config } from '../config/config.ts';
import type { Failure, Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Comment, PullRequestHost } from '../ports/pull-request-host.ts';
import { announcement, chatMessage, jsonMessage } from '../report/announcement.ts';
import type { Announced } from '../report/announcement.ts';
import { words } from './reply.ts';

/** What came of an announcement: whether somebody was told, and what to write down of it. */
export interface Announcing {
  /** Absent where nobody is known to have been told: then it is not recorded either. */
  readonly entry?: Entry;
  readonly reply: readonly Part[];
}

/** The command that asks for it: the database it speaks to, its comment, and how many of its verb stand before it. */
interface Asked {
  readonly id: string;
  readonly comment: Comment;
  readonly nth: number;
}

interface AnnounceWorld {
  readonly host: Pick<PullRequestHost, 'comments' | 'say'>;
  readonly announcer: Announcer;
}

/**
 * Tells the configured channels and people. First it is said on the pull request itself, which calls the people: a
 * process that ends in the midst leaves that, and whoever announces the same migrations later says that it is not the
 * first time. Then each channel is asked once. Who was told, who was not, and of whom it is not known, is written down.
 */
export async function announce(
  announced: Announced,
  asked: Asked,
  { webhooks, mention }: Config['notify'],
  { host, announcer }: AnnounceWorld,
): Promise<Result<Announcing>> {
  if (webhooks.length + mention.length === 0) return success({ reply: nobody });
  const said = await host.comments(announced.number);
  if (!said.ok) return said;
  const { digest } = announced.report;
  const marker = markerOf(asked, digest);
  const before = said.value.filter(startingWith(openingOf(asked, digest)));
  const interrupted = before.some(startingWith(marker));
  const telling: Announced = { ...announced, ...(before.length > 0 && { repeats: true }) };
  if (!interrupted) {
    const first = await sayFirst(announced.number, marker, words(told(telling, mention)), host);
    if (!first.ok) return first;
    if (first.value === 'second') return success({ reply: [] });
  }
  const posted: Posted[] = [];
  for (const [index, webhook] of webhooks.entries()) {
    const { address, format } = webhookOf(webhook);
    const message = format === 'json' ? jsonMessage(telling) : chatMessage(telling);
    posted.push({ name: nameOf(address, index), sent: await announcer.post(address, message) });
  }
  const reached = mention.length > 0 || posted.some(({ sent }) => sent.ok);
  const list = posted.length === 0 ? [] : [{ list: posted.map(outcome) }];
  if (!reached) return success({ reply: [unrecorded(posted), ...list] });
  return success({ entry: { kind: 'notify', digest }, reply: [...(interrupted ? [repeated] : []), ...list] });
}

/** Two jobs can hear one comment at the same moment: whoever said it first goes on. */
async function sayFirst(
  number: number,
  marker: string,
  text: string,
  host: AnnounceWorld['host'],
): Promise<Result<'first' | 'second'>> {
  const written = await host.say(number, `${marker}\n${text}`);
  if (!written.ok) return written;
  const said = await host.comments(number);
  if (!said.ok) return said;
  const first = said.value.find(startingWith(marker));
  return success(first === undefined || first.node === written.value.node ? 'first' : 'second');
}

const startingWith =
  (opening: string) =>
  ({ ours, body }: Comment): boolean =>
    ours && body.startsWith(opening);

const openingOf = ({ id }: Asked, digest: string): string =>
  `<!-- migration-rehearsal:announcement id="${encodeURIComponent(id)}" digest="${digest}" `;

/** The hidden first line of what is said on the pull request, by which it is found again. */
const markerOf = (asked: Asked, digest: string): string =>
  `${openingOf(asked, digest)}for="${encodeURIComponent(asked.comment.node)}" nth="${asked.nth}" -->`;

interface Posted {
  readonly name: string;
  readonly sent: Result<undefined>;
}

const outcome = ({ name, sent }: Posted): string => {
  if (sent.ok) return `${name} was told.`;
  const { says, advice } = sent.problem;
  return `${name} ${isOpen(sent.problem) ? 'may have been told' : 'was not told'}. ${says} ${advice}`;
};

/** It was asked, and its answer did not come. */
const isOpen = ({ code }: Problem): boolean => code === 'interrupted';

const unrecorded = (posted: readonly Posted[]): string =>
  posted.some(({ sent }) => !sent.ok && isOpen(sent.problem))
    ? 'Whether anybody was told is not known, so nothing is recorded.'
    : 'No channel was told, so nothing is recorded.';

const repeated = 'An earlier try was interrupted: whoever was told then was told once more, and that it may be so.';

/** What was sent is not lost where its record could not be written. */
export const unwritten = (reply: Announcing['reply'], { problem }: Failure): Problem => {
  const lines = reply.flatMap((part) => (typeof part === 'object' && 'list' in part ? part.list : []));
  return {
    ...problem,
    says: ['It was announced, and that could not be recorded.', ...lines, problem.says].join(' '),
  };
};

const nobody: readonly Part[] = [
  'Nobody was told: the configuration of the base branch names no channel.',
  { instead: 'name webhooks or people under `notify` in `.github/migration-rehearsal.yml`.' },
];

function told(announced: Announced, mention: readonly string[]): readonly Part[] {
  const { headline, repeats, duration, impact, rollback } = announcement(announced);
  const says = headline.replaceAll('`', '');
  return [
    mention.length > 0 ? { calls: mention, says } : says,
    ...(repeats === undefined ? [] : [repeats]),
    { list: [duration, ...impact, `Way back: ${rollback}`] },
  ];
}

/** A webhook as the configuration has it: what follows `json+` wants all of it as JSON, the others a chat's message. */
const webhookOf = (webhook: string): { readonly address: string; readonly format: 'chat' | 'json' } =>
  webhook.startsWith('json+')
    ? { address: webhook.slice('json+'.length), format: 'json' }
    : { address: webhook, format: 'chat' };

/** An address is a secret, the name of a variable is none. */
const nameOf = (address: string, index: number): string =>
  address.startsWith('env:') ? `\`${address.replaceAll('`', '')}\`` : `Webhook ${index + 1} of \`notify.webhooks\``;
