import { createHash } from 'node:crypto';
import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { MigrationTool, NamedText, ReadSettings } from '../../ports/migration-tool.ts';
import { unresolved } from '../placeholders.ts';
import { firstOutsideQuotes } from '../quoted.ts';
import { lineAt, wholeFile, withoutMark } from '../text.ts';
import { unreadable } from '../unreadable.ts';
import { compareNumbers } from '../versions.ts';

const committed = /(?:^|\/)committed\/(\d+)(?:-[-\w]*)?\.sql$/;
const current = /(?:^|\/)current(?:\.sql|\/(\d+)(?:-[-\w]*)?\.sql)$/;
const header = /^(?:--! [A-Z]\w*(?::.*)?\r?\n)*/;
const noTransaction = /^--!\s*no-transaction\b/;
const include = /^--!\s*include\s+(\S+)/m;
const placeholder = /(?<![:\w])(:)([A-Z][A-Z0-9_]*)\b/g;

/** graphile-migrate replaces by text, in strings too. In a string an unknown name may be anything, so only code counts. */
function replaced(file: NamedText, { placeholders }: ReadSettings): Result<string> {
  const text = file.text.replace(placeholder, (written, _colon, name: string) => placeholders[name] ?? written);
  const open = firstOutsideQuotes(text, placeholder);
  return open === undefined ? success(text) : unresolved({ ...file, text }, open.index, open[0], open[2] ?? '');
}

/** What graphile-migrate says before it refuses a committed file that was edited. */
function tampering(text: string): readonly string[] {
  const head = header.exec(text)?.[0] ?? '';
  const [, previous = '-'] = /^--! Previous: (\S+)/m.exec(head) ?? [];
  const [, algorithm = '', hash] = /^--! Hash: (sha1):(\w+)/m.exec(head) ?? [];
  if (hash === undefined || /^--! AllowInvalidHash\b/m.test(head)) return [];
  const body = `${previous === '-' ? '' : previous}\n${text.slice(head.length).trim()}`;
  const found = createHash(algorithm).update(`${body.trim()}\n`).digest('hex');
  return found === hash ? [] : ['its text has another hash than its header says, so graphile-migrate refuses it'];
}

/** current.sql, then the parts of current/, after all that is committed. */
function compare(a: string, b: string): number {
  const [left, right] = [a.startsWith('current'), b.startsWith('current')];
  if (left !== right) return Number(left) - Number(right);
  return compareNumbers(a.replace(/\D/g, ''), b.replace(/\D/g, ''));
}

export const tool: MigrationTool = {
  id: 'graphile-migrate',
  title: 'graphile-migrate',
  downs: 'none',
  // Each file names the hash of the one before it: one between two others breaks the chain.
  olderVersion: 'refused',
  afterFailure: {
    says: 'graphile_migrate.migrations does not list the failed file; with no-transaction some of it may stay.',
    command: 'graphile-migrate migrate',
  },
  outsideTransaction: {
    says: 'Put the statement alone in a migration whose first line is --! no-transaction.',
    before: '--! no-transaction\n',
    after: '',
  },
  sessionSettings: '.gmrc: "pgSettings": { "lock_timeout": "5s" }',
  recognise(path) {
    const version = committed.exec(path)?.[1];
    if (version !== undefined) return { version, direction: 'up' };
    const [draft, part] = current.exec(path) ?? [];
    if (draft === undefined) return undefined;
    return { version: part ? `current/${part}` : 'current', direction: 'up', draft: true };
  },
  compareVersions: compare,
  read(file, settings) {
    const { text, warnings } = withoutMark(file.text);
    const body = text.slice(header.exec(text)?.[0].length ?? 0).trimStart();
    const { version = '', draft } = this.recognise(file.path) ?? {};
    const alone = noTransaction.test(body);
    if (alone && version.startsWith('current/')) {
      return unreadable(
        file.path,
        'says no-transaction, which graphile-migrate takes in current.sql only.',
        'Use current.sql.',
        1,
      );
    }
    const included = include.exec(text);
    if (included !== null) {
      const line = lineAt(text, included.index);
      return unreadable(
        file.path,
        `line ${line} includes ${included[1] ?? ''}, and included files are not readable yet.`,
        'Commit the migration, which puts the text in, and review that.',
        line,
      );
    }
    const script = replaced({ path: file.path, text }, settings);
    if (!script.ok) return script;
    // All parts of current/ are one migration.
    const wrapped = version.startsWith('current/') ? 'all-pending' : 'per-file';
    const transaction = settings.transaction ?? (alone ? 'one-message' : wrapped);
    const told = [...warnings, ...tampering(text)];
    const read = wholeFile(file, {
      tool: this.id,
      version,
      direction: 'up',
      transaction,
      text,
      warnings: told,
      script: script.value,
    });
    return success({ ...read, ...(draft && { draft }) });
  },
};
