import picomatch from 'picomatch';
import type { Problem } from '../domain/errors.ts';
import type { ToolId } from '../domain/migration.ts';
import type { Candidate } from './candidates.ts';
import { candidatesOf } from './candidates.ts';
import type { Detection, MigrationFolder, Override, PassedOver } from './detection.ts';
import { foreignTitles } from './foreign.ts';
import { toolById } from './index.ts';
import {
  declarationFor,
  declaredOther,
  keptForOthers,
  otherDatabaseOf,
  otherInAtlas,
  otherDialectOf,
} from './lookalike.ts';
import { folderOf, upwards, within } from './path.ts';
import { recognise, samplesOf } from './recognise.ts';
import type { View } from './recognise.ts';
import { compareNames } from './versions.ts';

/** The few files whose texts `detect` needs: declarations, manifests of packages and a handful of samples a folder. */
export function wanted(paths: readonly string[], override: Override = {}): readonly string[] {
  const known = new Set(paths);
  const candidates = candidatesFor(paths, override).filter(({ folder }) => otherDatabaseOf(folder) === undefined);
  const around = candidates.flatMap(({ folder }) =>
    upwards(folder).flatMap((above) => ['Cargo.toml', 'package.json', 'atlas.hcl'].map((name) => within(above, name))),
  );
  // The newest speaks for its folder: there may be one beside each migration.
  const declarations = new Map(
    paths.flatMap((path) => {
      const folder = declarationFor(path);
      return folder === undefined ? [] : [[folder, path] as const];
    }),
  ).values();
  const samples = candidates
    .filter(({ tool }) => tool === undefined || tool === 'atlas')
    .flatMap((candidate) => samplesOf(candidate.paths));
  return [...new Set([...declarations, ...around, ...samples])].filter((path) => known.has(path));
}

/** Which tools a tree's migrations belong to. Pure: `view.texts` holds what `wanted` asked for. */
export function detect(view: View, override: Override = {}): Detection {
  const folders: MigrationFolder[] = [];
  const passedOver: PassedOver[] = [];
  for (const candidate of candidatesFor(view.paths, override)) {
    const other = configured(override) ? undefined : otherDatabase(candidate, view);
    const paths = candidate.paths.filter((path) => configured(override) || otherDialectOf(path) === undefined);
    const found = override.tool
      ? { tool: override.tool, why: 'the configuration says so' }
      : recognise(candidate, view);
    if (other !== undefined) passedOver.push({ folder: candidate.folder, because: other });
    else if (found !== undefined) folders.push(folderFor(found.tool, { ...candidate, paths }, found.why));
    else if (override.paths)
      folders.push(folderFor(override.command ? 'command' : 'sql', candidate, 'configured, and of no known tool'));
    else passedOver.push({ folder: candidate.folder, because: 'numbered files of no known migration tool' });
  }
  const nested = joinedNested(folders.filter(({ paths }) => paths.length > 0));
  const held = override.command === undefined ? nested : ofOneCommand(nested, override);
  return { folders: held, passedOver, problems: held.length > 0 ? [] : nothingFound(view, override) };
}

const configured = ({ tool, paths }: Override): boolean => tool !== undefined || paths !== undefined;

function candidatesFor(paths: readonly string[], override: Override): readonly Candidate[] {
  const ignored = picomatch([...(override.ignore ?? [])], { dot: true });
  const kept = override.ignore?.length ? paths.filter((path) => !ignored(path)) : paths;
  const tool = override.tool;
  if (override.paths === undefined) {
    const candidates = candidatesOf(kept);
    return tool === undefined ? candidates : candidates.filter((candidate) => mayBe(tool, candidate));
  }
  const matches = picomatch([...override.paths], { dot: true });
  return configuredCandidates(
    kept.filter((path) => matches(path) && (override.command !== undefined || isMigration(path, tool))),
    kept,
    override,
  );
}

/** Configured files: those that names give to a tool, or to the one that is configured, are a set; the rest are one a folder. */
function configuredCandidates(
  mine: readonly string[],
  all: readonly string[],
  { tool, command }: Override,
): readonly Candidate[] {
  const chosen = new Set(mine);
  const suits = (candidate: Candidate): boolean => tool === undefined || (candidate.tool ?? tool) === tool;
  // What tells that folders belong together, a plan or a journal, may lie beside what is chosen.
  const named = (command === undefined ? candidatesOf(tool === undefined ? mine : all) : [])
    .filter(suits)
    .map((candidate) => ({ ...candidate, paths: candidate.paths.filter((path) => chosen.has(path)) }))
    .filter(({ paths }) => paths.length > 0);
  const claimed = new Set(named.flatMap(({ paths }) => paths));
  const any = tool !== undefined || command !== undefined;
  const rest = mine.filter((path) => !claimed.has(path) && (any || path.endsWith('.sql')));
  const folders = [...new Set(rest.map(folderOf))].sort(compareNames);
  const inFolder = (folder: string): readonly string[] => rest.filter((path) => folderOf(path) === folder);
  return [...named, ...folders.map((folder) => ({ folder, paths: [...inFolder(folder)].sort(compareNames) }))];
}

