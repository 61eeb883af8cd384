import { hasSqlDetails, loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query';
import type { Node } from '@pgsql/types';
import { hasEndlessComments, isTooDeep } from './depth.ts';

/** Starts Postgres's own parser (WebAssembly, about 65 ms). Once a process, before anything else here. */
export async function loadParser(): Promise<void> {
  await loadModule();
}

export interface RawStatement {
  readonly node: Node;
  /** UTF-8 bytes from the start of the text that was parsed. */
  readonly startByte: number;
  /** Undefined: to the end of the text. */
  readonly endByte: number | undefined;
}

export type Parsed =
  | { readonly kind: 'parsed'; readonly statements: readonly RawStatement[] }
  | { readonly kind: 'refused'; readonly message: string; readonly codePoint: number }
  | { readonly kind: 'too-deep'; readonly cause: unknown };

/** What Postgres's parser says of a text; never throws on the text's account. */
export function parseText(text: string): Parsed {
  if (text.trim() === '') return { kind: 'parsed', statements: [] };
  if (hasEndlessComments(text)) return { kind: 'too-deep', cause: undefined };
  try {
    const { stmts = [] } = parseSync(text);
    const deep = stmts.some(({ stmt, stmt_len: length }) => isTooDeep(stmt, length ?? text.length));
    return deep ? { kind: 'too-deep', cause: undefined } : { kind: 'parsed', statements: stmts.flatMap(rawStatement) };
  } catch (error) {
    return refusal(error);
  }
}

/** The tree of a whole `DO …` or `CREATE FUNCTION …` statement's PL/pgSQL body; undefined where it cannot be read. */
export function parsePlpgsql(statement: string): unknown {
  try {
    const tree: unknown = parsePlPgSQLSync(statement);
    return isTooDeep(tree, statement.length) ? undefined : tree;
  } catch {
    // Another language, or a body that is wrong: the server will say so when it runs.
    return undefined;
  }
}

function rawStatement(raw: { stmt?: Node; stmt_location?: number; stmt_len?: number }): readonly RawStatement[] {
  if (!raw.stmt) return [];
  // The parser leaves out zeros.
  const startByte = raw.stmt_location ?? 0;
  return [{ node: raw.stmt, startByte, endByte: raw.stmt_len ? startByte + raw.stmt_len : undefined }];
}

function refusal(error: unknown): Parsed {
  if (hasSqlDetails(error)) {
    if (error.message.startsWith('memory exhausted')) return { kind: 'too-deep', cause: error };
    return { kind: 'refused', message: error.message, codePoint: error.sqlDetails?.cursorPosition ?? 0 };
  }
  // The WebAssembly stack or memory is used up; the module itself survives.
  if (error instanceof RangeError || isWasmTrap(error)) return { kind: 'too-deep', cause: error };
  throw error;
}

const isWasmTrap = (error: unknown): boolean => error instanceof Error && error.name === 'RuntimeError';
