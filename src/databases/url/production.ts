import type { Session } from '../../ports/database.ts';
import { applicationName } from '../session.ts';

interface Signs {
  readonly standby: boolean;
  readonly replicas: number;
  readonly slots: number;
  readonly clients: number;
}

/**
 * Why a server looks like one that people rely on; undefined where nothing says so. Nothing proves the contrary, which
 * is why `postgres.disposable` has to be said as well.
 * @param origin `made`: a command of the team's has made it for this very run, so only what cannot work is refused.
 */
export async function looksLikeProduction(session: Session, origin: 'made' | 'named'): Promise<string | undefined> {
  const { rows } = await session.query<Signs>(signs, [applicationName, administrators]);
  const found = rows[0];
  if (!found) return undefined;
  if (found.standby) return 'it is a standby, which copies another server and takes no writes';
  if (origin === 'made') return undefined;
  if (found.replicas > 0) return `${several(found.replicas, 'replica copies', 'replicas copy')} from it`;
  if (found.slots > 0) return `${several(found.slots, 'replication slot keeps', 'replication slots keep')} WAL on it`;
  if (found.clients > 0) return `${several(found.clients, 'other client is', 'other clients are')} connected to it`;
  return undefined;
}

const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Those by whom providers run their servers: they are on a fresh branch as well. */
const administrators =
  '^(rdsadmin|rdsproxyadmin|rdsrepladmin|cloudsql\\w*|azuresu|azure_\\w+|cloud_admin|supabase_\\w*admin|alloydb\\w*|_aiven)$';

/** Who may not see other people's sessions still sees that there are some, and whose. */
const signs = `
  SELECT pg_catalog.pg_is_in_recovery() AS standby,
         (SELECT count(*) FROM pg_catalog.pg_stat_replication r WHERE coalesce(r.usename, '') !~ $2) AS replicas,
         (SELECT count(*) FROM pg_catalog.pg_replication_slots WHERE active) AS slots,
         (SELECT count(*) FROM pg_catalog.pg_stat_activity a
           WHERE a.datid IS NOT NULL AND a.usesysid IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid()
             AND NOT starts_with(coalesce(a.application_name, ''), $1) AND coalesce(a.usename, '') !~ $2
             AND coalesce(a.backend_type, 'client backend') = 'client backend') AS clients`;
