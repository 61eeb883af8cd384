import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { MigrationTool, NamedText, ReadSettings } from '../../ports/migration-tool.ts';
import { nameOf } from '../path.ts';
import { unresolved } from '../placeholders.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareDotted } from '../versions.ts';

const migration = /(?:^|\/)(?:([VU])(\d+(?:[._]\d+)*)|(R))__[^/]*\.(?:sql|java|kt)$/;
const placeholder = /\$\{([^}\r\n]+)\}/g;
const configurationOf = (path: string): string => `${path}.conf`;
const says = (configuration: string, key: string): boolean =>
  new RegExp(`^\\s*${key}\\s*=\\s*false\\s*$`, 'm').test(configuration);

/** Flyway replaces in the whole file, comments and strings included, and fails on a name it does not know. */
function replaced(file: NamedText, settings: ReadSettings): Result<string> {
  if (says(settings.companions.get(configurationOf(file.path)) ?? '', 'placeholderReplacement'))
    return success(file.text);
  const values = new Map(Object.entries(settings.placeholders).map(([name, value]) => [name.toLowerCase(), value]));
  const valueOf = (name: string): string | undefined =>
    values.get(name.toLowerCase()) ?? (name.toLowerCase() === 'flyway:filename' ? nameOf(file.path) : undefined);
  for (const match of file.text.matchAll(placeholder)) {
    if (valueOf(match[1] ?? '') === undefined) return unresolved(file, match.index, match[0], match[1] ?? '');
  }
  return success(file.text.replace(placeholder, (written, name: string) => valueOf(name) ?? written));
}

export const tool: MigrationTool = {
  id: 'flyway',
  title: 'Flyway',
  downs: 'optional',
  // “Detected resolved migration not applied to database”, unless outOfOrder is set.
  olderVersion: 'refused',
  afterFailure: {
    says: 'A file without a transaction leaves a failed row in flyway_schema_history, and every further run is refused.',
    command: 'flyway repair',
    then: 'flyway migrate',
    clears: 'outside-transaction',
  },
  outsideTransaction: {
    says: 'Put the statement in a migration of its own with a file NAME.sql.conf beside it: executeInTransaction=false; and set postgresql.transactional.lock=false, or CONCURRENTLY waits for Flyway itself.',
    before: '',
    after: '',
  },
  sessionSettings: "flyway.initSql: SET lock_timeout = '5s'",
  recognise(path) {
    const [match, kind, version, repeatable] = migration.exec(path) ?? [];
    if (match === undefined) return undefined;
    if (repeatable !== undefined) return { version: '', direction: 'up' };
    return { version: (version ?? '').replaceAll('_', '.'), direction: kind === 'U' ? 'down' : 'up' };
  },
  companions: (path) => [configurationOf(path)],
  // Repeatable migrations, which have no version, run last.
  compareVersions: (a, b) => (a === '' || b === '' ? Number(a === '') - Number(b === '') : compareDotted(a, b)),
  read(file, settings) {
    if (!file.path.endsWith('.sql')) {
      return unreadable(
        file.path,
        'is a Flyway migration written in Java or Kotlin, which is not readable yet.',
        'Review it by hand.',
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const script = replaced({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    const alone = says(settings.companions.get(configurationOf(file.path)) ?? '', 'executeInTransaction');
    const transaction = settings.transaction ?? (alone ? 'per-statement' : 'per-file');
    const read = wholeFile(file, {
      tool: this.id,
      version,
      direction,
      transaction,
      text,
      warnings,
      script: script.value,
    });
    return success(transaction === 'per-file' ? { ...read, autocommitWhenOnlyNonTransactional: true } : read);
  },
};
