import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tools } from '../../src/tools/index.ts';
import type { Expected } from './conformance.ts';
import { keepsItsPromises } from './conformance.ts';

const expectations: Readonly<Record<string, Expected>> = {
  sql: {
    folder: 'migrations',
    steps: ['9 per-statement', '10 per-statement, back per-statement'],
    path: 'migrations/11_x.sql',
  },
  'golang-migrate': {
    folder: 'db/migrations',
    steps: ['9 one-message, back one-message', '10 one-message, back one-message'],
    path: 'db/migrations/11_x.down.sql',
  },
  goose: {
    folder: 'migrations',
    steps: [
      '00009 per-file, back per-file',
      '00010 per-file, back per-file',
      '00011 per-statement, back per-statement',
    ],
    unreadable: ['migrations/00012_backfill.go is a goose migration written in Go, which is not readable yet.'],
    path: 'migrations/00013_x.sql',
    wrap: (sql) => `-- before\n-- +goose Up\n${sql}\n-- +goose Down\n${sql}\n`,
  },
  atlas: {
    folder: 'migrations',
    // A file named as a checkpoint runs nowhere but on an empty database.
    steps: [
      '20260101000000 per-file',
      '20260102000000 per-statement',
      '20260103000000 per-file',
      '20260104000000 per-file, back per-file',
      '20260105000000 per-file',
    ],
    path: 'migrations/20260106000000_x.sql',
    separator: /(?<!delimiter )-- end/g,
  },
  liquibase: {
    folder: 'db/changelog',
    // As the change log includes them; forgotten.sql it does not.
    steps: [
      'ada:shop per-file, back per-file',
      'ada:shop-name per-file',
      'ada:shop-index per-statement, back per-statement',
      'ada:touch per-file, back per-file',
      'ada:owner per-file',
      'repeatable per-file',
    ],
    unreadable: ['db/changelog/old.xml holds changes that are no SQL files (createTable), which are not readable yet.'],
    path: 'db/changelog/sql/x.sql',
    wrap: (sql) => `--liquibase formatted sql\n--changeset ada:x splitStatements:false\n${sql}\n`,
    separator: /^\/$/gm,
  },
  'sql-migrate': {
    folder: 'migrations',
    steps: ['9 per-file, back per-file', '10 per-file, back per-file', '11 per-statement, back per-file'],
    path: 'migrations/12_x.sql',
    wrap: (sql) =>
      `-- before\n-- +migrate Up\n-- +migrate StatementBegin\n${sql}\n-- +migrate StatementEnd\n-- +migrate Down\n`,
  },
  dbmate: {
    folder: 'db/migrations',
    steps: ['20260101000000 per-file, back per-file', '20260102000000 one-message, back per-file'],
    path: 'db/migrations/20260103000000_x.sql',
    wrap: (sql) => `-- migrate:up\n${sql}\n-- migrate:down\n${sql}\n`,
  },
  flyway: {
    folder: 'src/main/resources/db/migration',
    steps: ['1.9 per-file', '1.10 per-file, back per-file', '2 per-statement', 'repeatable per-file'],
    unreadable: [
      'src/main/resources/db/migration/V3__import.java is a Flyway migration written in Java or Kotlin, which is not readable yet.',
    ],
    path: 'db/migration/V4__x.sql',
  },
  prisma: {
    folder: 'prisma/migrations',
    steps: ['20260101000000 one-message', '20260102000000 one-message'],
    path: 'prisma/migrations/20260103000000_x/migration.sql',
  },
  sqlx: {
    folder: 'migrations',
    steps: ['20260101000000 per-file, back per-file', '20260102000000 one-message'],
    path: 'migrations/20260103000000_x.sql',
  },
  diesel: {
    folder: 'migrations',
    steps: ['20171112195324 per-file, back per-file', '2026-01-02-000000-0000 one-message, back one-message'],
    path: 'migrations/2026-01-03-000000_x/up.sql',
  },
  drizzle: {
    folder: 'drizzle',
    // As the journal has it; 0003 is not in it.
    steps: ['0000 all-pending', '0002 all-pending', '0001 all-pending'],
    path: 'drizzle/0004_x.sql',
    separator: /--> statement-breakpoint/g,
  },
  sqitch: {
    folder: '',
    // As the plan has it; forgotten.sql is not in it.
    steps: [
      'tables/shop per-statement, back per-statement',
      'name_of@v1 per-statement, back per-statement',
      'age per-statement, back per-statement',
      'name_of per-statement, back per-statement',
    ],
    unreadable: ['deploy/import.sql line 1 holds the psql command \\copy, which is not run here.'],
    path: 'deploy/x.sql',
  },
  supabase: {
    folder: 'supabase/migrations',
    steps: ['20260101000000 one-message', '20260102000000 one-message'],
    path: 'supabase/migrations/20260103000000_x.sql',
  },
  hasura: {
    folder: 'hasura/migrations/default',
    steps: ['1650000000000 per-file, back per-file', '1660000000000 one-message, back per-file'],
    unreadable: [
      'hasura/migrations/default/1670000000000_track_shop/up.yaml changes Hasura’s metadata and may run SQL inside it, which is not readable yet.',
    ],
    path: 'hasura/migrations/default/1680000000000_x/up.sql',
  },
  popx: {
    folder: 'persistence/sql/migrations',
    steps: [
      '20260101000000000000 per-file, back per-file',
      '20260102000000000000 per-file, back per-file',
      '20260103000000000000 one-message, back one-message',
      '20260104000000000000 per-file, back per-file',
    ],
    unreadable: [
      'persistence/sql/migrations/20260105000000000000_age.up.fizz is written in fizz, which is not readable yet.',
    ],
    path: 'persistence/sql/migrations/20260106000000000000_x.up.sql',
  },
  refinery: {
    folder: 'migrations',
    steps: ['9 per-file', '10 per-file', '11 per-file'],
    unreadable: ['migrations/V12__computed.rs is a refinery migration written in Rust, which is not readable yet.'],
    path: 'migrations/V13__x.sql',
  },
  'graphile-migrate': {
    folder: 'migrations',
    steps: ['000001 per-file', '000002 one-message', 'current/9 all-pending', 'current/10 all-pending'],
    path: 'migrations/current.sql',
  },
  'node-pg-migrate': {
    folder: 'migrations',
    steps: [
      '1700000000000 all-pending, back all-pending',
      '20240102030405678 all-pending',
      '1800000000001 all-pending, back all-pending',
    ],
    unreadable: [
      'migrations/1800000000000_owner.js is a node-pg-migrate migration written in JavaScript or TypeScript, which is not readable yet.',
    ],
    path: 'migrations/1900000000000_x.sql',
    wrap: (sql) => `-- Up Migration\n${sql}\n-- Down Migration\n${sql}\n`,
  },
};

for (const tool of tools) keepsItsPromises(tool, expectations[tool.id]!);

test('the registry holds every tool folder, and no other', () => {
  const folders = readdirSync(join(import.meta.dirname, '../../src/tools'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(tools.map(({ id }) => id)).toEqual(names.sort());
});
