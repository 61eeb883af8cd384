import { counted } from '../../domain/figures.ts';
import type { Standing } from '../../domain/approval.ts';
import type { Facts, Part, Verb } from '../command.ts';
import { currentReport, moment, noReport, recordedBy, shortDigest } from '../words.ts';

export const verb: Verb = {
  verb: 'status',
  group: 'look',
  flags: [],
  who: 'reader',
  says: 'Says how these migrations stand: verdict, approvals, who may still give them, and what runs.',
  more: [],
  example: 'status',
  now: () => 'status',
  decide: (_, facts) => ({
    does: 'answer',
    reply: [...verdict(facts), ...approvals(facts.standing), ...around(facts)],
  }),
};

const spoken = {
  pass: 'Pass',
  approved: 'Approved',
  'needs-approval': 'Needs approval',
  fail: 'Fail',
  error: 'Could not verify',
} as const;

function verdict(facts: Facts): readonly Part[] {
  const report = currentReport(facts);
  const { pullRequest, digest } = facts;
  if (report === undefined) return noReport(facts);
  const at = `Digest \`${shortDigest(digest)}\`, commit \`${pullRequest.head.slice(0, 7)}\`.`;
  return [`${spoken[settledVerdict(report.verdict, facts.standing)]}: ${report.because} ${at}`, ...trialIn(facts)];
}

function trialIn({ trial }: Facts): readonly Part[] {
  if (trial === undefined) return [];
  const until = trial.until === '' ? '' : ` until ${trial.until}`;
  return [`Report only${until}: the check holds nobody up, unless the migrations could not be verified.`];
}

/** What the check shows: the report's own verdict, and what people said to it. */
function settledVerdict(told: keyof typeof spoken, standing: Standing | undefined): keyof typeof spoken {
  switch (standing?.state) {
    case 'overridden':
      return 'approved';
    case 'blocked':
      return 'fail';
    case 'approved':
      return told === 'needs-approval' ? 'approved' : told;
    case 'nothing-needed':
    case 'waiting':
    case undefined:
      return told;
  }
}

function approvals(standing: Standing | undefined): readonly Part[] {
  if (standing === undefined) return [];
  const { approvals, voided, missing, approvers, notes, decisive, state } = standing;
  const given = approvals.map((one) => `Approved by ${recordedBy(one)}`);
  const decided =
    decisive === undefined ? [] : [`${state === 'blocked' ? 'Blocked' : 'Let pass'} by ${recordedBy(decisive)}`];
  const waits = missing.map(
    ({ need, wants, has }) =>
      `\`${need.rule}\` in \`${need.file}\` has ${String(has)} of ${counted(wants, 'approval')}`,
  );
  const list = [...decided, ...given, ...voided.map(({ because }) => because), ...waits, ...notes];
  return [
    ...(list.length > 0 ? [{ list }] : []),
    ...(missing.length > 0 ? [`It can be approved by ${approvers}.`] : []),
  ];
}

function around(facts: Facts): readonly Part[] {
  const { run } = facts;
  const volume = currentReport(facts)?.checklist.find(({ item }) => item === 'production-like-volume');
  const running =
    run === undefined
      ? 'No rehearsal is under way.'
      : `A rehearsal is under way since ${moment(run.since)}${run.by === undefined ? '' : `, begun by @${run.by}`}.`;
  return [...(volume === undefined || volume.status === 'not-applicable' ? [] : [volume.says]), running];
}
