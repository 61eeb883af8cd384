import type { Verb } from '../command.ts';

export const verb: Verb = {
  verb: 'cancel',
  group: 'run',
  flags: [],
  who: 'starter-or-maintainer',
  says: 'Stops the rehearsal that is under way; the check stays red.',
  more: [],
  example: 'cancel',
  now: ({ run }) => (run === undefined ? undefined : 'cancel'),
  decide: (_, { run, call }) =>
    run === undefined
      ? { does: 'answer', reply: ['No rehearsal is under way.', { instead: `\`${call} rerun\` begins one.` }] }
      : { does: 'stop', run },
};
