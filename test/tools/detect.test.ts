import { describe, expect, test } from '@jest/globals';
import { toolIds } from '../../src/domain/migration.ts';
import { tools } from '../../src/tools/index.ts';
import { readChanged } from '../../src/tools/read.ts';
import type { Project } from './project.ts';
import { detectIn, found, settings } from './project.ts';

/** One file of each tool that is recognised but not readable yet, with what lies around it. */
const foreign: Readonly<Record<string, readonly [changed: string, project: Project]>> = {
  rails: ['db/migrate/20260101000000_add_email.rb', { 'db/migrate/20260101000000_add_email.rb': 'class AddEmail' }],
  django: [
    'shop/migrations/0002_email.py',
    { 'shop/migrations/0002_email.py': 'class Migration(migrations.Migration):' },
  ],
  alembic: [
    'alembic/versions/ae1027a6acf_email.py',
    { 'alembic/versions/ae1027a6acf_email.py': 'revision = "ae1"', 'alembic/script.py.mako': '', 'alembic.ini': '' },
  ],
  ecto: ['priv/repo/migrations/20260101000000_email.exs', { 'priv/repo/migrations/20260101000000_email.exs': '' }],
  knex: ['migrations/20260101_x.js', { 'migrations/20260101_x.js': 'exports.up = (knex) => knex.schema.raw("");' }],
  typeorm: [
    'src/migrations/1693891895163-Email.ts',
    { 'src/migrations/1693891895163-Email.ts': 'export class Email implements MigrationInterface {}' },
  ],
  sequelize: ['migrations/20260101-x.js', { 'migrations/20260101-x.js': 'up: (queryInterface) => queryInterface.x()' }],
  kysely: ['migrations/001_x.ts', { 'migrations/001_x.ts': "import { Kysely } from 'kysely';" }],
  'mikro-orm': [
    'src/migrations/Migration20260101000000.ts',
    { 'src/migrations/Migration20260101000000.ts': "import { Migration } from '@mikro-orm/migrations';" },
  ],
  'db-migrate': [
    'migrations/20260101-x.js',
    { 'migrations/20260101-x.js': "exports.up = (db, cb) => db.runSql('', cb);" },
  ],
  umzug: ['migrations/001.x.ts', { 'migrations/001.x.ts': "import type { Migration } from '../umzug.js';" }],
  yoyo: ['migrations/0001.x.py', { 'migrations/0001.x.py': 'from yoyo import step' }],
  pgroll: ['migrations/01_x.json', { 'migrations/01_x.json': '{ "operations": [] }' }],
};

describe('a tool that cannot be read yet is named, never taken for “no migrations”', () => {
  test.each(Object.entries(foreign))('%s', (id, [path, project]) => {
    const detection = detectIn(project);
    expect(detection.folders.map(({ tool, readable }) => ({ tool, readable }))).toEqual([
      { tool: id, readable: false },
    ]);
    const changed = [{ path, text: project[path]!, status: 'added' as const }];
    const { migrations, problems } = readChanged(changed, detection, settings());
    expect(migrations).toEqual([]);
    expect(problems).toEqual([
      {
        code: 'unreadable-tool',
        says: `${path} looks like ${detection.folders[0]!.title}; not readable yet.`,
        advice:
          'Name the command that runs these migrations in migrations.command, so that they are rehearsed, or list the folder in migrations.ignore.',
        file: path,
      },
    ]);
  });

  test('every tool id of the contract has its sample here or can be read', () => {
    const readable = tools.map(({ id }) => id);
    expect([...readable, ...Object.keys(foreign), 'command'].sort()).toEqual([...toolIds].sort());
  });
});

describe('migrations for another database are passed over, and listed', () => {
  test('by the name of a folder', () => {
    const detection = detectIn({
      'db/clickhouse/migrations/1_x.up.sql': '',
      'jdbc-mysql/src/main/resources/db/V1__x.sql': '',
      'db/postgres/migrations/1_x.up.sql': '',
    });
    expect(detection.folders.map(({ folder }) => folder)).toEqual(['db/postgres/migrations']);
    expect(detection.passedOver).toEqual([
      { folder: 'db/clickhouse/migrations', because: 'its name says clickhouse' },
      { folder: 'jdbc-mysql/src/main/resources/db', because: 'its name says mysql' },
    ]);
  });

  test('by the provider that Prisma wrote down', () => {
    const detection = detectIn({
      'prisma/migrations/migration_lock.toml': 'provider = "sqlite"\n',
      'prisma/migrations/20260101000000_drop_mysql/migration.sql': '',
    });
    expect(detection.folders).toEqual([]);
    expect(detection.passedOver).toEqual([
      { folder: 'prisma/migrations', because: 'prisma/migrations/migration_lock.toml says sqlite' },
    ]);
  });

  test('by what Drizzle generated for', () => {
    const journal = (dialect: string) => ({
      'db/meta/_journal.json': `{ "dialect": "${dialect}", "entries": [] }`,
      'db/0000_x.sql': '',
    });
    expect(detectIn(journal('sqlite')).passedOver).toEqual([
      { folder: 'db', because: 'db/meta/_journal.json says sqlite' },
    ]);
    expect(found(journal('postgresql'))).toEqual(['drizzle db']);
    expect(found(journal('pg'))).toEqual(['drizzle db']);
    const folder = {
      'db/20260101000000_x/migration.sql': '',
      'db/20260101000000_x/snapshot.json': '"dialect": "mysql"',
    };
    expect(detectIn(folder).passedOver).toEqual([
      { folder: 'db', because: 'db/20260101000000_x/snapshot.json says mysql' },
    ]);
  });

  test('but not for a migration that merely speaks of one', () => {
    expect(found({ 'migrations/1_move_to_clickhouse.up.sql': '' })).toEqual(['golang-migrate migrations']);
  });

  test('pairs in a project of Rust are sqlx’s, where only a crate below names it', () => {
    const pairs = { 'db/1_a.up.sql': '', 'db/1_a.down.sql': '', 'Cargo.toml': '[workspace]' };
    expect(found(pairs)).toEqual(['sqlx db']);
    expect(found({ ...pairs, 'db/go.mod': '' })).toEqual(['golang-migrate db']);
  });

  test("samples for tests and other people's code", () => {
    expect(detectIn({ 'node_modules/x/migrations/1_x.up.sql': '' }).passedOver).toEqual([
      { folder: 'node_modules/x/migrations', because: 'it lies in node_modules/' },
    ]);
  });
});

