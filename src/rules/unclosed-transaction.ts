import { as } from '../sql/nodes.ts';
import { blocks } from '../domain/lock.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'unclosed-transaction',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'forward-compatibility',
  since: 13,
  evenOnNewTables: true,
  title: 'A BEGIN without COMMIT: nothing of it is kept',
  why: 'Postgres rolls an open transaction back when its connection ends, without an error. Until then its locks are held, and with a pool of connections that can be hours.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      begin;
      alter table orders add column note text;`,
    good: sql`
      begin;
      alter table orders add column note text;
      commit;`,
  },
  onPullRequest: ({ statements }) => leftOpen(statements).map(hit),
});

interface Open {
  readonly begin: Facts;
  readonly inside: readonly Facts[];
}

/** The transactions that a file begins itself and does not end. Its runner's own end takes a nested one with it. */
function leftOpen(statements: readonly Facts[]): readonly Open[] {
  const left: Open[] = [];
  let open: { readonly begin: Facts; readonly inside: Facts[] } | undefined;
  for (const [index, facts] of statements.entries()) {
    const control = as('TransactionStmt', facts.statement.node);
    if (control && begins.includes(control.kind ?? '') && !open && ownsItself(facts))
      open = { begin: facts, inside: [] };
    else if (control && ends.includes(control.kind ?? ''))
      open = control.chain && open ? { begin: facts, inside: [] } : undefined;
    else open?.inside.push(facts);
    if (open && statements[index + 1]?.script !== facts.script) {
      left.push(open);
      open = undefined;
    }
  }
  return left;
}

const begins: readonly string[] = ['TRANS_STMT_BEGIN', 'TRANS_STMT_START'];
const ends: readonly string[] = ['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_PREPARE'];

const ownsItself = ({ transaction, session }: Facts): boolean =>
  (transaction === 'per-statement' || transaction === 'one-message') && session.transaction !== 'runner';

function hit({ begin, inside }: Open): PlacedHit {
  const locks = inside.flatMap((one) => one.locks).filter((lock) => !lock.madeHere && blocks(lock.mode).length > 0);
  const objects = [...new Set(locks.map(({ object }) => object))];
  const held = objects.length > 0 ? `, and until then keeps its locks on ${listed(objects.map(code))}` : '';
  const many = inside.length === 1 ? 'The statement' : `The ${String(inside.length)} statements`;
  return {
    at: begin.statement,
    objects,
    says: `${many} after this BEGIN ${inside.length === 1 ? 'is' : 'are'} lost: the file ends without COMMIT, and Postgres rolls the transaction back when the connection ends${held}.`,
    instead: steps(remark('As the last line of the file:'), 'COMMIT;'),
  };
}
