import type { LogLine } from '../../ports/database.ts';
import { endOfToken } from '../../sql/lexer.ts';

/** One message that a command sent to the server. */
export interface Sent {
  readonly pid: number;
  /** With its parameters as literals. */
  readonly sql: string;
  /** Why it failed. */
  readonly sqlstate?: string;
}

/** As `log_statement = all` tells: a simple message, or one whose parameters came apart from it. */
const told = /^(?:statement|execute [^:]*): ([\s\S]*)$/;

/** What clients sent, in the order in which the server began with it. */
export function sentIn(lines: readonly LogLine[]): readonly Sent[] {
  const sent: (Sent & { readonly raw: string })[] = [];
  const last = new Map<number, number>();
  for (const { pid, severity, message, statement, sqlstate, parameters = '' } of lines) {
    const raw = severity === 'LOG' ? told.exec(message)?.[1] : undefined;
    if (raw !== undefined && !message.startsWith('execute fetch from ')) {
      last.set(pid, sent.length);
      sent.push({ pid, raw, sql: withParameters(raw, parameters) });
    } else if ((severity === 'ERROR' || severity === 'FATAL') && statement !== undefined && sqlstate !== undefined) {
      const at = last.get(pid);
      const before = at === undefined ? undefined : sent[at];
      // What the parser refuses is told of by its error alone.
      if (at !== undefined && before?.raw === statement && before.sqlstate === undefined)
        sent[at] = { ...before, sqlstate };
      else sent.push({ pid, raw: statement, sql: statement, sqlstate });
    }
  }
  return sent.map(({ pid, sql, sqlstate }) => ({ pid, sql, ...(sqlstate !== undefined && { sqlstate }) }));
}

/** `Parameters: $1 = 'it''s', $2 = NULL`, put in the places of `$1`, `$2`. */
export function withParameters(sql: string, parameters: string): string {
  const values = new Map(
    [...parameters.matchAll(/\$(\d+) = (NULL|'(?:[^']|'')*')/g)].map(([, number = '', value = '']) => [number, value]),
  );
  if (values.size === 0) return sql;
  let text = '';
  for (let at = 0; at < sql.length;) {
    const [place, number = ''] = /^\$(\d+)/.exec(sql.slice(at, at + 8)) ?? [];
    const end = place === undefined ? endOfToken(sql, at) : at + place.length;
    text += (place === undefined ? undefined : values.get(number)) ?? sql.slice(at, end);
    at = end;
  }
  return text;
}
