import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import { duration } from '../../domain/figures.ts';
import type { TakenCluster } from '../../ports/database.ts';
import { makeDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { layBase } from './own-rows.ts';
import type { Laid } from './own-rows.ts';
import type { OwnSource } from '../plan.ts';
import { databases } from '../prepared.ts';
import { makeStandIns } from './roles.ts';
import type { Script } from '../run/script.ts';

/** The base database, and the roles that were made before it. */
export interface Standing extends Laid {
  readonly standIns: readonly string[];
  /** Everything that it is made of; absent where that cannot be told. */
  readonly key?: string;
}

/** What a kept cluster does not tell by itself, as JSON. */
interface Facts extends Omit<Standing, 'sources' | 'production' | 'key'> {
  readonly sources: readonly (readonly [string, OwnSource])[];
  readonly production?: { readonly rows: readonly (readonly [string, number])[]; readonly source: string };
}

/** Sooner made than copied and started. */
const worthKeepingMs = 2_000;

/**
 * Makes the base database, or goes on with one that an earlier run kept. It is kept before anything of the pull request
 * runs: what a migration leaves behind reaches no other run.
 * @param roles stand-ins that the base schema needs.
 */
export async function standBase(
  lab: Lab,
  base: readonly Script[],
  roles: readonly string[],
): Promise<Result<Standing>> {
  const { kept } = lab.server;
  const key = kept && (await keyOf(lab, base, roles));
  if (key === undefined) return await madeBase(lab, base, roles);
  const found = await lab.keeper.away(() => kept?.take(key) ?? Promise.resolve(undefined));
  if (found) return success({ ...withNote(standing(found.facts as Facts), takenNote(found)), key });
  const start = lab.world.clock.elapsed();
  const made = await madeBase(lab, base, roles);
  if (!made.ok) return made;
  const named = { ...made.value, key };
  if (lab.world.clock.elapsed() - start < worthKeepingMs) return success(named);
  const done = await lab.keeper.away(() => kept?.keep(key, factsOf(made.value)) ?? Promise.resolve(undefined));
  if (done === undefined || done === 'kept') return success(named);
  return success(withNote(named, `The base schema is not kept for later runs: ${done.because}.`));
}

async function madeBase(lab: Lab, base: readonly Script[], roles: readonly string[]): Promise<Result<Standing>> {
  const made = await makeStandIns(lab, roles);
  if (!made.ok) return made;
  await makeDatabase(lab, databases.base);
  const laid = await layBase(lab, base);
  return laid.ok ? success({ ...laid.value, standIns: made.value }) : laid;
}

/** Everything that the base database is made of; undefined where something of it cannot be told from here. */
async function keyOf(lab: Lab, base: readonly Script[], roles: readonly string[]): Promise<string | undefined> {
  const { volume, session, roles: mayCreate, baseline, tool } = lab.plan;
  if (volume.snapshot !== undefined || volume.existing !== undefined) return undefined;
  // What a command brings may change while its text stays.
  if (volume.seed && 'command' in volume.seed) return undefined;
  const { rows: extensions } = await lab.keeper.query(
    'SELECT name, default_version FROM pg_catalog.pg_available_extensions ORDER BY name',
  );
  const scripts = base.map(({ file, transaction, freshSettings, steps }) => {
    return { file, transaction, freshSettings, steps: steps.map(({ sql, copyData }) => ({ sql, copyData })) };
  });
  const { seed, full } = volume;
  const settings = { session, mayCreate, kind: baseline.kind, platform: tool.platform };
  return JSON.stringify({ unit: 'base', scripts, roles, seed, full, settings, extensions });
}

const factsOf = ({ sources, production, ...plain }: Standing): Facts => ({
  ...plain,
  sources: [...sources],
  ...(production && { production: { rows: [...production.rows], source: production.source } }),
});

const standing = ({ sources, production, ...plain }: Facts): Standing => ({
  ...plain,
  sources: new Map(sources),
  ...(production && { production: { ...production, rows: new Map(production.rows) } }),
});

const withNote = (base: Standing, note: string): Standing => ({ ...base, notes: [...base.notes, note] });

const takenNote = ({ ageMs, how, tookMs }: TakenCluster): string =>
  `The base schema is that of an earlier run, made ${duration(ageMs)} before this one from the same migrations: ${readyAs({ how, tookMs })}.`;

/** How the kept cluster came to be in use again. */
export const readyAs = ({ how, tookMs }: Pick<TakenCluster, 'how' | 'tookMs'>): string =>
  `a ${how === 'reflink' ? 'reflink copy' : 'copy'} was ready in ${duration(tookMs)}`;
