import type { Session } from '../../ports/database.ts';
import type { TypeShape } from '../../volume/shape.ts';

export interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly typtype: string;
  readonly element: number;
  readonly base: number;
  readonly typmod: number;
  readonly notnull: boolean;
  readonly labels: readonly string[] | null;
  readonly checks: readonly string[] | null;
  /** Of a range the type of its bounds, of a multirange its range. */
  readonly inner: number;
  /** Of a composite type, in order. */
  readonly fields: readonly { readonly type: number; readonly typmod: number }[] | null;
  /** As SQL writes it. */
  readonly written: string;
}

/** Every type of the database, by oid. */
export async function typesOf(observer: Session): Promise<ReadonlyMap<number, TypeRow>> {
  const { rows } = await observer.query<TypeRow>(`
    SELECT t.oid::int8 AS oid, t.typname AS name, t.typtype, t.typnotnull AS notnull, t.typtypmod AS typmod,
           CASE WHEN t.typcategory = 'A' THEN t.typelem::int8 ELSE 0 END AS element, t.typbasetype::int8 AS base,
           (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
           (SELECT array_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname) FROM pg_constraint k
             WHERE k.contypid = t.oid AND k.contype = 'c') AS checks,
           coalesce((SELECT (to_jsonb(r)->>CASE t.typtype WHEN 'm' THEN 'rngtypid' ELSE 'rngsubtype' END)::int8
              FROM pg_range r WHERE t.oid = (to_jsonb(r)->>CASE t.typtype WHEN 'm' THEN 'rngmultitypid' ELSE 'rngtypid' END)::oid), 0)
             AS inner,
           CASE WHEN t.typtype = 'c' THEN (SELECT json_agg(json_build_object('type', a.atttypid::int8, 'typmod', a.atttypmod)
              ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
             END AS fields,
           format_type(t.oid, NULL) AS written
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typrelid = 0 OR c.relkind = 'c' OR c.relnamespace <> 'pg_catalog'::regnamespace`);
  return new Map(rows.map((row) => [row.oid, row]));
}

const families: Readonly<Record<string, TypeShape['family']>> = {
  b: 'base',
  e: 'enum',
  r: 'range',
  c: 'composite',
  m: 'multirange',
};

/** A column's type with its domains opened. */
export function typeShape(types: ReadonlyMap<number, TypeRow>, oid: number, typmod: number): TypeShape {
  const type = types.get(oid);
  if (!type) return { base: '', name: '', family: 'other', domainChecks: [], domainNotNull: false };
  if (type.typtype === 'd') {
    const inner = typeShape(types, type.base, type.typmod);
    return {
      ...inner,
      name: type.written,
      domainChecks: [...inner.domainChecks, ...(type.checks ?? [])],
      domainNotNull: inner.domainNotNull || type.notnull,
    };
  }
  return {
    base: type.name,
    name: type.written,
    family: families[type.typtype] ?? 'other',
    domainChecks: [],
    domainNotNull: false,
    ...(type.labels && { labels: type.labels }),
    ...(type.inner !== 0 && { inner: typeShape(types, type.inner, -1) }),
    ...(type.fields && { fields: type.fields.map((field) => typeShape(types, field.type, field.typmod)) }),
    ...(type.element !== 0 && { element: typeShape(types, type.element, typmod) }),
    ...sizes(type.name, typmod),
  };
}

/** Modifiers as the types keep them: 4 bytes of header for strings, precision in the upper half for numeric. */
function sizes(name: string, typmod: number): Pick<TypeShape, 'length' | 'digits' | 'scale'> {
  if (typmod < 0) return name === 'bpchar' || name === 'bit' ? { length: 1 } : name === 'name' ? { length: 63 } : {};
  if (name === 'varchar' || name === 'bpchar') return { length: typmod - 4 };
  if (['bit', 'varbit', 'vector', 'halfvec'].includes(name)) return { length: typmod };
  if (name !== 'numeric') return {};
  const raw = (typmod - 4) & 0x7ff;
  const scale = raw > 1023 ? raw - 2048 : raw;
  return { digits: ((typmod - 4) >> 16) - scale, scale };
}
