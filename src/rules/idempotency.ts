import { standsAlone } from '../sql/standalone.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { longWork } from './kit/long-work.ts';
import { clearsTheWay, repeatable } from './kit/repeatable.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { code, oneLine, shortened } from './kit/text.ts';
import { blockingLock } from './kit/waits.ts';

export const rule = defineRule({
  id: 'idempotency',
  severity: 'advice',
  hazard: 'process',
  checks: 'idempotent',
  since: 13,
  evenOnNewTables: true,
  title: 'A file that fails halfway cannot be run again',
  why: 'Outside a transaction every statement stays when a later one fails. Run again, the file stops at the first statement whose work is done already, and somebody has to tidy up by hand. In one transaction, or with statements that can be repeated, it just runs again.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      create table payments (id bigint primary key);
      alter table orders add column paid boolean;`,
    good: sql`
      begin;
      create table payments (id bigint primary key);
      alter table orders add column paid boolean;
      commit;`,
  },
  onPullRequest: ({ statements }) => files(statements).flatMap(hit),
});

/** What each migration does, without what only sets the stage. */
function files(statements: readonly Facts[]): readonly (readonly Facts[])[] {
  const found = new Map<Facts['script'], Facts[]>();
  for (const facts of statements) {
    if (facts.inside || stage.some((kind) => kind in facts.statement.node)) continue;
    const file = found.get(facts.script);
    if (file) file.push(facts);
    else found.set(facts.script, [facts]);
  }
  return [...found.values()];
}

const stage = ['TransactionStmt', 'VariableSetStmt', 'VariableShowStmt', 'SelectStmt', 'CommentStmt'];

function hit(file: readonly Facts[]): readonly PlacedHit[] {
  const last = file.at(-1);
  if (!last || last.tool.goesOn) return [];
  // What the last transaction of the file does is either all done, or all undone.
  const kept = file.filter(({ session }) => session.transactionNumber !== last.session.transactionNumber);
  const before: Facts[] = [];
  const once = kept.filter((facts) => {
    const again = repeatable(facts, before);
    if (clearsTheWay(facts)) before.push(facts);
    return !again;
  });
  const [first] = once;
  if (!first) return [];
  const { statement: at } = first;
  const more = once.length === 1 ? '' : `, and so are ${String(once.length - 1)} more`;
  return [
    {
      at,
      objects: [],
      says: `${runs(first)}: when a later statement fails, ${code(shortened(at.sql))} is done already${more}, and the next run stops there.`,
      instead: instead(file),
    },
  ];
}

/** Plain files are run by nobody knows what. */
const runs = ({ path, tool }: Facts): string =>
  tool.olderVersion === 'unknown'
    ? `${code(path)} runs statement by statement unless its runner opens a transaction`
    : `${code(path)} does not run in one transaction`;

function instead(file: readonly Facts[]): string {
  if (file.some(({ statement: { node } }) => standsAlone(node))) {
    return 'One migration for each statement that cannot run in a transaction, and one, in a transaction, for the others.';
  }
  // In one transaction these would keep each other's locks.
  const apart = file.some((facts) => changesRows(facts) || longWork(facts)) || file.filter(blockingLock).length > 1;
  return apart ? 'Each of these statements in a migration of its own.' : steps('BEGIN;', ...written(file), 'COMMIT;');
}

const changesRows = ({ statement: { node }, locks }: Facts): boolean =>
  ('UpdateStmt' in node || 'DeleteStmt' in node || 'InsertStmt' in node) && locks.some(({ madeHere }) => !madeHere);

/** The whole file, if it is a short one. */
const written = (file: readonly Facts[]): readonly string[] =>
  file.length <= 5
    ? file.map(({ statement: one }) => statement(oneLine(one.sql)))
    : [remark(`the ${String(file.length)} statements of the file`)];
