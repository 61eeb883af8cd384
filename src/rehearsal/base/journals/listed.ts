import type { MigrationUnit } from '../../../domain/migration.ts';
import { folderOf, newestOf, numberOf, pathOf, valuesOf } from './journal.ts';
import type { Journal } from './journal.ts';

/** By the `when` of its own journal, the newest alone; since 1.0 by the folder's name, or by the time in it. */
export const drizzle: Journal = {
  table: '__drizzle_migrations',
  columns: ['hash', 'created_at'],
  sometimes: ['name'],
  read: (rows) => {
    const whens = valuesOf(rows, 'created_at').map(numberOf);
    const newest = newestOf(whens);
    const names = new Set(valuesOf(rows, 'name'));
    const ranFolder = (unit: MigrationUnit): boolean =>
      folderOf(unit).some((name) => names.has(name)) || whens.includes(timeOf(unit.version));
    return {
      tells: 'newest',
      hasRun: (unit) => (unit.up?.stamp === undefined ? ranFolder(unit) : BigInt(unit.up.stamp) <= newest),
      halfway: [],
    };
  },
};

/** `20260101093000` in milliseconds; what is no time is nobody's. */
function timeOf(version: string): bigint {
  const iso = version.replace(/^(....)(..)(..)(..)(..)(..).*/, '$1-$2-$3T$4:$5:$6Z');
  const at = /^\d{14}/.test(version) ? Date.parse(iso) : NaN;
  return Number.isNaN(at) ? -2n : BigInt(at);
}

/** By id, author and path; the path is from wherever Liquibase was told to look. What runs on change is run again. */
export const liquibase: Journal = {
  table: 'databasechangelog',
  columns: ['id', 'author', 'filename'],
  read: (rows) => ({
    tells: 'each',
    hasRun: ({ version, up }) => {
      const [path = '', id, author] = (up?.identity ?? '').split('::');
      const isMine = (file: string): boolean => isTail(file.replace(/^classpath:/, ''), path);
      return (
        version !== '' &&
        rows.some((row) => row['id'] === id && row['author'] === author && isMine(row['filename'] ?? ''))
      );
    },
    halfway: [],
  }),
};

/** Whether two paths can be those of one file, seen from different folders. */
function isTail(one: string, other: string): boolean {
  const [left, right] = [one, other].map((path) => `/${path.replace(/^(\.?\/)+/, '')}`) as [string, string];
  return left.endsWith(right) || right.endsWith(left);
}

/** A change that is reworked is deployed again under its name: so many rows, so many rounds. */
export const sqitch: Journal = {
  table: 'changes',
  columns: ['change_id', 'change', 'project'],
  read: (rows) => {
    const rounds = new Map<string, number>();
    for (const { change, project } of rows) {
      const key = `${change ?? ''}\n${project ?? ''}`;
      rounds.set(key, (rounds.get(key) ?? 0) + 1);
    }
    const projects = [...new Set(valuesOf(rows, 'project'))];
    return {
      tells: 'each',
      hasRun: ({ up }) => {
        const [, name = '', round] = /^up (.*) (\d+)$/.exec(up?.identity ?? '') ?? [];
        return projects.some((project) => (rounds.get(`${name}\n${project}`) ?? 0) > Number(round));
      },
      halfway: [],
    };
  },
};

/** Its command line keeps a state beside the metadata: by source each version, and whether it stopped half way. */
export const hasura: Journal = {
  table: 'hdb_catalog.hdb_version',
  columns: ['cli_state'],
  read: (rows) => {
    const states = rows.map((row) => stateOf(row['cli_state'] ?? '{}'));
    const ran = states.flatMap(({ migrations = {} }) =>
      Object.entries(migrations).flatMap(([source, versions]) =>
        Object.entries(versions).map(([version, dirty]) => ({ source, version, dirty })),
      ),
    );
    return {
      tells: 'each',
      hasRun: (unit) =>
        ran.some(
          ({ source, version }) => version === unit.version && [pathOf(unit).at(-3), 'default'].includes(source),
        ),
      halfway: ran.flatMap(({ version, dirty }) => (dirty ? [version] : [])),
    };
  },
};

interface HasuraState {
  readonly migrations?: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}

function stateOf(text: string): HasuraState {
  try {
    return JSON.parse(text) as HasuraState;
  } catch {
    return {};
  }
}
