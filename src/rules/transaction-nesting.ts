import { as } from '../sql/nodes.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import type { Node } from '@pgsql/types';

export const rule = defineRule({
  id: 'transaction-nesting',
  severity: 'warning',
  hazard: 'process',
  checks: 'idempotent',
  since: 13,
  evenOnNewTables: true,
  title: 'A transaction inside a transaction: the first COMMIT ends both',
  why: 'Postgres has no nested transactions. BEGIN in an open one only warns, and the next COMMIT or ROLLBACK ends the outer one, also where the migration tool opened it. What follows runs outside, the tool’s own record of the migration included.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      begin;
      alter table orders add column note text;
      begin;
      alter table orders add column paid boolean;
      commit;`,
    good: sql`
      begin;
      alter table orders add column note text;
      savepoint before_paid;
      alter table orders add column paid boolean;
      commit;`,
  },
  on: {
    TransactionStmt({ kind = 'TRANS_STMT_BEGIN' }, facts) {
      const { transaction, beforeOf } = facts.session;
      const outer = outers.indexOf(transaction);
      // One word a transaction: a BEGIN more than the outer one has was told already, and its end with it.
      if (outer < 0 || beforeOf('TransactionStmt').filter(({ node }) => begins(kindOf(node))).length !== outer)
        return undefined;
      const tools = transaction === 'runner';
      if (!begins(kind) && !(tools && ends(kind))) return undefined;
      return { objects: [], says: says(kind, facts), instead: instead(facts) };
    },
  },
});

/** By how many BEGINs of the file open them. */
const outers: readonly string[] = ['runner', 'own'];

const kindOf = (node: Node): string | undefined => as('TransactionStmt', node)?.kind;
const begins = (kind: string | undefined): boolean => kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
const ends = (kind: string | undefined): boolean =>
  kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE';

function says(kind: string, facts: Facts): string {
  const { tool, session, path, later } = facts;
  const end = later.find((one) => one.path === path && ends(kindOf(one.statement.node)));
  const last = begins(kind) ? end : facts;
  const opener = session.transaction === 'runner' ? tool.title : 'the BEGIN above';
  const first = begins(kind) ? `This BEGIN does nothing, because ${opener} has opened a transaction already` : '';
  if (!last) return `${first}.`;
  const undone =
    kindOf(last.statement.node) === 'TRANS_STMT_ROLLBACK' ? ' and undoes all that the file did before' : '';
  const ended = `ends the transaction of ${opener}${undone}`;
  const outside =
    session.transaction === 'runner'
      ? `: what follows, the record that ${tool.title} keeps of this migration included, runs outside it`
      : '';
  return begins(kind)
    ? `${first}; the ${word(last)} in line ${String(last.statement.line)} ${ended}${outside}.`
    : `This ${word(last)} ${ended}${outside}.`;
}

const word = ({ statement: { node } }: Facts): string => (kindOf(node) ?? '').replace('TRANS_STMT_', '');

const instead = ({ tool, session }: Facts): string =>
  session.transaction === 'runner'
    ? `Take BEGIN, COMMIT and ROLLBACK out of the file: ${tool.title} puts a transaction around it. To go without one: ${tool.outsideTransaction.says}`
    : steps(
        remark('Without the inner BEGIN. To undo a part only:'),
        'SAVEPOINT before_part;',
        remark('… and, where it has to be undone:'),
        'ROLLBACK TO SAVEPOINT before_part;',
      );
