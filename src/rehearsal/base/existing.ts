import { failure, success } from '../../domain/errors.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { shown } from '../../domain/safety.ts';
import type { Outcome } from '../../ports/database.ts';
import { quoteIdentifier } from '../../sql/names.ts';
import { copyStrategy, declareDatabase, dropDatabase, enter, maintenance, makeDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { databases } from '../prepared.ts';

/**
 * Makes the base database as a copy of one that the server holds already, and gives all in it to the migrator. The
 * one that is copied stays as it is.
 */
export async function copyExisting(lab: Lab, existing: string): Promise<Result<true>> {
  const database = databases.base;
  await dropDatabase(lab, database);
  const copy = quoteIdentifier(lab.server.databaseName(database));
  const owner = quoteIdentifier(lab.server.roles.migrator);
  const strategy = await copyStrategy(lab, existing);
  const sql = `CREATE DATABASE ${copy} OWNER ${owner} TEMPLATE ${quoteIdentifier(existing)}${strategy}`;
  const made =
    existing === maintenance && lab.server.mark === undefined ? await aside(lab, sql) : await lab.keeper.run(sql);
  if (!made.ok) {
    if (made.error.fatal) throw new Error('The connection was lost while a database was being copied.');
    // What follows expects it.
    await makeDatabase(lab, database);
    return failure(notCopied(lab, existing, made.error.sqlstate));
  }
  await declareDatabase(lab, database);
  return await giveAll(lab, existing);
}

/** A server of our own lets us sit elsewhere while the database is copied that we sit in otherwise. */
const aside = (lab: Lab, sql: string): Promise<Outcome> =>
  lab.keeper.away(async () => {
    await using session = await lab.server.connect('observer', 'template1');
    return await session.run(sql);
  });

/** As a snapshot restored without its owners would be. What an extension brought, and the server itself, stays so. */
async function giveAll(lab: Lab, existing: string): Promise<Result<true>> {
  await using bench = await enter(lab, databases.base);
  const { observer } = bench;
  const { rows } = await observer.query<{ kind: string; name: string; owner: string }>(owned, [
    lab.server.roles.migrator,
  ]);
  const migrator = quoteIdentifier(lab.server.roles.migrator);
  for (const { kind, name, owner } of rows) {
    lab.signal.throwIfAborted();
    const given = await observer.run(`ALTER ${kind} ${name} OWNER TO ${migrator}`);
    if (!given.ok) return failure(notGiven(existing, `${kind.toLowerCase()} ${name}`, owner));
  }
  await observer.run('ANALYZE');
  return success(true);
}

/** Schemas first: who is given a table must be allowed to make one there. */
const owned = `
  SELECT kind, name, pg_catalog.pg_get_userbyid(owner) AS owner FROM (
    SELECT 1 AS turn, 'SCHEMA' AS kind, quote_ident(nspname) AS name, nspowner AS owner, 'pg_namespace'::regclass AS class, oid
      FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION ALL
    SELECT 2, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                             WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END,
           c.oid::regclass::text, c.relowner, 'pg_class'::regclass, c.oid
      FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                          AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0)
    UNION ALL
    SELECT 3, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype::text, t.typowner, 'pg_type'::regclass, t.oid
      FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c'
    UNION ALL
    SELECT 4, 'ROUTINE', p.oid::regprocedure::text, p.proowner, 'pg_proc'::regclass, p.oid
      FROM pg_proc p WHERE p.prokind <> 'a'
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
    UNION ALL
    SELECT 4, 'AGGREGATE', p.oid::regprocedure::text, p.proowner, 'pg_proc'::regclass, p.oid FROM pg_proc p WHERE p.prokind = 'a'
    UNION ALL
    SELECT 5, 'STATISTICS', quote_ident(n.nspname) || '.' || quote_ident(s.stxname), s.stxowner, 'pg_statistic_ext'::regclass, s.oid
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
  ) all_of_it
  WHERE oid >= 16384
    AND pg_catalog.pg_get_userbyid(owner) <> $1
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = class AND d.objid = all_of_it.oid AND d.deptype = 'e')
  ORDER BY turn, name`;

function notCopied({ server }: Lab, existing: string, sqlstate: string): Problem {
  const name = shown(existing);
  const [says, advice] = (server.mark === undefined ? reasonsHere : reasons)(name)[sqlstate] ?? [
    `The database ${name}, which volume.existing names, cannot be copied (SQLSTATE ${sqlstate}).`,
    'Try CREATE DATABASE … TEMPLATE with it by hand, as the login of the rehearsal.',
  ];
  return { code: 'volume-failed', says, advice };
}

const reasons = (name: string): Readonly<Record<string, readonly [string, string]>> => ({
  '3D000': [
    `The database ${name}, which volume.existing names, is not on this server.`,
    'Name one of the server under postgres.url-env, or of the image under postgres.image; an embedded Postgres starts empty.',
  ],
  '55006': [
    `The database ${name}, which volume.existing names, cannot be copied: somebody is connected to it.`,
    'Let the address of the server end in another database, such as /postgres, and see that no other client is connected.',
  ],
  '42501': [
    `The database ${name}, which volume.existing names, cannot be copied: the login does not own it.`,
    'Make the login a member of the role that owns it, or ALTER DATABASE … OWNER TO the login.',
  ],
});

/** On a server that is ours nobody else comes in, and everything may be copied. */
const reasonsHere = (name: string): ReturnType<typeof reasons> => ({
  ...reasons(name),
  '55006': [
    `The database ${name}, which volume.existing names, cannot be copied: a process of the server’s own stays connected to it.`,
    'See what extension of the image keeps a background worker in it, and take it out of shared_preload_libraries.',
  ],
});

const notGiven = (existing: string, what: string, owner: string): Problem => ({
  code: 'volume-failed',
  says: `The copy of ${shown(existing)} cannot be given to the role that migrates: ${shown(what)} belongs to ${shown(owner)}, of which the login is no member.`,
  advice: `GRANT ${shown(owner)} to the login of the rehearsal, or let the login be the one that owns the database.`,
});
