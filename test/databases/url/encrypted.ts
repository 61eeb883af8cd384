import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';

/** A door to a server on a socket: it lets in who encrypts, and shows a certificate of an authority of its own. */
export interface EncryptedDoor extends AsyncDisposable {
  readonly port: number;
  /** The authority's certificate. */
  readonly root: string;
}

/** Comes with Debian's Postgres. */
const program = '/usr/bin/openssl';

/** @param socket the server's own, `/folder/.s.PGSQL.5432`. */
export async function encryptedDoor(socket: string): Promise<EncryptedDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'migration-rehearsal-test-door-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync(program, args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];
  openssl('req', '-x509', ...key, 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=an authority of ours');
  openssl('req', ...key, 'key.pem', '-out', 'request.pem', '-subj', '/CN=localhost');
  await writeFile(at('names'), 'subjectAltName=DNS:localhost');
  const signed = ['-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
  openssl('x509', ...signed, '-extfile', 'names', '-out', 'cert.pem');
  const identity = { key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) };
  const open = new Set<Socket>();
  const door = createServer((client) => {
    open.add(client);
    client.on('error', () => undefined);
    client.once('data', (first) => {
      // Manual, “SSLRequest”: eight bytes, and `S` for yes.
      if (first.length !== 8 || first.readInt32BE(4) !== 80877103) {
        client.destroy();
        return;
      }
      client.write('S');
      const inside = new TLSSocket(client, { isServer: true, ...identity });
      const behind = connect(socket);
      for (const one of [inside, behind]) one.on('error', () => client.destroy());
      inside.pipe(behind).pipe(inside);
    });
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    port: (door.address() as AddressInfo).port,
    root: at('ca.pem'),
    async [Symbol.asyncDispose]() {
      for (const client of open) client.destroy();
      door.close();
      await rm(folder, { recursive: true });
    },
  };
}
