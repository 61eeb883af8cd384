import { standaloneForm, standaloneKinds } from '../sql/standalone.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { code, oneLine, shortened } from './kit/text.ts';

export const rule = defineRule({
  id: 'concurrently-in-transaction',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'lock-analysis',
  fails: '25001',
  since: 13,
  evenOnNewTables: true,
  title: 'This statement fails inside a transaction',
  why: 'CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE and a few more refuse to run in a transaction block, and also beside any other statement in one message to the server. So does a DO block or procedure with COMMIT or ROLLBACK of its own (2D000).',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    bad: sql`
      begin;
      create index concurrently orders_email on orders (email);
      commit;`,
    good: sql`create index concurrently orders_email on orders (email);`,
  },
  on: Object.fromEntries(
    [...standaloneKinds, 'DoStmt', 'CallStmt'].map((kind) => [kind, (_: unknown, facts: Facts) => hit(facts)]),
  ),
});

/** What of a statement must not be in a transaction. */
function alone({
  statement: { node },
  endsTransactions,
}: Facts): readonly [what: string, sqlstate: string] | undefined {
  const form = standaloneForm(node);
  if (form !== undefined) return [form, '25001'];
  if (!endsTransactions) return undefined;
  return [`${'CallStmt' in node ? 'a procedure' : 'a DO block'} with COMMIT or ROLLBACK`, '2D000'];
}

function hit(facts: Facts): Hit | undefined {
  const [what, sqlstate] = alone(facts) ?? [];
  const why = what && inTransaction(what, facts);
  if (!why) return undefined;
  const { says, before, after } = facts.tool.outsideTransaction;
  return {
    objects: [],
    says: `This fails (${sqlstate}): ${why}.`,
    instead: steps(
      remark(facts.session.transaction === 'own' ? 'Outside BEGIN … COMMIT, in a file of its own:' : says),
      before.trimEnd(),
      statement(oneLine(facts.statement.sql)),
      after.trimEnd(),
    ),
  };
}

/** Why it is in a transaction; even after a COMMIT in the same message Postgres refuses it. */
function inTransaction(
  what: string,
  { session, transaction, statementsInFile, statement: { sql: text }, tool }: Facts,
) {
  if (transaction === 'one-message' && statementsInFile > 1) {
    return `${tool.title} sends the whole file as one message, and ${what} must be alone in it`;
  }
  if (session.transaction === 'none' || session.transaction === 'message') return undefined;
  const who = session.transaction === 'own' ? 'the file opened with BEGIN' : `${tool.title} opens for the file`;
  return `${what} cannot run in a transaction, and ${code(shortened(text))} runs in the one that ${who}`;
}
