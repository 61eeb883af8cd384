import { receiptIn } from '../approval/receipts.ts';
import type { Problem } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { FactsWorld, Scene } from './facts.ts';
import { proposedAt, standingAt, targetOf } from './facts.ts';
import type { PublishRequest } from './publish.ts';
import { settingOf } from './setting.ts';
import { resettle } from './settle.ts';

export interface ShowAgainWorld extends FactsWorld {
  readonly needsApproval: PublishRequest['needsApproval'];
  /** Called with what is shown again, as everybody's answers have left it. */
  readonly settled?: (report: Report) => Promise<void>;
}

/**
 * What people decided is shown on the head that there is now, which may be newer than the one that they decided about:
 * only that head's check is written, and it is green only for its own migrations. Gives what could not be done.
 */
export async function showAgain(number: number, world: ShowAgainWorld): Promise<readonly Problem[]> {
  const pull = await world.host.pullRequest(number);
  if (!pull.ok) return [pull.problem];
  const { base, head } = pull.value;
  const setting = await settingOf({ base: base.sha, baseRef: base.ref, head }, world);
  if (!setting.ok) return [setting.problem];
  await using opened = setting.value;
  return await show({ pull: pull.value, setting: opened }, world);
}

async function show(scene: Scene, world: ShowAgainWorld): Promise<readonly Problem[]> {
  const { request, world: looking } = showing(scene, world);
  const shown = await resettle({ ...request, target: targetOf(scene) }, looking);
  if (!shown.ok) return [shown.problem];
  const { reviewed, problems } = shown.value;
  if (reviewed !== undefined) await world.settled?.(reviewed.report);
  return problems;
}

/** How a pull request's check is meant, and who is asked about it. */
export function showing(scene: Scene, world: ShowAgainWorld) {
  const { pull, setting } = scene;
  const { id, mode, enforceFrom, comment, config } = setting;
  const { users, teams } = config.approval;
  const { host, publisher, needsApproval } = world;
  return {
    request: {
      ...{ pullRequest: pull.number, id, mode, comment, needsApproval },
      ...(enforceFrom !== undefined && { enforceFrom }),
    },
    world: {
      publisher,
      standing: (report: Report) => standingAt(scene, report, world),
      proposal: () => proposedAt(scene, world),
      callers: { host, approvers: { users, teams } },
    },
  };
}

/**
 * A comment was edited, deleted or hidden: where a decision rests on it, or it is one, what follows is shown again.
 */
export async function commentChanged(
  { number, comment: node }: { readonly number: number; readonly comment: string },
  world: ShowAgainWorld,
): Promise<readonly Problem[]> {
  const said = await world.host.comments(number);
  if (!said.ok) return [said.problem];
  const changed = said.value.find((one) => one.node === node);
  const rests = said.value.some((one) => receiptIn(one)?.source.node === node);
  // One that is gone may have been a receipt.
  return changed === undefined || changed.ours || rests ? showAgain(number, world) : [];
}
