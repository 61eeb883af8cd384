import type { Verb } from '../command.ts';

export const verb: Verb = {
  verb: 'ok-to-test',
  group: 'run',
  words: { shown: 'SHA', least: 1, most: 1 },
  flags: [],
  who: 'writer-not-author',
  while: 'open',
  says: 'Lets the SQL of a fork, or of Dependabot, be rehearsed as that of this repository is, at exactly this commit.',
  more: [
    'Read the changes first: they run in the throwaway Postgres with what the configuration of the base branch gives it. The whole name of the commit is asked for, since a short one can be made to fit another. It counts for this commit only.',
  ],
  example: 'ok-to-test 4be1c9d0f1a2b3c4d5e6f708192a3b4c5d6e7f80',
  now: ({ pullRequest }) => (pullRequest.fromFork ? `ok-to-test ${pullRequest.head}` : undefined),
  decide: ({ words: [typed = ''] }, { pullRequest, digest, call }) => {
    const { head, fromFork } = pullRequest;
    if (!fromFork)
      return {
        does: 'answer',
        reply: ['This pull request comes from this repository: it is rehearsed in full anyway.'],
      };
    if (typed.toLowerCase() !== head.toLowerCase()) {
      return {
        does: 'refuse',
        reply: [
          `\`${typed.replaceAll('`', '').slice(0, 64)}\` is not the newest commit of this pull request, by its whole name.`,
          { instead: 'read what the newest one changes, and type:' },
          { type: [`${call} ok-to-test ${head}`] },
        ],
      };
    }
    return { does: 'record', entry: { kind: 'ok-to-test', digest }, then: 'rehearse' };
  },
};
