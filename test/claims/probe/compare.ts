import { strength } from '../../../src/domain/lock.ts';
import type { LockMode } from '../../../src/domain/lock.ts';
import type { Server, Session } from '../../../src/ports/database.ts';
import { walk } from '../../../src/sql/walk.ts';

/** The strongest mode a relation. */
export type Locks = ReadonlyMap<string, LockMode>;

export function strongest(pairs: readonly (readonly [name: string, mode: LockMode])[]): Locks {
  const modes = new Map<string, LockMode>();
  for (const [name, mode] of pairs) {
    const known = modes.get(name);
    if (!known || strength(mode) > strength(known)) modes.set(name, mode);
  }
  return modes;
}

/** What the walk says of each transaction, each as if it were the first on that schema. */
export function foretold(schema: string, transactions: readonly string[], postgres: number): readonly Locks[] {
  const script = { transaction: 'per-statement', tool: 'sql' } as const;
  const { steps, problems } = walk({
    base: [{ ...script, path: 'schema.sql', text: schema }],
    scripts: transactions.map((sql, index) => ({ ...script, path: String(index), text: `begin;\n${sql};\nrollback;` })),
    complete: true,
    declared: {},
    postgres,
  });
  if (problems[0]) throw new Error(`${problems[0].message}: ${problems[0].sql}`);
  const locks = new Map<string, (readonly [string, LockMode])[]>();
  for (const step of steps) {
    const taken = locks.get(step.script.path) ?? [];
    locks.set(step.script.path, [...taken, ...step.locks.map(({ object, mode }) => [object, mode] as const)]);
  }
  return transactions.map((_, index) => strongest(locks.get(String(index)) ?? []));
}

/** A relation that is there before the statement. */
export interface Known {
  readonly oid: number;
  readonly name: string;
  readonly kind: string;
  /** Of an index its table, of a sequence the table it belongs to. */
  readonly owner: number | null;
  /** Of a partition. */
  readonly parent: number | null;
}

const knownNow = `
  select c.oid::int, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as name,
         c.relkind::text as kind, coalesce(i.indrelid, d.refobjid)::int as owner,
         (select h.inhparent::int from pg_catalog.pg_inherits h where h.inhrelid = c.oid and c.relispartition) as parent
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_index i on i.indexrelid = c.oid
    left join pg_catalog.pg_depend d on c.relkind = 'S' and d.classid = 'pg_class'::regclass and d.objid = c.oid
                                    and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
   where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;

/** A server with the schema, one session that runs the statements and one that watches it. */
export interface Bench {
  readonly runner: Session;
  readonly watcher: Session;
  readonly known: readonly Known[];
}

export async function prepare(server: Server, database: string, schema: string): Promise<Bench> {
  await using admin = await server.connect('observer', 'postgres');
  await admin.query(`create database ${database}`);
  const runner = await server.connect('observer', database);
  const made = await runner.run(schema);
  if (!made.ok) throw new Error(`the schema fails with ${made.error.sqlstate}`);
  const watcher = await server.connect('observer', database);
  return { runner, watcher, known: (await watcher.query<Known>(knownNow)).rows };
}

/** What a statement holds before its transaction is rolled back; the SQLSTATE where Postgres refuses it. */
export async function held(bench: Bench, sql: string): Promise<Locks | string> {
  await bench.runner.query('begin');
  const outcome = await bench.runner.run(sql);
  const locks = await heldNow(bench);
  await bench.runner.query('rollback');
  return outcome.ok ? locks : outcome.error.sqlstate;
}

/** Runs statements in one transaction, those left out that Postgres refuses by then. */
export async function heldTogether(
  bench: Bench,
  statements: readonly string[],
): Promise<{ readonly ran: readonly string[]; readonly locks: Locks }> {
  const ran: string[] = [];
  await bench.runner.query('begin');
  for (const sql of statements) {
    await bench.runner.query('savepoint before');
    const outcome = await bench.runner.run(sql);
    if (outcome.ok) ran.push(sql);
    else await bench.runner.query('rollback to before');
  }
  const locks = await heldNow(bench);
  await bench.runner.query('rollback');
  return { ran, locks };
}

async function heldNow({ runner, watcher, known }: Bench): Promise<Locks> {
  const { rows } = await watcher.query<{ oid: number; mode: LockMode }>(
    "select relation::int as oid, mode from pg_catalog.pg_locks where locktype = 'relation' and pid = $1 and granted",
    [runner.pid],
  );
  const names = new Map(known.map(({ oid, name }) => [oid, name]));
  return strongest(
    rows.flatMap(({ oid, mode }) => {
      const name = names.get(oid);
      return name === undefined ? [] : [[name, mode] as const];
    }),
  );
}

/**
 * Left out, because nobody waits for them: what the statement itself makes, catalogs and TOAST tables (not among the
 * known), composite types, and
 * - on indexes and sequences all that is weaker than ShareUpdateExclusive (plans and nextval take it), and everything
 *   where the statement holds AccessExclusive on the table they belong to: the way to them leads through it;
 * - AccessShare on the parent of a locked partition, where a backend without the bounds in its cache reads them.
 */
export function relevant(locks: Locks, server: Locks, known: readonly Known[]): Locks {
  const byOid = new Map(known.map((one) => [one.oid, one]));
  const byName = new Map(known.map((one) => [one.name, one]));
  const kept = [...locks].filter(([name, mode]) => {
    const relation = byName.get(name);
    if (!relation) return true;
    if (relation.kind === 'c') return false;
    if (['i', 'I', 'S'].includes(relation.kind)) {
      const owner = relation.owner === null ? undefined : byOid.get(relation.owner);
      const covered = owner && server.get(owner.name) === 'AccessExclusiveLock';
      return !covered && strength(mode) >= strength('ShareUpdateExclusiveLock');
    }
    const forBounds = known.some(({ parent, name: child }) => parent === relation.oid && server.has(child));
    return !(mode === 'AccessShareLock' && forBounds);
  });
  return new Map(kept);
}

/** Locks that the server took and the table does not have, or only weaker. */
export function missed(server: Locks, table: Locks, known: readonly Known[]): readonly string[] {
  return [...relevant(server, server, known)]
    .filter(([name, mode]) => strength(table.get(name) ?? 'AccessShareLock') < strength(mode) || !table.has(name))
    .map(([name, mode]) => `${name}: server ${mode}, table ${table.get(name) ?? 'none'}`);
}

/** One line for each relation on which they differ. */
export function disagreements(server: Locks, table: Locks, known: readonly Known[]): readonly string[] {
  const [seen, said] = [relevant(server, server, known), relevant(table, server, known)];
  return [...new Set([...seen.keys(), ...said.keys()])]
    .filter((name) => seen.get(name) !== said.get(name))
    .map((name) => `${name}: server ${seen.get(name) ?? 'none'}, table ${said.get(name) ?? 'none'}`)
    .sort();
}
