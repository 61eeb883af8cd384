import { posix } from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Config } from '../config/config.ts';
import { profileAgeDays } from '../config/profile-age.ts';
import { counted } from '../domain/figures.ts';
import type { Profile } from '../domain/profile.ts';
import type { KnownQueries, KnownQuery } from '../rehearsal/passes/queries/known.ts';
import { loadParser } from '../sql/parse.ts';
import { applicationQuery, queriesIn } from '../sql/queries.ts';
import type { Snapshot } from './snapshot.ts';

/** What both sides' query files ask. */
export interface FileQueries extends Pick<KnownQueries, 'deployed' | 'coming'> {
  /** Of the files, on either side. */
  readonly paths: readonly string[];
  /** What could not be read of them. */
  readonly notes: readonly string[];
}

/** The queries of the files that the configuration names, else of those that sqlc's own configuration names. */
export async function fileQueries(
  { before, after }: { readonly before: Snapshot; readonly after: Snapshot },
  { queries }: Pick<Config, 'queries'>,
): Promise<FileQueries> {
  const [deployed, coming] = [await queriesOf(before, queries.files), await queriesOf(after, queries.files)];
  const paths = [...deployed.paths, ...coming.paths];
  const none = queries.files.length > 0 && paths.length === 0 ? ['queries.files matches no .sql file.'] : [];
  return {
    ...{ deployed: deployed.queries, coming: coming.queries, paths },
    notes: [...new Set([...deployed.notes, ...coming.notes, ...none])],
  };
}

/** More are no application's own queries any more, and would take longer than the migrations. */
const mostFiles = 2_000;
const mostQueries = 5_000;

interface Found extends Pick<FileQueries, 'paths' | 'notes'> {
  readonly queries: readonly KnownQuery[];
}

async function queriesOf(snapshot: Snapshot, globs: readonly string[]): Promise<Found> {
  const named = globs.length > 0 ? globs : await sqlcGlobs(snapshot);
  if (named.length === 0) return { paths: [], queries: [], notes: [] };
  const matches = picomatch([...named], { dot: true });
  const migrations = new Set(snapshot.detection.folders.flatMap(({ paths }) => paths));
  const matched = snapshot.paths.filter((path) => path.endsWith('.sql') && matches(path));
  const all = matched.filter((path) => !migrations.has(path));
  const paths = all.slice(0, mostFiles);
  const texts = await readable(snapshot, paths);
  await loadParser();
  const queries = [...texts].flatMap(([path, text]) =>
    queriesIn(text).queries.map(({ name, ...query }) => ({
      ...query,
      source: name === undefined ? path : `${path}: ${name}`,
    })),
  );
  const unread = paths.filter((path) => !texts.has(path));
  const left = all.length - paths.length + Math.max(0, queries.length - mostQueries);
  return {
    ...{ paths, queries: queries.slice(0, mostQueries) },
    notes: [
      ...unread.map((path) => `${path} is no text that can be read: the queries in it were not checked.`),
      ...passedOver(globs, matched.length - all.length),
      ...(left === 0 ? [] : [`Only ${mostQueries} queries of ${mostFiles} files were checked.`]),
    ],
  };
}

const passedOver = (globs: readonly string[], migrations: number): readonly string[] =>
  globs.length === 0 || migrations === 0
    ? []
    : [
        `queries.files matches ${counted(migrations, 'migration')} too: ${migrations === 1 ? 'it is' : 'they are'} not read for queries.`,
      ];

/** A migration that cannot be read is an error; a query file only is not checked. */
async function readable(snapshot: Snapshot, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const together = await snapshot.texts(paths);
  if (together.ok) return together.value;
  const texts = new Map<string, string>();
  for (const path of paths) {
    const one = await snapshot.texts([path]);
    if (one.ok) for (const [name, text] of one.value) texts.set(name, text);
  }
  return texts;
}

const queryPaths = z.union([z.string().transform((path) => [path]), z.array(z.string())]);
const sqlc = z.object({
  sql: z.array(z.object({ engine: z.string().default('postgresql'), queries: queryPaths })).default([]),
  packages: z.array(z.object({ engine: z.string().default('postgresql'), queries: queryPaths })).default([]),
});

/** Where sqlc (docs.sqlc.dev, “Config”) reads the queries of a Postgres database; none where its file cannot be read. */
async function sqlcGlobs(snapshot: Snapshot): Promise<readonly string[]> {
  const files = snapshot.paths.filter((path) => /(?:^|\/)sqlc\.(?:ya?ml|json)$/.test(path));
  const texts = await readable(snapshot, files);
  return [...texts].flatMap(([file, text]) => globsOf(posix.dirname(file), text));
}

const mostCharacters = 64 * 1024;

function globsOf(folder: string, text: string): readonly string[] {
  const parsed = sqlc.safeParse(text.length > mostCharacters ? undefined : readYaml(text));
  if (!parsed.success) return [];
  return [...parsed.data.sql, ...parsed.data.packages]
    .filter(({ engine }) => engine === 'postgresql')
    .flatMap(({ queries }) => queries)
    .map((path) => posix.join(asWritten(folder), path))
    .flatMap((path) => (path.endsWith('.sql') ? [path] : [posix.join(path, '*.sql')]));
}

/** A folder's name is no pattern, whatever stands in it; the paths of sqlc's queries may be. */
const asWritten = (folder: string): string => folder.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');

function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 50, logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

interface Known {
  readonly queries: Pick<FileQueries, 'deployed' | 'coming'>;
  readonly profile?: Profile;
  readonly config: Pick<Config, 'queries'>;
}

/** All that is known of both sides; undefined where nothing is. The parser must have been loaded. */
export function knownQueries({ queries: files, profile, config }: Known, now: number): KnownQueries | undefined {
  const { commands } = config.queries;
  const production = (profile?.queries ?? []).flatMap(({ sql, callsPerSecond }) => {
    const query = applicationQuery(sql);
    return query ? [{ ...query, source: 'profile', ...(callsPerSecond !== undefined && { callsPerSecond }) }] : [];
  });
  const deployed = [...production, ...files.deployed];
  if (deployed.length + files.coming.length + commands.length === 0) return undefined;
  const ageDays = profile && profileAgeDays(profile, now);
  const callsShare = profile?.callsShare;
  const counted =
    production.length > 0 && ageDays !== undefined && callsShare !== undefined
      ? { source: 'profile', ageDays, callsShare }
      : undefined;
  return { deployed, coming: files.coming, commands, ...(counted && { counted }) };
}
