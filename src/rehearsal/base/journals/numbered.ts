import { crc32 } from 'node:zlib';
import type { MigrationUnit } from '../../../domain/migration.ts';
import { fileOf, inOrderOf, newestOf, numberOf, plain, valuesOf } from './journal.ts';
import type { Journal, JournalRow } from './journal.ts';

/** One row: the newest, and whether it came to its end. */
export const golangMigrate: Journal = {
  table: 'schema_migrations',
  columns: ['version', 'dirty'],
  read: (rows) => {
    const newest = newestOf(valuesOf(rows, 'version').map(numberOf));
    return {
      tells: 'newest',
      hasRun: ({ version }) => numberOf(version) <= newest,
      halfway: valuesOf(
        rows.filter(({ dirty }) => dirty === 'true'),
        'version',
      ),
    };
  },
};

/** A row for every up and, in older versions, for every down: the last of a version counts. */
export const goose: Journal = {
  table: 'goose_db_version',
  columns: ['id', 'version_id', 'is_applied'],
  read: (rows) => {
    const last = new Map(
      inOrderOf(rows, 'id').map((row) => [plain(row['version_id'] ?? ''), row['is_applied'] === 'true'] as const),
    );
    return { tells: 'each', hasRun: ({ version }) => last.get(plain(version)) === true, halfway: [] };
  },
};

/** Undone versions have a row of their own, and nothing up to a baseline is ever run. */
export const flyway: Journal = {
  table: 'flyway_schema_history',
  columns: ['installed_rank', 'version', 'type', 'script', 'checksum', 'success'],
  read: (unordered) => {
    const rows = inOrderOf(unordered, 'installed_rank');
    const versioned = rows.filter(({ version }) => version !== null);
    const baselines = valuesOf(
      versioned.filter(({ type }) => type?.endsWith('BASELINE')),
      'version',
    );
    const ranVersion = (version: string): boolean => {
      const last = versioned.findLast((row) => compareDotted(row['version'] ?? '', version) === 0n)?.['type'];
      const stands = typeof last === 'string' && !/^(UNDO|DELETE)/.test(last);
      return stands || baselines.some((baseline) => compareDotted(version, baseline) <= 0n);
    };
    return {
      tells: 'each',
      hasRun: (unit) => (unit.version === '' ? ranRepeatable(rows, unit) : ranVersion(unit.version)),
      halfway: valuesOf(
        rows.filter(({ success }) => success === 'false'),
        'script',
      ),
    };
  },
};

/** Flyway runs it again when its text has another checksum. */
function ranRepeatable(rows: readonly JournalRow[], unit: MigrationUnit): boolean {
  const [file] = fileOf(unit);
  const last = rows.findLast(({ script }) => script?.split('/').at(-1) === file);
  return last?.['checksum'] === String(lineChecksum(unit.up?.text ?? ''));
}

/** CRC-32 over the lines without their ends, as Java's int. */
const lineChecksum = (text: string): number =>
  text
    .replace(/(\r\n|\r|\n)$/, '')
    .split(/\r\n|\r|\n/)
    .reduce((sum, line) => crc32(line, sum), 0) | 0;

/** `1.10` after `1.9`; `1.0` is `1`. */
function compareDotted(one: string, other: string): bigint {
  const [left, right] = [one.split(/[._]/), other.split(/[._]/)];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = numberOf(left[part] ?? '0') - numberOf(right[part] ?? '0');
    if (difference !== 0n) return difference;
  }
  return 0n;
}

/** Bit 1 of `type` is a baseline, up to which nothing is run; Atlas compares versions as text. */
export const atlas: Journal = {
  table: 'atlas_schema_revisions',
  columns: ['version', 'type', 'applied', 'total'],
  read: (rows) => {
    const ran = new Set(valuesOf(rows, 'version'));
    const baselines = valuesOf(
      rows.filter(({ type }) => (Number(type) & 1) === 1),
      'version',
    );
    return {
      tells: 'each',
      hasRun: ({ version }) => ran.has(version) || baselines.some((baseline) => version <= baseline),
      halfway: valuesOf(
        rows.filter(({ applied, total }) => Number(applied) < Number(total)),
        'version',
      ),
    };
  },
};

/** Files in the order of their names: those after the last one are run. */
export const graphileMigrate: Journal = {
  table: 'graphile_migrate.migrations',
  columns: ['hash', 'previous_hash', 'filename'],
  read: (rows) => {
    const newest = newestOf(valuesOf(rows, 'filename').map((name) => numberOf(/^\d*/.exec(name)?.[0] ?? '')));
    return { tells: 'newest', hasRun: ({ version }) => numberOf(version) <= newest, halfway: [] };
  },
};
