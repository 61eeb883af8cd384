import type { ToolId } from '../domain/migration.ts';

/** How people write the names of the tools that are recognised but not readable yet. */
export const foreignTitles = {
  yoyo: 'yoyo',
  pgroll: 'pgroll',
  knex: 'Knex',
  typeorm: 'TypeORM',
  sequelize: 'Sequelize',
  kysely: 'Kysely',
  'mikro-orm': 'MikroORM',
  'db-migrate': 'db-migrate',
  umzug: 'Umzug',
  rails: 'Rails',
  django: 'Django',
  alembic: 'Alembic',
  ecto: 'Ecto',
  command: 'a command of your own',
} as const satisfies Partial<Record<ToolId, string>>;

/** Folders that the path alone gives away; the first group is the folder that holds them. */
export const byPath: readonly (readonly [ToolId, RegExp])[] = [
  ['rails', /^((?:.*\/)?db\/(?:\w+_)?migrate)\/\d{3,14}_\w+(?:\.\w+)?\.rb$/],
  ['ecto', /^((?:.*\/)?priv\/\w+\/migrations)\/(?:.*\/)?\d{14}_\w+\.exs$/],
  ['django', /^((?:.*\/)?migrations)\/\d{4}_\w+\.py$/],
  ['supabase', /^((?:.*\/)?supabase\/migrations)\/\d+_[^/]+\.sql$/],
];

/** Files beside the migrations that name the tool: the marker, and the pattern of the migrations under its folder. */
export const byMarker: readonly (readonly [ToolId, marker: RegExp, files: RegExp])[] = [
  ['atlas', /^(?:(.*)\/)?atlas\.sum$/, /^[^/]+\.sql$/],
  ['sqitch', /^(?:(.*)\/)?sqitch\.plan$/, /^(?:sqitch\.plan|(?:.*\/)?(?:deploy|revert|verify)\/.*\.sql)$/],
  ['drizzle', /^(?:(.*)\/)?meta\/_journal\.json$/, /^(?:meta\/_journal\.json|[^/]+\.sql)$/],
  ['drizzle', /^(?:(.*)\/)?\d{14}_[^/]+\/snapshot\.json$/, /^\d{14}_[^/]+\/migration\.sql$/],
  // Milliseconds since 1970 are Hasura's; what else has a number beside them is too.
  [
    'hasura',
    /^((?:.*\/)?migrations(?:\/[^/]+)?)\/\d{13}_[^/]+\/(?:up|down)\.(?:sql|yaml)$/,
    /^\d+_[^/]+\/(?:up|down)\.(?:sql|yaml)$/,
  ],
  ['alembic', /^(?:(.*)\/)?script\.py\.mako$/, /^versions\/(?:.*\/)?(?!__init__\.py$)[^/]+\.py$/],
  [
    'graphile-migrate',
    /^(?:(.*)\/)?committed\/\d{6}(?:-[^/]*)?\.sql$/,
    /^(?:current(?:\/.*)?\.sql|committed\/.*\.sql)$/,
  ],
  [
    'popx',
    /^(?:(.*)\/)?\d{14}\d*_[^/]*\.(?:postgres|cockroach|mysql|sqlite3?)\.(?:up|down)\.sql$/,
    /\.(?:up|down)\.(?:sql|fizz)$/,
  ],
  ['popx', /^(?:(.*)\/)?\d+_[^/]*\.autocommit\.(?:up|down)\.sql$/, /\.(?:up|down)\.(?:sql|fizz)$/],
  ['popx', /^(?:(.*)\/)?\d{14}_[^/]*\.(?:up|down)\.fizz$/, /\.(?:up|down)\.(?:sql|fizz)$/],
];

/** Words of a file's text that name the tool, for numbered files in a folder called migrations. */
export const byContent: readonly (readonly [ToolId, files: RegExp, text: RegExp])[] = [
  ['sql-migrate', /\.sql$/, /^\s*--\s*\+migrate\s+(?:up|down)\b/im],
  ['goose', /\.(?:sql|go)$/, /^\s*--\s*\+goose\s+(?:up|down)\b|pressly\/goose/im],
  ['dbmate', /\.sql$/, /^--\s*migrate:(?:up|down)\b/m],
  [
    'liquibase',
    /\.(?:sql|xml|ya?ml|json)$/,
    /^\s*--\s*liquibase formatted sql|<databaseChangeLog|databaseChangeLog["']?\s*:/im,
  ],
  ['node-pg-migrate', /\.[cm]?[jt]s$/, /node-pg-migrate|\bpgm\./i],
  // A line of its own: as a remark over SQL of other tools the words are common.
  ['node-pg-migrate', /(?<!\.(?:up|down))\.sql$/, /^\s*--[\s-]*(?:up|down)\s+migration\s*$/im],
  ['typeorm', /\.[cm]?[jt]s$/, /\bMigrationInterface\b|from ['"]typeorm['"]/],
  ['mikro-orm', /\.[cm]?[jt]s$/, /@mikro-orm\/migrations/],
  ['kysely', /\.[cm]?[jt]s$/, /\bKysely\b|from ['"]kysely['"]/],
  ['sequelize', /\.[cm]?[jt]s$/, /\bqueryInterface\b|\bQueryInterface\b/],
  [
    'db-migrate',
    /\.[cm]?[jt]s$/,
    /\bdb-migrate|\bdbm\.(?:dataType|link)|db\.(?:runSql|addColumn|createTable|removeColumn)\(/,
  ],
  ['knex', /\.[cm]?[jt]s$/, /\bknex\b|\bKnex\b/],
  ['umzug', /\.[cm]?[jt]s$/, /\bumzug\b/i],
  ['yoyo', /\.py$/, /\bfrom yoyo import\b/],
  ['pgroll', /\.(?:json|ya?ml)$/, /(?:^|\{)\s*["']?operations["']?\s*:\s*(?:\[|$)/m],
];
