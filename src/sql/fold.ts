import type { Node } from '@pgsql/types';
import { quoteIdentifier, stringsOf } from './names.ts';
import { as, constantText } from './nodes.ts';

/** The text that an expression of constants gives: `'drop table ' || quote_ident('a')`. Undefined for any other. */
export function foldedText(node: Node | undefined): string | undefined {
  const joined = as('A_Expr', node);
  if (joined && stringsOf(joined.name).at(-1) === '||') {
    const left = foldedText(joined.lexpr);
    const right = foldedText(joined.rexpr);
    return left === undefined || right === undefined ? undefined : left + right;
  }
  const call = as('FuncCall', node);
  if (!call) return constantText(node);
  const given = (call.args ?? []).map(foldedText);
  const values = given.filter((value) => value !== undefined);
  if (values.length < given.length) return undefined;
  return functions[stringsOf(call.funcname).at(-1) ?? '']?.(values);
}

const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const functions: Readonly<Partial<Record<string, (values: readonly string[]) => string | undefined>>> = {
  format: ([pattern = '', ...values]) => formatted(pattern, values),
  concat: (values) => values.join(''),
  quote_ident: ([value]) => value && quoteIdentifier(value),
  quote_literal: ([value]) => value && quoteLiteral(value),
};

/** `%s`, `%I`, `%L`, with or without a place (`%1$I`); undefined where it asks for more. */
function formatted(pattern: string, values: readonly string[]): string | undefined {
  let next = 0;
  const beyond: string[] = [];
  const text = pattern.replace(/%(?:%|(?:(\d+)\$)?([sIL])|)/g, (found, place?: string, kind?: string) => {
    if (found === '%%') return '%';
    if (place !== undefined) next = Number(place) - 1;
    const value = values[next];
    next += 1;
    if (kind === undefined || value === undefined) beyond.push(found);
    if (kind === 'I') return quoteIdentifier(value ?? '');
    return kind === 'L' ? quoteLiteral(value ?? '') : (value ?? '');
  });
  return beyond.length > 0 ? undefined : text;
}
