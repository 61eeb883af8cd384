import { worse } from '../approval/danger.ts';
import { needsOf } from '../approval/needs.ts';
import type { Standing } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { ChangedFile } from '../domain/pull-request.ts';
import type { Report } from '../domain/report.ts';
import type { Trigger } from '../domain/trigger.ts';
import type { PullRequestState } from '../ports/pull-request-host.ts';
import { proposalIn } from './proposal-in.ts';
import type { Reviewed } from './publish.ts';
import { answersTo, rehearse, requestOf } from './rehearse.ts';
import type { Rehearsed, RehearseWorld } from './rehearse.ts';
import { remembered } from './settle.ts';
import { checkName, settingOf } from './setting.ts';
import type { Setting } from './setting.ts';
import { shown } from './show.ts';

export type MergeGroup = Extract<Trigger, { readonly kind: 'merge-group' }>;

/** A pull request of the group, as it was last shown on its own. */
interface Member {
  readonly number: number;
  readonly report: Report;
  readonly standing: Standing;
  /** What it changes, by its own commits. */
  readonly files: readonly ChangedFile[];
}

/** Pull requests that are to be merged together, and what could not be known of any of them. */
interface Group {
  readonly members: readonly Member[];
  readonly notes: readonly string[];
}

/**
 * What the queue is about to merge is judged as what it is: every pull request in it has its own answers, and nothing
 * that their combination shows is covered by any of them. One alone, on the same base, was rehearsed already.
 */
export async function mergeGroup(group: MergeGroup, world: RehearseWorld): Promise<Rehearsed> {
  let found: Promise<Group> | undefined;
  const membersIn = (setting: Setting) => (found ??= groupOf(group, setting, world));
  return rehearse({ range: group, fromFork: false, fresh: 'kept' }, world, {
    review: async (setting) => {
      if (!setting.ok) return world.review({ range: group, source: setting, fresh: 'kept', as: 'reading' });
      const { members } = await membersIn(setting.value);
      const known = await rehearsedBefore(group, members, setting.value, world);
      const source = success(setting.value.source);
      return noting(
        clashes(members),
        known ?? (await world.review({ range: group, source, fresh: 'kept', as: 'rehearsal' })),
      );
    },
    standing: async (report, setting) => success(together(report, await membersIn(setting), setting)),
  });
}

async function groupOf(group: MergeGroup, setting: Setting, world: RehearseWorld): Promise<Group> {
  const numbers = await numbersIn(group, world);
  if (!numbers.ok) return { members: [], notes: [numbers.problem.says] };
  const looked = await Promise.all(numbers.value.map((number) => memberOf(number, group, setting, world)));
  return {
    members: looked.flatMap((member) => (member.ok ? [member.value] : [])),
    notes: looked.flatMap((member) => (member.ok ? [] : [member.problem.says])),
  };
}

/** Those that the commit belongs to, and the one that the queue's branch is named after. */
async function numbersIn(
  { head, queue = '' }: MergeGroup,
  { host }: RehearseWorld,
): Promise<Result<readonly number[]>> {
  const named = /\/pr-(\d+)(?:-|$)/.exec(queue)?.[1];
  const listed = await host.pullRequestsOf(head);
  if (!listed.ok && named === undefined) return listed;
  const numbers = [...(listed.ok ? listed.value : []), ...(named === undefined ? [] : [Number(named)])];
  return success([...new Set(numbers)].sort((one, other) => one - other));
}

async function memberOf(
  number: number,
  group: MergeGroup,
  { id }: Setting,
  world: RehearseWorld,
): Promise<Result<Member>> {
  const pull = await world.host.pullRequest(number);
  if (!pull.ok) return pull;
  const { head, base } = pull.value;
  if (base.ref !== group.baseRef) return unknown(pull.value, `is for another branch, ${base.ref}`);
  const last = await remembered({ name: checkName(id), head }, world.publisher);
  if (!last.ok) return last;
  if (last.value === undefined) return unknown(pull.value, 'has no finished check on its newest commit');
  const setting = await settingOf({ base: group.base, baseRef: base.ref, head }, world);
  if (!setting.ok) return setting;
  await using own = setting.value;
  const { report } = last.value;
  const standing = await answersTo(report, number, own, world);
  if (!standing.ok) return standing;
  return success({ number, report, standing: standing.value, files: own.comparison.files });
}

const unknown = ({ number }: PullRequestState, why: string): Result<never> =>
  failure({
    code: 'github',
    says: `#${number} ${why}, so its approvals do not count here.`,
    advice: 'Queue it again.',
  });

