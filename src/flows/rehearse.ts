import type { Standing } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { Report } from '../domain/report.ts';
import type { Range } from '../domain/trigger.ts';
import type { CheckTarget, Publisher, StartedCheck } from '../ports/publisher.ts';
import type { PullRequestHost } from '../ports/pull-request-host.ts';
import type { Callers } from './approvers.ts';
import { proposalIn } from './proposal-in.ts';
import { publish } from './publish.ts';
import type { Published, PublishRequest, Reviewed } from './publish.ts';
import { checkName, settingOf } from './setting.ts';
import type { Objects, Setting, SettingWorld } from './setting.ts';
import { shownAt } from './shown-at.ts';
import { standingOf } from './standing.ts';
import { suggest } from './suggest.ts';

/** What is to be looked at, and from what objects: a failure is told as a report of its own. */
export interface ReviewAsked {
  readonly range: Range;
  readonly source: Result<Objects>;
  /** fresh = nothing kept from earlier runs is used. */
  readonly fresh: 'fresh' | 'kept';
  /** reading = nothing of it is run. */
  readonly as: 'rehearsal' | 'reading';
}

export interface RehearseWorld extends SettingWorld {
  readonly host: PullRequestHost;
  readonly publisher: Publisher;
  /** This run, and where it can be watched. */
  readonly attempt: Pick<CheckTarget, 'attempt' | 'details'>;
  readonly needsApproval: PublishRequest['needsApproval'];
  /** What a stranger's SQL gets here before a member has said `ok-to-test`: where there are secrets, it is read only. */
  readonly forks: ReviewAsked['as'];
  readonly review: (asked: ReviewAsked) => Promise<Reviewed>;
  /** Called once it is known what the base commit asks for, before anything is rehearsed. */
  readonly prepared?: (setting: Setting) => void;
  /** Called as soon as there is a check that somebody must complete. */
  readonly started: (check: StartedCheck) => void;
}

/** A range of commits to be shown a verdict of. */
export interface Asked {
  readonly range: Range;
  /** Absent in a merge queue. */
  readonly number?: number;
  readonly fromFork: boolean;
  readonly fresh: ReviewAsked['fresh'];
}

/** How a range is looked at and who has answered for it, where that is not by rehearsing and asking its pull request. */
export interface Otherwise {
  readonly review?: (setting: Result<Setting>) => Promise<Reviewed>;
  readonly standing?: (report: Report, setting: Setting) => Promise<Result<Standing>>;
}

/** What was shown, and on which commit; in a trial, until which day nothing is enforced. */
export type Rehearsed = Published & { readonly head: Sha; readonly trial?: { readonly until: string } };

/** A range is rehearsed and shown, with the answers that people have given to it. */
export async function rehearse(asked: Asked, world: RehearseWorld, otherwise: Otherwise = {}): Promise<Rehearsed> {
  // Nothing that goes wrong before the check begins may leave the commit without one: a crash here is kept for later.
  const begun = await settingOf(asked.range, world).then(
    (setting) => ({ setting }),
    (crash: unknown) => ({ crash }),
  );
  await using setting = 'setting' in begun && begun.setting.ok ? begun.setting.value : undefined;
  if (setting !== undefined) world.prepared?.(setting);
  const review = async (): Promise<Reviewed> => {
    if ('crash' in begun) throw begun.crash;
    return (otherwise.review ?? ((known) => reviewed(asked, known, world)))(begun.setting);
  };
  const standing = standingIn(asked, setting, world, otherwise);
  const callers = setting === undefined || asked.number === undefined ? undefined : callersOf(setting, world);
  const published = await publish(requestOf(asked, setting, world), {
    publisher: world.publisher,
    review,
    ...(standing !== undefined && { standing }),
    ...(callers !== undefined && { callers }),
    ...(setting !== undefined && { proposal: () => proposalIn(asked.range, setting, world.wishes) }),
    started: world.started,
  });
  const problems = await suggested(asked, published, setting, world);
  return { ...published, problems: [...published.problems, ...problems], head: asked.range.head, ...trialIn(setting) };
}

const trialIn = (setting: Setting | undefined): Pick<Rehearsed, 'trial'> =>
  setting?.mode === 'report' ? { trial: { until: setting.enforceFrom ?? '' } } : {};

