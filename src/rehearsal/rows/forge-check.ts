import type { Session } from '../../ports/database.ts';
import type { Insert } from '../../volume/generate.ts';
import type { FillPlan } from '../../volume/keys.ts';
import { literal } from '../../volume/request.ts';
import type { TableShape } from '../../volume/shape.ts';
import { guarded } from '../watch/watchdog.ts';
import type { Guarded, Watchdog } from '../watch/watchdog.ts';

/** A table, or a part of it, whose pages did not come from the server. */
interface Suspect {
  readonly table: TableShape;
  readonly insert: Insert;
  readonly plan: FillPlan;
  readonly dog: Watchdog;
}

interface Wrong {
  readonly because: string;
  readonly overLimit?: true;
}

/**
 * Why forged rows may not stay; undefined where all is well. They are counted, and their indexes have proved their keys.
 * NOT NULL, foreign keys, CHECKs, partition bounds and generated columns are looked at in pages from all over the table,
 * and the pages themselves at both ends and in the middle: to look up every row's keys takes longer than to write it,
 * and the first and the last rows are known to be, byte by byte, what Postgres makes of them.
 */
export async function checkForged(session: Session, suspect: Suspect): Promise<Wrong | undefined> {
  const { dog, insert } = suspect;
  const { target, rows } = insert.portion;
  // Functions and operators of the schema's own shall mean nothing to a superuser. And a database of the rehearsal has
  // no workers: what its migrations read is counted.
  for (const setting of ['search_path = pg_catalog', 'max_parallel_workers_per_gather = 2'])
    await guarded(session, `SET LOCAL ${setting}`, dog);
  const looks = [
    { sql: `SELECT FROM ONLY ${target} HAVING count(*) = ${rows}`, says: 'its rows came to another number' },
    { sql: pointingSql(suspect), says: 'its foreign keys did not hold' },
    { sql: await conditionsSql(session, suspect), says: 'its conditions did not hold' },
  ];
  for (const { sql, says } of looks) {
    const outcome = await guarded(session, sql, dog);
    if (!outcome.ok || outcome.rowCount !== 1) return wrong(outcome, says);
  }
  return await checkPages(session, suspect);
}

const wrong = (outcome: Guarded, says: string): Wrong => ({
  because: outcome.ok ? says : `Postgres cannot check it (SQLSTATE ${outcome.error.sqlstate})`,
  ...(!outcome.ok && outcome.overLimit && { overLimit: true }),
});

const sampleRows = 100_000;

/** Whole pages from all over the table; the same ones each time. */
const sampled = ({ insert: { portion } }: Suspect): string =>
  `TABLESAMPLE SYSTEM (${Math.min(100, (100 * sampleRows) / portion.rows)}) REPEATABLE (1)`;

/** One row where some rows were seen and nothing is wrong with any, else none. */
const provedSql = (from: string, wrongs: readonly string[]): string =>
  `SELECT FROM ${from} HAVING count(*) > 0
      AND count(*) FILTER (WHERE ${['false', ...wrongs].map((one) => `(${one})`).join(' OR ')}) = 0`;

/** A whole key finds its row, unless that one's table, in a circle of keys, comes later. */
function pointingSql(suspect: Suspect): string {
  const { table, plan, insert } = suspect;
  const joins: string[] = [];
  const astray: string[] = [];
  for (const [at, key] of table.foreignKeys.entries()) {
    const parent = plan.tables.get(key.table);
    if (!parent) continue;
    const own = key.columns.map((number) => `t.${nameIn(table, number)}`);
    const theirs = key.referenced.map((number) => `p${at}.${nameIn(parent, number)}`);
    const equal = own.map((one, column) => `${one} = ${theirs[column] ?? 'NULL'}`).join(' AND ');
    joins.push(` LEFT JOIN ${parent.name} AS p${at} ON ${equal}`);
    const whole = `pg_catalog.num_nulls(${own.join(', ')}) = 0`;
    astray.push(`${whole} AND ${theirs[0] ?? 'NULL'} IS NULL AND EXISTS (SELECT FROM ${parent.name})`);
  }
  return provedSql(`ONLY ${insert.portion.target} AS t ${sampled(suspect)}${joins.join('')}`, astray);
}

const nameIn = (table: TableShape, number: number): string =>
  table.columns.find((column) => column.number === number)?.name ?? 'NULL';

async function conditionsSql(session: Session, suspect: Suspect): Promise<string> {
  const { target } = suspect.insert.portion;
  // NOT NULL by a function: of a column that has it, IS NULL is not even asked.
  const { rows } = await session.query<{ wrong: string }>(`
    WITH it AS (SELECT ${literal(target)}::regclass::oid AS oid)
    SELECT 'pg_catalog.num_nulls(' || quote_ident(a.attname) || ') > 0' AS wrong
      FROM pg_attribute a JOIN it ON a.attrelid = it.oid
     WHERE a.attnotnull AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
    UNION ALL SELECT '(' || pg_get_expr(k.conbin, k.conrelid) || ') IS FALSE'
      FROM pg_constraint k JOIN it ON k.conrelid = it.oid
     WHERE k.contype = 'c' AND to_jsonb(k)->>'conenforced' IS DISTINCT FROM 'false'
    UNION ALL SELECT '(' || pg_get_partition_constraintdef(oid) || ') IS FALSE' FROM it
     WHERE pg_get_partition_constraintdef(oid) IS NOT NULL
    UNION ALL SELECT '(' || pg_get_expr(d.adbin, d.adrelid) || ')::text IS DISTINCT FROM ' || quote_ident(a.attname) || '::text'
      FROM pg_attribute a JOIN it ON a.attrelid = it.oid JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attgenerated = 's'`);
  return provedSql(
    `ONLY ${target} ${sampled(suspect)}`,
    rows.map((one) => one.wrong),
  );
}

const blocksLookedAt = 32;
const undefinedFunction = '42883';

/** By amcheck, where the server has it; that it was there is undone. */
async function checkPages(session: Session, { insert, dog }: Suspect): Promise<Wrong | undefined> {
  const { target } = insert.portion;
  const { rows } = await session.query<{ blocks: number; has: boolean }>(
    `SELECT pg_relation_size(${literal(target)}) / 8192 AS blocks,
            EXISTS (SELECT FROM pg_available_extensions WHERE name = 'amcheck') AS has`,
  );
  const { blocks, has } = rows[0] ?? { blocks: 0, has: false };
  if (!has) return undefined;
  const starts = [0, Math.floor(blocks / 2), Math.max(0, blocks - blocksLookedAt)];
  const looks = starts.map((start) => {
    const end = Math.min(blocks, start + blocksLookedAt) - 1;
    return `SELECT FROM pg_catalog.verify_heapam(${literal(target)}, startblock => ${start}, endblock => ${end})`;
  });
  await guarded(session, 'SAVEPOINT pages', dog);
  // Wherever the schema keeps it: there others may have functions of the same name.
  const ready = ['CREATE EXTENSION IF NOT EXISTS amcheck', 'ALTER EXTENSION amcheck SET SCHEMA pg_catalog'];
  let found: Wrong | undefined;
  for (const sql of [...ready, ...looks]) {
    const outcome = await guarded(session, sql, dog);
    if (outcome.ok && (ready.includes(sql) || outcome.rowCount === 0)) continue;
    if (outcome.ok || outcome.error.sqlstate !== undefinedFunction) found = wrong(outcome, 'its pages were not sound');
    break;
  }
  await guarded(session, 'ROLLBACK TO SAVEPOINT pages', dog);
  return found;
}