describe('ordinary files are no migrations', () => {
  test.each([
    'src/migrations/index.ts',
    'src/migrations/runner.test.ts',
    'web/src/features/v4-migration/banner.tsx',
    'docs/migration.md',
    'database/query/users.sql',
    'schema.sql',
    'queries/01_users.sql',
    'CHANGELOG.md',
    'sync/changelog.sql',
    'shop/migrations/__init__.py',
    'cmd/server/app/migrate_up.go',
  ])('%s', (path) => {
    expect(found({ [path]: 'select 1;' })).toEqual([]);
  });
});

test('several sets of one repository are kept apart', () => {
  const project = {
    'billing/migrations/1_x.up.sql': '',
    'shop/migrations/00001_x.sql': '-- +goose Up\nselect 1;',
    'legacy/db/migrate/20260101000000_x.rb': '',
  };
  expect(found(project)).toEqual([
    'golang-migrate billing/migrations',
    'rails legacy/db/migrate',
    'goose shop/migrations',
  ]);
});

describe('the configuration decides', () => {
  const project = {
    'sql/changes/1_x.sql': 'select 1;',
    'sql/changes/2_x.sql': 'select 1;',
    'billing/migrations/1_x.up.sql': 'select 1;',
  };

  test('paths name a folder that nothing gives away', () => {
    expect(found(project, { paths: ['sql/changes/**'] })).toEqual(['sql sql/changes']);
  });

  test('the tool is taken at its word', () => {
    expect(found(project, { tool: 'sqlx', paths: ['sql/changes/*.sql'] })).toEqual(['sqlx sql/changes']);
    expect(found(project, { tool: 'sqlx' })).toEqual(['sqlx billing/migrations']);
  });

  test.each([
    ['prisma', 'prisma/migrations', 'migration.sql'],
    ['diesel', 'migrations', 'up.sql'],
    ['hasura', 'hasura/migrations/shop', 'up.sql'],
  ] as const)('the folders of %s are one set, also where tool and paths are configured', (tool, folder, name) => {
    const paths = ['20240101000000_shop', '20240102000000_orders'].map((one) => `${folder}/${one}/${name}`);
    const detection = detectIn(Object.fromEntries(paths.map((path) => [path, 'select 1;'])), {
      tool,
      paths: [`${folder}/**`],
    });
    expect(detection.folders.map((one) => [one.tool, one.folder, one.paths])).toEqual([[tool, folder, paths]]);
  });

  test('so are the folders beside a plan', () => {
    const project = { 'db/sqitch.plan': '', 'db/deploy/a.sql': '', 'db/revert/a.sql': '', 'db/verify/a.sql': '' };
    const asFound = detectIn(project).folders.map(({ folder, paths }) => ({ folder, paths }));
    expect(asFound).toHaveLength(1);
    const configured = detectIn(project, { tool: 'sqitch', paths: ['db/**/*.sql'] });
    expect(configured.folders.map(({ folder, paths }) => ({ folder, paths }))).toEqual(asFound);
  });

  test('folders of several tools under one glob are told apart, and no file is lost', () => {
    const mixed = { 'x.sql': '', 'a/1_a.sql': '-- +goose Up\n', 'b/1_b.sql': '', 'db/migrate/20260101_x.rb': '' };
    expect(found(mixed, { paths: ['**'] })).toEqual(['rails db/migrate', 'sql ', 'goose a', 'sql b']);
  });

  test('what it ignores is ignored', () => {
    expect(found(project, { ignore: ['billing/**'] })).toEqual([]);
    expect(detectIn(project, { paths: ['sql/**'], ignore: ['**/2_*'] }).folders[0]?.paths).toEqual([
      'sql/changes/1_x.sql',
    ]);
  });

  test('paths that match nothing are an error that says where migrations were seen', () => {
    expect(detectIn(project, { paths: ['db/migrations/**'] }).problems).toEqual([
      {
        code: 'paths-match-nothing',
        says: 'The configured migrations.paths (db/migrations/**) matches no migration file of this commit.',
        advice:
          'Migrations were seen in billing/migrations (golang-migrate). Correct the configuration, or remove the key to let the folder be found.',
      },
    ]);
  });

  test('without a configuration, a repository without migrations is no error', () => {
    expect(detectIn({ 'README.md': '' })).toEqual({ folders: [], passedOver: [], problems: [] });
  });
});
