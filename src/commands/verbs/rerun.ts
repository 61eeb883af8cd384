import type { Verb } from '../command.ts';
import { moment } from '../words.ts';

export const verb: Verb = {
  verb: 'rerun',
  aliases: ['plan'],
  group: 'run',
  flags: [{ name: 'fresh', says: 'Without anything kept from earlier runs.' }],
  who: 'writer',
  while: 'open',
  says: 'Rehearses the newest commit again.',
  more: ['While a rehearsal of the newest commit is under way no second one begins.'],
  example: 'rerun',
  now: ({ run }) => (run === undefined ? 'rerun' : undefined),
  decide: ({ flags }, { run }) =>
    run === undefined
      ? { does: 'rehearse', fresh: flags['fresh'] === undefined ? 'kept' : 'fresh' }
      : {
          does: 'answer',
          reply: [`A rehearsal of the newest commit is under way since ${moment(run.since)}; its report follows.`],
        },
};
