import { nextMigration, steps } from './instead.ts';
import { chosenName, quoteIdentifier } from './tables.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';

/** The same when a backfill is done, which stands alone. */
export const provenAfterwards = (head: string, table: QualifiedName, column: string): string =>
  steps(nextMigration('no NULL comes in any more.'), provenNotNull(head, table, column));

/** NOT NULL without a scan under a lock: a CHECK that is validated first proves it (Postgres 12 and later). */
export function provenNotNull(head: string, table: QualifiedName, column: string): string {
  const check = chosenName(table, [column], 'not_null');
  const name = quoteIdentifier(column);
  return steps(
    `${head} ADD CONSTRAINT ${check} CHECK (${name} IS NOT NULL) NOT VALID;`,
    nextMigration('reads and writes go on during the scan.'),
    `${head} VALIDATE CONSTRAINT ${check};`,
    `${head} ALTER COLUMN ${name} SET NOT NULL;`,
    `${head} DROP CONSTRAINT ${check};`,
  );
}
