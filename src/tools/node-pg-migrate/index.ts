import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { blankOutside, wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNumbers } from '../versions.ts';

const migration = /(?:^|\/)(\d+)[^/]*?(?:\.(up|down))?\.(?:sql|[cm]?[jt]s)$/;
// As its sqlMigration.ts looks for them: the first of each, more dashes and words allowed.
const upMarker = /^\s*--[\s-]*up\s+migration/im;
const downMarker = /^\s*--[\s-]*down\s+migration/im;
const asDown = 'is taken for the way back of its .up.sql, as the sql loader does: the command line runs it as an up';

/** Seventeen digits are a date and a time of day; any other prefix is a number as it stands. */
function instant(version: string): string {
  const [, date, hours, minutes, seconds, ms] = /^(\d{8})(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(version) ?? [];
  if (date === undefined) return version;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const at = Date.parse(`${day}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}.${ms ?? ''}Z`);
  return Number.isNaN(at) ? version : `${at}`;
}

/** Each section ends where the other begins. */
function sectionsOf(text: string): { readonly up?: string; readonly down?: string } {
  const [up, down] = [text.search(upMarker), text.search(downMarker)];
  const section = (start: number, other: number): string =>
    blankOutside(text, { start, end: other > start ? other : text.length });
  if (up < 0 && down < 0) return { up: text };
  return { ...(up >= 0 && { up: section(up, down) }), ...(down >= 0 && { down: section(down, up) }) };
}

export const tool: MigrationTool = {
  id: 'node-pg-migrate',
  title: 'node-pg-migrate',
  downs: 'in-file',
  // “Not run migration … is preceding already run migration …”, unless --no-check-order.
  olderVersion: 'refused',
  // It tells migrations apart by the whole name.
  versionsMayRepeat: true,
  afterFailure: {
    says: 'pgmigrations does not list the failed file, and the one transaction around all new files left nothing behind.',
    command: 'node-pg-migrate up',
  },
  outsideTransaction: {
    says: 'A migration in SQL always runs in a transaction: write this one in JavaScript, with pgm.noTransaction() and pgm.sql(…).',
    before: '',
    after: '',
  },
  sessionSettings: 'DATABASE_URL: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const [, version, direction] = path.endsWith('.d.ts') ? [] : (migration.exec(path) ?? []);
    if (version === undefined) return undefined;
    return { version, direction: direction === 'up' || direction === 'down' ? direction : 'both' };
  },
  compareVersions: (a, b) => compareNumbers(instant(a), instant(b)),
  read(file, settings) {
    if (!file.path.endsWith('.sql')) {
      return unreadable(
        file.path,
        'is a node-pg-migrate migration written in JavaScript or TypeScript, which is not readable yet.',
        'Review it by hand.',
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const { version = '', direction = 'both' } = this.recognise(file.path) ?? {};
    // --single-transaction, the default: every new file, one message each, between one BEGIN and one COMMIT.
    const transaction = settings.transaction ?? 'all-pending';
    if (direction !== 'both') {
      const told = direction === 'down' ? [...warnings, asDown] : warnings;
      return success(
        wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings: told, script: text }),
      );
    }
    const sections = sectionsOf(text);
    if (sections.up === undefined) {
      return unreadable(
        file.path,
        'has a line “-- Down Migration” and none “-- Up Migration”: node-pg-migrate runs all of it as the up, its down too.',
        'Add the line “-- Up Migration”.',
        1,
      );
    }
    const holds = sections.down === undefined ? 'up' : 'both';
    return success({
      path: file.path,
      tool: this.id,
      version,
      transaction,
      direction: holds,
      ...sections,
      text,
      warnings,
    });
  },
};
