import type { TypeCast } from '@pgsql/types';
import { stringOf } from '../../sql/names.ts';
import { as, constantText } from '../../sql/nodes.ts';
import type { Vector } from './vector.ts';
import { numericOf } from './numerics.ts';
import { sized, spelled, uuidOf, written } from './texts.ts';
import type { Texts } from './texts.ts';
import { isTime, timeCast, timeLiteral } from './times.ts';
import type { Program } from './vectors.ts';

const largest: Readonly<Record<string, number>> = {
  int2: 32_767,
  int4: 2_147_483_647,
  int8: Number.MAX_SAFE_INTEGER,
  oid: 4_294_967_295,
};

/** `value::type`; undefined where that does more than we know. */
export function castOf(
  program: Program,
  { arg, typeName }: TypeCast,
  value: () => Vector | undefined,
): Vector | undefined {
  const type = stringOf(typeName?.names?.at(-1));
  if ((typeName?.arrayBounds ?? []).length > 0) return undefined;
  const literal = as('A_Const', arg)?.sval?.sval;
  if (literal !== undefined) return timeLiteral(type, literal) ?? (type === 'text' ? written(literal) : undefined);
  const vector = value();
  if (vector && isTime(vector)) return timeCast(program, type, vector);
  const length = Number(constantText(typeName?.typmods?.[0]) ?? NaN);
  const scale = Number(constantText(typeName?.typmods?.[1]) ?? NaN);
  switch (vector?.kind) {
    case 'number': {
      if (type === 'text') return { kind: 'digits', value: vector, behind: '' };
      if (type === 'numeric') return numericOf(vector, length, scale);
      const most = largest[type] ?? NaN;
      return vector.low >= (type === 'oid' ? 0 : -most) && vector.high <= most ? vector : undefined;
    }
    case 'truth':
      return type === 'bool' ? vector : undefined;
    case 'text':
      return textCast(program, vector, type, length);
    case 'digest':
      return type === 'uuid' ? uuidOfDigest(vector) : textCast(program, spelled(program, vector), type, length);
    case 'uuid':
      return type === 'uuid' ? vector : undefined;
    case 'numeric':
      return type === 'numeric' ? numericOf(vector.value, length, scale) : undefined;
    case 'pick':
      return vector;
    default:
      return undefined;
  }
}

const uuidOfDigest = ({ raw, absent }: Extract<Vector, { kind: 'digest' }>): Texts => ({
  kind: 'uuid',
  parts: [{ length: 16, out: raw }],
  ...(absent && { absent }),
});

function textCast(program: Program, value: Texts, type: string, length: number): Texts | undefined {
  if (type === 'uuid') return uuidOf(program, value);
  if (type === 'varchar') return length > 0 ? sized(program, value, length) : value;
  if (type === 'bpchar') return length > 0 ? sized(program, value, length, ' ') : undefined;
  return type === 'text' ? value : undefined;
}
