import type { Verb } from '../command.ts';
import { reasonFlag, reasonOf } from '../words.ts';

export const verb: Verb = {
  verb: 'unblock',
  group: 'decide',
  flags: [reasonFlag],
  who: 'approver',
  while: 'open',
  says: 'Ends a block; the check then says again what the report and the approvals say.',
  more: ['Any approver can end a block, not only the one who began it.'],
  example: 'unblock',
  now: ({ standing }) => (standing?.state === 'blocked' ? 'unblock' : undefined),
  decide: (asked, { standing, digest }) =>
    // Without a report nobody has counted the blocks: one too few costs more than a receipt that ends nothing.
    standing !== undefined && standing.state !== 'blocked'
      ? { does: 'answer', reply: ['Nothing is blocked here.'] }
      : { does: 'record', entry: { kind: 'unblock', digest, ...reasonOf(asked) } },
};
