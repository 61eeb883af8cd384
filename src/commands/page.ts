import type { VerbCard } from './command.ts';
import { rightWords } from './rights.ts';

const groups: Readonly<Record<VerbCard['group'], string>> = {
  look: 'Look',
  run: 'Rehearse',
  decide: 'Decide',
  deploy: 'Deploy',
};

/** docs/commands.md: everything that can be said to us in a comment. */
export function commandsPage(verbs: readonly VerbCard[]): string {
  const sections = (Object.keys(groups) as VerbCard['group'][]).flatMap((group) => {
    const cards = verbs.filter((card) => card.group === group);
    return cards.length === 0 ? [] : [`## ${groups[group]}`, ...cards.map(section)];
  });
  return `${[
    '# Commands',
    'Written as a comment on the pull request, each on a line of its own:',
    '```text\nLooks good to me.\n\n/migrate approve 9f3a61c07b2e --reason="the table is empty since May"\n```',
    rules,
    ...sections,
  ].join('\n\n')}\n`;
}

const rules = [
  '- A line counts where it is a line of a paragraph: nothing in code, quotes, lists, tables, HTML or the text of a link is a command. Letters may be small or large.',
  '- A comment holds at most five commands, in its first 8 KiB, and they are done in their order. Where one is not understood none is done, and the answer says which.',
  '- Editing a comment never starts a command. Editing, deleting or hiding a comment that approved takes the approval back.',
  '- Bots are not heard. Whoever can neither write to a public repository nor read a private one gets no answer.',
  '- A value is at most 500 characters: `--flag=value`, or `--flag="some words"`.',
  '- Where one repository holds several databases, `/migrate@billing` speaks to the one whose configuration has `id: billing`, and `/migrate` to all of them.',
  '- The reaction says how far it is: 👀 it was seen, 🚀 a rehearsal runs, 👍 it is done, 😕 it was refused, and a comment says why.',
].join('\n');

function section(card: VerbCard): string {
  const { verb, aliases = [], says, more, flags, who, example } = card;
  const also = aliases.length === 0 ? '' : ` Also: ${aliases.map((alias) => `\`/migrate ${alias}\``).join(', ')}.`;
  const options = flags.map(
    ({ name, value, says }) => `- \`--${name}${value === undefined ? '' : `=${value}`}\`: ${says}`,
  );
  return [
    `### ${verb}`,
    `\`${usageOf(card)}\` is for ${rightWords[who]}.${also}`,
    `${says}${more.map((paragraph) => `\n\n${paragraph}`).join('')}`,
    ...(options.length === 0 ? [] : [options.join('\n')]),
    ...(example === verb ? [] : [`For example \`/migrate ${example}\`.`]),
  ].join('\n\n');
}

const usageOf = ({ verb, words, flags }: VerbCard): string =>
  [
    `/migrate ${verb}`,
    ...(words === undefined ? [] : [words.shown]),
    ...flags.map(({ name, value, wanted }) => {
      const flag = `--${name}${value === undefined ? '' : `=${value}`}`;
      return wanted === 'always' ? flag : `[${flag}]`;
    }),
  ].join(' ');
