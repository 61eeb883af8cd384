import { folderOf, nameOf } from './path.ts';

const others = new Set(
  'clickhouse mysql mariadb sqlite sqlite3 hiqlite hsqldb h2 cockroach cockroachdb crdb oracle mssql sqlserver snowflake bigquery cassandra scylla duckdb db2 spanner tidb libsql d1 derby mongodb mongo'.split(
    ' ',
  ),
);

const wordsOf = (part: string): readonly string[] => part.toLowerCase().split(/[^a-z0-9]+/);

/** The other database that a folder's name says its migrations are for. */
export const otherDatabaseOf = (folder: string): string | undefined =>
  folder
    .split('/')
    .flatMap(wordsOf)
    .find((word) => others.has(word));

const elsewhere = new Set(['node_modules', 'vendor', 'testdata', 'fixtures', '__fixtures__']);

/** The folder above that holds other people's code or samples for tests: no migrations of this project. */
export const keptForOthers = (folder: string): string | undefined =>
  folder.split('/').find((part) => elsewhere.has(part));

/** The dialect in a file's suffix: `0001_x.mysql.up.sql`. */
export const otherDialectOf = (path: string): string | undefined => {
  const word = /\.(\w+)(?:\.autocommit)?(?:\.(?:up|down))?\.sql$/.exec(nameOf(path))?.[1];
  return word !== undefined && others.has(word) ? word : undefined;
};

const provider = /^\s*provider\s*=\s*"([^"]+)"/m;
const dialect = /"dialect"\s*:\s*"([^"]+)"/;

/** What a file beside the migrations says: `migration_lock.toml`, `meta/_journal.json`, a `snapshot.json`. */
export function declaredOther(path: string, text: string): string | undefined {
  const declared = (path.endsWith('.toml') ? provider : dialect).exec(text)?.[1];
  // Drizzle's early journals say pg.
  return declared === undefined || declared.startsWith('postgres') || declared === 'pg' ? undefined : declared;
}

const atlasUrl = /\b(postgres|mysql|maria|sqlite|sqlserver|clickhouse|libsql)\w*(?=:\/\/|\/)/g;

/** The other databases that an `atlas.hcl` names the URLs of, where it names none of Postgres. */
export function otherInAtlas(text: string): string | undefined {
  const named = [...text.matchAll(atlasUrl)].map(([, name]) => name);
  return named.includes('postgres') ? undefined : named[0];
}

/** The folder whose migrations such a file speaks for. */
export function declarationFor(path: string): string | undefined {
  if (nameOf(path) === 'migration_lock.toml') return folderOf(path);
  if (/(?:^|\/)\d{14}_[^/]+\/snapshot\.json$/.test(path)) return folderOf(folderOf(path));
  return path === 'meta/_journal.json' || path.endsWith('/meta/_journal.json') ? folderOf(folderOf(path)) : undefined;
}
