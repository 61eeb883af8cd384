/** Reading the author's own words, so that “Instead” keeps them: small cuts in SQL text that the parser has accepted. */
import { endOfToken, isComment, isSpace } from '../../sql/lexer.ts';

const identifier = String.raw`(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)`;
const alterTable = new RegExp(
  String.raw`^\s*(ALTER\s+(?:FOREIGN\s+)?TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?${identifier}(?:\s*\.\s*${identifier})*)(?:\s*\*)?\s+`,
  'iu',
);

type Part = 'comment' | 'quoted' | 'space' | 'other';

/** White space, comments, strings, quoted names, words and signs, in order. */
function* parts(sql: string): Generator<readonly [text: string, part: Part]> {
  for (let at = 0; at < sql.length;) {
    const end = endOfToken(sql, at);
    const text = sql.slice(at, end);
    yield [text, isComment(sql, at) ? 'comment' : isSpace(sql[at]) ? 'space' : quoted.test(text) ? 'quoted' : 'other'];
    at = end;
  }
}

const quoted = /^(?:'|"|\$.*\$|e')/is;

function replaced(sql: string, replace: (text: string, part: Part) => string): string {
  let out = '';
  for (const [text, part] of parts(sql)) out += replace(text, part);
  return out;
}

/** The text without comments, its length kept; strings and quoted names stay. */
export const withoutComments = (sql: string): string =>
  replaced(sql, (text, part) => (part === 'comment' ? text.replace(/[^\n]/g, ' ') : text));

/** The same length with strings, quoted names and comments blanked, so that what is left is syntax. */
const skeleton = (sql: string): string =>
  replaced(sql, (text, part) => (part === 'comment' || part === 'quoted' ? '.'.repeat(text.length) : text));

/** Cuts at commas outside parentheses, strings and quoted names. */
export function splitAtCommas(sql: string): readonly string[] {
  const syntax = skeleton(sql);
  const cuts: number[] = [];
  let depth = 0;
  for (let at = 0; at < syntax.length; at += 1) {
    const char = syntax[at] ?? '';
    if (char === '(' || char === '[') depth += 1;
    else if (char === ')' || char === ']') depth -= 1;
    else if (char === ',' && depth === 0) cuts.push(at);
  }
  return [...cuts, sql.length].map((end, index) => sql.slice(index === 0 ? 0 : (cuts[index - 1] ?? 0) + 1, end).trim());
}

/** `ALTER TABLE t ADD a int, ADD b int` → its head and its actions. */
export function splitAlterTable(sql: string): { readonly head: string; readonly actions: readonly string[] } {
  const text = withoutComments(sql);
  const head = alterTable.exec(text);
  if (!head?.[1]) return { head: text.trim(), actions: [] };
  return { head: oneLine(head[1]), actions: splitAtCommas(text.slice(head[0].length)).map(oneLine) };
}

/** One line; what is quoted keeps its spaces. */
export function oneLine(sql: string): string {
  let out = '';
  let gap = '';
  for (const [text, part] of parts(sql)) {
    if (part === 'space' || part === 'comment') {
      gap = out === '' ? '' : ' ';
      continue;
    }
    out += gap + text;
    gap = '';
  }
  return out;
}

/** A keyword written as its neighbours are: `create index` gets `concurrently`, `CREATE INDEX` gets `CONCURRENTLY`. */
export const inCaseOf = (sample: string, keyword: string): string =>
  sample === sample.toLowerCase() ? keyword.toLowerCase() : keyword.toUpperCase();

/** A long statement as people name it in a list. */
export function shortened(sql: string): string {
  const line = oneLine(sql);
  if (line.length <= 70) return line;
  // Not between the two halves of a character.
  const end = /[\ud800-\udbff]/.test(line[66] ?? '') ? 66 : 67;
  return `${line.slice(0, end).trimEnd()}…`;
}

/** A name or piece of SQL inside a sentence: the report shows what stands between backticks as code. */
export const code = (text: string): string => `\`${text}\``;

/** A string as SQL writes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** The first few of many: `a, b, c and 4 more`. */
export function listedBriefly(words: readonly string[]): string {
  return words.length <= 5 ? listed(words) : `${words.slice(0, 4).join(', ')} and ${String(words.length - 4)} more`;
}

const nextClause =
  /\b(?:CONSTRAINT|NOT\s+NULL|NULL|CHECK|UNIQUE|PRIMARY\s+KEY|REFERENCES|GENERATED|COLLATE|NOT\s+DEFERRABLE|DEFERRABLE|INITIALLY)\b/giu;

/** `ADD a uuid NOT NULL DEFAULT f()` → the same without its default, and the default's expression. */
export function cutDefault(action: string): { readonly rest: string; readonly expression: string } {
  const syntax = atDepthZero(action);
  const start = /\bDEFAULT\b/iu.exec(syntax);
  if (!start) return { rest: action, expression: '' };
  const from = start.index + start[0].length;
  const end = [...syntax.slice(from).matchAll(nextClause)].find(({ index }) => index > 1)?.index;
  const until = end === undefined ? action.length : from + end;
  return {
    rest: oneLine(`${action.slice(0, start.index)} ${action.slice(until)}`),
    expression: action.slice(from, until).trim(),
  };
}

/** Takes NOT NULL from a column's definition. */
export const cutNotNull = (action: string): string => {
  const found = /\bNOT\s+NULL\b/iu.exec(atDepthZero(action));
  return found ? oneLine(action.slice(0, found.index) + action.slice(found.index + found[0].length)) : action;
};

/** `DROP TABLE a CASCADE` → `DROP TABLE a`: the last CASCADE that is syntax, which the parser has seen there. */
export const cutCascade = (sql: string): string => {
  const found = [...skeleton(sql).matchAll(/\s+CASCADE\b/giu)].at(-1);
  return found ? sql.slice(0, found.index) + sql.slice(found.index + found[0].length) : sql;
};

/** The same length with everything inside parentheses blanked. */
export function atDepthZero(sql: string): string {
  let depth = 0;
  // By UTF-16 unit, so that offsets stay those of the text.
  return skeleton(sql).replace(/[\s\S]/g, (char) => {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    return depth > 0 || char === ')' ? '.' : char;
  });
}

/** `UPDATE t SET a = 1 WHERE b` → `UPDATE t SET a = 1` and `b`. */
export function splitUpdate(sql: string): { readonly update: string; readonly where: string } {
  const syntax = atDepthZero(sql);
  const returning = /\bRETURNING\b/iu.exec(syntax)?.index ?? sql.length;
  const where = /\bWHERE\b/iu.exec(syntax);
  if (!where) return { update: sql.slice(0, returning).trim(), where: '' };
  return { update: sql.slice(0, where.index).trim(), where: sql.slice(where.index + 5, returning).trim() };
}
