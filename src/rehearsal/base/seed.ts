import { failure, success } from '../../domain/errors.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import type { NamedText } from '../../ports/migration-tool.ts';
import { dumpParts } from '../../volume/dump.ts';
import { bring } from './bring.ts';
import type { Brought } from './bring.ts';
import { enter } from '../lab.ts';
import type { Lab } from '../lab.ts';
import type { SeedCommand } from '../plan.ts';
import { databases } from '../prepared.ts';

/** How a seed is called in sentences. */
export const seedName = (seed: NamedText | SeedCommand): string => ('path' in seed ? seed.path : 'command');

export const sow = (lab: Lab, seed: NamedText | SeedCommand): Promise<Result<Brought>> =>
  'path' in seed ? sowFile(lab, seed) : sowBy(lab, seed.command);

/** Lets the team's command fill the base schema, as the migrator. It comes from the base branch's configuration. */
async function sowBy(lab: Lab, command: string): Promise<Result<Brought>> {
  const { world, server, signal, plan, deadlineMs } = lab;
  if (!world.command) throw new Error('A seed command is named, and nobody here runs it.');
  const environment = { DATABASE_URL: server.address('migrator', databases.base) };
  const patienceMs = Math.min(plan.limits.totalMs, Math.max(1, deadlineMs - world.clock.elapsed()));
  const { status } = await world.command(command, { environment, patienceMs, signal });
  signal.throwIfAborted();
  return status === 0 ? success({ texts: [], roles: [] }) : failure(notSown(status));
}

const notSown = (status: number | undefined): Problem => ({
  code: 'volume-failed',
  says: `The command of volume.seed ${status === undefined ? 'did not end in time, or could not run' : `ended with status ${status}`}.`,
  advice:
    'Run it by hand with DATABASE_URL set to a database with the migrations of the base branch; what it prints is not shown, as it can hold rows.',
});

/** Runs the team's seed on the base schema as psql would: statement by statement, as the migrator. */
async function sowFile(lab: Lab, seed: NamedText): Promise<Result<Brought>> {
  await using bench = await enter(lab, databases.base);
  return await bring(lab, bench, dumpParts(bytesOf(seed.text)), {
    what: 'The seed',
    file: seed.path,
    advice: 'See that it runs on an empty database with the migrations of the base branch, or remove volume.seed.',
    leavesOut: () => false,
  });
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield new TextEncoder().encode(text);
}
