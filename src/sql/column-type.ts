import type { TypeName } from '@pgsql/types';
import type { ColumnType } from './model.ts';
import { stringsOf } from './names.ts';
import { constantText } from './nodes.ts';

const serials: Readonly<Record<string, string>> = {
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
  smallserial: 'int2',
  serial2: 'int2',
};

/** Whether a column of this written type gets a sequence and a nextval() default. */
export const isSerial = (type: TypeName | undefined): boolean =>
  type?.names?.length === 1 && (stringsOf(type.names)[0] ?? '') in serials;

/** Types that Postgres's own catalog holds and SQL writes without a schema. */
const builtin = new Set(
  `int2 int4 int8 float4 float8 numeric text varchar bpchar char name bool date time timetz timestamp timestamptz
  interval uuid json jsonb bytea xml inet cidr macaddr macaddr8 money bit varbit point line lseg box path polygon circle
  tsvector tsquery int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange
  tsmultirange tstzmultirange datemultirange oid regclass regproc regtype regrole regnamespace pg_lsn xid cid tid
  jsonpath record void trigger`.split(/\s+/),
);

/** The catalog's name of a written type; `defaultSchema` is where a user's type without a schema is taken to be. */
export function columnType(type: TypeName | undefined, schemaOf: (name: string) => string): ColumnType {
  const parts = stringsOf(type?.names);
  const written = parts.at(-1) ?? '';
  const name = parts.length === 1 ? (serials[written] ?? written) : written;
  const schema = parts.at(-2) ?? (builtin.has(name) ? 'pg_catalog' : schemaOf(name));
  const modifiers = (type?.typmods ?? []).flatMap((node) => {
    const value = Number(constantText(node));
    return Number.isFinite(value) ? [value] : [];
  });
  return { name, schema, modifiers, arrayDimensions: type?.arrayBounds?.length ?? 0 };
}
