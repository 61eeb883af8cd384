import type { MigrationFile } from '../domain/migration.ts';
import { shown } from '../domain/safety.ts';
import type { NamedText } from '../ports/migration-tool.ts';
import type { FolderReading } from '../tools/read.ts';

/** What somebody who named these files to `lint` would otherwise take for judged, a sentence each. */
export function remarksOn(files: readonly NamedText[], read: FolderReading): readonly string[] {
  const { migrations, idle, problems } = read;
  const told = new Set([...migrations, ...idle].map(({ path }) => path));
  const refused = new Set(problems.map(({ file }) => file));
  const others = files.filter(({ path }) => !told.has(path) && !refused.has(path));
  return [
    ...loneDowns(migrations).map(
      ({ path }) => `${named(path)} only takes a migration back: it was not judged as an up.`,
    ),
    ...idle.map(({ path, neverRuns = '' }) => `${named(path)} ${neverRuns}`),
    ...others.map(({ path }) => `${named(path)} holds no SQL that its tool runs on Postgres, and was not judged.`),
    ...migrations.flatMap(({ path, warnings }) => warnings.map((warning) => `${named(path)}: ${warning}.`)),
  ];
}

/** Down migrations whose up is not among the files. */
function loneDowns(migrations: readonly MigrationFile[]): readonly MigrationFile[] {
  const ups = new Set(migrations.flatMap((file) => (file.up === undefined ? [] : [unit(file)])));
  return migrations.filter((file) => file.up === undefined && !ups.has(unit(file)));
}

const unit = ({ tool, version }: MigrationFile): string => `${tool} ${version}`;

const named = (path: string): string => `\`${shown(path)}\``;
