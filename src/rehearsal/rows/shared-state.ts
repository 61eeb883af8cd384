import type { Lab } from '../lab.ts';
import { databases } from '../prepared.ts';

/** Roles, their settings and whatever else all databases of the server share, a line each. */
export type SharedState = ReadonlySet<string>;

/** Who owns what: it follows from the rest. */
const derived = ['pg_shdepend'];
/** Told with the databases that they are about. */
const ofDatabases = ['pg_database', 'pg_db_role_setting'];

export async function sharedState(lab: Lab): Promise<SharedState> {
  const { rows: catalogs } = await lab.keeper.query<{ name: string }>(
    `SELECT relname AS name FROM pg_catalog.pg_class
      WHERE relisshared AND relkind = 'r' AND relname <> ALL ($1::text[]) ORDER BY relname`,
    [[...derived, ...ofDatabases]],
  );
  const plain = catalogs.map(
    ({ name }) => `SELECT '${name} '::text || ${shown(name)} AS line FROM pg_catalog.${name} t`,
  );
  const { rows } = await lab.keeper.query<{ line: string }>(
    `${plain.join(' UNION ALL ')}
     UNION ALL SELECT 'everywhere '::text || to_jsonb(s) FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = 0
     UNION ALL SELECT CASE WHEN d.datname = ANY ($2::text[]) THEN $3::text ELSE 'database ' || d.datname END
       || (to_jsonb(d) - ARRAY['oid', 'datname', 'datfrozenxid', 'datminmxid'])
       || coalesce((SELECT string_agg((to_jsonb(s) - 'setdatabase')::text, ' ' ORDER BY s.setrole)
                      FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid), '')
       FROM pg_catalog.pg_database d`,
    [Object.values(lab.server.roles), [databases.main, databases.small], copy],
  );
  return new Set(rows.map(({ line }) => line));
}

const copy = 'copy of the base ';

/** A row as text; our own two roles get their password and the right to make others whenever the server starts. */
const shown = (catalog: string): string =>
  catalog === 'pg_authid'
    ? `CASE WHEN t.rolname = ANY ($1::text[]) THEN to_jsonb(t) - ARRAY['rolpassword', 'rolcreaterole'] ELSE to_jsonb(t) END`
    : 'to_jsonb(t)';

/** Whether nothing has come but copies of the base, and those are alike. */
export function onlyCopiesCame(before: SharedState, after: SharedState): boolean {
  const come = [...after].filter((line) => !before.has(line));
  return (
    [...before].every((line) => after.has(line)) && come.length <= 1 && come.every((line) => line.startsWith(copy))
  );
}

/** Without those of Postgres itself. */
export const rolesIn = (state: SharedState): readonly string[] =>
  [...state]
    .filter((line) => line.startsWith('pg_authid '))
    .map((line) => (JSON.parse(line.slice('pg_authid '.length)) as { readonly rolname: string }).rolname)
    .filter((name) => !name.startsWith('pg_'))
    .toSorted();
