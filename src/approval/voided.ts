import type { Need, Recorded } from '../domain/approval.ts';
import { duration } from '../domain/figures.ts';
import type { Sha } from '../domain/pull-request.ts';
import { mayApprove, mayOverride } from './approvers.ts';
import type { Ground, May, Person } from './approvers.ts';
import { worse } from './danger.ts';
import { plain, quoted, short, shortCommit } from './words.ts';

/** A receipt of the conversation, and what has become of the comment that asked for it. */
export interface Told extends Recorded {
  readonly source: 'stands' | 'edited' | 'deleted' | 'minimised' | 'not-theirs' | 'not-asked';
  /** When the code host took it, ISO 8601: no clock but its own tells what came first. */
  readonly writtenAt: string;
}

/** What a standing is made of: the dangers, who has said what about them, and who may. */
export interface Question {
  readonly digest: string;
  readonly head: Sha;
  readonly baseRef: string;
  readonly needs: readonly Need[];
  /** The migrations. */
  readonly files: readonly string[];
  readonly ground: Ground;
  /** Oldest first. */
  readonly told: readonly Told[];
  /** By login in small letters: everybody whose word could count. */
  readonly people: ReadonlyMap<string, Person>;
  /** The commits of the pull request, oldest first. */
  readonly commits: readonly Sha[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What could not be known and counts as no. */
  readonly notes: readonly string[];
}

/** Of an approval that was looked at: the findings that it covers, and those that it does not any more. */
export interface Judged {
  readonly covers: readonly string[];
  readonly lost: readonly { readonly findings?: readonly string[]; readonly because: string }[];
}

/** What an approval is worth now. */
export function judgeApproval(told: Told, question: Question): Judged {
  const why = whyVoid(told, question) ?? whyTakenBack(told, question);
  if (why !== undefined) return { covers: [], lost: [{ because: said(told, why) }] };
  const answers = question.needs.map((need) => ({ need, why: whyNotCovered(need, told, question) }));
  const covers = answers.flatMap(({ need, why }) => (why === undefined ? [need.id] : []));
  const reasons = answers.flatMap(({ need, why }) => (why === undefined || why === 'not meant' ? [] : [{ need, why }]));
  if (covers.length === 0) {
    const [first] = reasons;
    return {
      covers,
      lost: [{ because: first ? said(told, first.why, first.need) : said(told, newSince(question.needs)) }],
    };
  }
  return {
    covers,
    lost: reasons.map(({ need, why }) => ({ findings: [need.id], because: said(told, why, need) })),
  };
}

/** Why an override counts no more; undefined where it does. */
export function whyNoOverride(told: Told, question: Question): string | undefined {
  return (
    whyVoid(told, question) ??
    whyTakenBack(told, question) ??
    refused(told, question, (person) => mayOverride(person, question.ground.policy))
  );
}

/** Whether a block was ended by somebody who may, and who has not taken that back. */
export const endsBlock = (told: Told, question: Question): boolean =>
  told.source === 'stands' && refused(told, question, (person) => mayApproveAny(person, question)) === undefined;

function mayApproveAny(person: Person, { files, needs, ground }: Question): May {
  const all = [...files, ...needs.map(({ file }) => file)];
  const answers = (all.length > 0 ? all : ['']).map((file) => mayApprove(person, file, ground));
  return answers.find(({ may }) => may) ?? answers[0] ?? { may: false, because: 'nothing can be approved' };
}

function refused({ receipt }: Told, { people }: Question, may: (person: Person) => May): string | undefined {
  const person = people.get(receipt.by.toLowerCase());
  if (person === undefined) return `what @${plain(receipt.by)} may do here is not known`;
  const answer = may(person);
  return answer.may ? undefined : answer.because;
}

const sources = {
  edited: 'its comment was edited',
  deleted: 'its comment was deleted',
  minimised: 'its comment was hidden',
  'not-theirs': 'its comment is not theirs',
  'not-asked': 'its comment does not ask for it',
} as const;

function whyVoid({ receipt, source, writtenAt }: Told, question: Question): string | undefined {
  if (source !== 'stands') return sources[source];
  if (receipt.baseRef !== question.baseRef)
    return `the pull request goes to ${quoted(question.baseRef)} now, not to ${quoted(receipt.baseRef)}`;
  if (receipt.digest !== question.digest || question.digest === '') return changed(receipt.head, question);
  const { ttlMs } = question.ground.policy;
  return question.now - Date.parse(writtenAt) > ttlMs ? `it is older than ${duration(ttlMs)}` : undefined;
}

/** By whom the migrations were changed since, where the commit that was approved is still there. */
function changed(since: Sha, { commits, digest, ground }: Question): string {
  const at = commits.indexOf(since);
  const later = at < 0 ? [] : commits.slice(at + 1);
  const guilty = ground.contributions.filter(({ sha }) => later.includes(sha));
  const [first] = guilty;
  const now = digest === '' ? 'what it proposes now cannot be read' : `their digest is ${short(digest)} now`;
  if (first === undefined) return `the migrations, or the rules for approving them, changed after it; ${now}`;
  const of = first.logins.length === 0 ? '' : ` of ${first.logins.map((login) => `@${plain(login)}`).join(' and ')}`;
  const more = guilty.length === 1 ? '' : ` and ${guilty.length - 1} more`;
  return `the migrations changed after it, with commit ${shortCommit(first.sha)}${of}${more}; ${now}`;
}

/** Whoever takes approvals back takes back all that were given until then. */
function whyTakenBack(told: Told, question: Question): string | undefined {
  const after = question.told.slice(question.told.indexOf(told) + 1);
  const back = after.find(({ receipt }) => receipt.kind === 'revoke');
  if (back === undefined) return undefined;
  const { by, reason } = back.receipt;
  return `@${plain(by)} took it back${reason === undefined ? '' : ` (“${plain(reason)}”)`}`;
}

/** “not meant” = the approval never spoke of this finding. */
function whyNotCovered(need: Need, told: Told, question: Question): string | undefined {
  const approved = told.receipt.findings?.find(({ id }) => id === need.id);
  if (approved === undefined) return 'not meant';
  if (need.destructive && (told.receipt.reason ?? '').trim() === '')
    return 'rows or objects are lost for good, and it gives no reason';
  return (
    refused(told, question, (person) => mayApprove(person, need.file, question.ground)) ??
    worse(approved.danger, need.danger)
  );
}

const named = ({ rule, file }: Need): string => `${quoted(rule)} in ${quoted(file)}`;

function newSince(needs: readonly Need[]): string {
  const [first] = needs;
  return first === undefined ? 'nothing is left of what it covered' : `${named(first)} is new since`;
}

/** “@bob’s approval of `9f3a61c07b2e` is void: its comment was edited.”; for one finding only, where told. */
export function said({ receipt: { by, kind, digest } }: Recorded, why: string, need?: Need): string {
  const noun = kind === 'override' ? 'override' : 'approval';
  const only = need === undefined ? '' : ` for ${named(need)}`;
  return `@${plain(by)}’s ${noun} of ${short(digest)} is void${only}: ${why.replace(/\.$/, '')}.`;
}
