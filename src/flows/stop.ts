import type { Run } from '../commands/command.ts';
import type { Actor } from '../domain/approval.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import { complete } from './complete.ts';
import { proposedAt, targetOf } from './facts.ts';
import type { Scene } from './facts.ts';
import { shown } from './show.ts';
import { showing } from './show-again.ts';
import type { ShowAgainWorld } from './show-again.ts';
import { unmeasured } from './without-report.ts';

export interface StopWorld extends ShowAgainWorld {
  readonly stop: (run: Run, by: string) => Promise<Result<undefined>>;
}

/**
 * Ends a run, and says in its check who did: the run itself is told only that it must end, and has a few seconds for it.
 * What was decided about the migrations until then is shown with that.
 */
export async function stop(
  run: Run,
  { login }: Actor,
  { scene, world }: { readonly scene: Scene; readonly world: StopWorld },
): Promise<Result<undefined>> {
  const stopped = await world.stop(run, login);
  if (!stopped.ok) return stopped;
  const last = await world.publisher.lastCheck(targetOf(scene));
  if (!last.ok) return last;
  const { running } = last.value;
  // One that has come to its end meanwhile shows what it found.
  if (running?.check.attempt !== run.run) return success(undefined);
  const { check } = running;
  const problem = stoppedBy(login);
  const request = { ...showing(scene, world).request, target: check };
  const report = unmeasured(await proposedAt(scene, world), problem);
  const reviewed = { ...shown(report, undefined, request), problem };
  const options = { request, world: showing(scene, world).world, remarks: 'sent' } as const;
  const { problems } = await complete({ reviewed }, success(check), options);
  const [first] = problems;
  return first === undefined ? success(undefined) : failure(first);
}

const stoppedBy = (login: string): Problem => ({
  code: 'interrupted',
  says: `${login} cancelled the rehearsal, so nothing is known about these migrations.`,
  advice: 'Comment `/migrate rerun`, which begins a new one.',
});
