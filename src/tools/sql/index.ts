import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { MigrationTool, NamedText, ReadSettings } from '../../ports/migration-tool.ts';
import { nameOf } from '../path.ts';
import { unresolved, withTemplates } from '../placeholders.ts';
import { firstOutsideQuotes, quotedRanges } from '../quoted.ts';
import { lineAt, wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareDotted, compareNames } from '../versions.ts';

const number = /^[vV]?(\d+(?:[.-]\d+)*)(?=\D|$)/;
const downFile = /(?:[._-]|^)(?:down|rollback|undo)\.sql$/i;

/** Numbers first and as numbers, then names. */
function compare(a: string, b: string): number {
  const [left, right] = [/^\d/.test(a), /^\d/.test(b)];
  if (left && right) return compareDotted(a.replaceAll('-', '.'), b.replaceAll('-', '.'));
  return left === right ? compareNames(a, b) : Number(right) - Number(left);
}

// pg_dump writes these around its output since 2025; they change nothing in what runs.
const harmless = /^\\(?:un)?restrict\b.*$/gm;
const command = /^[ \t]*(\\[A-Za-z!]+)/gm;
const variable = /(?<![:\w])(:)([A-Za-z_]\w*)/g;

/** What psql would do before sending: variables by value; its commands are never run. */
function asPsql(file: NamedText, settings: ReadSettings): Result<string> {
  const text = file.text.replace(harmless, (line) => ' '.repeat(line.length));
  const found = firstOutsideQuotes(text, command);
  if (found !== undefined) {
    return unreadable(
      file.path,
      `line ${lineAt(text, found.index + found[0].length)} holds the psql command ${found[1] ?? ''}, which is not run here.`,
      'Write it as SQL, or move it out of the migration.',
      lineAt(text, found.index + found[0].length),
    );
  }
  const quoted = quotedRanges(text);
  const outside = (offset: number): boolean => !quoted.some(({ start, end }) => offset >= start && offset < end);
  const filled = text.replace(variable, (written, _colon, name: string, offset: number) =>
    outside(offset) ? (settings.placeholders[name] ?? written) : written,
  );
  const open = firstOutsideQuotes(filled, variable);
  if (open !== undefined) return unresolved({ ...file, text: filled }, open.index, open[0], open[2] ?? '');
  return withTemplates({ ...file, text: filled }, settings);
}

export const tool: MigrationTool = {
  id: 'sql',
  title: 'plain SQL',
  downs: 'optional',
  olderVersion: 'unknown',
  afterFailure: {
    says: 'Nothing is recorded; the statements before the failed one stay.',
    command: 'psql -v ON_ERROR_STOP=1 -f FILE',
  },
  outsideTransaction: {
    says: 'Statements run one by one as psql -f sends them: leave BEGIN and COMMIT out of the file.',
    before: '',
    after: '',
  },
  sessionSettings: 'the environment of psql: PGOPTIONS="-c lock_timeout=5s"',
  recognise(path) {
    if (!path.endsWith('.sql')) return undefined;
    const name = nameOf(path);
    return { version: number.exec(name)?.[1] ?? '', direction: downFile.test(name) ? 'down' : 'up' };
  },
  compareVersions: compare,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const script = asPsql({ path: file.path, text }, settings);
    if (!script.ok) return script;
    const { version = '', direction = 'up' } = this.recognise(file.path) ?? {};
    const transaction = settings.transaction ?? 'per-statement';
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script.value }),
    );
  },
};
