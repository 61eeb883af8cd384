import type { TableVolume } from '../../domain/rehearsal.ts';
import type { Lab } from '../lab.ts';
import type { Place } from './beyond.ts';
import type { Subject } from './subject.ts';

export type PlaceOf = (subject: Subject) => Place;

/** Postgres's own default. */
const usualWal = 1024 ** 3;

/** What a statement had here, and what it will have in production. */
export async function placeOf(lab: Lab, volume: readonly TableVolume[]): Promise<PlaceOf> {
  const { statistics, settings = {} } = lab.plan.volume.production ?? {};
  const cacheBytes = sizeIn(settings['effective_cache_size']);
  const fixed = {
    maintenanceBytes: sizeIn(lab.plan.session['maintenance_work_mem']) ?? (await maintenanceHere(lab)),
    walLimitBytes: sizeIn(settings['max_wal_size']) ?? usualWal,
    ...(cacheBytes !== undefined && { cacheBytes }),
  };
  return ({ name, rows, productionRows }) => {
    const growth = productionRows / rows;
    const known = statistics?.get(name);
    const here = volume.find(({ table }) => table === name)?.bytes ?? 0;
    const tableBytes = known?.bytes === undefined ? here * growth : known.bytes + (known.indexBytes ?? 0);
    return { ...fixed, growth, bytesHere: here, tableBytes };
  };
}

async function maintenanceHere({ keeper }: Lab): Promise<number> {
  const { rows } = await keeper.query<{ bytes: number }>(
    `SELECT pg_catalog.pg_size_bytes(pg_catalog.current_setting('maintenance_work_mem'))::int8 AS bytes`,
  );
  return rows[0]?.bytes ?? 64 * 1024 ** 2;
}

const units: Readonly<Record<string, number>> = { kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/** A size as Postgres and the profile write it; undefined where it is none. */
function sizeIn(text: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,12})\s*(kB|MB|GB|TB)$/.exec(text?.trim() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (units[unit] ?? 1);
}
