import type { Actor, Need, Role } from '../domain/approval.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { Told } from './voided.ts';

/** A review, as far as it can approve. */
export interface PossibleApproval {
  readonly node: string;
  readonly author: Actor;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  readonly commit: Sha;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
  readonly url?: string;
}

export interface ReviewedAt {
  readonly id: string;
  readonly digest: string;
  readonly head: Sha;
  readonly baseRef: string;
  readonly needs: readonly Need[];
  /** When the report was shown at this commit, ISO 8601. */
  readonly reportedAt: string;
}

/** Each person's newest review that says yes or no; a mere remark changes neither. */
export function approvingReviews<Review extends PossibleApproval>(
  reviews: readonly Review[],
  { head, reportedAt }: Pick<ReviewedAt, 'head' | 'reportedAt'>,
): readonly Review[] {
  const decided = reviews.filter(({ state }) => state !== 'commented');
  const login = ({ author }: Review) => author.login.toLowerCase();
  return decided
    .filter((review, at) => !decided.slice(at + 1).some((other) => login(other) === login(review)))
    .filter(
      ({ state, commit, submittedAt }) =>
        state === 'approved' && commit === head && Date.parse(submittedAt) > Date.parse(reportedAt),
    );
}

/**
 * A review as an approval of what the report said at this commit; with it nobody gives a reason, so that it covers
 * nothing by which rows or objects are lost.
 */
export function reviewAsApproval(review: PossibleApproval, role: Role, at: ReviewedAt): Told {
  return {
    receipt: {
      v: 1,
      kind: 'approve',
      id: at.id,
      by: review.author.login,
      role,
      at: review.submittedAt,
      source: { node: review.node, sha256: '' },
      head: review.commit,
      baseRef: at.baseRef,
      digest: at.digest,
      findings: at.needs.filter(({ destructive }) => !destructive),
    },
    url: review.url ?? '',
    source: 'stands',
    writtenAt: review.submittedAt,
  };
}
