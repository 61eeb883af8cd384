import { randomBytes } from 'node:crypto';
import type { Session } from '../../ports/database.ts';
import { migratorConnections } from '../roles.ts';
import type { Address } from '../session.ts';
import type { Tenancy } from './tenancy.ts';

/** What the login may do. */
export interface Powers {
  readonly superuser: boolean;
  readonly createsDatabases: boolean;
  readonly createsRoles: boolean;
}

export async function powersOf(session: Session): Promise<Powers> {
  const { rows } = await session.query<Powers>(
    `SELECT rolsuper AS superuser, rolsuper OR rolcreatedb AS "createsDatabases",
            rolsuper OR rolcreaterole AS "createsRoles"
       FROM pg_catalog.pg_roles WHERE rolname = current_user`,
  );
  return rows[0] ?? { superuser: false, createsDatabases: false, createsRoles: false };
}

export type Credentials = Pick<Address, 'user' | 'password'>;

/** A role of its own for the migrations; the login itself where it may make none. */
export async function makeMigrator(
  session: Session,
  { migrator, mark }: Tenancy,
  { superuser, createsRoles }: Powers,
  { user, password }: Credentials,
): Promise<Credentials> {
  if (!createsRoles) return { user, password };
  const secret = randomBytes(24).toString('hex');
  await session.query(`SET password_encryption = 'scram-sha-256'`);
  // One message, so one transaction: a role without the mark would be nobody's.
  await session.query(`
    CREATE ROLE ${migrator} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
      CONNECTION LIMIT ${migratorConnections} PASSWORD '${secret}';
    COMMENT ON ROLE ${migrator} IS '${mark}'`);
  if (!superuser) await joinMigrator(session, migrator);
  return { user: migrator, password: secret };
}

/** Databases are made for it and their tables filled and looked into: as one who is in the role. */
async function joinMigrator(session: Session, migrator: string): Promise<void> {
  const { rows } = await session.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  );
  // From 16 on who makes a role may give it away, and is not in it.
  const how = (rows[0]?.major ?? 0) >= 16 ? ' WITH INHERIT TRUE, SET TRUE' : '';
  await session.query(`GRANT ${migrator} TO CURRENT_USER${how}`);
}