/** The same bytes for the same branch have the same digest: what was measured of them holds. */
async function rehearsedBefore(
  group: MergeGroup,
  members: readonly Member[],
  setting: Setting,
  world: RehearseWorld,
): Promise<Reviewed | undefined> {
  const [only, ...others] = members.filter(({ report }) => report.migrations.length > 0);
  if (only === undefined || others.length > 0 || only.report.verdict === 'error') return undefined;
  const proposal = await proposalIn(group, setting, world.wishes);
  if (!proposal.ok || proposal.value.digest !== only.report.digest) return undefined;
  return shown(only.report, undefined, requestOf({ range: group }, setting, world));
}

/** What is found in the group is answered for only by who answered for the same finding, in the same bytes, as bad as it is. */
function together(report: Report, { members, notes }: Group, { comparison }: Setting): Standing {
  const blobs = new Map(comparison.files.map(({ path, blob }) => [path, blob]));
  const blocking = members.find(({ standing }) => standing.state === 'blocked');
  const overridden = members.find(({ standing }) => standing.state === 'overridden');
  const answered = (need: Standing['missing'][number]['need']) =>
    members.some(
      ({ report: own, standing, files }) =>
        (standing.state === 'approved' || standing.state === 'overridden') &&
        files.some(({ path, blob }) => path === need.file && blobs.get(path) === blob) &&
        needsOf(own).some(({ id, danger }) => id === need.id && worse(danger, need.danger) === undefined),
    );
  const missing = needsOf(report)
    .filter((need) => !answered(need))
    .map((need) => ({ need, wants: 1, has: 0 }));
  const alone = members.length === 1 && members[0]?.report.digest === report.digest ? members[0].standing : undefined;
  if (alone !== undefined) return { ...alone, notes: [...alone.notes, ...notes] };
  const decisive = blocking?.standing.decisive;
  return {
    digest: report.digest,
    state: blocking !== undefined ? 'blocked' : missing.length > 0 ? 'waiting' : answeredState(report, overridden),
    approvals: members.flatMap(({ standing }) => standing.approvals),
    voided: members.flatMap(({ standing }) => standing.voided),
    ...(decisive !== undefined && { decisive }),
    carriedOver: members.length > 0,
    missing,
    approvers: members
      .filter(({ standing }) => standing.approvers !== '')
      .map(({ number, standing }) => `${standing.approvers} (#${number})`)
      .join('; '),
    notes: [...notes, ...members.flatMap(({ standing }) => standing.notes), ...(missing.length > 0 ? [notHere] : [])],
    records: {},
  };
}

const notHere =
  'Nobody can approve in a queue: approve on the pull request itself and queue it again; what only the combination shows ' +
  'is mended by bringing one of them up to date with the other.';

const answeredState = (report: Report, overridden: Member | undefined): Standing['state'] =>
  needsOf(report).length === 0 ? 'nothing-needed' : overridden === undefined ? 'approved' : 'overridden';

/** Tables that two of them change, and numbers that two of them took, by the names of the pull requests. */
function clashes(members: readonly Member[]): readonly string[] {
  const pairs = members.flatMap((one, index) => members.slice(index + 1).map((other) => [one, other] as const));
  return pairs.flatMap(([one, other]) => {
    const tables = changedBy(one.report).filter((table) => changedBy(other.report).includes(table));
    const versions = versionsOf(one.report).filter((version) => versionsOf(other.report).includes(version));
    const both = `#${one.number} and #${other.number}`;
    return [
      ...(tables.length > 0 ? [`${both} both change ${tables.map((table) => `\`${table}\``).join(', ')}.`] : []),
      ...(versions.length > 0
        ? [`${both} both took the version ${versions.map((one) => `\`${one}\``).join(', ')}.`]
        : []),
    ];
  });
}

function changedBy({ rehearsal }: Report): readonly string[] {
  if (rehearsal === undefined || rehearsal.status === 'skipped') return [];
  const locks = (rehearsal.statements ?? []).flatMap((run) => run.locks);
  return [...new Set(locks.filter(({ blocks }) => blocks.length > 0).map(({ object }) => object))];
}

const versionsOf = ({ migrations }: Report): readonly string[] => [
  ...new Set(migrations.filter(({ status }) => status === 'added').map(({ version }) => version)),
];

function noting(notes: readonly string[], reviewed: Reviewed): Reviewed {
  const { report } = reviewed;
  if (notes.length === 0) return reviewed;
  return { ...reviewed, report: { ...report, because: [report.because, ...notes].join(' ') } };
}
