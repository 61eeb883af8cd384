import type { LogLine } from '../ports/database.ts';
import type { LogFormat } from './settings.ts';

export interface ParsedLog {
  readonly lines: readonly LogLine[];
  /** The unfinished record at the end, to be put before the next piece. */
  readonly rest: string;
}

/** Records of a piece of the server's log. A record that cannot be read is left out, never a failure. */
export const parseLog = (text: string, format: LogFormat): ParsedLog =>
  format === 'jsonlog' ? parseJson(text) : parseCsv(text);

function parseJson(text: string): ParsedLog {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').flatMap(jsonLine);
  return { lines, rest: text.slice(end) };
}

function jsonLine(text: string): readonly LogLine[] {
  if (text === '') return [];
  try {
    const record = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return [
      line({
        pid: Number(record['pid']),
        severity: textOf(record['error_severity']),
        message: textOf(record['message']),
        sqlstate: textOf(record['state_code']),
        database: textOf(record['dbname']),
        statement: textOf(record['statement']),
        parameters: textOf(record['detail']),
      }),
    ];
  } catch {
    return [];
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Manual, “Using CSV-Format Log Output”: the columns' order. */
const column = { database: 2, pid: 3, severity: 11, sqlstate: 12, message: 13, detail: 14, query: 19 } as const;

function parseCsv(text: string): ParsedLog {
  const { records, rest } = csvRecords(text);
  return {
    lines: records.map((record) =>
      line({
        pid: Number(record[column.pid]),
        severity: record[column.severity] ?? '',
        message: record[column.message] ?? '',
        sqlstate: record[column.sqlstate] ?? '',
        database: record[column.database] ?? '',
        statement: record[column.query] ?? '',
        parameters: record[column.detail] ?? '',
      }),
    ),
    rest,
  };
}

/** RFC 4180 as Postgres writes it: quotes doubled, line breaks inside quotes kept. */
export function csvRecords(text: string): { readonly records: readonly (readonly string[])[]; readonly rest: string } {
  const records: string[][] = [];
  const cell = /("(?:[^"]|"")*"|[^",\n]*)(,|\n)/y;
  let done = 0;
  let fields: string[] = [];
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, raw = '', separator] = match;
    fields.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (separator !== '\n') continue;
    records.push(fields);
    fields = [];
    done = cell.lastIndex;
  }
  return { records, rest: text.slice(done) };
}

/** No SQLSTATE: LOG lines carry 00000, which says nothing. */
const line = (read: Required<LogLine>): LogLine => ({
  pid: read.pid,
  severity: read.severity,
  message: read.message,
  ...(read.sqlstate !== '' && read.sqlstate !== '00000' && { sqlstate: read.sqlstate }),
  ...(read.database !== '' && { database: read.database }),
  ...(failures.has(read.severity) && read.statement !== '' && { statement: read.statement }),
  ...(sentParameters.test(read.parameters) && { parameters: read.parameters }),
});

/** What was sent is of interest where it failed. */
const failures = new Set(['ERROR', 'FATAL']);

/** Of all details only these are the client's own; “Parameters” from 16 on. */
const sentParameters = /^parameters: /i;
