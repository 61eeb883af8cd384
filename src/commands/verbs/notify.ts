import type { Facts, Reply, Verb } from '../command.ts';
import { currentReport, noReport, recordedBy } from '../words.ts';

export const verb: Verb = {
  verb: 'notify',
  group: 'deploy',
  flags: [{ name: 'again', says: 'Though these migrations were announced before.' }],
  who: 'writer',
  says: 'Announces the migrations: how long they take, what waits, and the way back.',
  more: [
    'The announcement goes to the webhooks and the people that `notify` of the configuration names, once for the same migrations unless asked again. It ticks “Team notified” and “Impact shared” of the report.',
  ],
  example: 'notify',
  now: (facts) =>
    (currentReport(facts)?.migrations.length ?? 0) > 0 && facts.standing?.records.notify === undefined
      ? 'notify'
      : undefined,
  decide({ flags }, facts) {
    const report = currentReport(facts);
    if (report === undefined) return { does: 'refuse', reply: noReport(facts) };
    if (report.verdict === 'fail' || report.verdict === 'error')
      return { does: 'refuse', reply: notReady(report.because) };
    if (report.migrations.length === 0)
      return { does: 'answer', reply: ['This pull request changes no migration, so there is nothing to announce.'] };
    const before = facts.standing?.records.notify;
    if (before !== undefined && flags['again'] === undefined)
      return { does: 'answer', reply: already(recordedBy(before), facts) };
    return { does: 'announce' };
  },
};

const notReady = (because: string): Reply => [
  `These migrations cannot be deployed as they are, so nobody was told of them: ${because}`,
  { instead: 'mend them, and announce what is deployed then.' },
];

const already = (by: string, { call }: Facts): Reply => [
  `These migrations were announced already by ${by}.`,
  { instead: `\`${call} notify --again\` announces them once more.` },
];
