import type { Verb } from '../command.ts';

export const verb: Verb = {
  verb: 'rerun',
  aliases: ['plan'],
  group: 'run',
  flags: [{ name: 'fresh', says: 'Without anything kept from earlier runs.' }],
  who: 'writer',
  while: 'open',
  says: 'Rehearses the newest commit again.',
  more: ['While a rehearsal of the newest commit is under way no second one begins; its report is the answer.'],
  example: 'rerun',
  now: ({ run }) => (run === undefined ? 'rerun' : undefined),
  // A run that began after the wish fulfils it: many who wish the same get one.
  decide: ({ flags }, { lastBegan, askedAt }) =>
    lastBegan !== undefined && lastBegan > askedAt
      ? { does: 'answer', reply: [] }
      : { does: 'rehearse', fresh: flags['fresh'] === undefined ? 'kept' : 'fresh' },
};
