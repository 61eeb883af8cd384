import type { Node, RangeVar } from '@pgsql/types';
import type { QualifiedName } from './qualified-name.ts';

/** Every keyword but the unreserved ones: what quote_ident quotes (Postgres 15 to 18). */
const keywords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
  json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
  lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not
  notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary real
  references returning right row select session_user setof similar smallint some substring symmetric system_user table
  tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose
  when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/),
);

/** As Postgres's `quote_ident`: bare where it can be, quoted where it must. */
export function quoteIdentifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** `schema.name`, each part quoted where it must be: how reports name objects. */
export const objectName = ({ schema, name }: QualifiedName): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;

/** Parts of a name, each quoted where it must be. */
export const quotedParts = (parts: readonly string[]): string => parts.map(quoteIdentifier).join('.');

/** A name as SQL writes it, the schema perhaps left out. */
export interface WrittenName {
  readonly schema?: string | undefined;
  readonly name: string;
}

export const writtenName = (range: RangeVar): WrittenName => ({ schema: range.schemaname, name: range.relname ?? '' });

/** The text of a String node. */
export const stringOf = (node: Node | undefined): string => (node && 'String' in node ? (node.String.sval ?? '') : '');

export const stringsOf = (nodes: readonly Node[] | undefined): readonly string[] => (nodes ?? []).map(stringOf);

/** `[catalog.][schema.]name` from its parts. */
export function fromParts(parts: readonly string[]): WrittenName {
  return { schema: parts.at(-2), name: parts.at(-1) ?? '' };
}

/** The name in a List, TypeName, ObjectWithArgs or String node, as DROP and COMMENT carry it. */
export function namedBy(node: Node | undefined): readonly string[] {
  if (!node) return [];
  if ('List' in node) return stringsOf(node.List.items);
  if ('TypeName' in node) return stringsOf(node.TypeName.names);
  if ('ObjectWithArgs' in node) return stringsOf(node.ObjectWithArgs.objname);
  return 'String' in node ? [stringOf(node)] : [];
}
