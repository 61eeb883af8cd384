import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNumbers } from '../versions.ts';

const migration = /(?:^|\/)(\d+)_[^/]*?(?:\.(up|down))?\.sql$/;

export const tool: MigrationTool = {
  id: 'sqlx',
  title: 'sqlx',
  downs: 'optional',
  // `migrate run` applies every version that _sqlx_migrations does not list.
  olderVersion: 'applied',
  afterFailure: {
    says: 'Nothing is recorded; a file in a transaction left nothing behind, one without may have.',
    command: 'sqlx migrate run',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a migration whose first line is -- no-transaction.',
    before: '-- no-transaction\n',
    after: '',
  },
  sessionSettings: 'the database URL: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const [, version, direction] = migration.exec(path) ?? [];
    return version === undefined ? undefined : { version, direction: direction === 'down' ? 'down' : 'up' };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    // sqlx asks whether the file starts with it, byte for byte, and then sends the file as one message.
    const alone = file.text.startsWith('-- no-transaction');
    const transaction = settings.transaction ?? (alone ? 'one-message' : 'per-file');
    return success(wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: text }));
  },
};
