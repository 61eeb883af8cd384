import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { MigrationFile } from '../../domain/migration.ts';
import type { MigrationTool, NamedText, ReadSettings } from '../../ports/migration-tool.ts';
import { nameOf } from '../path.ts';
import { withSemicolons } from '../separators.ts';
import { blankOutside, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNames } from '../versions.ts';
import { isChangeLog, readChangeLog } from './changelog.ts';
import type { Changeset } from './changesets.ts';
import { attribute, changesetsOf, delimiterOf, forPostgres, logicalPath } from './changesets.ts';
import { placeOf } from './order.ts';
import { withProperties } from './properties.ts';

/** A file without the header is one changeset, whose author and id Liquibase makes up. */
const whole = (text: string): Changeset => ({
  ...{ author: 'includeAll', id: 'raw', attributes: '', line: 1 },
  up: { start: 0, end: text.length },
});

function migrationOf(changeset: Changeset, file: NamedText, script: string, settings: ReadSettings): MigrationFile {
  const { author, id, up, down, line } = changeset;
  const says = (name: string): boolean => attribute(changeset, name)?.toLowerCase() === 'true';
  const free = attribute(changeset, 'runInTransaction')?.toLowerCase() === 'false';
  const unsplit = attribute(changeset, 'splitStatements')?.toLowerCase() === 'false';
  const mode = unsplit ? 'one-message' : 'per-statement';
  const ended = unsplit ? script : withSemicolons(script, delimiterOf(changeset));
  const mistaken = /^(?:runInTransaction|splitStatements|endDelimiter|context|dbms)$/i.test(author);
  return {
    path: file.path,
    tool: 'liquibase',
    // What runs again whenever it changes has no version.
    version: says('runOnChange') || says('runAlways') ? '' : `${author}:${id}`,
    transaction: settings.transaction ?? (free ? mode : 'per-file'),
    direction: down ? 'both' : 'up',
    identity: `${logicalPath(file.text, changeset) ?? file.path}::${id}::${author}`,
    place: [placeOf(file.path, settings.companions), line],
    up: blankOutside(ended, up),
    ...(down && { down: blankOutside(script, ...down) }),
    text: file.text,
    warnings: mistaken ? [`line ${line}: Liquibase takes ${author} for the author and ${id} for the id`] : [],
  };
}

function readAll(file: NamedText, settings: ReadSettings): Result<readonly MigrationFile[]> {
  if (isChangeLog(file.path)) {
    const changes = readChangeLog(file.path, file.text)?.changes ?? [];
    const kinds = `${changes.slice(0, 3).join(', ')}${changes.length > 3 ? ', …' : ''}`;
    return changes.length === 0
      ? success([])
      : unreadable(
          file.path,
          `holds changes that are no SQL files (${kinds}), which are not readable yet.`,
          'Review it by hand.',
        );
  }
  const { text, warnings } = withoutMark(file.text);
  const marked = { path: file.path, text };
  const script = withProperties(marked, settings);
  if (!script.ok) return script;
  const changesets = changesetsOf(script.value) ?? [whole(script.value)];
  if (changesets.length === 0) {
    return unreadable(
      file.path,
      'has no line “--changeset author:id”, so that Liquibase runs nothing of it.',
      'Add the line.',
      1,
    );
  }
  const read = changesets.filter(forPostgres).map((one) => migrationOf(one, marked, script.value, settings));
  const twice = read.find(({ identity }, index) => read.findIndex((one) => one.identity === identity) < index);
  if (twice !== undefined) {
    return unreadable(
      file.path,
      `holds two changesets ${twice.version}, which Liquibase refuses.`,
      'Give one of them another id.',
    );
  }
  const neverRuns = read[0]?.place?.[0] === -1 ? 'is in no change log, so Liquibase never runs it.' : undefined;
  return success(
    read.map((one) => ({
      ...one,
      warnings: [...warnings, ...one.warnings],
      ...(neverRuns !== undefined && { neverRuns }),
    })),
  );
}

/** Formatted SQL. Seen with Liquibase 4.3.3, but where it says otherwise. */
export const tool: MigrationTool = {
  id: 'liquibase',
  title: 'Liquibase',
  downs: 'in-file',
  // Every changeset that DATABASECHANGELOG does not list is run.
  olderVersion: 'applied',
  // It also has the file's path.
  versionsMayRepeat: true,
  afterFailure: {
    says: 'DATABASECHANGELOG lists the changesets before the failed one; with runInTransaction:false a part of it may stay.',
    command: 'liquibase update',
  },
  outsideTransaction: {
    says: 'Put the statement in a changeset of its own: --changeset author:id runInTransaction:false.',
    before: '--changeset AUTHOR:ID runInTransaction:false\n',
    after: '',
  },
  block: { before: '-- Liquibase cuts at semicolons: the changeset needs splitStatements:false, too.', after: '' },
  sessionSettings: 'the JDBC URL: ?options=-c%20lock_timeout%3D5s',
  recognise: (path) =>
    /\.(?:sql|xml|ya?ml|json)$/i.test(path) ? { version: nameOf(path), direction: 'both' } : undefined,
  companions: (_path, folder) => folder,
  compareVersions: compareNames,
  read(file, settings) {
    const read = readAll(file, settings);
    if (!read.ok) return read;
    const [first] = read.value;
    return first === undefined
      ? unreadable(file.path, 'holds no changeset for Postgres.', 'Name a file of SQL changesets.')
      : success(first);
  },
  readAll,
};
