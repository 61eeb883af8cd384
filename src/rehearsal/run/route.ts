import type { Session } from '../../ports/database.ts';
import { stringOf } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import type { Step } from './script.ts';
import { readingViews } from '../watch/ourselves.ts';
import { guarded } from '../watch/watchdog.ts';
import type { Guarded, Watchdog } from '../watch/watchdog.ts';

/** Sends each statement as the role that a managed service would let do it. */
export interface Router {
  send(step: Step): Promise<Guarded>;
}

/**
 * Extensions that need a superuser here and none on managed services. Those that reach files, programs or other servers
 * (file_fdw, dblink, postgres_fdw, adminpack, untrusted languages) are left out on purpose.
 */
const grantedExtensions = new Set(
  `pg_stat_statements pg_buffercache pg_freespacemap pg_visibility pgrowlocks pgstattuple pg_prewarm amcheck bloom
  earthdistance intagg sslinfo autoinc insert_username moddatetime refint pg_trgm citext vector postgis postgis_raster
  postgis_topology postgis_tiger_geocoder address_standardizer timescaledb hypopg pg_repack pg_partman pg_cron pgaudit
  pg_hint_plan`.split(/\s+/),
);

/** @param trusted extensions that the database's owner may create by itself. */
export function routing(migrator: Session, observer: Session, dog: Watchdog, trusted: ReadonlySet<string>): Router {
  return {
    async send(step) {
      const name = extensionOf(step);
      const asObserver = name !== undefined && grantedExtensions.has(name) && !trusted.has(name);
      const foreign = name !== undefined && changesExtension(step) && (await isObservers(observer, name));
      // Words about an extension of the server's own: no managed service lets them be changed, and nothing hangs on them.
      if (foreign && step.node && 'CommentStmt' in step.node && !(await isSuperuser(observer))) return wordsLeft;
      if (!asObserver && !foreign) return guarded(migrator, step.sql, dog);
      return readingViews(observer, () => guarded(observer, step.sql, dog));
    },
  };
}

function extensionOf({ node }: Step): string | undefined {
  if (!node) return undefined;
  const comment = as('CommentStmt', node);
  if (comment) return comment.objtype === 'OBJECT_EXTENSION' ? stringOf(comment.object) : undefined;
  return (as('CreateExtensionStmt', node) ?? as('AlterExtensionStmt', node))?.extname;
}

const changesExtension = ({ node }: Step): boolean => node !== undefined && !('CreateExtensionStmt' in node);

/** `COMMENT ON EXTENSION plpgsql`, which pg_dump writes: it belongs to the cluster's superuser. */
async function isObservers(observer: Session, extension: string): Promise<boolean> {
  const { rows } = await observer.query(
    `SELECT 1 FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_roles r ON r.oid = e.extowner
      WHERE e.extname = $1 AND r.rolsuper`,
    [extension],
  );
  return rows.length > 0;
}

const wordsLeft: Guarded = { ok: true, command: 'COMMENT', rowCount: undefined };

async function isSuperuser(observer: Session): Promise<boolean> {
  const { rows } = await observer.query<{ on: string }>(`SELECT pg_catalog.current_setting('is_superuser') AS on`);
  return rows[0]?.on === 'on';
}

/** What the server has, and which of it the database's owner may create. */
export interface AvailableExtensions {
  readonly all: ReadonlySet<string>;
  readonly trusted: ReadonlySet<string>;
}

export async function availableExtensions(observer: Session): Promise<AvailableExtensions> {
  const { rows } = await observer.query<{ name: string; trusted: boolean }>(
    `SELECT name, pg_catalog.bool_or(trusted) AS trusted FROM pg_catalog.pg_available_extension_versions GROUP BY name`,
  );
  const trusted = rows.filter((row) => row.trusted).map(({ name }) => name);
  return { all: new Set(rows.map(({ name }) => name)), trusted: new Set(trusted) };
}

/** Extensions that a step creates, for the question whether the server has them. */
export function createdExtension({ node }: Step): string | undefined {
  return node && as('CreateExtensionStmt', node)?.extname;
}
