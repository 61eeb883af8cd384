import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareNames } from '../versions.ts';

const migration = /(?:^|\/)(\d+)_[^/]*\.sql$/;

export const tool: MigrationTool = {
  id: 'supabase',
  title: 'Supabase',
  downs: 'none',
  // “Found local migration files to be inserted before the last migration on remote database”, unless --include-all.
  olderVersion: 'refused',
  afterFailure: {
    says: 'supabase_migrations.schema_migrations does not list the failed file, and nothing of it stays but what CONCURRENTLY did.',
    command: 'supabase db push',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a migration of its own: beside others only the newest CLIs run it.',
    before: '',
    after: '',
  },
  platform:
    'Supabase’s own schemas (auth, storage, extensions) are not in a plain Postgres: name its image, supabase/postgres, under postgres.image, or a dump of the whole schema under migrations.schema.',
  sessionSettings:
    "the database itself, as the CLI runs RESET ALL before each file: ALTER ROLE postgres SET lock_timeout = '5s'",
  recognise(path) {
    const version = migration.exec(path)?.[1];
    return version === undefined ? undefined : { version, direction: 'up' };
  },
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const { version = '' } = this.recognise(file.path) ?? {};
    // Statements go out one by one, but in one pipeline up to one Sync: an implicit transaction, as in one message. Seen
    // on Postgres 15 and 17: CLI 2.105 meets 25001 where CONCURRENTLY has company, 2.122 and 3.1 take it out by themselves.
    const transaction = settings.transaction ?? 'one-message';
    const read = wholeFile(file, {
      tool: this.id,
      version,
      direction: 'up',
      transaction,
      text,
      warnings,
      script: text,
    });
    return success({ ...read, freshSettings: true });
  },
};
