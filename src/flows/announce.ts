import type { Entry, Part } from '../commands/command.ts';
import type { Config } from '../config/config.ts';
import type { Problem } from '../domain/errors.ts';
import type { Announcer } from '../ports/announcer.ts';
import { announcement, chatMessage, jsonMessage } from '../report/announcement.ts';
import type { Announced } from '../report/announcement.ts';

/** What came of an announcement: whom it reached, and what to write down of it. */
export interface Announcing {
  /** Absent where nobody was told: then it is not recorded either. */
  readonly entry?: Entry;
  readonly reply: readonly Part[];
}

/**
 * Tells the configured channels and people. Each channel is asked once. Somebody must have been told for it to count;
 * whoever could not be told is named.
 */
export async function announce(
  announced: Announced,
  { webhooks, mention }: Config['notify'],
  announcer: Announcer,
): Promise<Announcing> {
  if (webhooks.length + mention.length === 0) return { reply: nobody };
  const failures: (readonly [string, Problem])[] = [];
  for (const [index, webhook] of webhooks.entries()) {
    const { address, format } = webhookOf(webhook);
    const message = format === 'json' ? jsonMessage(announced) : chatMessage(announced);
    const sent = await announcer.post(address, message);
    if (!sent.ok) failures.push([nameOf(address, index), sent.problem]);
  }
  const missed = failures.map(([name, { says, advice }]): Part => `${name} was not told. ${says} ${advice}`);
  const reached = webhooks.length - failures.length;
  if (reached === 0 && mention.length === 0) return { reply: ['Nobody was told, so nothing is recorded.', ...missed] };
  return {
    entry: { kind: 'notify', digest: announced.report.digest },
    reply: [...told(announced, mention), ...missed],
  };
}

const nobody: readonly Part[] = [
  'Nobody was told: the configuration of the base branch names no channel.',
  { instead: 'name webhooks or people under `notify` in `.github/migration-rehearsal.yml`.' },
];

function told(announced: Announced, mention: readonly string[]): readonly Part[] {
  const { headline, duration, impact, rollback } = announcement(announced);
  const words = headline.replaceAll('`', '');
  return [
    mention.length > 0 ? { calls: mention, says: words } : words,
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
