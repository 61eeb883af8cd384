import type { Node, RangeVar } from '@pgsql/types';
import { quoteIdentifier, namedBy } from '../names.ts';
import { all, as, eachNode } from '../nodes.ts';
import { parseScript } from '../parse.ts';
import { bodyParts } from '../plpgsql.ts';
import type { Part } from './part.ts';

export interface Sent {
  readonly file: string;
  readonly line: number;
  readonly sql: string;
  readonly node?: Node;
}

/** What no statement brings back. Without a place: nobody wrote it down where it could be read. */
export interface Irreversible {
  readonly file?: string;
  readonly line?: number;
  /** “rows deleted from public.orders”. */
  readonly says: string;
  /** The table or column that is gone; absent where it stands, with other rows. */
  readonly gone?: string;
}

/** What the statements do to rows and enum values that were there before. */
export function irreversible(steps: readonly Sent[], before: readonly Part[]): readonly Irreversible[] {
  const known = knownIn(before);
  return steps.flatMap(({ file, line, sql, node }) =>
    node === undefined ? [] : within(node, sql, known).map((one) => ({ file, line, ...one })),
  );
}

type Found = Omit<Irreversible, 'file' | 'line'>;

interface Known {
  table(range: RangeVar | undefined): string | undefined;
  has(name: string): boolean;
}

function knownIn(before: readonly Part[]): Known {
  const tables = before.filter(({ kind }) => kind === 'table');
  const names = new Set(before.filter(({ kind }) => kind === 'table' || kind === 'column').map(({ name }) => name));
  return {
    has: (name) => names.has(name),
    table(range) {
      if (range?.relname === undefined) return undefined;
      const own = quoteIdentifier(range.relname);
      const schema = range.schemaname === undefined ? undefined : quoteIdentifier(range.schemaname);
      return tables.find((table) => table.own === own && (schema === undefined || table.schema === schema))?.name;
    },
  };
}

/** A body’s statements count as the statement that holds them. */
function within(node: Node, sql: string, known: Known): readonly Found[] {
  if ('RuleStmt' in node) return [];
  if ('DoStmt' in node) {
    return (bodyParts(sql) ?? []).flatMap((part) => (part.kind === 'sql' ? inText(part.sql, known) : []));
  }
  const found: Found[] = [...dropped(node, known), ...addedValue(node)];
  eachNode(node, (kind, body) => {
    const look = changers[kind];
    if (look) found.push(...look(body, known));
  });
  return found;
}

function inText(sql: string, known: Known): readonly Found[] {
  const parsed = parseScript('', sql);
  return parsed.ok ? parsed.value.statements.flatMap((inner) => within(inner.node, inner.sql, known)) : [];
}

interface Changes {
  readonly relation?: RangeVar;
  readonly relations?: readonly Node[];
  readonly targetList?: readonly Node[];
  readonly is_from?: boolean;
}

const changer =
  (says: (table: string) => string) =>
  (body: unknown, known: Known): readonly Found[] => {
    const table = known.table((body as Changes).relation);
    return table === undefined ? [] : [{ says: says(table) }];
  };

const changers: Readonly<Record<string, (body: unknown, known: Known) => readonly Found[]>> = {
  DeleteStmt: changer((table) => `rows deleted from ${table}`),
  MergeStmt: changer((table) => `rows merged into ${table}`),
  InsertStmt: changer((table) => `rows added to ${table}, which stay`),
  UpdateStmt(body, known) {
    const { relation, targetList } = body as Changes;
    const table = known.table(relation);
    if (table === undefined) return [];
    const columns = all('ResTarget', targetList as Node[] | undefined).map(({ name = '' }) => quoteIdentifier(name));
    // What an update puts into a new column goes with the column.
    const old = [...new Set(columns)].filter((column) => known.has(`${table}.${column}`));
    return old.length === 0 ? [] : [{ says: `values overwritten in ${table} (${old.join(', ')})` }];
  },
  TruncateStmt: (body, known) =>
    all('RangeVar', (body as Changes).relations as Node[] | undefined).flatMap((range) => {
      const table = known.table(range);
      return table === undefined ? [] : [{ says: `rows truncated from ${table}` }];
    }),
  CopyStmt: (body, known) =>
    (body as Changes).is_from === true ? changer((table) => `rows added to ${table}, which stay`)(body, known) : [],
};

function dropped(node: Node, known: Known): readonly Found[] {
  const drop = as('DropStmt', node);
  if (drop?.removeType === 'OBJECT_TABLE') {
    return (drop.objects ?? []).flatMap((object) => {
      const [relname = '', schemaname] = namedBy(object).toReversed();
      const gone = known.table({ relname, ...(schemaname !== undefined && { schemaname }) });
      return gone === undefined ? [] : [{ gone, says: `the rows of ${gone}, dropped` }];
    });
  }
  const alter = as('AlterTableStmt', node);
  const table = known.table(alter?.relation);
  return all('AlterTableCmd', alter?.cmds).flatMap(({ subtype, name = '' }) => {
    const gone = `${table ?? ''}.${quoteIdentifier(name)}`;
    return subtype === 'AT_DropColumn' && known.has(gone) ? [{ gone, says: `the values of ${gone}, dropped` }] : [];
  });
}

function addedValue(node: Node): readonly Found[] {
  const alter = as('AlterEnumStmt', node);
  if (alter?.newVal === undefined || alter.oldVal !== undefined) return [];
  const name = namedBy({ List: { items: alter.typeName ?? [] } }).map(quoteIdentifier);
  return [{ says: `the enum value ${quoteIdentifier(alter.newVal)} of ${name.join('.')}, which stays` }];
}
