import type { Result } from '../domain/errors.ts';
import type { NamedText } from '../ports/migration-tool.ts';
import { dumpParts } from '../volume/dump.ts';
import { bring } from './bring.ts';
import type { Brought } from './bring.ts';
import { enter } from './lab.ts';
import type { Lab } from './lab.ts';
import { databases } from './prepared.ts';

/** Runs the team's seed on the base schema as psql would: statement by statement, as the migrator. */
export async function sow(lab: Lab, seed: NamedText): Promise<Result<Brought>> {
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
