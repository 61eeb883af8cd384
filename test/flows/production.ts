import { appendFile } from 'node:fs/promises';
import type { Server, Session } from '../../src/ports/database.ts';
import { startTestServer } from '../databases/server.ts';

/** A server that stands for production: it watches its statements and is reached by an address. */
export interface Production {
  readonly server: Server;
  /** A superuser's. */
  readonly session: Session;
  readonly address: (role: string) => string;
}

export async function startProduction(major: number): Promise<Production> {
  const server = await startTestServer({
    major,
    settings: {
      shared_preload_libraries: 'pg_stat_statements',
      'pg_stat_statements.track': 'all',
      wal_level: 'logical',
    },
  });
  const session = await server.connect('observer', 'postgres');
  const { rows } = await session.query<{ hba: string; folder: string }>(
    `SELECT current_setting('hba_file') AS hba, current_setting('unix_socket_directories') AS folder`,
  );
  const { hba = '', folder = '' } = rows[0] ?? {};
  await appendFile(hba, 'local all profiler,owner scram-sha-256\n');
  await session.query(`SELECT pg_reload_conf();
    GRANT CONNECT ON DATABASE postgres TO PUBLIC;
    CREATE ROLE owner LOGIN PASSWORD 'open sesame';
    CREATE ROLE profiler LOGIN PASSWORD 'open sesame'`);
  return {
    server,
    session,
    address: (role) => `postgres://${role}:open%20sesame@/postgres?host=${encodeURIComponent(folder)}`,
  };
}
