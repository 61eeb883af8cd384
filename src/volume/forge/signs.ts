/** A sign for each row, made of bytes that tell rows apart: two hashes (FNV-1a), that together are as good as unique. */
export interface Signs {
  readonly first: Int32Array;
  readonly second: Int32Array;
}

export const newSigns = (rows: number): Signs => ({
  first: new Int32Array(rows).fill(-2_128_831_035),
  second: new Int32Array(rows).fill(84_696_351),
});

export function mix({ first, second }: Signs, row: number, bytes: Uint8Array, from: number, length: number): void {
  let [a, b] = [first[row] ?? 0, second[row] ?? 0];
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at] ?? 0;
    a = Math.imul(a ^ byte, 16_777_619);
    b = Math.imul(b ^ byte, 1_540_483_477) ^ (b >>> 15);
  }
  first[row] = a;
  second[row] = b;
}

const mark = Uint8Array.of(78, 85, 76, 76);

export const mixNull = (signs: Signs, row: number): void => {
  mix(signs, row, mark, 0, mark.length);
};

/** One number of fifty-two bits each. */
export const numbersOf = ({ first, second }: Signs): Float64Array =>
  Float64Array.from(first, (one, row) => (one >>> 0) * 1_048_576 + ((second[row] ?? 0) >>> 12));
