import { createHash } from 'node:crypto';
import { mayApprove, plainLogin, rightsFor, teamsOf } from '../approval/approvers.ts';
import type { Ground, Person } from '../approval/approvers.ts';
import { needsOf } from '../approval/needs.ts';
import { receiptIn, receiptKey } from '../approval/receipts.ts';
import { approvingReviews, reviewAsApproval } from '../approval/reviews.ts';
import { standing } from '../approval/standing.ts';
import type { Question, Told } from '../approval/voided.ts';
import { asksFor } from '../commands/asks-for.ts';
import type { Actor, Receipt, Rights, Standing } from '../domain/approval.ts';
import { success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { Comment, PullRequestHost } from '../ports/pull-request-host.ts';
import { groundOf } from './ground.ts';
import type { GroundRequest } from './ground.ts';

/** A pull request's place, and by which rules people answer for it. */
export interface RightsRequest extends GroundRequest {
  /** `id` of the configuration. */
  readonly id: string;
  /** The base branch's name. */
  readonly baseRef: string;
  /** The last report on these migrations; absent where there is none yet. */
  readonly report?: Report;
}

export interface StandingRequest extends RightsRequest {
  readonly report: Report;
  /** When a report on these migrations was shown at this commit, ISO 8601: a review before that approves nothing. */
  readonly reportedAt?: string;
}

export interface StandingWorld {
  readonly host: Pick<PullRequestHost, 'pullRequest' | 'comments' | 'roleOf' | 'memberOf' | 'commits' | 'reviews'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Who has answered for a report's dangers, from the conversation as it is now: nothing of an earlier look is kept. What
 * cannot be read is a Problem, and never an approval.
 */
export async function standingOf(request: StandingRequest, world: StandingWorld): Promise<Result<Standing>> {
  const comments = await world.host.comments(request.number);
  if (!comments.ok) return comments;
  const told = receiptsOf(comments.value, request.id);
  const needs = needsOf(request.report);
  // Most pull requests: nothing to answer for, and nobody has said a word to us.
  if (needs.length === 0 && told.length === 0) return success(silence(request.report));
  const ground = await groundOf(request, world.host);
  if (!ground.ok) return ground;
  const reviews = await reviewsFor(request, world);
  if (!reviews.ok) return reviews;
  const asked = [
    ...told.filter((one) => decides(one, request)).map(byOf),
    ...reviews.value.map(({ author }) => author),
  ];
  const people = await peopleFor(asked, ground.value, request, world);
  if (!people.ok) return people;
  const at = { ...request, digest: request.report.digest, needs, reportedAt: request.reportedAt ?? '' };
  const reviewed = reviews.value.map((review) =>
    reviewAsApproval(review, people.value.get(plainLogin(review.author.login))?.role ?? 'none', at),
  );
  return success(
    standing({
      digest: request.report.digest,
      head: request.head,
      baseRef: request.baseRef,
      needs,
      files: ground.value.files,
      ground: ground.value,
      told: [...told, ...reviewed].sort((one, other) => Date.parse(one.writtenAt) - Date.parse(other.writtenAt)),
      people: people.value,
      commits: ground.value.commits,
      now: world.clock.now(),
      notes: [...ground.value.notes, ...unseen(people.value)],
    } satisfies Question),
  );
}

const silence = ({ digest }: Report): Standing => ({
  digest,
  state: 'nothing-needed',
  approvals: [],
  voided: [],
  carriedOver: false,
  missing: [],
  approvers: '',
  notes: [],
  records: {},
});

/** What somebody may do in the pull request now. */
export async function rightsOf(request: RightsRequest, by: Actor, world: StandingWorld): Promise<Result<Rights>> {
  const ground = await groundOf(request, world.host);
  if (!ground.ok) return ground;
  const people = await peopleFor([by], ground.value, request, world);
  if (!people.ok) return people;
  const person = people.value.get(plainLogin(by.login)) ?? { ...by, role: 'none', teams: new Map() };
  const needs = request.report === undefined ? [] : needsOf(request.report);
  return success(rightsFor(person, needs, ground.value.files, ground.value));
}

/** The receipts of one database, oldest first and one for a command, each with what became of the comment that asked. */
export function receiptsOf(comments: readonly Comment[], id: string): readonly Told[] {
  const byNode = new Map(comments.map((comment) => [comment.node, comment]));
  const told = new Set<string>();
  return comments.flatMap((comment) => {
    const receipt = receiptIn(comment);
    if (receipt?.id !== id || told.has(receiptKey(receipt))) return [];
    told.add(receiptKey(receipt));
    return [{ receipt, url: comment.url, writtenAt: comment.createdAt, source: sourceOf(receipt, byNode) }];
  });
}

function sourceOf(receipt: Receipt, comments: ReadonlyMap<string, Comment>): Told['source'] {
  const { source, by } = receipt;
  const comment = comments.get(source.node);
  if (comment === undefined) return 'deleted';
  if (plainLogin(comment.author.login) !== plainLogin(by) || comment.author.kind !== 'human') return 'not-theirs';
  if (comment.editedAt !== undefined || bodyHash(comment.body) !== source.sha256) return 'edited';
  if (comment.minimized) return 'minimised';
  return asksFor(receipt, comment.body) ? 'stands' : 'not-asked';
}

/** What a receipt keeps of the comment that asked for it: any change to it is seen. */
export const bodyHash = (body: string): string => createHash('sha256').update(body).digest('hex');

/** Whether it makes a difference who they are: the rights of everybody else are not asked for. */
function decides({ receipt, source }: Told, { report, head }: StandingRequest): boolean {
  if (source !== 'stands') return false;
  if (receipt.kind === 'unblock') return true;
  if (receipt.kind === 'ok-to-test') return receipt.head === head;
  return (receipt.kind === 'approve' || receipt.kind === 'override') && receipt.digest === report.digest;
}

/** The comment's author was seen to be a person. */
const byOf = ({ receipt }: Told): Actor => ({ login: receipt.by, kind: 'human' });

async function reviewsFor(request: StandingRequest, { host }: StandingWorld) {
  const { approval, reportedAt, head, number } = request;
  if (!approval.reviews || reportedAt === undefined) return success([]);
  const reviews = await host.reviews(number);
  return reviews.ok ? success(approvingReviews(reviews.value, { head, reportedAt })) : reviews;
}

/** Roles anew at every look; teams only where the answer depends on them. */
async function peopleFor(
  actors: readonly Actor[],
  ground: Ground & { readonly files: readonly string[] },
  { report }: RightsRequest,
  { host }: StandingWorld,
): Promise<Result<ReadonlyMap<string, Person>>> {
  const people = new Map<string, Person>();
  const files = report === undefined ? ground.files : [...ground.files, ...needsOf(report).map(({ file }) => file)];
  for (const actor of actors) {
    if (people.has(plainLogin(actor.login))) continue;
    const role = await host.roleOf(actor.login);
    if (!role.ok) return role;
    const teams = new Map<string, 'active' | 'no' | 'unseen'>();
    const person = { ...actor, role: role.value, teams };
    people.set(plainLogin(actor.login), person);
    for (const file of new Set(files)) {
      for (const team of teamsOf(file, ground)) {
        if (teams.has(team) || !isOpen(person, file, ground)) continue;
        const member = await memberOf(team, actor, host);
        if (!member.ok) return member;
        teams.set(team, member.value);
      }
    }
  }
  return success(people);
}

/** A team counts as unseen where its name has no organisation: nobody can be found in it. */
const memberOf = (team: string, { login }: Actor, host: StandingWorld['host']) =>
  team.includes('/') ? host.memberOf(team, login) : Promise.resolve(success('unseen' as const));

/** Whether membership in one more team would let them approve what they may not without. */
function isOpen(person: Person, file: string, ground: Ground): boolean {
  if (mayApprove(person, file, ground).may) return false;
  const everywhere = new Map(teamsOf(file, ground).map((team) => [team, 'active'] as const));
  return mayApprove({ ...person, teams: everywhere }, file, ground).may;
}

const unseen = (people: ReadonlyMap<string, Person>): readonly string[] =>
  [...people.values()].flatMap(({ login, teams }) =>
    [...teams]
      .filter(([, member]) => member === 'unseen')
      .map(
        ([team]) =>
          `Whether @${login} is in @${team} cannot be seen with this token, so it counts as no${team.includes('/') ? '' : ' (a team is written `org/team`)'}.`,
      ),
  );
