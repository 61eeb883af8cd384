import { success } from '../../domain/errors.ts';
import type { TransactionMode } from '../../domain/migration.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { withTemplates } from '../placeholders.ts';
import type { Marker } from '../sections.ts';
import { firstSections } from '../sections.ts';
import { withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNames } from '../versions.ts';

const migration = /(?:^|\/)(\d+)[^/]*\.sql$/;
const section = /^--\s*migrate:(up|down)(\s.*)?$/;

// Without its transaction dbmate hands the whole section to one Exec: one message.
const modeOf = (marker: Marker): TransactionMode =>
  /\btransaction:\s*false\b/.test(marker.options) ? 'one-message' : 'per-file';

export const tool: MigrationTool = {
  id: 'dbmate',
  title: 'dbmate',
  downs: 'in-file',
  // Every version that schema_migrations does not list is run; --strict refuses.
  olderVersion: 'applied',
  afterFailure: {
    says: 'schema_migrations does not list the failed file; with transaction:false some of it may stay.',
    command: 'dbmate up',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a migration that begins with -- migrate:up transaction:false.',
    before: '-- migrate:up transaction:false\n',
    after: '\n-- migrate:down transaction:false\n',
  },
  sessionSettings: 'DATABASE_URL: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const version = migration.exec(path)?.[1];
    return version === undefined ? undefined : { version, direction: 'both' };
  },
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const script = withTemplates({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const { up, down } = firstSections(script.value, section);
    if (up === undefined) {
      return unreadable(file.path, 'has no line “-- migrate:up”, without which dbmate refuses it.', 'Add the line.', 1);
    }
    const transaction = settings.transaction ?? modeOf(up.marker);
    const downTransaction = settings.transaction ?? (down && modeOf(down.marker));
    const sections = {
      up: up.text,
      ...(down && { down: down.text }),
      ...(downTransaction && downTransaction !== transaction && { downTransaction }),
    };
    const { version = '' } = this.recognise(file.path) ?? {};
    const direction = down ? 'both' : 'up';
    return success({ path: file.path, tool: this.id, version, transaction, direction, ...sections, text, warnings });
  },
};
