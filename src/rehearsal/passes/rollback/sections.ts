import { as } from '../../../sql/nodes.ts';
import { stepsOf } from '../../run/script.ts';
import type { Undone } from './undo.ts';

/** The way back from one file, or from the files of one transaction. */
export interface Section extends Undone {
  readonly files: string;
}

const wait = "SET lock_timeout = '5s';";
/** CONCURRENTLY waits for everybody who began before it, and a timeout would leave it half done. */
const waitOn = 'SET lock_timeout = 0;';

/** The script that somebody could run: what ran, and as comments what did not. */
export function sections(back: readonly Section[], losses: readonly string[], postgres: string): string {
  const head = [
    `-- Made from the schema before the migrations, and run after them on Postgres ${postgres}.`,
    '-- Run it statement by statement, outside a transaction: psql -v ON_ERROR_STOP=1 -f rollback.sql',
    ...losses.map((loss) => `-- Cannot be brought back: ${loss}`),
  ];
  const parts = back.filter(({ sql, later, refused }) => sql.length + later.length + refused.length > 0).map(section);
  return `${[head.join('\n'), ...parts].join('\n\n')}\n`;
}

function section({ files, sql, later, refused }: Section): string {
  return [
    `-- Back from ${files}`,
    ...timed(sql),
    ...(later.length > 0 ? ['-- Once the values are there again:', ...later.map(comment)] : []),
    ...refused.flatMap((one) => [`-- Refused with SQLSTATE ${one.sqlstate}:`, comment(one.sql)]),
  ].join('\n');
}

/** Each kind of statement under the timeout that suits it. */
function timed(statements: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const sql of statements) {
    const wanted = isConcurrent(sql) ? waitOn : wait;
    if (wanted !== current) lines.push(wanted);
    current = wanted;
    lines.push(`${sql.trimEnd()};`);
  }
  return lines;
}

function isConcurrent(sql: string): boolean {
  const steps = stepsOf('', sql);
  return (
    steps.ok &&
    steps.value.some(
      ({ node }) => node && (as('IndexStmt', node)?.concurrent === true || as('DropStmt', node)?.concurrent === true),
    )
  );
}

const comment = (sql: string): string => `-- ${sql.replaceAll('\n', '\n-- ')};`;
