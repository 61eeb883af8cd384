import type { Need, Recorded, ReceiptKind, Standing, Voided } from '../domain/approval.ts';
import { approversSay, forbiddenSays, mayVouch } from './approvers.ts';
import type { Policy } from './approvers.ts';
import { endsBlock, judgeApproval, said, whyNoOverride } from './voided.ts';
import type { Judged, Question, Told } from './voided.ts';

/** Who has answered for the dangers of a pull request. Pure: whatever cannot be known counts as no. */
export function standing(question: Question): Standing {
  const { digest, head, needs, files, ground } = question;
  const approvals = judgedApprovals(question);
  const counting = approvals.filter(({ judged }) => judged.covers.length > 0);
  const missing = missingOf(needs, counting, ground.policy);
  const decisive = decisiveOf(question);
  return {
    digest,
    state: decisive?.state ?? (needs.length === 0 ? 'nothing-needed' : missing.length === 0 ? 'approved' : 'waiting'),
    approvals: counting.map(({ told }) => recorded(told)),
    voided: [...(needs.length > 0 ? newestVoid(approvals) : []), ...voidOverrides(question)],
    ...(decisive !== undefined && { decisive: recorded(decisive.told) }),
    carriedOver: counting.some(({ told }) => told.receipt.head !== head),
    missing,
    approvers: approversSay(needs.length > 0 ? needs.map(({ file }) => file) : files, ground),
    notes: [...question.notes, ...forbiddenSays(needs, ground.policy)],
    records: recordsOf(question),
  };
}

interface Approval {
  readonly told: Told;
  readonly judged: Judged;
}

const judgedApprovals = (question: Question): readonly Approval[] =>
  question.told
    .filter(({ receipt }) => receipt.kind === 'approve')
    .map((told) => ({ told, judged: judgeApproval(told, question) }));

/** Every finding wants as many people as the policy says for its weight, and never none. */
function missingOf(needs: readonly Need[], counting: readonly Approval[], policy: Policy): Standing['missing'] {
  return needs.flatMap((need) => {
    const people = counting.filter(({ judged }) => judged.covers.includes(need.id)).map(({ told }) => byOf(told));
    const wants = wanted(need, policy);
    const forbidden = policy.forbidden.includes(need.rule);
    const has = forbidden ? 0 : new Set(people).size;
    return has >= wants ? [] : [{ need, wants, has }];
  });
}

const wanted = ({ destructive }: Need, { required }: Policy): number =>
  Math.max(1, required.blocker, destructive ? required.destructive : 0);

const byOf = ({ receipt }: Recorded): string => receipt.by.toLowerCase();

/** Of each person the newest approval that counts no more, unless a later one of theirs does. */
function newestVoid(approvals: readonly Approval[]): readonly Voided[] {
  return approvals.flatMap(({ told, judged }, at) => {
    const later = approvals.slice(at + 1).filter((other) => byOf(other.told) === byOf(told));
    if (judged.covers.length === 0 && later.length > 0) return [];
    const replaced = later.flatMap((other) => other.judged.covers);
    return judged.lost
      .filter(({ findings }) => findings === undefined || findings.some((id) => !replaced.includes(id)))
      .map((lost) => ({ ...recorded(told), ...lost }));
  });
}

/** The last block that nobody ended, and the last override that counts: whichever came later decides. */
function decisiveOf(question: Question): { readonly state: 'blocked' | 'overridden'; readonly told: Told } | undefined {
  const { told } = question;
  const ended = told.findLastIndex((one) => one.receipt.kind === 'unblock' && endsBlock(one, question));
  const blocked = told.findLastIndex(({ receipt }) => receipt.kind === 'block');
  const overridden = told.findLastIndex(
    (one) => one.receipt.kind === 'override' && whyNoOverride(one, question) === undefined,
  );
  const block = blocked > ended ? told[blocked] : undefined;
  const override = told[overridden];
  if (override !== undefined && (block === undefined || overridden > blocked))
    return { state: 'overridden', told: override };
  return block && { state: 'blocked', told: block };
}

/** An override that counts no more is told like an approval, unless another one decides. */
function voidOverrides(question: Question): readonly Voided[] {
  const last = question.told.findLast(({ receipt }) => receipt.kind === 'override');
  const why = last && whyNoOverride(last, question);
  return last === undefined || why === undefined ? [] : [{ ...recorded(last), because: said(last, why) }];
}

const recordedKinds: readonly ReceiptKind[] = ['notify', 'watch', 'started', 'finished', 'ok-to-test'];

function recordsOf(question: Question): Standing['records'] {
  const newest = recordedKinds.flatMap((kind) => {
    const told = question.told.findLast((one) => one.receipt.kind === kind && counts(one, question));
    return told === undefined ? [] : [[kind, recorded(told)] as const];
  });
  return Object.fromEntries(newest);
}

/** What lets foreign SQL run is bound to the commit, and to the rights of whoever let it. */
function counts({ receipt, source }: Told, { digest, head, people, ground }: Question): boolean {
  if (receipt.kind !== 'ok-to-test') return receipt.digest === digest && digest !== '';
  const person = people.get(receipt.by.toLowerCase());
  return receipt.head === head && source === 'stands' && person !== undefined && mayVouch(person, ground);
}

const recorded = ({ receipt, url }: Recorded): Recorded => ({ receipt, url });
