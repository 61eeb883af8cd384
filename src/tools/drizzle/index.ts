import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { folderOf, nameOf, within } from '../path.ts';
import { withSemicolons } from '../separators.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNames, compareNumbers } from '../versions.ts';
import { readJournal } from './journal.ts';

// 0007_name.sql beside meta/_journal.json; since 1.0 a folder each, 20260101000000_name/migration.sql, and no journal.
const migration = /(?:^|\/)(?:([^/]+)\/migration|([^/]+))\.sql$/;
const journalOf = (path: string): string => within(folderOf(path), 'meta/_journal.json');
const ownFolder = (path: string): boolean => nameOf(path) === 'migration.sql';

// Drizzle cuts here wherever it stands, in strings and in the middle of a line too.
const breakpoint = /--> statement-breakpoint/g;

export const tool: MigrationTool = {
  id: 'drizzle',
  title: 'Drizzle',
  downs: 'none',
  // Whatever is not younger than the youngest row of __drizzle_migrations is passed over (0.45.4; 1.0 runs it).
  olderVersion: 'skipped',
  // The journal tells them apart by their tags.
  versionsMayRepeat: true,
  afterFailure: {
    says: 'All pending migrations are rolled back together, but for what a COMMIT in a file has let through.',
    command: 'npx drizzle-kit migrate',
  },
  outsideTransaction: {
    says: 'Drizzle runs all pending migrations in one transaction: let a migration of its own begin with COMMIT; and release it alone.',
    before: 'COMMIT;--> statement-breakpoint\n',
    after: '',
  },
  sessionSettings: 'the connection string: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const [, folder, file] = migration.exec(path) ?? [];
    const name = folder ?? file;
    return name === undefined ? undefined : { version: /^\d+(?=_|$)/.exec(name)?.[0] ?? name, direction: 'up' };
  },
  companions: (path) => (ownFolder(path) ? [] : [journalOf(path)]),
  compareVersions(a, b) {
    const digits = /^\d+$/.test(a) && /^\d+$/.test(b);
    return digits ? compareNumbers(a, b) : compareNames(a, b);
  },
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = '' } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? 'all-pending';
    const script = withSemicolons(text, breakpoint);
    const read = wholeFile(file, { tool: this.id, version, direction: 'up', transaction, text, warnings, script });
    // By their names then; one that is older runs all the same, so that it has no age.
    if (ownFolder(file.path)) return success({ ...read, place: [Number(version)].filter(Number.isFinite) });
    const journalText = settings.companions.get(journalOf(file.path));
    if (journalText === undefined) return success(read);
    const journal = readJournal(journalOf(file.path), journalText);
    if (!journal.ok) return journal;
    const place = journal.value.findIndex(({ tag }) => `${tag}.sql` === nameOf(file.path));
    const entry = journal.value[place];
    if (entry !== undefined) return success({ ...read, place: [place], stamp: entry.when });
    return success({ ...read, neverRuns: 'is not in meta/_journal.json, so Drizzle never runs it.' });
  },
};
