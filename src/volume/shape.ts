/** A table as the generator needs it: catalog facts only, nothing of its rows but counts and largest keys. */
export interface TableShape {
  readonly oid: number;
  /** `schema.name`, quoted as Postgres would. */
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** Unique and primary keys, as column numbers; partial and expression indexes included by their plain columns. */
  readonly keys: readonly (readonly number[])[];
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
  /** pg_get_partition_constraintdef: a CHECK on the partition key; absent for a default partition. */
  readonly bound?: string;
}

export interface ColumnShape {
  readonly number: number;
  /** Quoted as Postgres would. */
  readonly name: string;
  /** As SQL writes it, modifiers included: `character varying(40)`. */
  readonly type: string;
  readonly kind: TypeShape;
  readonly notNull: boolean;
  readonly generated: boolean;
  readonly hasDefault: boolean;
  /** Of integers: the largest value there is. */
  readonly largest?: number;
}

/** What a type comes down to once domains are opened. */
export interface TypeShape {
  /** pg_type.typname of the base type: `int8`, `varchar`, `_text` for an array of text. */
  readonly base: string;
  readonly family: 'base' | 'enum' | 'range' | 'composite' | 'other';
  readonly labels?: readonly string[];
  /** Of varchar, char and bit. */
  readonly length?: number;
  /** Of numeric: digits before the point. */
  readonly digits?: number;
  readonly element?: TypeShape;
  /** Of a range. */
  readonly subtype?: string;
  /** Checks of the domains, on VALUE. */
  readonly domainChecks: readonly string[];
  readonly domainNotNull: boolean;
}

export interface ForeignKeyShape {
  readonly columns: readonly number[];
  readonly table: number;
  readonly referenced: readonly number[];
}

export interface CheckShape {
  readonly name: string;
  readonly columns: readonly number[];
  /** pg_get_constraintdef: `CHECK ((quantity > 0))`. */
  readonly definition: string;
}
