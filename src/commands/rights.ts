import type { Rights, Role } from '../domain/approval.ts';
import type { PullRequestState } from '../ports/pull-request-host.ts';
import type { Facts, Reply, Right, VerbCard } from './command.ts';

const roles: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
const atLeast = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);

/** Whom we talk with: everybody else gets silence, so that nobody can make us speak in a public repository. */
export const isInsider = (role: Role, visibility: PullRequestState['visibility']): boolean =>
  atLeast(role, visibility === 'private' ? 'read' : 'write');

/** Who asks, and of what. */
export type Asking = Pick<Facts, 'by' | 'rights' | 'author' | 'pullRequest' | 'run'>;

/** Whether somebody may use a verb at this moment. */
export function may(right: Right, asking: Asking): boolean {
  const { by, rights, author, pullRequest, run } = asking;
  if (by.kind !== 'human') return false;
  return (
    isInsider(rights.role, pullRequest.visibility) &&
    allowed(right, rights, { author, started: run?.by === by.login, idle: run === undefined })
  );
}

interface Relation {
  readonly author: boolean;
  /** The run under way is theirs, or there is none. */
  readonly started: boolean;
  readonly idle: boolean;
}

function allowed(right: Right, { role, approver, emergency }: Rights, { author, started, idle }: Relation): boolean {
  const writer = atLeast(role, 'write');
  switch (right) {
    case 'reader':
      return true;
    case 'writer':
      return writer;
    case 'writer-not-author':
      return writer && !author;
    case 'approver':
      return writer && approver;
    case 'approver-or-maintainer':
      return (writer && approver) || atLeast(role, 'maintain');
    case 'starter-or-maintainer':
      // Where nothing runs there is nothing to guard, and the answer says so.
      return atLeast(role, 'maintain') || (writer && (started || idle));
    case 'emergency':
      return emergency;
  }
}

/** Who may, as words of a sentence and in the documentation. */
export const rightWords: Readonly<Record<Right, string>> = {
  reader: 'whoever can read a private repository, or write to a public one',
  writer: 'whoever can write to the repository',
  'writer-not-author': 'whoever can write to the repository, but not for the author of the pull request',
  approver: 'approvers',
  'approver-or-maintainer': 'approvers and maintainers',
  'starter-or-maintainer': 'whoever started the run, and maintainers',
  emergency: 'admins, and whom `approval.emergency` names',
};

/** Why not, and who may. */
export function refusal({ verb, who }: VerbCard, { call, rights, standing }: Facts): Reply {
  const ofApprovers = who.startsWith('approver');
  const approvers = standing === undefined || !ofApprovers ? '' : ` Approvers here: ${standing.approvers}.`;
  const why = ofApprovers ? rights.because : [];
  return [
    [`\`${call} ${verb}\` is for ${rightWords[who]}.${approvers}`, ...why].join(' '),
    ...(ofApprovers ? [{ instead: 'ask one of them.' }] : []),
  ];
}

/** Why a verb is of no use on this pull request now; undefined where it is. */
export function untimely({ verb, while: needed }: VerbCard, { call, pullRequest }: Facts): Reply | undefined {
  if (needed !== undefined && pullRequest.state !== 'open')
    return [`This pull request is closed, so \`${call} ${verb}\` changes nothing.`];
  if (needed === 'ready' && pullRequest.draft)
    return [
      `This pull request is a draft; \`${call} ${verb}\` waits until it is ready for review.`,
      { instead: 'mark it as ready, and write the command again.' },
    ];
  return undefined;
}

/** Why nothing can be done at all: commands work from what the check keeps. Undefined where it can be seen. */
export const blind = ({ unseen }: Pick<Facts, 'unseen'>): Reply | undefined =>
  unseen && [
    `${unseen.says} A command works from the report that the check keeps, so nothing was done.`,
    {
      instead:
        'give the jobs of both workflows the permission `checks: write`: the commit status that takes the place of the check without it keeps no report.',
    },
  ];
