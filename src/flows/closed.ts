import { receiptIn } from '../approval/receipts.ts';
import type { Receipt } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Trigger } from '../domain/trigger.ts';
import type { Comment, PullRequestHost } from '../ports/pull-request-host.ts';
import { words } from './reply.ts';

export interface ClosedWorld {
  readonly host: Pick<PullRequestHost, 'comments' | 'say'>;
}

/**
 * A pull request was merged: whoever announced or began its deployment is reminded once to record its end, where
 * nobody has. Gives the ids of the databases that somebody was reminded of.
 */
export async function closed(
  { number, merged }: Extract<Trigger, { readonly kind: 'closed' }>,
  { host }: ClosedWorld,
): Promise<Result<readonly string[]>> {
  if (!merged) return success([]);
  const said = await host.comments(number);
  if (!said.ok) return said;
  const reminded: string[] = [];
  for (const receipts of byId(said.value)) {
    const open = unfinished(receipts);
    if (open === undefined || said.value.some(isReminderOf(open))) continue;
    const written = await host.say(number, `${markerOf(open)}\n${words(reminder(open, receipts))}`);
    if (!written.ok) return written;
    reminded.push(open.id);
  }
  return success(reminded);
}

function byId(comments: readonly Comment[]): readonly (readonly Receipt[])[] {
  const receipts = comments.map(receiptIn).filter((receipt) => receipt !== undefined);
  const ids = [...new Set(receipts.map(({ id }) => id))];
  return ids.map((id) => receipts.filter((receipt) => receipt.id === id));
}

/** What was announced or begun last, unless it was ended. */
function unfinished(receipts: readonly Receipt[]): Receipt | undefined {
  const last = receipts.findLast(({ kind }) => kind === 'notify' || kind === 'started');
  const ended = receipts.some(({ kind, digest }) => kind === 'finished' && digest === last?.digest);
  return ended ? undefined : last;
}

function reminder({ id, by, kind, digest }: Receipt, receipts: readonly Receipt[]) {
  const call = id === '' ? '/migrate' : `/migrate@${id}`;
  const watcher = receipts.findLast((one) => one.kind === 'watch' && one.digest === digest)?.who ?? by;
  const done = kind === 'started' ? 'begun' : 'announced';
  return [
    {
      calls: [watcher],
      says: `the deployment of these migrations was ${done}, and nobody has recorded yet that it is through.`,
    },
    { instead: `once it is, write \`${call} finished\` with what it took, such as \`${call} finished 4m30s\`.` },
  ];
}

const markerOf = ({ id, digest }: Receipt): string =>
  `<!-- migration-rehearsal:reminder id="${encodeURIComponent(id)}" digest="${digest}" -->`;

const isReminderOf =
  (receipt: Receipt) =>
  ({ ours, body }: Comment): boolean =>
    ours && body.startsWith(markerOf(receipt));
