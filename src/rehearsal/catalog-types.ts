import type { Session } from '../ports/database.ts';
import type { TypeShape } from '../volume/shape.ts';

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
  readonly subtype: string | null;
}

/** Every type of the database, by oid. */
export async function typesOf(observer: Session): Promise<ReadonlyMap<number, TypeRow>> {
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

/** A column's type with its domains opened. */
export function typeShape(types: ReadonlyMap<number, TypeRow>, oid: number, typmod: number): TypeShape {
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
