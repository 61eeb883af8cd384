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
};

for (const tool of tools) keepsItsPromises(tool, expectations[tool.id]!);

test('the registry holds every tool folder, and no other', () => {
  const folders = readdirSync(join(import.meta.dirname, '../../src/tools'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(tools.map(({ id }) => id)).toEqual(names.sort());
});
