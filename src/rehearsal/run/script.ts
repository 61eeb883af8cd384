import type { Node } from '@pgsql/types';
import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { TransactionMode } from '../../domain/migration.ts';
import { as } from '../../sql/nodes.ts';
import { parseScript } from '../../sql/parse.ts';
import { standsAlone } from '../../sql/standalone.ts';
import type { Half } from '../plan.ts';

/** One statement to send. Without `node` the parser refused it, and Postgres itself shall say so. */
export interface Step {
  readonly file: string;
  readonly line: number;
  readonly sql: string;
  readonly node?: Node;
  /** The rows of `COPY … FROM stdin`, as pg_dump writes them. */
  readonly copyData?: string;
}

export interface Script {
  readonly file: string;
  readonly transaction: TransactionMode;
  /** The runner puts the session's settings back before it. */
  readonly freshSettings?: true;
  readonly steps: readonly Step[];
}

export function scriptOf(half: Half): Result<Script> {
  const steps = stepsOf(half.file.path, half.text);
  if (!steps.ok) return steps;
  const { path, freshSettings } = half.file;
  const transaction = modeOf(half, steps.value);
  return success({ file: path, transaction, steps: steps.value, ...(freshSettings && { freshSettings }) });
}

export function scriptsOf(halves: readonly Half[]): Result<readonly Script[]> {
  const scripts: Script[] = [];
  for (const half of halves) {
    const script = scriptOf(half);
    if (!script.ok) return script;
    scripts.push(script.value);
  }
  return success(scripts);
}

/** Statements and refused pieces in the order of the file. */
export function stepsOf(file: string, text: string): Result<readonly Step[]> {
  const parsed = parseScript(file, text);
  if (!parsed.ok) return parsed;
  const read = parsed.value.statements.map(({ line, sql, node, index, copyData }) => {
    return { index, file, line, sql, node, ...(copyData !== undefined && { copyData }) };
  });
  const refused = parsed.value.problems.map(({ line, sql, index }) => ({ index, file, line, sql }));
  return success([...read, ...refused].toSorted((a, b) => a.index - b.index));
}

function modeOf(half: Half, steps: readonly Step[]): TransactionMode {
  const free = half.file.autocommitWhenOnlyNonTransactional === true;
  return free && steps.every(({ node }) => node && standsAlone(node)) ? 'per-statement' : half.transaction;
}

/** Whether a statement's text has a table's name as a word; `name` is `schema.name`, quoted. */
export function mentions({ sql }: Step, name: string): boolean {
  const bare = name.slice(name.lastIndexOf('.') + 1).replaceAll('"', '');
  const word = bare.replace(/[^\w]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${word}(?![\\w$])`, 'i').test(sql);
}

/**
 * Whether an autocommit statement may be given a BEGIN and COMMIT of ours without a change of meaning, so that its
 * locks can be read before it lets go of them. A DO block or a procedure may COMMIT inside.
 */
export function mayBeWrapped(node: Node): boolean {
  if ('CallStmt' in node || 'TransactionStmt' in node || 'VariableSetStmt' in node || 'DiscardStmt' in node)
    return false;
  const block = as('DoStmt', node);
  if (block) return !/\b(commit|rollback|call|execute)\b/i.test(JSON.stringify(block));
  return !standsAlone(node) && !('ReindexStmt' in node);
}

const readers = ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'SelectStmt', 'CopyStmt', 'TruncateStmt'];
const code = ['DoStmt', 'CallStmt', 'ExecuteStmt', 'PrepareStmt'];

/** Whether a statement may look at rows of a table that it did not lock while all tables were empty. */
export const readsRows = ({ node }: Step): boolean => !node || [...readers, ...code].some((kind) => kind in node);
