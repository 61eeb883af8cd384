import type { Session } from '../../ports/database.ts';
import type { CheckShape, ColumnShape, ForeignKeyShape, KeyShape, LeafShape, TableShape } from '../../volume/shape.ts';
import { columnsIn } from '../../sql/nodes.ts';
import { parseScript } from '../../sql/parse.ts';
import { typeShape, typesOf } from './catalog-types.ts';

interface ColumnRow {
  readonly oid: number;
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly typeoid: number;
  readonly typmod: number;
  readonly notnull: boolean;
  readonly generated: boolean;
  readonly hasdefault: boolean;
  readonly expression: string | null;
}

/** The shape of every ordinary and partitioned table of the user's, by oid. */
export async function tableShapes(observer: Session): Promise<ReadonlyMap<number, TableShape>> {
  const tables = await observer.query<{
    oid: number;
    name: string;
    root: number | null;
    bound: string | null;
    kind: string;
  }>(`
    SELECT c.oid::int8 AS oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relkind AS kind,
           CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid::int8 END AS root,
           CASE WHEN c.relispartition THEN pg_get_partition_constraintdef(c.oid) END AS bound
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg\\_t%' ORDER BY c.oid`);
  const columns = await columnsOf(observer);
  const keys = await keysOf(observer);
  const constraints = await constraintsOf(observer);
  const shape = ({ oid, name, root }: (typeof tables.rows)[number]): TableShape => ({
    oid,
    name,
    columns: columns.get(oid) ?? [],
    keys: keys.get(oid) ?? [],
    foreignKeys: constraints.foreignKeys.get(oid) ?? [],
    checks: constraints.checks.get(oid) ?? [],
    ownRows: 0,
    leaves: tables.rows.filter((row) => row.root === oid && row.kind === 'r').map(leafOf),
    ...(root !== null && root !== oid && { partitionOf: root }),
  });
  return new Map(tables.rows.map((row) => [row.oid, shape(row)]));
}

const leafOf = ({ name, bound }: { readonly name: string; readonly bound: string | null }): LeafShape => ({
  name,
  ...(bound !== null && { bound }),
});

async function columnsOf(observer: Session): Promise<ReadonlyMap<number, readonly ColumnShape[]>> {
  const types = await typesOf(observer);
  const { rows } = await observer.query<ColumnRow>(`
    SELECT a.attrelid::int8 AS oid, a.attnum AS number, quote_ident(a.attname) AS name,
           format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int8 AS typeoid, a.atttypmod AS typmod,
           a.attnotnull AS notnull, a.attgenerated <> '' AS generated, a.atthasdef AS hasdefault,
           CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND c.oid >= 16384
     ORDER BY a.attrelid, a.attnum`);
  const shape = (row: ColumnRow): ColumnShape => {
    const kind = typeShape(types, row.typeoid, row.typmod);
    return {
      number: row.number,
      name: row.name,
      type: row.type,
      kind,
      notNull: row.notnull || kind.domainNotNull,
      generated: row.generated,
      hasDefault: row.hasdefault,
      ...(row.expression !== null && { expression: row.expression }),
    };
  };
  return grouped(rows, ({ oid }) => oid, shape);
}

async function keysOf(observer: Session): Promise<ReadonlyMap<number, readonly KeyShape[]>> {
  const { rows } = await observer.query<{
    oid: number;
    columns: readonly number[];
    expressions: readonly string[];
    where: string | null;
    same: boolean;
  }>(`
    SELECT i.indrelid::int8 AS oid,
           ARRAY(SELECT k::int4 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(k, n)
                  WHERE n <= i.indnkeyatts AND k <> 0 ORDER BY n) AS columns,
           ARRAY(SELECT pg_get_indexdef(i.indexrelid, n::int4, false)
                   FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(k, n)
                  WHERE n <= i.indnkeyatts AND k = 0 ORDER BY n) AS expressions,
           pg_get_expr(i.indpred, i.indrelid) AS where,
           coalesce((to_jsonb(i)->>'indnullsnotdistinct')::bool, false) AS same
      FROM pg_index i WHERE (i.indisunique OR i.indisexclusion) AND i.indrelid >= 16384 ORDER BY i.indexrelid`);
  const named = await observer.query<{ oid: number; number: number; name: string }>(`
    SELECT attrelid::int8 AS oid, attnum AS number, attname AS name FROM pg_attribute
     WHERE attnum > 0 AND attrelid IN (SELECT indrelid FROM pg_index WHERE indexprs IS NOT NULL AND indrelid >= 16384)`);
  const numberOf = (oid: number, name: string): number =>
    named.rows.find((row) => row.oid === oid && row.name === name)?.number ?? 0;
  return grouped(
    rows,
    ({ oid }) => oid,
    ({ oid, columns, expressions, where, same }) => {
      const inside = expressions.flatMap(columnsOfText).map((name) => numberOf(oid, name));
      return {
        columns: [...new Set([...columns, ...inside.filter((number) => number > 0)])],
        ...(where !== null && { where }),
        ...(same && { nulls: 'not-distinct' as const }),
      };
    },
  );
}

/** The columns of an expression: what tells them apart shall tell its values apart. */
function columnsOfText(expression: string): readonly string[] {
  const parsed = parseScript('', `SELECT ${expression}`);
  return parsed.ok ? columnsIn(parsed.value.statements[0]?.node) : [];
}

async function constraintsOf(observer: Session): Promise<{
  readonly foreignKeys: ReadonlyMap<number, readonly ForeignKeyShape[]>;
  readonly checks: ReadonlyMap<number, readonly CheckShape[]>;
}> {
  const { rows } = await observer.query<{
    oid: number;
    type: string;
    name: string;
    columns: readonly number[] | null;
    table: number;
    referenced: readonly number[] | null;
    match: string;
    definition: string;
  }>(`
    SELECT k.conrelid::int8 AS oid, k.contype AS type, k.conname AS name, k.conkey::int4[] AS columns,
           k.confrelid::int8 AS table, k.confkey::int4[] AS referenced, k.confmatchtype AS match,
           CASE WHEN k.contype = 'c' THEN pg_get_constraintdef(k.oid) ELSE '' END AS definition
      FROM pg_constraint k WHERE k.contype IN ('f', 'c') AND k.conrelid >= 16384 ORDER BY k.oid`);
  const foreign = rows.filter(({ type }) => type === 'f');
  const checks = rows.filter(({ type }) => type === 'c');
  return {
    foreignKeys: grouped(
      foreign,
      ({ oid }) => oid,
      ({ columns, table, referenced, match }) => ({
        columns: columns ?? [],
        table,
        referenced: referenced ?? [],
        ...(match === 'f' && { match: 'full' as const }),
      }),
    ),
    checks: grouped(
      checks,
      ({ oid }) => oid,
      ({ name, columns, definition }) => ({ name, columns: columns ?? [], definition }),
    ),
  };
}

function grouped<Row, Value>(
  rows: readonly Row[],
  key: (row: Row) => number,
  value: (row: Row) => Value,
): ReadonlyMap<number, readonly Value[]> {
  const groups = new Map<number, Value[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), value(row)]);
  return groups;
}
