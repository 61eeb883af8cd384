import type { Asked, Decision, Facts, Verb } from '../command.ts';
import { currentReport, reasonFlag, reasonOf, shortDigest, typedDigest } from '../words.ts';

export const verb: Verb = {
  verb: 'override',
  group: 'decide',
  flags: [
    { ...reasonFlag, wanted: 'always' },
    { name: 'confirm', value: 'DIGEST', wanted: 'always', says: 'The digest of the migrations that are let pass.' },
  ],
  who: 'emergency',
  while: 'open',
  says: 'Breaks the glass: lets these migrations pass whatever the report says, and leaves a follow-up issue.',
  more: [
    'For an outage that cannot wait for an approver. It also turns a check green that failed or could not verify. The approvers are called, the pull request is labelled, and an issue is opened. It ends with the first changed byte of a migration.',
  ],
  example: 'override --reason="incident 42: the queue stands still" --confirm=9f3a61c07b2e',
  now: ({ digest, standing }) => (digest === '' || isGreen(standing) ? undefined : lineFor(digest)),
  decide,
};

function decide(asked: Asked, facts: Facts): Decision {
  const { digest, standing, call, approvers } = facts;
  if (digest === '') {
    return {
      does: 'refuse',
      reply: [
        'What this pull request proposes could not be read, so there is nothing that an override could be bound to.',
        { instead: 'the check of its newest commit says why.' },
      ],
    };
  }
  const report = currentReport(facts);
  if (isGreen(standing) && report?.verdict !== 'fail' && report?.verdict !== 'error')
    return { does: 'answer', reply: ['There is nothing to override: the check is not red.'] };
  const { reason } = reasonOf(asked);
  const confirmed = typedDigest(asked.flags['confirm'] ?? '');
  if (reason === undefined || confirmed === undefined || !digest.startsWith(confirmed)) {
    const wrong = confirmed !== undefined && !digest.startsWith(confirmed);
    return {
      does: 'refuse',
      reply: [
        wrong
          ? `\`${shortDigest(confirmed)}\` is not what this pull request holds now: its migrations have the digest \`${shortDigest(digest)}\`.`
          : 'An override gives its reason, and confirms what it lets pass.',
        { instead: 'if it cannot wait for an approver, type:' },
        { type: [`${call} ${lineFor(digest)}`] },
      ],
    };
  }
  return {
    does: 'record',
    entry: { kind: 'override', digest, reason },
    then: 'follow-up',
    ...(approvers.length > 0 && {
      reply: [{ calls: approvers, says: 'these migrations were let pass without your approval. Please look at them.' }],
    }),
  };
}

const isGreen = (standing: Facts['standing']): boolean =>
  standing?.state === 'approved' || standing?.state === 'overridden' || standing?.state === 'nothing-needed';

const lineFor = (digest: string): string => `override --reason="…" --confirm=${shortDigest(digest)}`;
