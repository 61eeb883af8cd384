import { blocks, spoken } from '../../domain/lock.ts';
import type { Finding } from '../../domain/finding.ts';
import type { RuleCard } from '../../domain/rule.ts';
import type { Decision, Facts, Part, Verb } from '../command.ts';
import { closest } from 'fastest-levenshtein';
import { currentReport } from '../words.ts';

const most = 3;

export const verb: Verb = {
  verb: 'explain',
  group: 'look',
  words: { shown: 'RULE-or-ID', least: 1, most: 1 },
  flags: [],
  who: 'reader',
  says: 'Says what a finding means here, which lock it takes, and the safe way.',
  more: ['A rule that found nothing here can be explained as well.'],
  example: 'explain create-index-not-concurrent',
  now: (facts) => {
    const findings = currentReport(facts)?.findings ?? [];
    const worst = findings.find(({ severity }) => severity === 'blocker') ?? findings[0];
    return worst === undefined ? undefined : `explain ${worst.rule}`;
  },
  decide: ({ words: [name = ''] }, facts) => explained(name.toLowerCase(), facts),
};

function explained(name: string, facts: Facts): Decision {
  const found = (currentReport(facts)?.findings ?? []).filter(
    ({ id, rule }) => id.toLowerCase() === name || rule === name,
  );
  const card = facts.rules.find(({ id }) => id === (found[0]?.rule ?? name));
  if (card === undefined) {
    const near = closest(
      name,
      facts.rules.map(({ id }) => id),
    );
    return {
      does: 'refuse',
      reply: [
        `There is no rule and no finding \`${name.replaceAll('`', '').slice(0, 60)}\`.`,
        { instead: `type \`${facts.call} explain ${near}\`, or a rule that the report names.` },
      ],
    };
  }
  const rest = found.length - most;
  return {
    does: 'answer',
    reply: [
      `\`${card.id}\` (${card.severity}): ${card.title}. ${card.why}`,
      ...lockOf(card),
      ...(found.length === 0 ? ['It found nothing in these migrations.'] : found.slice(0, most).flatMap(here)),
      ...(rest > 0 ? [`It was found ${String(rest)} more times; the report has them all.`] : []),
    ],
  };
}

function lockOf({ takes }: RuleCard): readonly Part[] {
  if (takes === undefined) return [];
  const waits = blocks(takes);
  const who = waits.length === 0 ? 'reads and writes go on' : `${waits.join(' and ')} wait`;
  return [`It takes ${spoken(takes)} on a table that is there already; while it is held, ${who}.`];
}

const here = ({ file, line, says, instead, rehearsed }: Finding): readonly Part[] => [
  `In \`${file}:${String(line)}\`: ${says}`,
  { cure: instead },
  ...(rehearsed === undefined ? [] : [rehearsed]),
];
