import type { Facts, Verb } from '../command.ts';
import { may, untimely } from '../rights.ts';

export const verb: Verb = {
  verb: 'help',
  group: 'look',
  flags: [],
  who: 'writer',
  says: 'Shows what you can do on this pull request now.',
  more: ['`/migrate` alone does the same.'],
  example: 'help',
  now: () => undefined,
  decide: (_, facts) => ({
    does: 'answer',
    reply: [`What @${facts.by.login} can do here now:`, { list: linesFor(facts) }],
  }),
};

const linesFor = (facts: Facts): readonly string[] =>
  facts.verbs
    .filter((card) => may(card.who, facts) && untimely(card, facts) === undefined)
    .flatMap((card) => {
      const line = card.now(facts);
      return line === undefined ? [] : [`\`${facts.call} ${line}\`: ${card.says}`];
    });
