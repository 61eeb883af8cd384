import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A door on 127.0.0.1 to a server that listens in a folder only. */
export interface Relay extends AsyncDisposable {
  readonly port: number;
}

/** Many libraries read no folder from an address: bytes are handed to and fro, and the password is asked for behind. */
export async function relayTo(socketPath: string): Promise<Relay> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(socketPath);
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
