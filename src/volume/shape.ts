import type { ColumnProfile } from '../domain/profile.ts';

/** A table as the generator needs it: catalog facts only, nothing of its rows but counts and largest keys. */
export interface TableShape {
  readonly oid: number;
  /** `schema.name`, quoted as Postgres would. */
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  readonly keys: readonly KeyShape[];
  readonly foreignKeys: readonly ForeignKeyShape[];
  readonly checks: readonly CheckShape[];
  /** Rows that were there already: brought by the base migrations or the structure file. */
  readonly ownRows: number;
  /** Leaf partitions with bounds of their own; empty for an ordinary table. */
  readonly leaves: readonly LeafShape[];
  /** A leaf is filled through its root. */
  readonly partitionOf?: number;
}

export interface LeafShape {
  readonly name: string;
  /** pg_get_partition_constraintdef: a CHECK on the partition key; absent for a default partition without others. */
  readonly bound?: string;
  /** What production holds in it. */
  readonly rows?: number;
}

export interface ColumnShape {
  readonly number: number;
  /** Quoted as Postgres would. */
  readonly name: string;
  /** As SQL writes it, modifiers included: `character varying(40)`. */
  readonly type: string;
  readonly kind: TypeShape;
  readonly notNull: boolean;
  /** The pull request fills it where it is NULL. */
  readonly filled?: true;
  readonly generated: boolean;
  /** Of a generated column, as pg_get_expr writes it. */
  readonly expression?: string;
  readonly hasDefault: boolean;
  /** Of integers: the largest value there is. */
  readonly largest?: number;
  /** What production's statistics say of it. */
  readonly statistics?: ColumnProfile;
}

/** What a type comes down to once domains are opened. */
export interface TypeShape {
  /** pg_type.typname of the base type: `int8`, `varchar`, `_text` for an array of text. */
  readonly base: string;
  /** As SQL writes it, without modifiers and qualified where it must be. */
  readonly name: string;
  readonly family: 'base' | 'enum' | 'range' | 'multirange' | 'composite' | 'other';
  readonly labels?: readonly string[];
  /** Of varchar, char, bit and vector. */
  readonly length?: number;
  /** Of numeric: digits before and behind the point. */
  readonly digits?: number;
  readonly scale?: number;
  readonly element?: TypeShape;
  /** Of a range: the type of its bounds; of a multirange: its range. */
  readonly inner?: TypeShape;
  /** Of a composite type, in order. */
  readonly fields?: readonly TypeShape[];
  /** Checks of the domains, on VALUE. */
  readonly domainChecks: readonly string[];
  readonly domainNotNull: boolean;
}

/** A unique or exclusion constraint or index. */
export interface KeyShape {
  /** Column numbers, those inside of expressions included. */
  readonly columns: readonly number[];
  /** The predicate of a partial one. */
  readonly where?: string;
  /** NULLS NOT DISTINCT: one NULL is all it takes. */
  readonly nulls?: 'not-distinct';
}

export interface ForeignKeyShape {
  readonly columns: readonly number[];
  readonly table: number;
  readonly referenced: readonly number[];
  /** MATCH FULL: all of its columns are NULL, or none. */
  readonly match?: 'full';
}

export interface CheckShape {
  readonly name: string;
  readonly columns: readonly number[];
  /** pg_get_constraintdef: `CHECK ((quantity > 0))`. */
  readonly definition: string;
}

/** A name as the catalog has it. */
export const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
