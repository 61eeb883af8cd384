import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { withTemplates } from '../placeholders.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNumbers } from '../versions.ts';

// source/parse.go: ^([0-9]+)_(.*)\.(down|up)\.(.*)$
const migration = /(?:^|\/)(\d+)_[^/]*\.(up|down)\.sql$/;

export const tool: MigrationTool = {
  id: 'golang-migrate',
  title: 'golang-migrate',
  downs: 'pairs',
  // `up` walks from the version in schema_migrations to the next higher one; a lower one is never visited.
  olderVersion: 'skipped',
  afterFailure: {
    says: 'schema_migrations keeps the failed version with dirty = true, and every further run refuses to start.',
    command: 'migrate -path MIGRATIONS -database "$DATABASE_URL" force PREVIOUS_VERSION',
    then: 'migrate -path MIGRATIONS -database "$DATABASE_URL" up',
  },
  outsideTransaction: {
    says: 'golang-migrate sends each file as one message: put the statement alone in a file of its own.',
    before: '',
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
    const script = withTemplates({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? 'one-message';
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script.value }),
    );
  },
};
