import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { folderOf, within } from '../path.ts';
import { withTemplates } from '../placeholders.ts';
import { withSemicolons } from '../separators.ts';
import { blankOutside, wholeFile, withoutMark } from '../text.ts';
import { compareNames } from '../versions.ts';
import { delimiterOf, directivesOf, partsOf } from './directives.ts';
import { brokenSum } from './sum.ts';

// The version ends at the first underscore; files are run in the order of their names.
const migration = /(?:^|\/)([^/_]+)[^/]*\.sql$/;
const sumOf = (path: string): string => within(folderOf(path), 'atlas.sum');

/** Files of Atlas's own format; in other formats atlas.sum lies beside the files of the tool that has that format. */
export const tool: MigrationTool = {
  id: 'atlas',
  title: 'Atlas',
  downs: 'none',
  // “migration file X was added out of order”, unless --exec-order says otherwise.
  olderVersion: 'refused',
  // From its source (sql/migrate/migrate.go); its program could not be run here.
  afterFailure: {
    says: 'A file in a transaction leaves nothing behind; with txmode none atlas_schema_revisions keeps how far the file got, and the next run goes on from there.',
    command: 'atlas migrate apply',
  },
  goesOn: true,
  outsideTransaction: {
    says: 'Put the statement in a migration that begins with -- atlas:txmode none and an empty line, without which Atlas overlooks it.',
    before: '-- atlas:txmode none\n\n',
    after: '',
  },
  sessionSettings: 'the url in atlas.hcl: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const version = migration.exec(path)?.[1];
    return version === undefined ? undefined : { version, direction: 'up' };
  },
  // The sum of a file is taken over all files before it too.
  companions: (path, folder) => [sumOf(path), ...folder],
  compareVersions: compareNames,
  read(file, settings) {
    const { text, warnings: marks } = withoutMark(file.text);
    const script = withTemplates({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const directives = directivesOf(text);
    const { version = '' } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? (directives.get('txmode') === 'none' ? 'per-statement' : 'per-file');
    const refused = brokenSum(settings.companions, sumOf(file.path));
    const warnings = [
      ...marks,
      ...(directives.has('checkpoint') ? ['a checkpoint runs on empty databases only, and is not rehearsed'] : []),
    ];
    const whole = { tool: this.id, version, direction: 'up', transaction, text, warnings, script: '' } as const;
    const read = { ...wholeFile(file, whole), ...(refused && { refused }) };
    if (directives.has('checkpoint')) return success({ ...read, up: blankOutside(script.value) });
    const delimiter = delimiterOf(text);
    const up = delimiter === undefined ? script.value : withSemicolons(script.value, delimiter);
    if (!directives.has('txtar')) return success({ ...read, up });
    const parts = partsOf(script.value);
    const down = parts.get('down.sql');
    return success({
      ...read,
      up: blankOutside(up, ...(parts.get('migration.sql') ?? [])),
      ...(down && { down: blankOutside(up, ...down), direction: 'both' as const }),
    });
  },
};
