import { endOfToken, isComment } from './lexer.ts';
import { quoteIdentifier } from './names.ts';

/** `names`: `@id`, `:id`, `sqlc.arg(id)`; `markers`: those, and `?`, `%s` and `%(id)s`. */
export type ParameterStyle = 'names' | 'markers';

/** A query with its parameters as numbers, the same name as the same number; without its comments. */
export function numbered(sql: string, style: ParameterStyle): string {
  const numbers = new Map<string, number>();
  const numberOf = (name: string): string => {
    const number = numbers.get(name) ?? numbers.size + 1 + most;
    numbers.set(name, number);
    return `$${number}`;
  };
  const most = Math.max(0, ...[...sql.matchAll(/\$(\d{1,4})/g)].map(([, digits]) => Number(digits)));
  let out = '';
  for (let at = 0; at < sql.length;) {
    const call = sqlcCall(sql, at);
    const parameter = call ?? parameterAt(sql, at) ?? (style === 'markers' ? markerAt(sql, at, out) : undefined);
    const end = parameter?.end ?? endOfToken(sql, at);
    if (parameter) out += call?.does === 'embed' ? `${call.name}.*` : numberOf(parameter.name);
    // A comment would stand in the report.
    else out += isComment(sql, at) ? ' ' : sql.slice(at, end);
    at = end;
  }
  return out;
}

interface Parameter {
  readonly name: string;
  readonly end: number;
}

const calls = /sqlc\.(arg|narg|slice|embed)\(\s*['"]?([A-Za-z_]\w*)['"]?\s*\)/y;

function sqlcCall(sql: string, at: number): (Parameter & { readonly does: string }) | undefined {
  if (sql[at] !== 's' || /[\w.$]/.test(sql[at - 1] ?? '')) return undefined;
  calls.lastIndex = at;
  const [, does, name] = calls.exec(sql) ?? [];
  return does === undefined || name === undefined ? undefined : { does, name, end: calls.lastIndex };
}

const word = /[A-Za-z_]\w*/y;

/** `@id` is no operator where no other stands before it, `::text` and `a[1:n]` hold no parameter. */
function parameterAt(sql: string, at: number): Parameter | undefined {
  const notBefore = { '@': /[-+*/<>=~!@#%^&|`?\w]/, ':': /[:\w\])]/ }[sql[at] ?? ''];
  if (notBefore === undefined || notBefore.test(sql[at - 1] ?? ' ')) return undefined;
  word.lastIndex = at + 1;
  const name = word.exec(sql)?.[0];
  return name === undefined ? undefined : { name, end: at + 1 + name.length };
}

const markers = /\?(?![|&?])|%\((\w+)\)s\b|%s\b/y;

/** A marker without a name is a parameter of its own, named by its place. */
function markerAt(sql: string, at: number, before: string): Parameter | undefined {
  markers.lastIndex = at;
  const [text, name = `${at}`] = markers.exec(sql) ?? [];
  return text === undefined || followsValue(before) ? undefined : { name, end: at + text.length };
}

/** What follows a value is an operator: `data ? 'key'`, `width %s`. */
function followsValue(before: string): boolean {
  const [last = ''] = /\w+$|["')\]]$/.exec(before.trimEnd()) ?? [];
  const lower = last.toLowerCase();
  return last !== '' && (!startsWord.test(last) || quoteIdentifier(lower) === lower);
}
const startsWord = /^[A-Za-z_]/;
