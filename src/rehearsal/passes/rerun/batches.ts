import { counted, grouped } from '../../../domain/figures.ts';
import type { Session } from '../../../ports/database.ts';
import { as } from '../../../sql/nodes.ts';
import { bodyParts } from '../../../sql/plpgsql.ts';
import type { TableShape } from '../../../volume/shape.ts';
import type { Step } from '../../run/script.ts';
import { stillTables } from '../../watch/ourselves.ts';
import { onCopy } from './copies.ts';
import { breakingHeld, rowsHeld } from './kill.ts';
import type { Broken } from './kill.ts';
import { failureOf, next, placeOf, remaining } from './points.ts';
import type { Course, Tried } from './points.ts';

export interface TriedBatches extends Tried {
  readonly says: string;
}

/** A body that commits on its way, or a procedure that may; or one that loops over rows as if it did. */
export const inBatches = ({ node, sql }: Step): boolean =>
  node !== undefined &&
  (as('CallStmt', node) !== undefined || (as('DoStmt', node) !== undefined && commitsOrLoops(sql)));

function commitsOrLoops(sql: string): boolean {
  const parts = bodyParts(sql) ?? [];
  const changes = parts.some((part) => part.kind === 'sql' && /^\s*(?:UPDATE|DELETE|INSERT|MERGE)\b/i.test(part.sql));
  return parts.some(({ kind }) => kind === 'commit') || (changes && /\bLOOP\b/i.test(sql));
}

/** Killed when about half of its rows are done: does the next run go on, or start anew? Undefined where it never waits. */
export async function triedBatches(
  course: Course,
  step: Step,
  tables: readonly TableShape[],
): Promise<TriedBatches | undefined> {
  const { lab, ready, commits } = course;
  const after = commits.indexOf(step);
  const broken: Broken = { killed: false };
  return onCopy(lab, async ({ run, schema, bench: { observer } }) => {
    const start = await transactionNow(observer);
    const first = await run(
      ready.changed,
      breakingHeld(lab, step, async () => rowsHeld(await stillTables(observer, tables)), broken),
    );
    if (!broken.killed) return undefined;
    const done = await changedSince(observer, tables, start);
    const { scripts } = remaining(course, first, after);
    const middle = await transactionNow(observer);
    const second = await run(scripts);
    const again = await changedSince(observer, tables, middle);
    const all = await changedSince(observer, tables, start);
    const anew = done === 0 || again > all - done / 2;
    if (all === 0) return undefined;
    const progress = anew ? ('starts-anew' as const) : ('goes-on' as const);
    const rest = anew
      ? `changes ${again === all ? `all ${counted(all, 'row')}` : `${grouped(again)} of ${counted(all, 'row')}`} again: it starts anew`
      : `goes on with the other ${grouped(again)}`;
    const says =
      done === 0
        ? `Killed in the midst of ${placeOf(step)}, none of its ${counted(all, 'row')} stays changed: it cannot be resumed, and every next run starts anew.`
        : `Killed in the midst of ${placeOf(step)} with ${counted(done, 'row')} done, the next run ${rest}.`;
    const schemaWords = `${counted(done, 'row')} of ${grouped(all)} changed`;
    const point = {
      after,
      at: placeOf(step),
      how: 'during' as const,
      schema: schemaWords,
      next: next(lab, scripts, 'inside'),
      progress,
    };
    const fails = await failureOf(course, second, schema);
    return { point, says, ...(fails !== undefined && { fails: `Killed in the midst of ${placeOf(step)}, ${fails}` }) };
  });
}

/** A throwaway cluster is too young for its transaction ids to begin anew. */
async function transactionNow(observer: Session): Promise<string> {
  const { rows } = await observer.query<{ id: string }>('SELECT pg_catalog.txid_current()::text AS id');
  return rows[0]?.id ?? '0';
}

/** Rows whose version was written by this transaction or a later one; tables that are gone count for nothing. */
async function changedSince(observer: Session, tables: readonly TableShape[], since: string): Promise<number> {
  let sum = 0;
  for (const { oid } of tables) {
    const { rows: names } = await observer.query<{ name: string }>(
      `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid = $1 AND c.relkind IN ('r', 'p')`,
      [oid],
    );
    const [table] = names;
    if (table === undefined) continue;
    const { rows } = await observer.query<{ count: number }>(
      `SELECT count(*)::int8 AS count FROM ${table.name} WHERE xmin::text::int8 >= ${since}`,
    );
    sum += rows[0]?.count ?? 0;
  }
  return sum;
}
