import type { Numbers, Program } from './vectors.ts';
import { batchRows } from './vectors.ts';

/** Whole numbers as a numeric of that many digits behind the point. */
export interface Numeric {
  readonly kind: 'numeric';
  readonly value: Numbers;
  readonly scale: number;
}

/** More take a longer header. */
const mostScale = 63;

/** `number::numeric(digits, scale)`; of NaN digits and scale where none are written. */
export function numericOf(value: Numbers, digits: number, scale: number): Numeric | undefined {
  if (Number.isNaN(digits)) return { kind: 'numeric', value, scale: 0 };
  const behind = Number.isNaN(scale) ? 0 : scale;
  const most = 10 ** (digits - behind) - 1;
  const fits = behind >= 0 && behind <= mostScale && value.low >= -most && value.high <= most;
  return fits ? { kind: 'numeric', value, scale: behind } : undefined;
}

/** Values with their headers; each may be of another length. */
export interface Varied {
  readonly kind: 'varied';
  readonly out: Uint8Array;
  /** From one value to the next. */
  readonly stride: number;
  readonly lengths: Uint8Array;
}

/** No exact number takes more groups of digits. */
const mostGroups = 4;
const stride = 3 + 2 * mostGroups;
const short = 0x80;
const negative = 0x20;

/** As numeric.c packs them: four digits in two bytes, none of them for the zeros at the end. */
export function packed(program: Program, { value, scale }: Numeric): Varied {
  const out = new Uint8Array(batchRows * stride);
  const lengths = new Uint8Array(batchRows);
  const groups = new Int32Array(mostGroups);
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) {
      const number = value.out[i] ?? 0;
      let many = 0;
      for (let rest = Math.abs(number); rest >= 1; many++) {
        const next = Math.floor(rest / 10_000);
        groups[many] = rest - next * 10_000;
        rest = next;
      }
      let last = 0;
      while (last < many && groups[last] === 0) last++;
      const length = 3 + 2 * (many - last);
      let at = i * stride;
      out[at++] = (length << 1) | 1;
      out[at++] = ((scale & 1) << 7) | Math.max(0, many - 1);
      out[at++] = short | (number < 0 ? negative : 0) | (scale >> 1);
      for (let group = many - 1; group >= last; group--) {
        const four = groups[group] ?? 0;
        out[at++] = four & 255;
        out[at++] = four >> 8;
      }
      lengths[i] = length;
    }
  });
  return { kind: 'varied', out, stride, lengths };
}
