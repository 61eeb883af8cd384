import type { Verb } from '../command.ts';
import { currentReport, noReport } from '../words.ts';

export const verb: Verb = {
  verb: 'runbook',
  group: 'deploy',
  flags: [],
  who: 'writer',
  says: 'Writes the deploy plan: what to look at before, the steps, what to watch, when to stop, and the way back.',
  more: [
    'Every figure in it was measured in the rehearsal of the last report; what nobody knows is said to be unknown.',
  ],
  example: 'runbook',
  now: (facts) => ((currentReport(facts)?.migrations.length ?? 0) > 0 ? 'runbook' : undefined),
  decide(_, facts) {
    const report = currentReport(facts);
    if (report === undefined) return { does: 'refuse', reply: noReport(facts) };
    if (report.migrations.length === 0 && report.verdict !== 'error')
      return { does: 'answer', reply: ['This pull request changes no migration, so there is nothing to deploy.'] };
    return { does: 'runbook' };
  },
};
