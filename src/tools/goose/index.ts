import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { MigrationTool, NamedText, ReadSettings } from '../../ports/migration-tool.ts';
import { unresolved, withTemplates } from '../placeholders.ts';
import { firstSections } from '../sections.ts';
import { withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNumbers } from '../versions.ts';

const migration = /(?:^|\/)(\d+)_[^/]*\.(?:sql|go)$/;
const section = /^\s*--\s*\+goose\s+(up|down)\s*()$/i;
// May stand before or after Up; goose reads it for the whole file, its Down included.
const noTransaction = /^\s*--\s*\+goose\s+no\s+transaction\s*$/im;
const substitution = /^\s*--\s*\+goose\s+envsub\s+on\s*$/im;
const variable = /\$\{(\w+)\}|\$([A-Za-z_]\w*)(?!\w*\$)/g;

/** ENVSUB ON lets goose put environment variables in; ours come from the configuration. */
function substituted(file: NamedText, settings: ReadSettings): Result<string> {
  const start = file.text.search(substitution);
  if (start < 0) return withTemplates(file, settings);
  const known = (name: string): string | undefined => settings.placeholders[name];
  const rest = file.text.slice(start);
  for (const match of rest.matchAll(variable)) {
    const name = match[1] ?? match[2] ?? '';
    if (known(name) === undefined) return unresolved(file, start + match.index, match[0], name);
  }
  const filled = rest.replace(variable, (written, a?: string, b?: string) => known(a ?? b ?? '') ?? written);
  return withTemplates({ ...file, text: file.text.slice(0, start) + filled }, settings);
}

export const tool: MigrationTool = {
  id: 'goose',
  title: 'goose',
  downs: 'in-file',
  // “found missing migrations before current version”, unless -allow-missing.
  olderVersion: 'refused',
  afterFailure: {
    says: 'goose_db_version does not list the failed file; with NO TRANSACTION the statements before it stay.',
    command: 'goose up',
  },
  outsideTransaction: {
    says: 'Write -- +goose NO TRANSACTION at the top of the file.',
    before: '-- +goose NO TRANSACTION\n',
    after: '',
  },
  block: { before: '-- +goose StatementBegin', after: '-- +goose StatementEnd' },
  sessionSettings: 'the database string: ?options=-c%20lock_timeout%3D5s',
  recognise(path) {
    const version = path.endsWith('_test.go') ? undefined : migration.exec(path)?.[1];
    return version === undefined ? undefined : { version, direction: 'both' };
  },
  compareVersions: compareNumbers,
  read(file, settings) {
    if (file.path.endsWith('.go')) {
      return unreadable(
        file.path,
        'is a goose migration written in Go, which is not readable yet.',
        'Review it by hand.',
      );
    }
    const { text, warnings } = withoutMark(file.text);
    const script = substituted({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const { up, down } = firstSections(script.value, section);
    if (up === undefined) {
      return unreadable(file.path, 'has no line “-- +goose Up”, without which goose refuses it.', 'Add the line.', 1);
    }
    const sections = { up: up.text, ...(down && { down: down.text }) };
    const transaction = settings.transaction ?? (noTransaction.test(text) ? 'per-statement' : 'per-file');
    const { version = '' } = this.recognise(file.path) ?? {};
    const direction = down ? 'both' : 'up';
    return success({ path: file.path, tool: this.id, version, transaction, direction, ...sections, text, warnings });
  },
};
