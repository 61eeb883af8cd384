import type { Verb } from '../command.ts';
import { noReport } from '../words.ts';

export const verb: Verb = {
  verb: 'started',
  group: 'deploy',
  flags: [],
  who: 'writer',
  says: 'Records that the deployment of these migrations has begun.',
  more: ['`finished` counts from here where it is given no time. Begun anew, it counts from the last time.'],
  example: 'started',
  now: ({ standing }) =>
    standing !== undefined && standing.records.started === undefined && standing.records.finished === undefined
      ? 'started'
      : undefined,
  decide: (_, facts) =>
    facts.digest === ''
      ? { does: 'refuse', reply: noReport(facts) }
      : {
          does: 'record',
          entry: { kind: 'started', digest: facts.digest },
          reply: [`When it is through, write \`${facts.call} finished\`.`],
        },
};
