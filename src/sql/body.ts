import type { Span } from '../domain/finding.ts';
import type { SchemaStore } from './catalog.ts';
import { keyOf } from './catalog.ts';
import type { Catalog } from './model.ts';
import { fromParts, stringsOf } from './names.ts';
import { as, calledBy, constantText, option } from './nodes.ts';
import { parseText } from './parser.ts';
import { bodyParts } from './plpgsql.ts';
import type { BodyPart } from './plpgsql.ts';
import { positionsIn } from './positions.ts';
import type { OpaqueSql, Statement } from './statement.ts';

/** What a statement runs inside itself: a DO body, or the bodies of functions of these migrations that it calls. */
export interface Body {
  /** In order, with the COMMITs and ROLLBACKs between them. */
  readonly statements: readonly (Statement | 'end of transaction')[];
  readonly opaque: readonly OpaqueSql[];
}

export function bodySteps(statement: Statement, catalog: Catalog, store: SchemaStore): Body | undefined {
  if ('DoStmt' in statement.node) return read(statement, bodyParts(statement.sql) ?? []);
  const called = calledRoutines(statement, store, catalog);
  if (called.length === 0) return undefined;
  return read(
    statement,
    called.flatMap((sql) => routineParts(sql)),
  );
}

/** `select f()` and `call p()`, where the routine was made by a script that was read. */
function calledRoutines({ node }: Statement, store: SchemaStore, catalog: Catalog): readonly string[] {
  const select = as('SelectStmt', node);
  const call = as('CallStmt', node)?.funccall;
  const calls = select ? calledBy(select) : call ? [call] : [];
  return calls.flatMap(({ funcname }) => {
    const name = fromParts(stringsOf(funcname));
    if (catalog.volatility(name) !== 'volatile') return [];
    const routine = store.routines
      .values()
      .find(({ name: own }) => keyOf(own) === keyOf({ schema: name.schema ?? own.schema, name: name.name }));
    return routine ? [routine.sql] : [];
  });
}

function routineParts(sql: string): readonly BodyPart[] {
  const parsed = parseText(sql);
  const routine = parsed.kind === 'parsed' ? as('CreateFunctionStmt', parsed.statements[0]?.node) : undefined;
  const language = constantText(option(routine?.options, 'language')?.arg)?.toLowerCase() ?? 'sql';
  if (language === 'plpgsql') return bodyParts(sql) ?? [];
  const text = stringsOf(as('List', option(routine?.options, 'as')?.arg)?.items)[0];
  return language === 'sql' && text !== undefined ? [{ kind: 'sql', sql: text }] : [];
}

function read(statement: Statement, parts: readonly BodyPart[]): Body {
  const statements: (Statement | 'end of transaction')[] = [];
  const opaque: OpaqueSql[] = [];
  const place = placesIn(statement);
  for (const part of parts) {
    if (part.kind === 'opaque') opaque.push({ expression: part.expression, ...place(part.expression).span });
    if (part.kind === 'commit') statements.push('end of transaction');
    if (part.kind !== 'sql') continue;
    // What PL/pgSQL variables make of it, or what Postgres refuses, only the server knows.
    const parsed = parseText(part.sql);
    if (parsed.kind !== 'parsed') continue;
    for (const { node } of parsed.statements) {
      const { span, offset } = place(part.sql);
      statements.push({ index: statement.index, sql: part.sql, offset, node, comments: statement.comments, ...span });
    }
  }
  return { statements, opaque };
}

interface Place {
  readonly span: Span;
  readonly offset: number;
}

/** Finds where a piece of a body stands in its statement; the whole statement where it is not found as written. */
function placesIn(statement: Statement): (sql: string) => Place {
  const { file, line, column, endLine, endColumn } = statement;
  const whole = { span: { file, line, column, endLine, endColumn }, offset: statement.offset };
  const positions = positionsIn(file, statement.sql);
  let from = 0;
  return (sql) => {
    const written = sql.replace(/^SELECT /, '');
    const at = statement.sql.indexOf(written, from);
    if (at < 0) return whole;
    from = at + 1;
    const inner = positions.span(at, at + written.length);
    const column0 = (one: number, innerLine: number): number => (innerLine === 1 ? one + column - 1 : one);
    const span = {
      file,
      line: inner.line + line - 1,
      column: column0(inner.column, inner.line),
      endLine: inner.endLine + line - 1,
      endColumn: column0(inner.endColumn, inner.endLine),
    };
    return { span, offset: statement.offset + at };
  };
}
