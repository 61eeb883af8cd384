import { verbs } from '../commands/index.ts';
import type { Facts, Run } from '../commands/command.ts';
import type { Rights, Standing } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { CheckTarget, LastCheck, Publisher, StartedCheck } from '../ports/publisher.ts';
import type { Comment, PullRequestHost, PullRequestState } from '../ports/pull-request-host.ts';
import { recall } from '../report/memory.ts';
import { cards } from './judge.ts';
import { proposalIn } from './proposal-in.ts';
import type { Proposal } from './proposal.ts';
import { answersTo } from './rehearse.ts';
import { checkName } from './setting.ts';
import { shownAt } from './shown-at.ts';
import { rightsOf } from './standing.ts';
import type { Setting, SettingWorld } from './setting.ts';

/** A pull request at one of its heads, with the objects that it is read from. */
export interface Scene {
  readonly pull: PullRequestState;
  readonly setting: Setting;
}

export interface FactsWorld extends SettingWorld {
  readonly host: PullRequestHost;
  readonly publisher: Publisher;
  /** Who began a run; absent where nobody can tell. */
  readonly starterOf?: (check: StartedCheck) => Promise<string | undefined>;
}

/** Who asks, and when they did. */
type Asker = Pick<Comment, 'author' | 'createdAt'>;

/** Everything a verb decides by, read now. */
export async function factsOf(asker: Asker, scene: Scene, world: FactsWorld): Promise<Result<Facts>> {
  const { pull, setting } = scene;
  const { publisher, clock } = world;
  const digest = await digestOf(scene, world);
  const last = await publisher.lastCheck(targetOf(scene));
  if (!last.ok) return last;
  const shown = shownBy(last.value);
  const current = shown?.report.digest === digest && digest !== '' ? shown.report : undefined;
  const standing = current === undefined ? undefined : await standingAt(scene, current, world);
  if (standing?.ok === false) return standing;
  const rights = await rightsAt(scene, asker, current, world);
  if (!rights.ok) return rights;
  const run = await runOf(last.value, scene, world);
  const { users, teams } = setting.config.approval;
  return success({
    by: asker.author,
    rights: rights.value,
    author: same(pull.author.login, asker.author.login),
    pullRequest: pull,
    call: setting.id === '' ? '/migrate' : `/migrate@${setting.id}`,
    digest,
    ...(last.value.unseen !== undefined && { unseen: last.value.unseen }),
    ...(shown !== undefined && { shown }),
    ...(standing !== undefined && { standing: standing.value }),
    ...(run !== undefined && { run }),
    ...(setting.mode === 'report' && { trial: { until: setting.enforceFrom ?? '' } }),
    ...(last.value.completed?.since !== undefined && { lastBegan: last.value.completed.since }),
    askedAt: asker.createdAt,
    now: clock.now(),
    approvers: [...users, ...teams],
    rules: Object.values(cards),
    verbs,
  });
}

/** Who has answered for a report; it counts for nothing where the head holds other migrations than those reported on. */
export async function standingAt(scene: Scene, report: Report, world: FactsWorld): Promise<Result<Standing>> {
  const standing = await answersTo(report, scene.pull.number, scene.setting, world);
  if (!standing.ok) return standing;
  return success({ ...standing.value, digest: await digestOf(scene, world) });
}

function rightsAt(
  { pull, setting }: Scene,
  { author }: Asker,
  report: Report | undefined,
  { host, clock }: FactsWorld,
): Promise<Result<Rights>> {
  const { id, comparison, config, source } = setting;
  const { head, baseRef } = comparison;
  const where = { number: pull.number, id, head, baseRef, approval: config.approval, source, comparison };
  return rightsOf({ ...where, ...(report !== undefined && { report }) }, author, { host, clock });
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const targetOf = ({ pull, setting }: Scene): Pick<CheckTarget, 'name' | 'head'> => ({
  name: checkName(setting.id),
  head: pull.head,
});

/** Of the head's migrations, from git's own diff; '' where it cannot be found out. */
async function digestOf(scene: Scene, world: FactsWorld): Promise<string> {
  const proposal = await proposedAt(scene, world);
  return proposal.ok ? proposal.value.digest : '';
}

export const proposedAt = ({ pull, setting }: Scene, { wishes }: FactsWorld): Promise<Result<Proposal>> =>
  proposalIn({ base: pull.base.sha, head: pull.head }, setting, wishes);

/** A check that holds no readable report has shown none. */
function shownBy({ completed }: LastCheck): Facts['shown'] {
  const report = completed === undefined ? undefined : recall(completed.text);
  if (completed === undefined || report?.ok !== true) return undefined;
  return { report: report.value, at: shownAt(completed, report.value) };
}

/** A run whose time is long over has died: it must not keep others from beginning. */
const graceMs = 3_600_000;

async function runOf({ running }: LastCheck, { setting }: Scene, world: FactsWorld): Promise<Run | undefined> {
  if (running === undefined) return undefined;
  const { check, since } = running;
  const over = Date.parse(since) + setting.config.rehearsal.totalLimitMs + graceMs;
  if (world.clock.now() > over) return undefined;
  const by = await world.starterOf?.(check);
  return { run: check.attempt, since, details: check.details, ...(by !== undefined && { by }) };
}
