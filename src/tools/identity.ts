import type { ChangedMigration, MigrationFile } from '../domain/migration.ts';

/**
 * What a pull request changes for a tool that tells migrations apart by more than their files: a changeset appended to
 * an old file is new, a reworked change keeps its former script under another name. Other tools' files pass as they are.
 * @param paths of the changed files.
 */
export function byIdentity(
  changed: readonly ChangedMigration[],
  base: readonly MigrationFile[],
  paths: readonly string[],
): readonly ChangedMigration[] {
  const before = new Map(base.flatMap((file) => (file.identity === undefined ? [] : [[file.identity, file] as const])));
  const present = changed.filter(({ status }) => status !== 'deleted');
  const kept = new Set(present.map(({ identity }) => identity));
  const gone = [...before.values()].filter((file) => paths.includes(file.path) && !kept.has(file.identity));
  return [
    ...changed.filter((file) => file.identity === undefined),
    ...present.flatMap((file) => (file.identity === undefined ? [] : since(before.get(file.identity), file))),
    ...gone.map((file) => ({ ...file, status: 'deleted' as const, baseText: file.text })),
  ];
}

/** What became of a migration: nothing where its sections say the same as before, wherever they stand now. */
function since(before: MigrationFile | undefined, file: ChangedMigration): readonly ChangedMigration[] {
  if (before === undefined) return [{ ...file, status: 'added' }];
  if (before.up?.trim() === file.up?.trim() && before.down?.trim() === file.down?.trim()) return [];
  // What has no version runs again whenever its text changes.
  return [{ ...file, status: file.version === '' ? 'added' : 'modified', baseText: before.text }];
}