/** Beside a stranger's lines nothing is written unasked, and nothing where the team wants no comments. */
async function suggested(
  { number, fromFork, range }: Asked,
  { reviewed }: Published,
  setting: Setting | undefined,
  world: RehearseWorld,
): Promise<Published['problems']> {
  if (number === undefined || fromFork || reviewed === undefined || setting === undefined) return [];
  if (!setting.config.comment.suggestions || setting.comment === 'never') return [];
  return suggest({ number, head: range.head, report: reviewed.report, setting }, world);
}

/** How the check and the comment of a range are called and meant. */
export function requestOf(
  { range, number }: Pick<Asked, 'range' | 'number'>,
  setting: Pick<Setting, 'id' | 'mode' | 'enforceFrom' | 'comment'> | undefined,
  { attempt, needsApproval, wishes }: Pick<RehearseWorld, 'attempt' | 'needsApproval' | 'wishes'>,
): PublishRequest {
  const unknown = { id: wishes.id ?? '', mode: wishes.mode ?? 'enforce', comment: 'always' } as const;
  const { id, mode, comment } = setting ?? unknown;
  const target = { name: checkName(id), head: range.head, ...attempt };
  const enforceFrom = setting?.enforceFrom;
  return {
    ...{ target, id, mode, comment, needsApproval },
    ...(number !== undefined && { pullRequest: number }),
    ...(enforceFrom !== undefined && { enforceFrom }),
  };
}

function standingIn(asked: Asked, setting: Setting | undefined, world: RehearseWorld, { standing }: Otherwise) {
  if (setting === undefined) return undefined;
  if (standing !== undefined) return (report: Report) => standing(report, setting);
  const { number } = asked;
  return number === undefined ? undefined : (report: Report) => answersTo(report, number, setting, world);
}

/** Who has answered for a report on a pull request so far. */
export async function answersTo(
  report: Report,
  number: number,
  { id, comparison, config, source }: Setting,
  world: Pick<RehearseWorld, 'host' | 'clock' | 'publisher'>,
): Promise<Result<Standing>> {
  const { head, baseRef } = comparison;
  const { approval } = config;
  const reportedAt = approval.reviews ? await reportSeenAt(report, { name: checkName(id), head }, world) : undefined;
  const seen = reportedAt === undefined ? {} : { reportedAt };
  return standingOf({ number, id, head, baseRef, report, approval, source, comparison, ...seen }, world);
}

/** A review counts for the report that its writer could read: not before there is one, nor while it is made anew. */
async function reportSeenAt(
  report: Report,
  target: Pick<CheckTarget, 'name' | 'head'>,
  { publisher }: Pick<RehearseWorld, 'publisher'>,
): Promise<string | undefined> {
  const last = await publisher.lastCheck(target);
  if (!last.ok || last.value.running !== undefined) return undefined;
  const { completed } = last.value;
  return completed?.digest === report.digest ? shownAt(completed, report) : undefined;
}

/** How those whom the configuration names are called. */
export const callersOf = ({ config }: Setting, { host }: Pick<RehearseWorld, 'host'>): Callers => ({
  host,
  approvers: { users: config.approval.users, teams: config.approval.teams },
});

/** A stranger's SQL runs beside secrets only at exactly the commit that a member has looked at. */
async function reviewed(asked: Asked, setting: Result<Setting>, world: RehearseWorld): Promise<Reviewed> {
  const { range, fresh, number, fromFork } = asked;
  const look = (as: ReviewAsked['as']) =>
    world.review({ range, source: setting.ok ? success(setting.value.source) : setting, fresh, as });
  if (!fromFork || world.forks === 'rehearsal' || number === undefined || !setting.ok) return look('rehearsal');
  const read = await look('reading');
  const standing = await answersTo(read.report, number, setting.value, world);
  const allowed = standing.ok ? standing.value.records['ok-to-test']?.receipt.head : undefined;
  return allowed === range.head ? look('rehearsal') : notRehearsed(read, asked.range);
}

/** What was only read is never green. */
function notRehearsed(read: Reviewed, { head }: Range): Reviewed {
  const { report } = read;
  if (report.migrations.length === 0 || report.verdict === 'fail' || report.verdict === 'error') return read;
  const says = 'This SQL comes from outside, and was read but not run.';
  const advice = `Whoever has read it comments \`/migrate ok-to-test ${head}\`.`;
  return {
    ...read,
    report: { ...report, verdict: 'error', because: `${says} ${advice}` },
    problem: { code: 'bad-usage', says, advice },
  };
}
