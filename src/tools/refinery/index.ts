import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNumbers } from '../versions.ts';

// refinery_core/src/util.rs: ^([U|V])(\d+(?:\.\d+)?)__(\w+)\.(rs|sql)$, and the version must be a whole number.
const migration = /(?:^|\/)([VU])(\d+)__\w+\.(?:sql|rs)$/;

/** From refinery's source and documentation: no crate can be had here to run it. */
export const tool: MigrationTool = {
  id: 'refinery',
  title: 'refinery',
  downs: 'none',
  // MissingVersion, unless set_abort_missing(false), which skips it; a U file may come late.
  olderVersion: 'refused',
  afterFailure: {
    says: 'refinery_schema_history does not list the failed file, and its transaction left nothing behind.',
    command: 'refinery migrate',
  },
  outsideTransaction: {
    says: 'refinery runs every file in a transaction: run the statement outside refinery, and write IF NOT EXISTS into the migration.',
    before: '',
    after: '',
  },
  sessionSettings: 'the database URL: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const version = migration.exec(path)?.[2];
    return version === undefined ? undefined : { version, direction: 'up' };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    if (file.path.endsWith('.rs')) {
      return unreadable(
        file.path,
        'is a refinery migration written in Rust, which is not readable yet.',
        'Review it by hand.',
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const { version = '' } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? 'per-file';
    const read = wholeFile(file, {
      tool: this.id,
      version,
      direction: 'up',
      transaction,
      text,
      warnings,
      script: text,
    });
    return success(migration.exec(file.path)?.[1] === 'U' ? { ...read, mayComeLate: true } : read);
  },
};
