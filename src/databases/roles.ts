import { randomBytes } from 'node:crypto';
import type { Login, Session } from '../ports/database.ts';

/** Role names of both logins on every provider. */
export const roles: Readonly<Record<Login, string>> = {
  observer: 'rehearsal_observer',
  migrator: 'rehearsal_migrator',
};

export type Passwords = Readonly<Record<Login, string>>;

const password = (): string => randomBytes(24).toString('hex');
export const newPasswords = (): Passwords => ({ observer: password(), migrator: password() });

/**
 * Makes the migrator and sets both passwords. A role of its own, because SET ROLE down from a superuser is undone by
 * RESET ROLE. It may not enter the maintenance databases: template1 is copied into every new database. A cluster that
 * was kept has the migrator already.
 */
export async function makeRoles(observer: Session, passwords: Passwords): Promise<void> {
  const { rows } = await observer.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [roles.migrator]);
  await observer.query(`
    SET password_encryption = 'scram-sha-256';
    ALTER ROLE ${roles.observer} PASSWORD '${passwords.observer}';
    ${rows.length > 0 ? 'ALTER' : 'CREATE'} ROLE ${roles.migrator} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      CONNECTION LIMIT ${migratorConnections} PASSWORD '${passwords.migrator}';
    REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;`);
}

/** Fewer than the server allows, so that a storm of the migration's connections cannot shut the observer out. */
export const migratorConnections = 40;
export const allConnections = 60;

/** Only our two logins, only by password; `local` for the socket, `host` where a container is reached over TCP. */
export function accessRules(kind: 'local' | 'host'): string {
  const where = kind === 'local' ? 'local all' : 'host all';
  const from = kind === 'local' ? '' : ' all';
  return Object.values(roles)
    .map((role) => `${where} ${role}${from} scram-sha-256\n`)
    .join('');
}
