import type { Duplex } from 'node:stream';

/** No statement of ours has an answer like that; the driver makes text of one, and Node ends where a text is 512 MB. */
const longestBytes = 256 * 1024 ** 2;

/** Of each message: its kind, and the length of all that follows, itself included. */
const headBytes = 5;

/**
 * Closes a connection on which the server begins a longer message: a notice, an error, a row. Whoever writes the SQL
 * chooses how long they are.
 */
export function refuseLongMessages(stream: Duplex, longest: number = longestBytes): void {
  let head = Buffer.alloc(0);
  let body = 0;
  const read = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length;) {
      const skipped = Math.min(body, chunk.length - at);
      body -= skipped;
      at += skipped;
      if (body > 0 || at === chunk.length) return;
      const more = chunk.subarray(at, at + headBytes - head.length);
      head = Buffer.concat([head, more]);
      at += more.length;
      if (head.length < headBytes) return;
      body = head.readUInt32BE(1) - 4;
      head = Buffer.alloc(0);
      if (body > longest) {
        stream.destroy();
        return;
      }
    }
  };
  // Before the driver's own, which would go on gathering it.
  stream.prependListener('data', read);
}
