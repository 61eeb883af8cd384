import { afterAll, beforeAll, describe } from '@jest/globals';
import type { LockMode } from '../../src/domain/lock.ts';
import { blocks, strength } from '../../src/domain/lock.ts';
import type { Server, Session } from '../../src/ports/database.ts';
import { loadParser, parseScript } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';

const majors = (process.env['CLAIMS_MAJORS'] ?? '17').split(',').map(Number);

/** Tests on a server of each major, there while they run. CLAIMS_MAJORS=13,18 tries other majors. */
export function onServers(title: string, tests: (server: () => Server, major: number) => void): void {
  describe.each(majors)(title, (major) => {
    let started: Server | undefined;
    beforeAll(async () => {
      await loadParser();
      started = await startTestServer({ major });
    });
    tests(() => {
      if (!started) throw new Error('the server is there only inside of tests');
      return started;
    }, major);
    // Last, after what the tests themselves close.
    afterAll(async () => {
      await started?.stop();
    });
  });
}

/** What one statement did to the tables that were there before. */
export interface Effect {
  readonly sql: string;
  readonly sqlstate?: string;
  /** The strongest mode per table, what its transaction already held included. */
  readonly locks: ReadonlyMap<string, LockMode>;
  readonly rewritten: readonly string[];
  readonly scanned: readonly string[];
}

interface Table {
  readonly oid: number;
  readonly name: string;
  readonly file: number;
}

const tables = `
  select c.oid::int as oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as name,
         pg_catalog.pg_relation_filenode(c.oid)::int as file
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'p', 'm', 'v')`;

let databases = 0;

/** What belongs to the whole server and cannot be made in a transaction: the tablespace `archive`, inside its folder. */
export async function prepare(server: Server): Promise<void> {
  await using admin = await server.connect('observer', 'postgres');
  await admin.query('set allow_in_place_tablespaces = on');
  await admin.query("create tablespace archive location ''");
}

/**
 * Runs a script on a fresh database that holds `given`, and tells what each statement did.
 * @param look looks at the database as it was left.
 */
export async function tryOut(
  server: Server,
  given: string,
  script: string,
  look?: (session: Session) => Promise<void>,
): Promise<readonly Effect[]> {
  databases += 1;
  const name = `claim_${String(databases)}`;
  await using admin = await server.connect('observer', 'postgres');
  await admin.query(`create database ${name}`);
  try {
    const effects = await effectsIn(server, name, { given, script });
    if (look) {
      await using session = await server.connect('observer', name);
      await look(session);
    }
    return effects;
  } finally {
    await admin.query(`drop database ${name} with (force)`);
  }
}

interface Trial {
  readonly given: string;
  readonly script: string;
}

async function effectsIn(server: Server, database: string, { given, script }: Trial): Promise<readonly Effect[]> {
  await using session = await server.connect('observer', database);
  const prepared = await session.run(given);
  if (!prepared.ok) throw new Error(`given fails with ${prepared.error.sqlstate}: ${given}`);
  const before = (await session.query<Table>(tables)).rows;
  const parsed = parseScript('script.sql', script);
  if (!parsed.ok || parsed.value.problems.length > 0) throw new Error(`cannot be read: ${script}`);
  const effects: Effect[] = [];
  let open = false;
  for (const { sql } of parsed.value.statements) {
    const control = /^(begin|commit|rollback)\b/i.exec(sql)?.[1]?.toLowerCase();
    if (control) open = control === 'begin';
    const effect =
      control || alone.test(sql) ? await simply(session, sql) : await watched(session, sql, before, { ownBlock: open });
    effects.push(effect);
    if (effect.sqlstate) break;
  }
  return effects;
}

/** What cannot run in a transaction leaves no locks to look at afterwards. */
const alone = /\b(concurrently|vacuum)\b|^\s*do\b/i;

async function simply(session: Session, sql: string): Promise<Effect> {
  const outcome = await session.run(sql);
  return {
    sql,
    locks: new Map(),
    rewritten: [],
    scanned: [],
    ...(outcome.ok ? {} : { sqlstate: outcome.error.sqlstate }),
  };
}

async function watched(
  session: Session,
  sql: string,
  before: readonly Table[],
  { ownBlock }: { readonly ownBlock: boolean },
): Promise<Effect> {
  if (!ownBlock) await session.run('begin');
  const readBefore = await rowsRead(session);
  const outcome = await session.run(sql);
  if (!outcome.ok) {
    await session.run('rollback');
    return { sql, sqlstate: outcome.error.sqlstate, locks: new Map(), rewritten: [], scanned: [] };
  }
  const held = await session.query<{ relation: number; mode: LockMode }>(
    `select relation::int, mode from pg_catalog.pg_locks where locktype = 'relation' and pid = pg_catalog.pg_backend_pid()`,
  );
  const after = (await session.query<Table>(tables)).rows;
  const read = await rowsRead(session);
  if (!ownBlock) await session.run('commit');
  const locks = new Map<string, LockMode>();
  for (const { relation, mode } of held.rows) {
    const table = before.find(({ oid }) => oid === relation)?.name;
    const known = table && locks.get(table);
    if (table && (!known || strength(mode) > strength(known))) locks.set(table, mode);
  }
  return {
    sql,
    locks,
    rewritten: before.flatMap(({ oid, name, file }) => {
      const now = after.find((one) => one.oid === oid);
      return now && now.file !== file ? [name] : [];
    }),
    scanned: before.flatMap(({ oid, name }) => ((read.get(oid) ?? 0) > (readBefore.get(oid) ?? 0) ? [name] : [])),
  };
}

async function rowsRead(session: Session): Promise<ReadonlyMap<number, number>> {
  const { rows } = await session.query<{ oid: number; read: number }>(
    'select relid::int as oid, seq_tup_read::int as read from pg_catalog.pg_stat_xact_user_tables',
  );
  return new Map(rows.map(({ oid, read }) => [oid, read]));
}

/** Tables that were read to their end, or copied, while a lock made others wait. */
export const hurt = ({ locks, scanned, rewritten }: Effect): readonly string[] =>
  [...scanned, ...rewritten].filter((table) => {
    const mode = locks.get(table);
    return mode !== undefined && blocks(mode).length > 0;
  });
