import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LockMode } from '../../src/domain/lock.ts';
import type { Session } from '../../src/ports/database.ts';
import { disagreements, foretold, held, prepare } from './probe/compare.ts';
import type { Bench, Known, Locks } from './probe/compare.ts';
import { schema } from './probe/statements.ts';
import { onServers } from './trial.ts';

// What cannot run in a transaction leaves nothing to look at afterwards. So another session holds a lock that gets in
// the way, once for each relation, and the statement is caught asking; and once a weaker lock, which must let it pass.

interface Alone {
  readonly sql: string;
  /** Makes everything as it was. */
  readonly undo?: string;
  readonly since?: number;
  /** What majors before `since` do with it; absent: they refuse. */
  readonly before?: 'nothing';
}

const statements: readonly Alone[] = [
  { sql: 'create index concurrently fresh on child (note)', undo: 'drop index fresh' },
  { sql: 'create unique index concurrently fresh on lonely (parent_id)', undo: 'drop index fresh' },
  { sql: 'create index concurrently fresh on counted (n)', undo: 'drop index fresh' },
  { sql: 'create index concurrently fresh on ancestor (id)', undo: 'drop index fresh' },
  { sql: 'drop index concurrently child_note', undo: 'create index child_note on child (note)' },
  { sql: 'reindex index concurrently child_note' },
  { sql: 'reindex table concurrently child' },
  { sql: 'reindex (concurrently) table child', since: 14 },
  { sql: 'reindex table ranged', since: 14, before: 'nothing' },
  { sql: 'reindex table concurrently ranged', since: 14, before: 'nothing' },
  { sql: 'reindex schema app' },
  { sql: 'vacuum child' },
  { sql: 'vacuum (analyze) child' },
  { sql: 'vacuum full lonely' },
  { sql: 'vacuum full ranged' },
  { sql: 'vacuum parent, other' },
  { sql: 'vacuum ranged' },
  { sql: 'vacuum counted' },
  { sql: 'vacuum ancestor' },
  { sql: 'vacuum only ranged', since: 18 },
  { sql: 'cluster ranged using ranged_id', since: 15 },
  {
    sql: 'alter table keyed detach partition keyed_1 concurrently',
    undo: 'alter table keyed attach partition keyed_1 for values from (1) to (10)',
    since: 14,
  },
];

/** For a mode: a lock that it waits for, as weak as can be, and one that only stronger modes wait for. */
const around: Readonly<Partial<Record<LockMode, { readonly stops: string; readonly lets?: string }>>> = {
  AccessShareLock: { stops: 'access exclusive', lets: 'exclusive' },
  ShareUpdateExclusiveLock: { stops: 'share update exclusive', lets: 'row exclusive' },
  ShareLock: { stops: 'row exclusive', lets: 'row share' },
  AccessExclusiveLock: { stops: 'access share' },
};

onServers('what stands alone asks Postgres %i for the locks that the table says', (server, major) => {
  let bench: Bench;
  let holder: Session;
  let said: readonly Locks[];
  beforeAll(async () => {
    bench = await prepare(server(), 'alone', schema);
    holder = await server().connect('observer', 'alone');
    said = foretold(
      schema,
      statements.map(({ sql }) => sql),
      major,
    );
  });
  afterAll(async () => {
    for (const session of [bench.runner, bench.watcher, holder]) await session.end();
  });

  test.each(statements.map((one, index) => [one.sql, one, index] as const))(
    '%s',
    async (sql, { undo, since, before }, index) => {
      if (major < (since ?? 13)) {
        expect(await bench.runner.run(sql)).toMatchObject({ ok: before === 'nothing' });
        return;
      }
      const locks = [...(said[index] ?? [])].filter(([name]) => bench.known.some((one) => one.name === name));
      const seen: (readonly [string, LockMode | 'none'])[] = [];
      const passed: string[] = [];
      for (const [name, mode] of locks) {
        const relation = bench.known.find((one) => one.name === name);
        const { stops = '', lets } = around[mode] ?? {};
        if (!relation) continue;
        seen.push([name, await askedFor(relation, hold(relation, stops), sql, undo)]);
        if (lets && 'rp'.includes(relation.kind)) {
          const asked = await askedFor(relation, hold(relation, lets), sql, undo);
          if (asked !== 'none') passed.push(`${name}: waits with ${asked} for ${lets}`);
        }
      }
      expect(seen).toEqual(locks);
      expect(passed).toEqual([]);
      expect(locks).not.toEqual([]);
    },
  );

  test('alter table … detach partition … finalize', async () => {
    if (major < 14) return;
    await holder.query('begin');
    await holder.query('select from keyed');
    const running = bench.runner.run('alter table keyed detach partition keyed_1 concurrently');
    while ((await bench.watcher.query(waiting, [bench.runner.pid, 'keyed'])).rows.length === 0) await pause(2);
    await bench.watcher.query('select pg_cancel_backend($1)', [bench.runner.pid]);
    expect(await running).toMatchObject({ ok: false });
    await holder.query('rollback');
    const finalize = 'alter table keyed detach partition keyed_1 finalize';
    const seen = await held(bench, finalize);
    const [table] = foretold(schema, [finalize], major);
    expect(typeof seen === 'string' || !table ? seen : disagreements(seen, table, bench.known)).toEqual([]);
  });

  /** The mode that the statement waits with for that relation, while the other session holds its lock. */
  async function askedFor(
    relation: Known,
    lock: string,
    sql: string,
    undo: string | undefined,
  ): Promise<LockMode | 'none'> {
    await holder.query('begin');
    await holder.query(lock);
    let over = false;
    const running = bench.runner.run(sql).finally(() => {
      over = true;
    });
    const asked = await waitedFor(relation, () => over);
    await holder.query('rollback');
    expect(await running).toMatchObject({ ok: true });
    if (undo) await bench.runner.query(undo);
    return asked;
  }

  async function waitedFor({ name }: Known, isOver: () => boolean): Promise<LockMode | 'none'> {
    while (!isOver()) {
      const { rows } = await bench.watcher.query<{ locktype: string; here: boolean | null; mode: LockMode }>(waiting, [
        bench.runner.pid,
        name,
      ]);
      const first = rows[0];
      if (first?.here) return first.mode;
      // It waits for the other session's transaction to end, not for its lock.
      if (first) return 'none';
      await pause(2);
    }
    return 'none';
  }
});

const waiting = `
  select locktype, relation = $2::regclass as here, mode from pg_catalog.pg_locks where pid = $1 and not granted`;

/** A statement that holds the lock to the end of its transaction. */
function hold({ name, kind }: Known, mode: string): string {
  if (kind === 'r' || kind === 'p') return `lock table only ${name} in ${mode} mode`;
  // LOCK TABLE takes neither of these.
  if (kind === 'm')
    return mode === 'access share' ? `select from ${name}` : `comment on materialized view ${name} is ''`;
  return `alter index ${name} ${kind === 'I' ? 'rename to held' : 'set (fillfactor = 90)'}`;
}
