import { success } from '../../domain/errors.ts';
import type { Failure, Result } from '../../domain/errors.ts';
import type { DumpStage, OpenDump } from '../../ports/dump.ts';
import { dumpParts } from '../../volume/dump.ts';
import { bring } from './bring.ts';
import type { Bringing, Brought } from './bring.ts';
import { enter } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { databases } from '../prepared.ts';

/** Sends what follows the first part of a dump, stage by stage, to the base database. */
export async function bringStages(
  lab: Lab,
  { stages, lanes }: OpenDump,
  first: Brought,
  bringing: Bringing,
): Promise<Result<Brought>> {
  // How many connections a team's server has to spare, nobody tells.
  const width = lab.server.mark === undefined ? lanes : 1;
  const all = [first];
  for (const stage of stages) {
    const done = await bringStage(lab, stage, width, bringing);
    if (!done.ok) return done;
    all.push(...done.value);
  }
  return success({ texts: all.flatMap(({ texts }) => texts), roles: all.flatMap(({ roles }) => roles) });
}

/** As many scripts at a time as there are lanes; the first that fails ends the others. */
async function bringStage(
  lab: Lab,
  stage: DumpStage,
  width: number,
  bringing: Bringing,
): Promise<Result<readonly Brought[]>> {
  const stop = new AbortController();
  const signal = AbortSignal.any([lab.signal, stop.signal]);
  const waiting = [...stage];
  const done: Brought[] = [];
  const ends: { failed?: Failure; threw?: { readonly error: unknown } } = {};
  const lane = async (): Promise<void> => {
    await using bench = await enter(lab, databases.base);
    for (let open = waiting.shift(); open && !signal.aborted; open = waiting.shift()) {
      const brought = await bring({ ...lab, signal }, bench, dumpParts(open()), bringing);
      if (brought.ok) done.push(brought.value);
      else if (!stop.signal.aborted) {
        ends.failed = brought;
        stop.abort();
      }
    }
  };
  const guarded = async (): Promise<void> => {
    await lane().catch((error: unknown) => {
      // What was told to stop says so by throwing.
      if (stop.signal.aborted) return;
      ends.threw ??= { error };
      stop.abort();
    });
  };
  await Promise.all(Array.from({ length: Math.min(width, stage.length) }, guarded));
  lab.signal.throwIfAborted();
  if (ends.threw) throw ends.threw.error;
  return ends.failed ?? success(done);
}
