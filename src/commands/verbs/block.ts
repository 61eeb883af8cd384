import type { Verb } from '../command.ts';
import { reasonFlag, reasonOf } from '../words.ts';

export const verb: Verb = {
  verb: 'block',
  group: 'decide',
  flags: [reasonFlag],
  who: 'approver',
  while: 'open',
  says: 'Keeps the check red until somebody unblocks it.',
  more: [
    'A block survives pushes and approvals: `/migrate unblock` ends it. An override that comes after it lets these migrations pass all the same.',
  ],
  example: 'block --reason="after the release on Thursday"',
  now: ({ standing }) => (standing?.state === 'blocked' ? undefined : 'block --reason="…"'),
  decide: (asked, { standing, digest, call }) =>
    standing?.state === 'blocked'
      ? { does: 'answer', reply: ['It is blocked already.', { instead: `\`${call} unblock\` ends that.` }] }
      : { does: 'record', entry: { kind: 'block', digest, ...reasonOf(asked) } },
};
