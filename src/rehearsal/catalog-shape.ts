import type { Session } from '../ports/database.ts';
import type { CheckShape, ColumnShape, ForeignKeyShape, LeafShape, TableShape, TypeShape } from '../volume/shape.ts';

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
}

interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly typtype: string;
  readonly element: number;
  readonly base: number;
  readonly typmod: number;
  readonly notnull: boolean;
  readonly labels: readonly string[] | null;
  readonly checks: readonly string[] | null;
  readonly subtype: string | null;
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
           a.attnotnull AS notnull, a.attgenerated <> '' AS generated, a.atthasdef AS hasdefault
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
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
    };
  };
  return grouped(rows, ({ oid }) => oid, shape);
}

async function typesOf(observer: Session): Promise<ReadonlyMap<number, TypeRow>> {
  const { rows } = await observer.query<TypeRow>(`
    SELECT t.oid::int8 AS oid, t.typname AS name, t.typtype, t.typnotnull AS notnull, t.typtypmod AS typmod,
           CASE WHEN t.typcategory = 'A' THEN t.typelem::int8 ELSE 0 END AS element, t.typbasetype::int8 AS base,
           (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
           (SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) FROM pg_constraint k
             WHERE k.contypid = t.oid AND k.contype = 'c') AS checks,
           (SELECT s.typname::text FROM pg_range r JOIN pg_type s ON s.oid = r.rngsubtype WHERE r.rngtypid = t.oid) AS subtype
      FROM pg_type t`);
  return new Map(rows.map((row) => [row.oid, row]));
}

const families: Readonly<Record<string, TypeShape['family']>> = { b: 'base', e: 'enum', r: 'range', c: 'composite' };

function typeShape(types: ReadonlyMap<number, TypeRow>, oid: number, typmod: number): TypeShape {
  const type = types.get(oid);
  if (!type) return { base: '', family: 'other', domainChecks: [], domainNotNull: false };
  if (type.typtype === 'd') {
    const inner = typeShape(types, type.base, type.typmod);
    return {
      ...inner,
      domainChecks: [...inner.domainChecks, ...(type.checks ?? [])],
      domainNotNull: inner.domainNotNull || type.notnull,
    };
  }
  return {
    base: type.name,
    family: families[type.typtype] ?? 'other',
    domainChecks: [],
    domainNotNull: false,
    ...(type.labels && { labels: type.labels }),
    ...(type.subtype !== null && { subtype: type.subtype }),
    ...(type.element !== 0 && { element: typeShape(types, type.element, typmod) }),
    ...sizes(type.name, typmod),
  };
}

/** Modifiers as the types keep them: 4 bytes of header for strings, precision in the upper half for numeric. */
function sizes(name: string, typmod: number): { length?: number; digits?: number } {
  if (typmod < 0) return name === 'bpchar' || name === 'bit' ? { length: 1 } : name === 'name' ? { length: 63 } : {};
  if (name === 'varchar' || name === 'bpchar') return { length: typmod - 4 };
  if (name === 'bit' || name === 'varbit') return { length: typmod };
  if (name !== 'numeric') return {};
  const scale = (typmod - 4) & 0x7ff;
  return { digits: ((typmod - 4) >> 16) - (scale > 1023 ? scale - 2048 : scale) };
}

async function keysOf(observer: Session): Promise<ReadonlyMap<number, readonly (readonly number[])[]>> {
  const { rows } = await observer.query<{ oid: number; columns: readonly number[] }>(`
    SELECT i.indrelid::int8 AS oid,
           ARRAY(SELECT k::int4 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u(k, n)
                  WHERE n <= i.indnkeyatts AND k <> 0 ORDER BY n) AS columns
      FROM pg_index i WHERE (i.indisunique OR i.indisexclusion) AND i.indrelid >= 16384 ORDER BY i.indexrelid`);
  return grouped(
    rows,
    ({ oid }) => oid,
    ({ columns }) => columns,
  );
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
    definition: string;
  }>(`
    SELECT k.conrelid::int8 AS oid, k.contype AS type, k.conname AS name, k.conkey::int4[] AS columns,
           k.confrelid::int8 AS table, k.confkey::int4[] AS referenced,
           CASE WHEN k.contype = 'c' THEN pg_get_constraintdef(k.oid) ELSE '' END AS definition
      FROM pg_constraint k WHERE k.contype IN ('f', 'c') AND k.conrelid >= 16384 ORDER BY k.oid`);
  const foreign = rows.filter(({ type }) => type === 'f');
  const checks = rows.filter(({ type }) => type === 'c');
  return {
    foreignKeys: grouped(
      foreign,
      ({ oid }) => oid,
      ({ columns, table, referenced }) => {
        return { columns: columns ?? [], table, referenced: referenced ?? [] };
      },
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

/**
 * The tables as they are, under the constraints that the pull request will add to columns they have already: rows that
 * we invent shall not be what it fails on. Oids and column numbers are the same in both, as clones keep them.
 */
export function foreseen(before: TableShape, after: TableShape | undefined): TableShape {
  if (!after) return before;
  const same = (number: number): boolean =>
    before.columns.some(
      (c) => c.number === number && after.columns.some((d) => d.number === number && d.type === c.type),
    );
  const all = (numbers: readonly number[]): boolean => numbers.every(same);
  const columns = before.columns.map((column) => {
    const later = after.columns.find(({ number }) => number === column.number);
    return { ...column, notNull: column.notNull || later?.notNull === true };
  });
  return {
    ...before,
    columns,
    keys: [
      ...before.keys,
      ...after.keys.filter((key) => all(key) && !before.keys.some((old) => old.join() === key.join())),
    ],
    foreignKeys: [
      ...before.foreignKeys,
      ...after.foreignKeys.filter(
        (key) => all(key.columns) && !before.foreignKeys.some((old) => old.columns.join() === key.columns.join()),
      ),
    ],
    checks: [
      ...before.checks,
      ...after.checks.filter((check) => all(check.columns) && !before.checks.some(({ name }) => name === check.name)),
    ],
  };
}
