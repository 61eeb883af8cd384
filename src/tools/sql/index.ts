import { success } from '../../domain/errors.ts';
import type { MigrationTool } from '../../ports/migration-tool.ts';
import { nameOf } from '../path.ts';
import { asPsql } from '../psql.ts';
import { wholeFile, withoutMark } from '../text.ts';
import { compareDotted, compareNames } from '../versions.ts';

const number = /^[vV]?(\d+(?:[.-]\d+)*)(?=\D|$)/;
const downFile = /(?:[._-]|^)(?:down|rollback|undo)\.sql$/i;

/** Numbers first and as numbers, then names. */
function compare(a: string, b: string): number {
  const [left, right] = [/^\d/.test(a), /^\d/.test(b)];
  if (left && right) return compareDotted(a.replaceAll('-', '.'), b.replaceAll('-', '.'));
  return left === right ? compareNames(a, b) : Number(right) - Number(left);
}

// Runners of one's own mark the file that they send as it is: `-- our-runner:migrations NO TRANSACTION`.
const unwrapped = /^(?:--.*\r?\n|\s)*--.*\bno[ -]transaction[ \t]*(?:\r?\n|$)/i;

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
    const configured = settings.transaction ?? 'per-statement';
    const wraps = configured === 'per-file' || configured === 'all-pending';
    const transaction = wraps && unwrapped.test(text) ? 'one-message' : configured;
    return success(
      wholeFile(file, { tool: this.id, version, direction, transaction, text, warnings, script: script.value }),
    );
  },
};
