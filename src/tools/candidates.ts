import type { ToolId } from '../domain/migration.ts';
import { byMarker, byPath } from './foreign.ts';
import { folderOf } from './path.ts';
import { compareNames } from './versions.ts';

/** A folder that looks like migrations. `tool` is set where names alone decide; else file contents are asked. */
export interface Candidate {
  readonly folder: string;
  readonly tool?: ToolId;
  readonly paths: readonly string[];
}

const migrationFolder = /(?:^|\/)(?:[\w.-]*[_.-])?(?:migrations?|migrate|changelogs?|liquibase)(?:\/|$)/i;
const flywayFile = /^(.*\/|)(?:[VU]\d+(?:[._]\d+)*|R)__[^/]+\.(?:sql|java|kt|rs)$/;
const numberedPair = /^(.*\/|)\d+_[^/]*\.(?:up|down)\.sql$/;
const foldered = /^(.*\/|)[^/]+\/(?:migration|up|down)\.sql$/;
const foldersOwnName = /(?:^|\/)\d[^/]*\/(?:migration|up|down)\.sql$|\/migrations\/[^/]+\/migration\.sql$/;
const numbered = /^(.*\/|)[vV]?(?:\d+[^/]*\.(?:sql|go|py|[cm]?[jt]s|json|ya?ml)|Migration\d+[^/]*\.[jt]s)$/;
const changeLog = /^(.*\/|)(?:[^/]*changelog[^/]*\.(?:xml|ya?ml|json|sql)|migrations?\.xml)$/i;
const rootLog = /(?:^|\/)(?:[^/]*changelog[^/]*\.(?:xml|ya?ml|json)|(?:master|root)\.xml)$/i;
const logged = /\.(?:sql|xml|ya?ml|json)$/i;
const test = /(?:_test\.go|\.(?:test|spec|d)\.[cm]?[jt]s)$/;

const ungrouped = (folder: string): string => folder.replace(/\/$/, '');

/** The folder of a path whose name alone makes it a candidate for a readable tool or for a look at its content. */
function rootOf(path: string): string | undefined {
  if (test.test(path)) return undefined;
  const inFolders = foldersOwnName.test(path) ? foldered.exec(path)?.[1] : undefined;
  if (inFolders !== undefined) return ungrouped(inFolders);
  // These two namings are unmistakable anywhere; a mere number needs a folder that says what it holds.
  const named = flywayFile.exec(path) ?? numberedPair.exec(path);
  if (named !== null) return ungrouped(named[1] ?? '');
  const loose = migrationFolder.test(folderOf(path)) ? numbered.exec(path) : changeLog.exec(path);
  return loose === null ? undefined : ungrouped(loose[1] ?? '');
}

/** All candidates of a tree; a path belongs to one at most. Markers come first: they are the tools' own words. */
export function candidatesOf(paths: readonly string[]): readonly Candidate[] {
  const groups = new Map<string, { folder: string; tool?: ToolId; paths: Set<string> }>();
  const taken = new Set<string>();
  const put = (path: string, folder: string, tool?: ToolId): void => {
    if (taken.has(path)) return;
    taken.add(path);
    const key = `${tool ?? ''}\n${folder}`;
    const group = groups.get(key) ?? { folder, ...(tool && { tool }), paths: new Set() };
    groups.set(key, group);
    group.paths.add(path);
  };
  for (const [tool, folder, files] of marked(paths)) {
    const start = folder === '' ? '' : `${folder}/`;
    for (const path of paths)
      if (path.startsWith(start) && files.test(path.slice(start.length))) put(path, folder, tool);
  }
  for (const folder of loggedFolders(paths)) {
    for (const path of paths) if (path.startsWith(`${folder}/`) && logged.test(path)) put(path, folder);
  }
  for (const path of paths) {
    const named = byPath.find(([, pattern]) => pattern.test(path));
    const folder = named ? named[1].exec(path)?.[1] : rootOf(path);
    if (folder !== undefined) put(path, folder, named?.[0]);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, paths: [...group.paths].sort(compareNames) }))
    .sort((a, b) => compareNames(a.folder, b.folder));
}

/** Folders of migrations with a change log in them, outermost only: what it includes may have any name below it. */
function loggedFolders(paths: readonly string[]): readonly string[] {
  const logs = paths.filter((path) => rootLog.test(path) && migrationFolder.test(`${folderOf(path)}/`));
  const folders = [...new Set(logs.map(folderOf))];
  return folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
}

/** Folders that hold a tool's own marker file, deepest first, so that the nearest marker wins. */
function marked(paths: readonly string[]): readonly (readonly [ToolId, folder: string, files: RegExp])[] {
  const found = new Map<string, readonly [ToolId, string, RegExp]>();
  for (const path of paths) {
    for (const [tool, marker, files] of byMarker) {
      const match = marker.exec(path);
      const folder = match?.[1] ?? '';
      if (match !== null) found.set(`${folder}\n${tool}\n${files.source}`, [tool, folder, files]);
    }
  }
  return [...found.values()].sort((a, b) => b[1].length - a[1].length);
}
