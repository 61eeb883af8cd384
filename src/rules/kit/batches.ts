import type { RangeVar } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import type { Facts } from './facts.ts';
import { outsideTransaction, remark, steps, uncut } from './instead.ts';
import { objectName, quoteIdentifier, simpleKey, typeText } from './tables.ts';

/**
 * A backfill that locks 10,000 rows at a time, commits, rests and looks at the replicas in between, walking the primary
 * key; for Postgres 13 and later (`%TYPE[]` is 17's). It must run outside a transaction, and says how the tool does
 * that. `verb` is `UPDATE t SET a = b`, `where` a condition without the word WHERE; `called` is what a statement with
 * more tables than this one calls it.
 *
 * Its variables start with an underscore, because a column of the same name would make the statement ambiguous.
 */
export const inBatches = (table: Relation, verb: string, where: string, facts: Facts, called?: string): string =>
  outsideTransaction(uncut(loop(table, verb, where, called), facts), facts);

/** Of the loop: rows a round, and the rest after each. */
export const batching = { rows: 10_000, restMs: 200 } as const;
const rest = `PERFORM pg_sleep(${String(batching.restMs / 1_000)});`;
/** Whether a proposal holds the loop. */
export const isInBatches = (instead: string): boolean => instead.includes(rest);

function loop(table: Relation, verb: string, where: string, called: string | undefined): string {
  const name = objectName(table.name);
  const key = simpleKey(table);
  const id = quoteIdentifier(key?.name ?? 'id');
  const own = called === undefined ? id : `${quoteIdentifier(called)}.${id}`;
  const type = key ? typeText(key.type) : 'bigint';
  const assumed = key ? '' : remark(`For id and bigint put the primary key of ${name} and its type.`);
  return steps(
    assumed,
    'DO $$',
    'DECLARE',
    `  _batch ${type}[];`,
    `  _last ${type};`,
    'BEGIN',
    '  LOOP',
    `    _batch := ARRAY(SELECT ${id} FROM ${name} WHERE _last IS NULL OR ${id} > _last ORDER BY ${id} LIMIT ${String(batching.rows)});`,
    `    EXIT WHEN cardinality(_batch) = 0;`,
    `    ${verb} WHERE ${own} = ANY (_batch)${where ? ` AND (${where})` : ''};`,
    '    _last := _batch[cardinality(_batch)];',
    '    COMMIT;',
    `    ${rest}`,
    '    -- Lets replicas catch up; whoever is no member of pg_monitor sees no lag, and has to watch it elsewhere.',
    "    WHILE EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > interval '10 seconds') LOOP",
    '      PERFORM pg_sleep(1);',
    '      COMMIT;',
    '    END LOOP;',
    '  END LOOP;',
    'END $$;',
  );
}

/** What a statement calls the table that it changes. */
export const calledIn = (range: RangeVar | undefined): string | undefined => range?.alias?.aliasname ?? range?.relname;
