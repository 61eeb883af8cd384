import type { ColumnDef } from '@pgsql/types';
import { all } from '../sql/nodes.ts';
import type { QualifiedName } from '../sql/qualified-name.ts';
import { columnDef } from './kit/columns.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { lastingTable, madeTable } from './kit/made.ts';
import { defineRule, sql, type Action, type Facts, type Hit } from './kit/rule.ts';
import { objectName, quoteIdentifier } from './kit/tables.ts';
import { atDepthZero, code, listed } from './kit/text.ts';
import { writtenType } from './kit/type-change.ts';

export const rule = defineRule({
  id: 'json-column',
  severity: 'advice',
  hazard: 'hygiene',
  checks: 'backward-compatibility',
  since: 13,
  mechanical: true,
  evenOnNewTables: true,
  title: 'A column of type json breaks DISTINCT, GROUP BY and UNION',
  why: 'json has no equality: SELECT DISTINCT *, GROUP BY and UNION over such a column fail (42883), also in queries that worked before the column came. jsonb has equality and indexes, and takes the same text; it keeps neither the order of keys nor duplicates.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`alter table orders add column details json;`,
    good: sql`alter table orders add column details jsonb;`,
  },
  on: {
    CreateStmt(create, facts) {
      const columns = all('ColumnDef', create.tableElts).filter(isJson).map(nameOfColumn);
      const table = madeTable(create, facts);
      if (!table || columns.length === 0) return undefined;
      const lines = columns.map((name) => `${quoteIdentifier(name)} jsonb`);
      return hit(table, columns, steps(remark('As jsonb:'), lines.join(',\n')));
    },
    AT_AddColumn: altered,
    AT_AlterColumnType: altered,
  },
});

const nameOfColumn = ({ colname }: ColumnDef): string => colname ?? '';
const isJson = ({ typeName }: ColumnDef): boolean => writtenType(typeName).name === 'json';

function altered(action: Action, facts: Facts): Hit | undefined {
  const def = columnDef(action);
  const table = lastingTable(action.table, facts);
  if (!def || !table || !isJson(def)) return undefined;
  const name = def.colname ?? action.cmd.name ?? '';
  return hit(table.name, [name], statement(`${action.head} ${asJsonb(action.text, name)}`));
}

function hit(table: QualifiedName, columns: readonly string[], instead: string): Hit {
  const name = objectName(table);
  const [are, they] = columns.length === 1 ? ['is', 'it'] : ['are', 'they'];
  return {
    objects: [name],
    says: `${listed(columns.map((one) => code(quoteIdentifier(one))))} of ${code(name)} ${are} of type json, which has no equality: SELECT DISTINCT, GROUP BY and UNION fail where ${they} ${columns.length === 1 ? 'is' : 'are'} among the columns.`,
    instead,
  };
}

/** The type's own word: where the column is called json too, the second one. */
function asJsonb(action: string, column: string): string {
  const found = [...atDepthZero(action).matchAll(/\bjson\b/giu)];
  const at = found[column === 'json' && found.length > 1 ? 1 : 0]?.index;
  return at === undefined ? action : `${action.slice(0, at)}jsonb${action.slice(at + 4)}`;
}
