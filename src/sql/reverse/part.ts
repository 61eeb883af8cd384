/** What a schema is made of, the smallest things that SQL makes and removes one at a time, in the order of making. */
export const partKinds = [
  'schema',
  'extension',
  'enum',
  'domain',
  'type',
  'sequence',
  'function',
  'table',
  'column',
  'unlogged',
  'option',
  'partition',
  'default',
  'identity',
  'owned-sequence',
  'domain-default',
  'domain-not-null',
  'domain-constraint',
  'not-null',
  'key',
  'index',
  'check',
  'foreign-key',
  'view',
  'statistics',
  'row-security',
  'policy',
  'rule',
  'trigger',
  'trigger-state',
  'comment',
  'privilege',
] as const;
export type PartKind = (typeof partKinds)[number];

/** One of them, as a server’s catalog shows it; all names are quoted as SQL writes them. */
export interface Part {
  readonly kind: PartKind;
  /** Outlives a rename. */
  readonly id: string;
  /** The part that it goes with: a column’s table, an index’s table. */
  readonly on?: string | undefined;
  /** The column that takes it along when it goes. */
  readonly owner?: string | undefined;
  /** Its own name, and the whole of it: `note` of `public.orders.note`. */
  readonly own: string;
  readonly name: string;
  /** Two parts with the same text here are alike. */
  readonly same: string;
  readonly make: readonly string[];
  readonly remove: string;
  /** Makes of another one of the name what this one is; absent where it must be removed and made. */
  readonly mend?: readonly string[] | undefined;
  /** Where Postgres refuses `mend`. */
  readonly otherwise?: readonly string[] | undefined;
  /** `ALTER TABLE public.orders RENAME TO `, its new name left out. */
  readonly rename?: string | undefined;
  /** The same for another schema, with the one it is in. */
  readonly move?: string | undefined;
  readonly schema?: string | undefined;
  /** Relations that a view reads. */
  readonly uses?: readonly string[] | undefined;
  /** Columns that must hold their values for it to be made. */
  readonly needs?: readonly string[] | undefined;
  /** Values of an enum in their order. */
  readonly labels?: readonly Label[] | undefined;
  /** A parent table brings it along, and takes it away again. */
  readonly given?: boolean | undefined;
  /** What goes with it and nothing brings back. */
  readonly holds?: 'rows' | 'values' | undefined;
}

export interface Label {
  readonly id: string;
  readonly text: string;
}

/** Statements that belong together: the later ones make no sense without the first. */
export interface ReverseStep {
  readonly sql: readonly string[];
  readonly otherwise?: readonly string[] | undefined;
  /** It wants values that are gone, and waits until somebody has filled them in. */
  readonly later?: true;
}
