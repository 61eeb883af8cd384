import type { IndexStmt } from '@pgsql/types';
import { as } from '../../sql/nodes.ts';
import { concurrently } from './concurrently.ts';
import type { Facts } from './facts.ts';
import { nextMigration, outsideTransaction, statement, steps } from './instead.ts';
import { nameFrom, quoteIdentifier } from './tables.ts';

/** Whether the transaction has dropped the index of that name, to build it anew. */
export const takesThePlace = ({ idxname: name }: IndexStmt, { session }: Facts): boolean =>
  name !== undefined &&
  session.beforeOf('DropStmt').some(({ node }) => {
    const drop = as('DropStmt', node);
    return drop?.removeType === 'OBJECT_INDEX' && (drop.objects ?? []).some((one) => nameFrom(one).name === name);
  });

/** The name is taken until the old index goes, which must not be before the new one is there. */
export function builtInItsPlace(name: string, schema: string, facts: Facts): string {
  // A name has 63 bytes at most.
  const meanwhile = quoteIdentifier(`${name.slice(0, 58)}_new`);
  const build = concurrently(facts.statement.sql).replace(
    /(\bCONCURRENTLY\s+)(?:"(?:[^"]|"")+"|[^\s"(]+)/i,
    (_, before: string) => `${before}${meanwhile}`,
  );
  const [old, own] = [quoteIdentifier(name), quoteIdentifier(schema)];
  return steps(
    outsideTransaction(statement(build), facts),
    nextMigration('the new index takes the place of the old one at once.'),
    `DROP INDEX IF EXISTS ${own}.${old};`,
    `ALTER INDEX ${own}.${meanwhile} RENAME TO ${old};`,
  );
}
