import type { ToolId } from '../domain/migration.ts';
import type { Candidate } from './candidates.ts';
import { byContent } from './foreign.ts';
import { upwards, within } from './path.ts';

/** A tree as detection sees it: every path, and the texts of the few files it asked for. */
export interface View {
  readonly paths: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

export interface Recognised {
  readonly tool: ToolId;
  readonly why: string;
}

const flyway = /(?:^|\/)(?:[VU]\d+(?:[._]\d+)*|R)__[^/]+\.(?:sql|java|kt|rs)$/;

/** A Cargo.toml on the way to the root that names a crate. */
const crate = (view: View, folder: string, name: string): boolean =>
  upwards(folder).some((above) => new RegExp(`\\b${name}\\b`).test(view.texts.get(within(above, 'Cargo.toml')) ?? ''));

/** A file of that name on the way to the root. */
const has = (view: View, folder: string, name: string): boolean =>
  upwards(folder).some((above) => view.paths.includes(within(above, name)));

/** A package.json on the way to the root that names a package. */
const npmPackage = (view: View, folder: string, name: string): boolean =>
  upwards(folder).some((above) => (view.texts.get(within(above, 'package.json')) ?? '').includes(`"${name}"`));

/** Which files of a candidate are read to tell the tools apart: the first, the last and two between. */
export function samplesOf(paths: readonly string[]): readonly string[] {
  const at = [0, paths.length >> 2, paths.length >> 1, paths.length - 1];
  const kinds = new Map(paths.map((path) => [path.slice(path.lastIndexOf('.')), path]));
  return [...new Set([...at.flatMap((index) => paths[index] ?? []), ...kinds.values()])];
}

/** The tool of a candidate folder: the files' own words first, then their names, then the project around them. */
export function recognise(candidate: Candidate, view: View): Recognised | undefined {
  if (candidate.tool === 'atlas') return underAtlas(candidate, view);
  if (candidate.tool !== undefined) return { tool: candidate.tool, why: 'its own files and names' };
  return fromContent(candidate, view) ?? fromNames(candidate, view);
}

/** Atlas keeps its sums over the formats of other tools too, which are read as those tools do. */
function underAtlas({ folder, paths }: Candidate, view: View): Recognised {
  const named = paths.some((path) => flyway.test(path) || path.endsWith('.up.sql'));
  const other = fromContent({ folder, paths }, view) ?? (named ? fromNames({ folder, paths }, view) : undefined);
  return other ? { ...other, why: `${other.why}, under an atlas.sum` } : { tool: 'atlas', why: 'its atlas.sum' };
}

function fromContent(candidate: Candidate, view: View): Recognised | undefined {
  for (const [tool, files, text] of byContent) {
    const path = candidate.paths.find((path) => files.test(path) && text.test(view.texts.get(path) ?? ''));
    if (path !== undefined) return { tool, why: `what ${path} says` };
  }
  return undefined;
}

function fromNames({ paths, folder }: Candidate, view: View): Recognised | undefined {
  const some = (pattern: RegExp): boolean => paths.some((path) => pattern.test(path));
  if (some(flyway)) {
    return crate(view, folder, 'refinery') || some(/\.rs$/)
      ? { tool: 'refinery', why: 'names like V1__name.sql, and Cargo.toml names refinery' }
      : { tool: 'flyway', why: 'names like V1__name.sql' };
  }
  if (some(/\/migration\.sql$/)) return { tool: 'prisma', why: 'names like 20260101000000_name/migration.sql' };
  if (some(/(?:^|\/)(?:up|down)\.sql$/)) return { tool: 'diesel', why: 'names like 2026-01-01-000000_name/up.sql' };
  // A file that is merely called a change log is none of these.
  if (!some(/(?:^|\/)[vV]?\d[^/]*\.sql$/)) return undefined;
  if (crate(view, folder, 'sqlx') || view.paths.some((path) => /(?:^|\/)\.sqlx\/query-/.test(path))) {
    return { tool: 'sqlx', why: 'numbered files in a project that uses sqlx' };
  }
  // Pairs are a rare setting of node-pg-migrate, and all that golang-migrate has.
  if (some(/(?<!\.(?:up|down))\.sql$/) && npmPackage(view, folder, 'node-pg-migrate')) {
    return { tool: 'node-pg-migrate', why: 'numbered files in a project that uses node-pg-migrate' };
  }
  if (some(/\.up\.sql$/) && has(view, folder, 'Cargo.toml') && !has(view, folder, 'go.mod')) {
    return { tool: 'sqlx', why: 'names like 1_name.up.sql, in a project of Rust' };
  }
  return some(/\.up\.sql$/)
    ? { tool: 'golang-migrate', why: 'names like 1_name.up.sql' }
    : { tool: 'sql', why: 'numbered .sql files in a folder of migrations' };
}
