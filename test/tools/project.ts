import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ReadSettings } from '../../src/ports/migration-tool.ts';
import { detect, wanted } from '../../src/tools/detect.ts';
import type { Detection, Override } from '../../src/tools/detection.ts';

/** A project as detection sees it: texts by path. */
export type Project = Readonly<Record<string, string>>;

/** A fixture project from disk. */
export function fixture(id: string): Project {
  const root = join(import.meta.dirname, '../fixtures/tools', id);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

/** Detection that is given the texts it wants and no others, as the flows do. */
export function detectIn(project: Project, override: Override = {}): Detection {
  const paths = Object.keys(project);
  const texts = new Map(wanted(paths, override).map((path) => [path, project[path] ?? '']));
  return detect({ paths, texts }, override);
}

/** `tool folder` of every set of migrations found. */
export const found = (project: Project, override: Override = {}): readonly string[] =>
  detectIn(project, override).folders.map(({ tool, folder }) => `${tool} ${folder}`);

export const settings = (over: Partial<ReadSettings> = {}): ReadSettings => ({
  placeholders: {},
  companions: new Map(),
  ...over,
});
