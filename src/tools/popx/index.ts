import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { withTemplates } from '../placeholders.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNames } from '../versions.ts';

// popx/match.go: ^(\d+)_([^.]+)(\.[a-z0-9]+)?(\.autocommit)?\.(up|down)\.(sql)$; fizz in older versions.
const migration = /(?:^|\/)(\d+)_[^./]+(?:\.(?!autocommit\.)([a-z0-9]+))?(\.autocommit)?\.(up|down)\.(sql|fizz)$/;
const postgres = new Set(['postgres', 'postgresql', 'pg']);

/** What a name says; a file without a dialect is for every database. */
function named(path: string) {
  const [match, version = '', dialect, autocommit, direction, type] = migration.exec(path) ?? [];
  const mine = match !== undefined && (dialect === undefined || postgres.has(dialect));
  if (!mine) return undefined;
  return {
    version,
    general: dialect === undefined,
    autocommit,
    direction: direction === 'down' ? 'down' : 'up',
    type,
  } as const;
}

/** From popx's source: it is a library of programs in Go, which could not be built for this. */
export const tool: MigrationTool = {
  id: 'popx',
  title: 'ory popx',
  downs: 'pairs',
  // Every version that the migration table does not list is run.
  olderVersion: 'applied',
  afterFailure: {
    says: 'The migration table does not list the failed version; an .autocommit file may leave some of it behind.',
    command: 'PROGRAM migrate sql up --read-from-env --yes',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a file NAME.autocommit.up.sql (NAME.postgres.autocommit.up.sql for Postgres only).',
    before: '',
    after: '',
  },
  sessionSettings: 'the DSN: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const { version, direction } = named(path) ?? {};
    return version === undefined || direction === undefined ? undefined : { version, direction };
  },
  chosen(paths) {
    const key = (path: string): string => `${named(path)?.version ?? ''} ${named(path)?.direction ?? ''}`;
    const own = new Set(paths.filter((path) => named(path)?.general === false).map(key));
    const forOthers = (path: string): boolean => migration.test(path) && named(path) === undefined;
    const overridden = (path: string): boolean => named(path)?.general === true && own.has(key(path));
    return paths.filter((path) => !forOthers(path) && !overridden(path));
  },
  compareVersions: compareNames,
  read(file, settings) {
    const { version = '', direction = 'up', autocommit, type } = named(file.path) ?? {};
    if (type === 'fizz') {
      return unreadable(file.path, 'is written in fizz, which is not readable yet.', 'Write the migration as SQL.');
    }
    const { text, warnings } = withoutMark(file.text);
    const script = withTemplates({ path: file.path, text }, settings);
    if (!script.ok) return script;
    // One Exec without arguments: the whole file is one message, in popx's transaction or in none.
    const transaction = settings.transaction ?? (autocommit === undefined ? 'per-file' : 'one-message');
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script.value }),
    );
  },
};
