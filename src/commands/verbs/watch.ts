import type { Asked, Facts, Reply, Verb } from '../command.ts';
import { noReport } from '../words.ts';

export const verb: Verb = {
  verb: 'watch',
  group: 'deploy',
  words: { shown: '[@login]', least: 0, most: 1 },
  flags: [],
  who: 'writer',
  says: 'Names who watches the deployment: you, or whom you name.',
  more: ['It ticks “Someone watching” of the report. Whoever is named last watches.'],
  example: 'watch @alice',
  now: ({ standing }) => (standing !== undefined && standing.records.watch === undefined ? 'watch' : undefined),
  decide(asked, facts) {
    if (facts.digest === '') return { does: 'refuse', reply: noReport(facts) };
    const who = watcher(asked, facts);
    if (who === undefined) return { does: 'refuse', reply: noName(asked, facts) };
    const other = who.toLowerCase() !== facts.by.login.toLowerCase();
    return {
      does: 'record',
      entry: { kind: 'watch', digest: facts.digest, who },
      ...(other && { reply: [{ calls: [who], says: `\`${facts.by.login}\` names you to watch this deployment.` }] }),
    };
  },
};

const login = /^@?([a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38})$/i;

const watcher = ({ words: [word] }: Asked, { by }: Facts): string | undefined =>
  word === undefined ? by.login : login.exec(word)?.[1];

const noName = ({ words: [word = ''] }: Asked, { call }: Facts): Reply => [
  `\`${word.replaceAll('`', '').slice(0, 60)}\` is no name of somebody who could watch.`,
  { instead: `name one person, such as \`${call} watch @alice\`, or nobody to watch it yourself.` },
];
