/** Two versions of digits as numbers of any length: 9 < 10 < 20260101000000. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [withoutZeros(a), withoutZeros(b)];
  return left.length - right.length || compareNames(left, right);
}

const withoutZeros = (digits: string): string => (digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits);

/** By UTF-16 unit, as Go, Rust and Node sort names; never by locale. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const whole = /^\d+$/;

/** `1.10` after `1.9`; a missing part counts as 0, so `1.0` equals `1`. */
export function compareDotted(a: string, b: string): number {
  if (a === b) return 0;
  if (whole.test(a) && whole.test(b)) return compareNumbers(a, b);
  const [left, right] = [a.split(/[._]/), b.split(/[._]/)];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = compareNumbers(left[part] ?? '0', right[part] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}
