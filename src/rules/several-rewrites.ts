import type { AlterTableCmd, AlterTableType } from '@pgsql/types';
import type { Relation } from '../sql/model.ts';
import { all, as } from '../sql/nodes.ts';
import { alteredBy, rewrittenBy } from './kit/rewrites.ts';
import { columnDef } from './kit/columns.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { objectName, sameName } from './kit/tables.ts';
import { code, listed, splitAlterTable } from './kit/text.ts';

export const rule = defineRule({
  id: 'several-rewrites',
  severity: 'advice',
  hazard: 'process',
  checks: 'data-volume',
  since: 13,
  title: 'A table is rewritten several times, where once would do',
  why: 'Each ALTER TABLE that rewrites a table copies all its rows and builds all its indexes anew. Postgres does what one ALTER TABLE asks for in a single pass over the rows, however many of its parts need it.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`
      alter table orders add column doubled int generated always as (total * 2) stored;
      alter table orders add column halved int generated always as (total / 2) stored;`,
    good: sql`
      alter table orders
        add column doubled int generated always as (total * 2) stored,
        add column halved int generated always as (total / 2) stored;`,
  },
  seenInstead: true,
  onPullRequest: ({ statements }) => groupsOf(statements, rewrittenBy).flatMap((group) => hit(group, '')),
  observed: ({ statements }) => {
    const copying = new Set(statements.flatMap(({ run, facts }) => (facts && run.rewrites.length > 0 ? [facts] : [])));
    const rewritten = (facts: Facts): Relation | undefined => (copying.has(facts) ? alteredBy(facts).table : undefined);
    const run = statements.flatMap(({ facts }) => facts ?? []);
    return groupsOf(run, rewritten).flatMap((group) => hit(group, ' The rehearsal saw each of them do so.'));
  },
});

/** ALTER TABLEs of one table, each of which rewrites it, with nothing between them that is about it. */
interface Group {
  readonly table: Relation;
  readonly members: Facts[];
  /** Columns that they make or change: what names one has to come after it. */
  readonly columns: Set<string>;
}

/** @param rewritten tells the table that a statement copies. */
function groupsOf(statements: readonly Facts[], rewritten: (facts: Facts) => Relation | undefined): readonly Group[] {
  const all: Group[] = [];
  let open: readonly Group[] = [];
  for (const facts of statements) {
    const table = facts.inside ? undefined : rewritten(facts);
    open = open.filter((group) => goesOn(group, table, facts));
    if (!table) continue;
    const known = open.find((group) => sameName(group.table.name, table.name));
    const group = known ?? { table, members: [], columns: new Set<string>() };
    if (!known) {
      all.push(group);
      open = [...open, group];
    }
    group.members.push(facts);
    for (const name of columnsOf(facts)) group.columns.add(name);
  }
  return all.filter(({ members }) => members.length > 1);
}

function goesOn({ table, members, columns }: Group, rewritten: Relation | undefined, facts: Facts): boolean {
  const { statement, path } = facts;
  if (path !== members[0]?.path || 'TransactionStmt' in statement.node) return false;
  const words = new Set(statement.sql.toLowerCase().match(/[\p{L}\p{N}_$]+/gu));
  if ([...columns].some((name) => words.has(name.toLowerCase()))) return false;
  if (!rewritten || !sameName(rewritten.name, table.name)) return !words.has(table.name.name.toLowerCase());
  const before = members.flatMap(onceOf);
  return !onceOf(facts).some((part) => before.includes(part));
}

/** Parts that one ALTER TABLE takes once only, SET LOGGED and SET UNLOGGED as one of them. */
const once: Partial<Record<AlterTableType, string>> = {
  AT_SetLogged: 'persistence',
  AT_SetUnLogged: 'persistence',
  AT_SetAccessMethod: 'access method',
  AT_SetTableSpace: 'tablespace',
};

const onceOf = (facts: Facts): readonly string[] =>
  partsOf(facts).flatMap(({ subtype }) => (subtype && once[subtype]) ?? []);

const partsOf = ({ statement: { node } }: Facts): readonly AlterTableCmd[] =>
  all('AlterTableCmd', as('AlterTableStmt', node)?.cmds);

const columnsOf = (facts: Facts): readonly string[] =>
  partsOf(facts)
    .filter(({ subtype }) => !subtype || once[subtype] === undefined)
    .flatMap((cmd) => columnDef({ cmd })?.colname ?? cmd.name ?? []);

function hit({ table, members }: Group, seen: string): readonly PlacedHit[] {
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last) return [];
  const name = objectName(table.name);
  const lines = members.map(({ statement }) => String(statement.line));
  const { head } = splitAlterTable(first.statement.sql);
  const actions = members.flatMap(({ statement }) => splitAlterTable(statement.sql).actions);
  return [
    {
      at: last.statement,
      objects: [name],
      says: `${code(name)} is rewritten ${String(members.length)} times, by the statements in lines ${listed(lines)}: each copies all rows${builds(members)}.${seen} Told in one ALTER TABLE, their changes take a single rewrite.`,
      instead: `${head}\n${actions.map((action) => `  ${action}`).join(',\n')};`,
    },
  ];
}

/** A file that moves is copied as it is, and the indexes stay where they are. */
const builds = (members: readonly Facts[]): string =>
  members.some((facts) => partsOf(facts).every(({ subtype }) => subtype === 'AT_SetTableSpace'))
    ? ''
    : ' and builds all indexes anew';
