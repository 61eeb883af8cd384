import type { Verb } from '../command.ts';
import { reasonFlag, reasonOf } from '../words.ts';

export const verb: Verb = {
  verb: 'revoke',
  group: 'decide',
  flags: [reasonFlag],
  who: 'approver-or-maintainer',
  while: 'open',
  says: 'Takes back all approvals of these migrations, and an override.',
  more: ['Deleting or editing the comment that approved takes back only what it gave.'],
  example: 'revoke --reason="the index exists already"',
  now: ({ standing }) => (given(standing) ? 'revoke --reason="…"' : undefined),
  decide: (asked, { standing, digest }) =>
    standing !== undefined && !given(standing)
      ? { does: 'answer', reply: ['There is no approval to take back.'] }
      : { does: 'record', entry: { kind: 'revoke', digest, ...reasonOf(asked) } },
};

const given = (standing: Parameters<Verb['now']>[0]['standing']): boolean =>
  standing !== undefined && (standing.approvals.length > 0 || standing.state === 'overridden');
