import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { withTemplates } from '../placeholders.ts';
import type { Marker } from '../sections.ts';
import { markersOf, sectionOf } from '../sections.ts';
import { blankOutside, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNames, compareNumbers } from '../versions.ts';
import { refusedEnd } from './statements.ts';

const migration = /(?:^|\/)(?:(\d+)[^/]*|([^/]+))\.sql$/;
// Only so: at the start of the line, with these spaces and capitals.
const section = /^-- \+migrate (Up|Down)(\s.*)?$/;

const withoutTransaction = (markers: readonly Marker[]): boolean =>
  markers.some(({ options }) => /(?:^|\s)notransaction(?=\s|$)/.test(options));

/** Where sql-migrate itself would fail on the file; runners of other make that read its format may not. */
const doubts = (text: string, markers: readonly Marker[]): readonly string[] =>
  markers.flatMap((marker) => {
    const found = refusedEnd(text, sectionOf(text, markers, marker));
    return found === undefined ? [] : [`line ${found.line}: ${found.says}`];
  });

export const tool: MigrationTool = {
  id: 'sql-migrate',
  title: 'sql-migrate',
  downs: 'in-file',
  // Every file that gorp_migrations does not list is run (seen with 1.2.0).
  olderVersion: 'applied',
  // gorp_migrations holds whole names.
  versionsMayRepeat: true,
  afterFailure: {
    says: 'gorp_migrations does not list the failed file; with notransaction the statements before it stay.',
    command: 'sql-migrate up',
  },
  outsideTransaction: {
    says: 'Put the statement in a migration that begins with -- +migrate Up notransaction.',
    before: '-- +migrate Up notransaction\n',
    after: '\n-- +migrate Down notransaction\n',
  },
  block: { before: '-- +migrate StatementBegin', after: '-- +migrate StatementEnd' },
  sessionSettings: "the datasource in dbconfig.yml: options='-c lock_timeout=5s'",
  recognise(path) {
    const [, number, name] = migration.exec(path) ?? [];
    const version = number ?? name;
    return version === undefined ? undefined : { version, direction: 'both' };
  },
  // Numbers first and as numbers, then names.
  compareVersions(a, b) {
    const [left, right] = [/^\d/.test(a), /^\d/.test(b)];
    if (left !== right) return Number(right) - Number(left);
    return left ? compareNumbers(a, b) : compareNames(a, b);
  },
  read(file, settings) {
    const { text, warnings: marks } = withoutMark(file.text);
    const script = withTemplates({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const markers = markersOf(script.value, section);
    const [ups, downs] = (['up', 'down'] as const).map((one) => markers.filter((marker) => marker.section === one));
    if (ups === undefined || downs === undefined || markers.length === 0) {
      return unreadable(
        file.path,
        'has no line “-- +migrate Up”, without which sql-migrate refuses it.',
        'Add the line.',
        1,
      );
    }
    const show = (some: readonly Marker[]): string =>
      blankOutside(script.value, ...some.map((marker) => sectionOf(script.value, markers, marker)));
    const transaction = settings.transaction ?? (withoutTransaction(ups) ? 'per-statement' : 'per-file');
    const downTransaction = settings.transaction ?? (withoutTransaction(downs) ? 'per-statement' : 'per-file');
    const sections = {
      up: show(ups),
      ...(downs.length > 0 && { down: show(downs) }),
      ...(downs.length > 0 && downTransaction !== transaction && { downTransaction }),
    };
    const { version = '' } = this.recognise(file.path) ?? {};
    const warnings = [...marks, ...doubts(script.value, markers)];
    const direction = downs.length > 0 ? 'both' : 'up';
    return success({ path: file.path, tool: this.id, version, transaction, direction, ...sections, text, warnings });
  },
};