const isMigration = (path: string, tool: ToolId | undefined): boolean =>
  tool === undefined || toolById(tool) === undefined || toolById(tool)?.recognise(path) !== undefined;

/** Whether a configured tool can own a candidate that names and contents would give to any tool. */
function mayBe(tool: ToolId, candidate: Candidate): boolean {
  if (candidate.tool !== undefined) return candidate.tool === tool;
  return otherDatabaseOf(candidate.folder) === undefined && candidate.paths.some((path) => isMigration(path, tool));
}

function otherDatabase({ tool, folder }: Candidate, view: View): string | undefined {
  const kept = keptForOthers(folder);
  if (kept !== undefined) return `it lies in ${kept}/`;
  const named = otherDatabaseOf(folder);
  if (named !== undefined) return `its name says ${named}`;
  for (const [path, text] of view.texts) {
    const declared = declarationFor(path) === folder ? declaredOther(path, text) : undefined;
    if (declared !== undefined) return `${path} says ${declared}`;
  }
  const project = tool === 'atlas' ? nearest(folder, 'atlas.hcl', view) : undefined;
  const other = otherInAtlas(view.texts.get(project ?? '') ?? '');
  if (other !== undefined) return `${project ?? ''} says ${other}`;
  return undefined;
}

/** Liquibase's change log lies beside or above what it includes: one set. */
const joinedNested = (folders: readonly MigrationFolder[]): readonly MigrationFolder[] =>
  folders.reduce<readonly MigrationFolder[]>((joined, folder) => {
    const outer = joined.find(
      (other) => folder.tool === 'liquibase' && other.tool === folder.tool && isWithin(other.folder, folder.folder),
    );
    if (outer === undefined) return [...joined, folder];
    return joined.map((other) => (other === outer ? { ...outer, paths: [...outer.paths, ...folder.paths] } : other));
  }, []);

/** One command migrates one database, whichever folders its migrations lie in (an application each, with Django). */
function ofOneCommand(folders: readonly MigrationFolder[], override: Override): readonly MigrationFolder[] {
  const sets = new Map<string, MigrationFolder>();
  for (const folder of folders) {
    const key = override.paths ? '' : folder.tool;
    const set = sets.get(key);
    const paths = [...(set?.paths ?? []), ...folder.paths].sort(compareNames);
    sets.set(key, { ...(set ?? folder), folder: '', paths });
  }
  return [...sets.values()];
}

const isWithin = (outer: string, inner: string): boolean => outer === '' || inner.startsWith(`${outer}/`);

const nearest = (folder: string, name: string, view: View): string | undefined =>
  upwards(folder)
    .map((above) => within(above, name))
    .find((path) => view.texts.has(path));

function folderFor(tool: ToolId, { folder, paths }: Candidate, why: string): MigrationFolder {
  const readable = toolById(tool);
  const title = readable?.title ?? (tool in foreignTitles ? foreignTitles[tool as keyof typeof foreignTitles] : tool);
  const own = readable ? paths.filter((path) => readable.recognise(path) !== undefined) : paths;
  const chosen = readable?.chosen?.(own) ?? own;
  return { tool, title, folder, why, readable: readable !== undefined, paths: chosen };
}

function nothingFound(view: View, override: Override): readonly Problem[] {
  if (!configured(override)) return [];
  const looked = override.paths
    ? `migrations.paths (${override.paths.join(', ')})`
    : `migrations.tool (${override.tool ?? ''})`;
  const elsewhere = detect(view).folders.map(({ folder, title }) => `${folder || '.'} (${title})`);
  const seen =
    elsewhere.length > 0
      ? `Migrations were seen in ${elsewhere.join(', ')}.`
      : 'No migrations were seen anywhere else.';
  return [
    {
      code: 'paths-match-nothing',
      says: `The configured ${looked} matches no migration file of this commit.`,
      advice: `${seen} Correct the configuration, or remove the key to let the folder be found.`,
    },
  ];
}
