import { failure, success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import { plainSender } from '../base/baseline.ts';
import { schemaText } from '../base/schema-text.ts';
import { enter } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { execute } from '../run/execute.ts';
import { stepsOf } from '../run/script.ts';
import type { Script } from '../run/script.ts';
import { isBookkeeping } from './bookkeeping.ts';
import { listen } from './listen.ts';
import type { CommandRun } from './listen.ts';
import { endsUnlike, otherSchema } from './problems.ts';
import type { Recounted } from './recount.ts';
import type { Heard } from './units.ts';

/** Where the command runs. */
export const recorded = 'rehearsal_recorded';
/** As the command found it, for what was heard to be sent again. */
export const replayed = 'rehearsal_replayed';

/** What was heard, sent by us, must end as it did for the command: only then is it what the command does. */
export async function replay(lab: Lab, changed: readonly Recounted[], heard: Heard): Promise<Result<true>> {
  const scripts: Script[] = [];
  for (const { path, transaction, text } of changed) {
    const steps = stepsOf(path, text);
    if (!steps.ok) return steps;
    scripts.push({ file: path, transaction, steps: steps.value });
  }
  await using bench = await enter(lab, replayed);
  const { failed } = await execute(scripts, plainSender(lab, bench));
  if (failed?.error.sqlstate !== heard.failed?.sqlstate) return failure(endsUnlike(failed, heard));
  // Tables of the tool's own are left out of what is sent again.
  const makesJournal = heard.units.some(({ statements }) =>
    statements.some(({ node }) => node && 'CreateStmt' in node && isBookkeeping(node, new Set())),
  );
  if (failed || makesJournal) return success(true);
  await using original = await enter(lab, recorded);
  const same = (await schemaText(bench.observer)) === (await schemaText(original.observer));
  return same ? success(true) : failure(otherSchema(changed.map(({ path }) => path)));
}

/** Run once more, a command that keeps its journal has nothing left to do. */
export async function secondRun(
  lab: Lab,
  command: CommandRun,
  told: (units: Heard['units']) => readonly Recounted[],
): Promise<readonly string[]> {
  const again = await listen(lab, recorded, command, lab.plan.limits.passMs);
  if (!again.ok || again.value.ended !== 'well')
    return ['Run a second time, the command of migrations.command fails: see that it may be run on what it has made.'];
  const more = told(again.value.units).some(({ text }) => text !== '');
  return [
    more
      ? 'Run a second time, the command of migrations.command sends statements again: it keeps no record of what has run.'
      : 'Run a second time, the command of migrations.command changes nothing.',
  ];
}
