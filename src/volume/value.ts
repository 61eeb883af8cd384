import type { ColumnProfile } from '../domain/profile.ts';
import { domainRestriction } from './asked.ts';
import { without } from '../sql/nodes.ts';
import { numberOf } from './numbers.ts';
import { bytesOf, jsonOf, others } from './others.ts';
import { literal } from './request.ts';
import type { ValueRequest } from './request.ts';
import type { Restriction } from './restriction.ts';
import type { ColumnShape, TypeShape } from './shape.ts';
import { spelledOut, textOf } from './texts.ts';
import { rangeTimeOf, timeOf } from './times.ts';

/** SQL of a column's value, cast to its type; undefined for a type that we cannot make. */
export function valueOf(column: ColumnShape, request: ValueRequest): string | undefined {
  const made = ofKind(column.kind, request, column.largest ?? -Infinity);
  return made === undefined ? undefined : `(${made})::${column.type}`;
}

function ofKind(kind: TypeShape, request: ValueRequest, largest: number): string | undefined {
  return listed(kind, request) ?? valueOfType(kind, request, largest);
}

/** The values of a column where they can be listed. */
export function listOfValues(kind: TypeShape, restriction: Restriction): readonly string[] | undefined {
  const labels = kind.family === 'enum' ? kind.labels : undefined;
  const values = restriction.values ?? labels ?? (isText(kind) ? spelledOut(restriction) : undefined);
  const allowed = values?.filter((value) => !restriction.not?.includes(value));
  if (labels) return allowed;
  return allowed?.toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
}

function listed(kind: TypeShape, { index, restriction }: ValueRequest): string | undefined {
  const values = listOfValues(kind, restriction);
  if (!values || values.length === 0) return undefined;
  if (values.length === 1) return literal(values[0] ?? '');
  return `(ARRAY[${values.map(literal).join(', ')}])[1 + (${index}) % ${values.length}]`;
}

function valueOfType(kind: TypeShape, request: ValueRequest, largest: number): string | undefined {
  if (kind.element) return arrayOf(kind.element, request);
  if (kind.family === 'range') return kind.inner && rangeOf(kind, kind.inner, request);
  if (kind.family === 'multirange') return kind.inner && multirangeOf(kind, kind.inner, request);
  if (kind.family === 'composite') return rowOf(kind, request);
  if (kind.family !== 'base') return undefined;
  if (isNumber(kind)) return numberOf(kind, request, largest);
  if (isText(kind)) return textOf(kind, request);
  if (isTime(kind)) return timeOf(kind.base, request);
  if (kind.base === 'bytea') return bytesOf(request);
  if (kind.base === 'json' || kind.base === 'jsonb') return jsonOf(kind.base, request);
  return others[kind.base]?.(`(${request.index})`, kind, request);
}

const numbers = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money', 'oid']);
const texts = new Set(['text', 'varchar', 'bpchar', 'citext', 'name']);
const times = new Set(['timestamptz', 'timestamp', 'date']);
export const isNumber = ({ base }: TypeShape): boolean => numbers.has(base);
export const isText = ({ base }: TypeShape): boolean => texts.has(base);
export const isTime = ({ base }: TypeShape): boolean => times.has(base);

/** SQL of a value of that type. */
export function valueOfKind(kind: TypeShape, request: ValueRequest): string | undefined {
  const made = ofKind(kind, request, -Infinity);
  return made === undefined ? undefined : `(${made})::${kind.name}`;
}

/** A value inside of another: only its own domain asks something of it. */
function inside(kind: TypeShape, request: ValueRequest, statistics?: ColumnProfile): string | undefined {
  const restriction = domainRestriction(kind);
  const spread = restriction.high === undefined ? request.spread : 'any';
  return valueOfKind(kind, {
    ...without(request, 'statistics'),
    ...(statistics && { statistics }),
    spread,
    restriction,
  });
}

/** Of a short array and of a longer one. */
const headersOfArray = [21, 24] as const;
/** Aligned to four. */
const widths: Readonly<Record<string, number>> = { bool: 1, int2: 2, int4: 4, oid: 4, float4: 4, date: 4, uuid: 16 };
const usualWidth = 8;
const widthOfText = 36;

function widthOf(kind: TypeShape): number {
  if (kind.family === 'enum') return 4;
  return isText(kind) ? widthOfText : (widths[kind.base] ?? usualWidth);
}

function arrayOf(element: TypeShape, request: ValueRequest): string | undefined {
  const { restriction, statistics } = request;
  const { width } = statistics ?? {};
  const room = width === undefined ? undefined : width - headersOfArray[width < 127 ? 0 : 1];
  const wide = room === undefined ? 1 : Math.round(room / widthOf(element));
  const items = Math.min(Math.max(1, wide, restriction.fewest ?? 0), restriction.most ?? Infinity);
  // Short texts are cut to fit.
  const cut = room !== undefined && isText(element) && room < widthOfText;
  const one = inside(element, request, cut ? { width: Math.max(2, room / items - 3) } : undefined);
  if (one === undefined) return undefined;
  if (items < 1) return `ARRAY[]::${element.name}[]`;
  return items === 1 ? `ARRAY[${one}]` : `pg_catalog.array_fill(${one}, ARRAY[${items}])`;
}

function rowOf({ fields, name }: TypeShape, request: ValueRequest): string | undefined {
  const values = (fields ?? []).map((field) => inside(field, request) ?? 'NULL');
  return fields && `ROW(${values.join(', ')})::${name}`;
}

/** Ranges of one row never overlap those of another. */
function rangeOf({ name }: TypeShape, bound: TypeShape, request: ValueRequest): string | undefined {
  const { index } = request;
  const time = isTime(bound) && rangeTimeOf(bound.base);
  if (time) return `${name}(${time(index)}, ${time(`${index} + 1`)})`;
  const from = inside(bound, { ...request, spread: 'distinct' });
  const to = inside(bound, { ...request, spread: 'distinct', index: `${index} + 1` });
  return from && to && `${name}(${from}, ${to})`;
}

function multirangeOf({ name }: TypeShape, range: TypeShape, request: ValueRequest): string | undefined {
  const one = range.inner && rangeOf(range, range.inner, request);
  return one && `${name}(${one})`;
}
