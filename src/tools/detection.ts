import type { Problem } from '../domain/errors.ts';
import type { ToolId } from '../domain/migration.ts';

/** What the configuration fixes: `migrations.tool`, `migrations.paths`, `migrations.ignore`. */
export interface Override {
  readonly tool?: ToolId;
  /** picomatch globs from the repository's root. */
  readonly paths?: readonly string[];
  readonly ignore?: readonly string[];
  /** `migrations.command` runs them: any file under `paths` may be one. */
  readonly command?: string;
}

/** One set of migrations: a tool and the folder (or globs) its files lie in. Folders are never mixed. */
export interface MigrationFolder {
  readonly tool: ToolId;
  readonly title: string;
  /** From the repository's root; empty = the root itself. */
  readonly folder: string;
  /** How we know: “named as Rails names them”. */
  readonly why: string;
  /** False: recognised, and every changed file in it is a Problem. */
  readonly readable: boolean;
  /** The migration files of the tree that belong to it, sorted. */
  readonly paths: readonly string[];
}

export interface PassedOver {
  readonly folder: string;
  readonly because: string;
}

export interface Detection {
  readonly folders: readonly MigrationFolder[];
  /** Look-alikes for other databases, and folders of no known tool. */
  readonly passedOver: readonly PassedOver[];
  readonly problems: readonly Problem[];
}

const held = new WeakMap<Detection, ReadonlyMap<string, MigrationFolder>>();

/** The set of migrations a file belongs to. */
export function folderHolding(detection: Detection, path: string): MigrationFolder | undefined {
  const known = held.get(detection) ?? byPath(detection);
  held.set(detection, known);
  return known.get(path);
}

/** The first folder that holds a path keeps it. */
const byPath = ({ folders }: Detection): ReadonlyMap<string, MigrationFolder> =>
  new Map([...folders].reverse().flatMap((folder) => folder.paths.map((path) => [path, folder] as const)));
