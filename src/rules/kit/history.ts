import type { Span } from '../../domain/finding.ts';
import type { MigrationFile } from '../../domain/migration.ts';

/** The first place of a file, for what is about the file as a whole. */
export const topOf = (file: string): Span => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });

const genericName = /^(?:up|down|migration)\.sql$/;

/** The folder that holds a project's migrations: versions are compared within it only. */
export function folderOf(path: string): string {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (genericName.test(name)) parts.pop();
  return parts.join('/');
}

/** Of one tool and one folder: versions of the same history. */
export const sameHistory = (a: MigrationFile, b: MigrationFile): boolean =>
  a.tool === b.tool && folderOf(a.path) === folderOf(b.path);

/** Both hold an up, or both hold a down. */
export const sameDirection = (a: MigrationFile, b: MigrationFile): boolean =>
  a.direction === 'both' || b.direction === 'both' || a.direction === b.direction;
