import type { Relation } from '../../sql/model.ts';
import { remark, steps } from './instead.ts';
import { objectName, quoteIdentifier, simpleKey, typeText } from './tables.ts';

/**
 * A backfill that locks 10,000 rows at a time and commits in between, walking the primary key. It must run outside a
 * transaction. `sets` is `SET a = b`, `where` a condition without the word WHERE.
 */
export function inBatches(table: Relation, verb: string, where: string): string {
  const name = objectName(table.name);
  const key = simpleKey(table);
  const id = quoteIdentifier(key?.name ?? 'id');
  const type = key ? typeText(key.type) : 'bigint';
  const assumed = key ? '' : remark(`For id and bigint put the primary key of ${name} and its type.`);
  return steps(
    assumed,
    'DO $$',
    'DECLARE',
    `  batch ${type}[];`,
    `  done ${type};`,
    'BEGIN',
    '  LOOP',
    `    batch := ARRAY(SELECT ${id} FROM ${name} WHERE done IS NULL OR ${id} > done ORDER BY ${id} LIMIT 10000);`,
    `    EXIT WHEN cardinality(batch) = 0;`,
    `    ${verb} WHERE ${id} = ANY (batch)${where ? ` AND (${where})` : ''};`,
    '    done := batch[cardinality(batch)];',
    '    COMMIT;',
    '  END LOOP;',
    'END $$;',
  );
}
