const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A file name as git stores it, which is bytes, as a string. Names that are not UTF-8 keep each stray byte as the lone
 * surrogate U+DC00 + byte (as Python does), so that two different names never become one.
 */
export function decodePath(bytes: Uint8Array): string {
  const whole = decodeStrictly(bytes);
  if (whole !== undefined) return whole;
  let path = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at] ?? 0);
    const character = decodeStrictly(bytes.subarray(at, at + length));
    path += character ?? String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += character === undefined ? 1 : length;
  }
  return path;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

/** The fields of an output made with `-z`. */
export function* fields(output: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = output.indexOf(0); end >= 0; end = output.indexOf(0, start)) {
    yield output.subarray(start, end);
    start = end + 1;
  }
  if (start < output.length) yield output.subarray(start);
}
