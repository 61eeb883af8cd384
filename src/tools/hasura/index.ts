import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { linesOf, wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNumbers } from '../versions.ts';

const migration = /(?:^|\/)(\d+)_[^/]*\/(up|down)\.(?:sql|yaml)$/;
const noTransaction = '-- hasura:no-transaction';

/** From the CLI's and the server's source and documentation: they could not be run for this. */
export const tool: MigrationTool = {
  id: 'hasura',
  title: 'Hasura',
  downs: 'pairs',
  // `migrate apply` runs every version that its state does not list.
  olderVersion: 'applied',
  afterFailure: {
    says: 'Hasura’s migration state does not list the failed version; without a transaction some of the file may stay.',
    command: 'hasura migrate apply --database-name DATABASE',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a migration whose up.sql begins with -- hasura:no-transaction (a recent CLI and server).',
    before: `${noTransaction}\n`,
    after: '',
  },
  sessionSettings: 'the URL of the source: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const [, version, direction] = migration.exec(path) ?? [];
    return version === undefined ? undefined : { version, direction: direction === 'down' ? 'down' : 'up' };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    if (file.path.endsWith('.yaml')) {
      return unreadable(
        file.path,
        'changes Hasura’s metadata and may run SQL inside it, which is not readable yet.',
        'Review it by hand, or write its SQL as up.sql and down.sql.',
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    // run_sql takes the whole file as one message; the marker counts on the very first line only.
    const alone = linesOf(text)[0]?.text.trim() === noTransaction;
    const transaction = settings.transaction ?? (alone ? 'one-message' : 'per-file');
    return success(wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: text }));
  },
};
