import { absence, batchRows } from './vectors.ts';
import type { Program } from './vectors.ts';
import type { Digest, Digits } from './texts.ts';

/** MD5 (RFC 1321) of short texts, many at a time: a call of its own for each would take as long as the row's other columns. */
const turns = Uint8Array.from([7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]);
const sines = Int32Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));
const words = Uint8Array.from({ length: 64 }, (_, at) => {
  const turn = [at, 5 * at + 1, 3 * at + 5, 7 * at][at >> 4] ?? 0;
  return turn & 15;
});

/** Longest text that one block takes. */
const longestText = 55;
/** More than any whole number has that is exact. */
const mostDigits = 17;

/** A block to write a text into, and the words it is read as: little-endian, as MD5 and our processors have it. */
const block = new Uint8Array(64);
const message = new Int32Array(block.buffer);

/** `md5(…::text)`. */
export function digestOf(program: Program, { value, behind }: Digits): Digest | undefined {
  if (mostDigits + behind.length > longestText) return undefined;
  const digests = new Int32Array(batchRows * 4);
  const tail = new TextEncoder().encode(behind);
  const values = value.out;
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) {
      const length = writeDigits(values[i] ?? 0);
      for (let c = 0; c < tail.length; c++) block[length + c] = tail[c] ?? 0;
      digestBlock(length + tail.length, digests, i * 4);
    }
  });
  const absent = absence(program, value);
  return { kind: 'digest', raw: new Uint8Array(digests.buffer), ...(absent && { absent }) };
}

/** Writes a number's digits into the block; gives how many. */
function writeDigits(value: number): number {
  const sign = value < 0 ? 1 : 0;
  if (sign === 1) block[0] = 45;
  let rest = Math.abs(value);
  let length = sign + 1;
  for (let ten = 10; ten <= rest; ten *= 10) length++;
  for (let at = length - 1; at >= sign; at--) {
    const next = rest < 2_147_483_648 ? (rest / 10) | 0 : Math.floor(rest / 10);
    block[at] = 48 + (rest - next * 10);
    rest = next;
  }
  return length;
}

/** Digests the first `length` bytes of the block, which must not hold more than that. */
function digestBlock(length: number, out: Int32Array, at: number): void {
  for (let byte = length; byte < 64; byte++) block[byte] = 0;
  block[length] = 0x80;
  message[14] = length * 8;
  let a = 0x67452301;
  let b = 0xefcdab89 | 0;
  let c = 0x98badcfe | 0;
  let d = 0x10325476;
  for (let step = 0; step < 64; step++) {
    const sum = (a + mixed(step >> 4, b, c, d) + (sines[step] ?? 0) + (message[words[step] ?? 0] ?? 0)) | 0;
    const by = turns[((step >> 4) << 2) | (step & 3)] ?? 0;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0;
  }
  out[at] = (a + 0x67452301) | 0;
  out[at + 1] = (b + 0xefcdab89) | 0;
  out[at + 2] = (c + 0x98badcfe) | 0;
  out[at + 3] = (d + 0x10325476) | 0;
}

function mixed(round: number, b: number, c: number, d: number): number {
  if (round === 0) return d ^ (b & (c ^ d));
  if (round === 1) return c ^ (d & (b ^ c));
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}
