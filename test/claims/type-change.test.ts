import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Session } from '../../src/ports/database.ts';
import { writtenType, typeWork, type TypeWork } from '../../src/rules/kit/type-change.ts';
import { parseScript } from '../../src/sql/parse.ts';
import { onServers } from './trial.ts';

/** from, to, TimeZone */
const changes: readonly (readonly [string, string, string?])[] = [
  ['varchar(20)', 'varchar(40)'],
  ['varchar(20)', 'varchar'],
  ['varchar(20)', 'text'],
  ['varchar(40)', 'varchar(20)'],
  ['varchar', 'varchar(20)'],
  ['text', 'varchar'],
  ['text', 'varchar(20)'],
  ['char(5)', 'char(10)'],
  ['char(5)', 'text'],
  ['text', 'citext'],
  ['varchar(20)', 'citext'],
  ['citext', 'text'],
  ['numeric(10,2)', 'numeric(12,2)'],
  ['numeric(10,2)', 'numeric(12,3)'],
  ['numeric(10,2)', 'numeric(8,2)'],
  ['numeric(10,2)', 'numeric'],
  ['numeric', 'numeric(10,2)'],
  ['numeric(10)', 'numeric(12)'],
  ['int', 'bigint'],
  ['bigint', 'int'],
  ['smallint', 'int'],
  ['int', 'int'],
  ['int', 'numeric'],
  ['real', 'double precision'],
  ['timestamp(3)', 'timestamp(6)'],
  ['timestamp(3)', 'timestamp'],
  ['timestamp', 'timestamp(3)'],
  ['timestamp', 'timestamptz', 'UTC'],
  ['timestamp', 'timestamptz', 'Europe/Berlin'],
  ['timestamptz', 'timestamp', 'UTC'],
  ['timestamptz', 'timestamp', 'Europe/Berlin'],
  ['timestamp', 'date'],
  ['time(3)', 'time(6)'],
  ['cidr', 'inet'],
  ['varbit(5)', 'varbit(10)'],
  ['varbit(5)', 'varbit'],
  ['text[]', 'varchar[]'],
  ['varchar(20)[]', 'text[]'],
  ['varchar(20)[]', 'varchar(40)[]'],
  ['text[]', 'text[]'],
  ['varchar[]', 'text[]'],
  ['json', 'jsonb'],
];

onServers('what a change of type costs on Postgres %i', (server) => {
  let session: Session;
  beforeAll(async () => {
    session = await server().connect('observer', 'postgres');
    await session.run('create extension if not exists citext');
  });
  afterAll(() => session.end());

  // Every row in full: jest would pass its own callback for a missing one.
  test.each(changes.map(([from, to, zone = 'Europe/Berlin']) => [from, to, zone] as const))(
    '%s to %s in %s',
    async (from, to, timeZone) => {
      const reading = typeWork(read(from), read(to), { timeZone, userType: () => undefined });
      expect(reading).toBe(await measured(session, from, to, timeZone));
    },
  );
});

function read(type: string) {
  const parsed = parseScript('t.sql', `alter table t alter c type ${type}`);
  const node = parsed.ok ? parsed.value.statements[0]?.node : undefined;
  const cmd = node && 'AlterTableStmt' in node ? node.AlterTableStmt.cmds?.[0] : undefined;
  const def = cmd && 'AlterTableCmd' in cmd ? cmd.AlterTableCmd.def : undefined;
  return writtenType(def && 'ColumnDef' in def ? def.ColumnDef.typeName : undefined);
}

/** A table with an index on the column: were their files replaced? */
async function measured(session: Session, from: string, to: string, timeZone: string): Promise<TypeWork> {
  const files = async () =>
    (
      await session.query<{ t: string; i: string | null }>(
        "select pg_relation_filenode('t')::text as t, pg_relation_filenode(to_regclass('t_c'))::text as i",
      )
    ).rows[0];
  await session.query(`set timezone = '${timeZone}'`);
  await session.query(`drop table if exists t; create table t (c ${from})`);
  if (from !== 'json') await session.query('create index t_c on t (c)');
  const before = await files();
  await session.query(`alter table t alter c type ${to} using c::${to}`);
  const after = await files();
  if (before?.t !== after?.t) return 'rewrite';
  return before?.i === after?.i ? 'none' : 'index';
}
