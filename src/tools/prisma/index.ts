import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNames } from '../versions.ts';

const migration = /(?:^|\/)([^/]+)\/migration\.sql$/;

/** `20240102030405_add_email` → `20240102030405`; a name without a number is its own version. */
const versionOf = (folder: string): string => /^\d+(?=_|$)/.exec(folder)?.[0] ?? folder;

export const tool: MigrationTool = {
  id: 'prisma',
  title: 'Prisma',
  downs: 'none',
  // `migrate deploy` applies every folder that _prisma_migrations does not list, older ones too.
  olderVersion: 'applied',
  versionsMayRepeat: true,
  afterFailure: {
    says: '_prisma_migrations keeps the failed migration, and every further deploy stops with P3009.',
    command: 'npx prisma migrate resolve --rolled-back MIGRATION_NAME',
    then: 'npx prisma migrate deploy',
  },
  outsideTransaction: {
    says: 'Prisma sends each file as one message: put the statement alone in a migration of its own.',
    before: '',
    after: '',
  },
  sessionSettings: 'the datasource URL: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const folder = migration.exec(path)?.[1];
    return folder === undefined ? undefined : { version: versionOf(folder), direction: 'up' };
  },
  // As names: Prisma sorts its folders so. Equal versions are told apart by the rest of the path.
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = '' } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? 'one-message';
    return success(
      wholeFile(file, { tool: this.id, version, direction: 'up', transaction, text, warnings, script: text }),
    );
  },
};
