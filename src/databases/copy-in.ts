import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg from 'pg';

/** What the driver's connection has for COPY and its types do not tell. */
interface CopyConnection {
  readonly stream: Writable;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** A query that answers the server's call for the rows of `COPY … FROM stdin`. */
export function copyQuery(sql: string, rows: AsyncIterable<Uint8Array>): pg.Query {
  const asArrays: pg.QueryArrayConfig = { text: sql, rowMode: 'array' };
  const query = new pg.Query(asArrays);
  const state = { refused: false };
  query.once('error', () => (state.refused = true));
  const feed = async (connection: CopyConnection): Promise<void> => {
    try {
      for await (const chunk of rows) {
        // The server has said no: what is left of the rows is of no use to it.
        if (state.refused || connection.stream.destroyed) return;
        // A view, as the driver knows only buffers: nothing is copied.
        connection.sendCopyFromChunk(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
      }
      connection.endCopyFrom();
    } catch {
      connection.sendCopyFail('the rows could not be read to their end');
    }
  };
  return Object.assign(query, {
    handleCopyInResponse: (connection: CopyConnection) => void feed(connection),
  });
}
