import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { refuseLongMessages } from '../../src/databases/longest-message.ts';
import { startTestServer } from './server.ts';

const longest = 100;

function message(bytes: number): Buffer {
  const whole = Buffer.alloc(5 + bytes, 0xff);
  whole.write('D');
  whole.writeUInt32BE(bytes + 4, 1);
  return whole;
}

/** Whether the connection is still open once all of it has come, in pieces of these lengths. */
function survives(sent: Buffer, pieces: readonly number[]): boolean {
  const stream = new PassThrough();
  refuseLongMessages(stream, longest);
  for (let at = 0, piece = 0; at < sent.length; piece += 1) {
    const bytes = pieces[piece % pieces.length] ?? 1;
    stream.emit('data', sent.subarray(at, at + bytes));
    at += bytes;
  }
  return !stream.destroyed;
}

test('a connection is closed at the first message that is too long, however it comes in pieces', () => {
  const lengths = fc.array(fc.nat(2 * longest), { minLength: 1, maxLength: 8 });
  const pieces = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(lengths, pieces, (bytes, parts) => {
      const sent = Buffer.concat(bytes.map(message));
      expect(survives(sent, parts)).toBe(bytes.every((one) => one <= longest));
    }),
  );
});

test('a row of 600 MB ends its connection, and not this process', async () => {
  await using server = await startTestServer();
  await using observer = await server.connect('observer', 'postgres');
  expect(await observer.run(`SELECT repeat('x', 600000000)`)).toEqual({
    ok: false,
    error: { sqlstate: '08006', fatal: true },
  });
  await using other = await server.connect('observer', 'postgres');
  expect(await other.query('SELECT 1 AS one')).toEqual({ rows: [{ one: 1 }], rowCount: 1 });
});
