import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TransactionMode } from '../../../../src/domain/migration.ts';
import type { Rollback } from '../../../../src/domain/rehearsal.ts';
import type { Server } from '../../../../src/ports/database.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

const shop = `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    email text NOT NULL, total integer NOT NULL CHECK (total >= 0));`;

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Migration {
  readonly up: string;
  readonly down?: string;
  readonly mode?: TransactionMode;
}

async function rolledBack(...migrations: readonly Migration[]): Promise<Rollback> {
  const changed = migrations.map(({ up, down, mode }, index) => unit(`000${index + 2}`, up, down, mode));
  const volume = { rows: 200, tables: new Map(), seconds: 30 };
  const { rehearsal } = await rehearseOn(server, plan({ baseline: base(shop), changed, volume, rerun: 'leave-out' }));
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return rehearsal.rollback;
}

describe('where nobody wrote a way back, one is made and tried', () => {
  test('it takes everything back, file by file, and is told with the SQL that ran', async () => {
    const rollback = await rolledBack(
      { up: 'ALTER TABLE orders ADD COLUMN note text;\nUPDATE orders SET note = email;' },
      {
        up: 'CREATE INDEX CONCURRENTLY orders_note ON orders (note);\nALTER TABLE orders RENAME COLUMN email TO mail;',
      },
    );
    expect(rollback).toEqual({
      status: 'missing',
      says: 'Nobody wrote a rollback for 0002, 0003.',
      generated: {
        status: 'reverts',
        says: 'Its 3 statements brought the schema and the rows back on a small copy.',
        sql: `-- Made from the schema before the migrations, and run after them on Postgres ${server.version}.
-- Run it statement by statement, outside a transaction: psql -v ON_ERROR_STOP=1 -f rollback.sql

-- Back from migrations/0003.up.sql
SET lock_timeout = '5s';
ALTER TABLE public.orders RENAME COLUMN mail TO email;
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY public.orders_note;

-- Back from migrations/0002.up.sql
SET lock_timeout = '5s';
ALTER TABLE public.orders DROP COLUMN note;
`,
      },
    });
  });

  test('what cannot be brought back is named with its place, and waits in the script', async () => {
    const rollback = await rolledBack({
      up: "ALTER TABLE orders DROP COLUMN email;\nDELETE FROM orders WHERE total = 7;\nUPDATE orders SET total = 0;\nINSERT INTO customers (email) VALUES ('x');",
    });
    expect(rollback).toMatchObject({
      status: 'missing',
      generated: {
        status: 'loses-data',
        says: `After it the schema is not what it was: missing: table public.orders column email text not null; left: table public.orders column email text. Cannot be brought back: the values of public.orders.email, dropped (migrations/0002.up.sql:1); rows deleted from public.orders (migrations/0002.up.sql:2); values overwritten in public.orders (total) (migrations/0002.up.sql:3); rows added to public.customers, which stay (migrations/0002.up.sql:4).`,
        sql: expect.stringContaining(`ALTER TABLE public.orders ADD COLUMN email text;
-- Once the values are there again:
-- ALTER TABLE public.orders ADD CONSTRAINT email_is_there CHECK (email IS NOT NULL) NOT VALID;
-- ALTER TABLE public.orders VALIDATE CONSTRAINT email_is_there;
-- ALTER TABLE public.orders ALTER COLUMN email SET NOT NULL;
-- ALTER TABLE public.orders DROP CONSTRAINT email_is_there;
`),
      },
    });
  });

  test('an update that happens to meet none of the invented rows is not taken for one that can be undone', async () => {
    const rollback = await rolledBack({
      up: "DO $$ BEGIN UPDATE orders SET email = 'x' WHERE email = 'nobody'; END $$;",
    });
    expect(rollback).toMatchObject({
      generated: {
        status: 'loses-data',
        says: 'It brings the schema back, not the rows. Cannot be brought back: values overwritten in public.orders (email) (migrations/0002.up.sql:1).',
      },
    });
  });

  test('a tool without downs is not reproached for having none', async () => {
    const tool = { ...plan({ baseline: base(), changed: [] }).tool, title: 'Prisma', downs: 'none' } as const;
    const changed = [unit('0002', 'ALTER TABLE orders ADD COLUMN note text;')];
    const { rehearsal } = await rehearseOn(server, plan({ baseline: base(shop), changed, tool, rerun: 'leave-out' }));
    expect(rehearsal).toMatchObject({
      rollback: {
        status: 'missing',
        optional: true,
        says: 'Prisma has no down migrations.',
        generated: { status: 'reverts' },
      },
    });
  });

  test('a value of an enum stays', async () => {
    const rollback = await rolledBack({ up: "ALTER TYPE state ADD VALUE 'sent';" });
    expect(rollback).toMatchObject({
      generated: {
        status: 'differs',
        says: "After it the schema is not what it was: missing: type public.state enum 'new', 'paid'; left: type public.state enum 'new', 'paid', 'sent'. Cannot be brought back: the enum value sent of state, which stays (migrations/0002.up.sql:1).",
      },
    });
  });

  test('files of one transaction are taken back together', async () => {
    const rollback = await rolledBack(
      { up: 'CREATE TABLE notes (id int);', mode: 'all-pending' },
      { up: 'ALTER TABLE notes ADD COLUMN more text;', mode: 'all-pending' },
    );
    expect(rollback).toMatchObject({
      generated: {
        status: 'reverts',
        sql: expect.stringContaining(`-- Back from migrations/0002.up.sql, migrations/0003.up.sql
SET lock_timeout = '5s';
DROP TABLE public.notes;
`),
      },
    });
  });
});

describe('a written way back', () => {
  test('that does nothing has a made one beside it', async () => {
    const rollback = await rolledBack({ up: 'ALTER TABLE orders ADD COLUMN note text;', down: '' });
    expect(rollback).toMatchObject({
      status: 'differs',
      says: 'The rollback is empty: left: table public.orders column note text. Run once more after it, the migrations fail at migrations/0002.up.sql:1 with SQLSTATE 42701: The column exists already.',
      generated: { status: 'reverts' },
    });
  });

  test('that brings no rows back says which statement took them', async () => {
    const up = 'ALTER TABLE orders DROP COLUMN email;';
    const down =
      "ALTER TABLE orders ADD COLUMN email text NOT NULL DEFAULT ''; ALTER TABLE orders ALTER email DROP DEFAULT;";
    expect(await rolledBack({ up, down })).toEqual({
      status: 'loses-data',
      says: 'After up and down the rows of public.orders are not what they were. Cannot be brought back: the values of public.orders.email, dropped (migrations/0002.up.sql:1).',
    });
  });

  test('after which the migrations do not run any more is none', async () => {
    // A collation is in no comparison of ours.
    const up = 'CREATE TABLE notes (id int);\nCREATE COLLATION plain FROM "C";';
    expect(await rolledBack({ up, down: 'DROP TABLE notes;' })).toMatchObject({
      status: 'fails',
      says: 'After up and down the schema and the rows are what they were. Run once more after it, the migrations fail at migrations/0002.up.sql:2 with SQLSTATE 42710: The object exists already.',
    });
  });
});
