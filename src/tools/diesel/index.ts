import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { folderOf, within } from '../path.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNames } from '../versions.ts';

const migration = /(?:^|\/)(\d[^/_]*)(?:_[^/]*)?\/(up|down)\.sql$/;
const metadataOf = (path: string): string => within(folderOf(path), 'metadata.toml');

// Diesel drops the dashes and compares as text: 20171112195324 and 2026-07-30-140000-0000 live side by side.
const dashless = (version: string): string => version.replaceAll('-', '');

const notInTransaction = /^\s*run_in_transaction\s*=\s*false\b/m;

export const tool: MigrationTool = {
  id: 'diesel',
  title: 'Diesel',
  downs: 'pairs',
  // Every version that __diesel_schema_migrations does not list is run.
  olderVersion: 'applied',
  afterFailure: {
    says: 'Nothing is recorded; a file in a transaction left nothing behind, one without may have.',
    command: 'diesel migration run',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a migration with metadata.toml: run_in_transaction = false.',
    before: '',
    after: '',
  },
  sessionSettings: 'the database URL: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const [, version, direction] = migration.exec(path) ?? [];
    return version === undefined ? undefined : { version, direction: direction === 'down' ? 'down' : 'up' };
  },
  companions: (path) => [metadataOf(path)],
  compareVersions: (a, b) => compareNames(dashless(a), dashless(b)),
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    // Without a transaction diesel still sends the whole file by batch_execute: one message.
    const alone = notInTransaction.test(settings.companions.get(metadataOf(file.path)) ?? '');
    const transaction = settings.transaction ?? (alone ? 'one-message' : 'per-file');
    return success(wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: text }));
  },
};
