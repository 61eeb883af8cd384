import { strength } from '../../../domain/lock.ts';
import type { LockMode } from '../../../domain/lock.ts';
import type { StatementRun } from '../../../domain/rehearsal.ts';
import { quotedParts } from '../../../sql/names.ts';
import type { WrittenName } from '../../../sql/names.ts';
import { insertsInto } from '../../../sql/queries.ts';
import { execute } from '../../run/execute.ts';
import { enter } from '../../lab.ts';
import type { Lab } from '../../lab.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { Step } from '../../run/script.ts';
import type { KnownQuery } from './known.ts';

/** Two tables that one transaction of the migrations locks against writes, and that the application writes in this order. */
export interface LockPair {
  /** Where that transaction first locks one of them. */
  readonly begins: Step;
  readonly mode: LockMode;
  readonly earlier: WrittenTable;
  readonly later: WrittenTable;
}

export interface WrittenTable {
  /** `schema.name`, each part quoted as Postgres would. */
  readonly table: string;
  readonly query: KnownQuery;
}

/**
 * A row that points at another comes after it: so an application that inserts both writes the table a foreign key
 * points at first. Where no foreign key leads from one to the other, nothing is known of its order.
 */
export async function lockPairs(
  lab: Lab,
  ready: Prepared,
  statements: readonly StatementRun[],
): Promise<readonly LockPair[]> {
  const held = (await transactionsOf(ready, statements)).filter(({ tables }) => tables.size > 1);
  if (held.length === 0) return [];
  const insertInto = await insertedTables(lab, ready);
  const references = await foreignKeys(lab);
  return held.flatMap(({ tables }) =>
    [...tables].flatMap(([child, one]) =>
      [...tables].flatMap(([parent, other]): readonly LockPair[] => {
        const [first, then] = [insertInto(parent), insertInto(child)];
        if (child === parent || !first || !then || !leadsTo(references, child, parent)) return [];
        return [
          {
            begins: one.order < other.order ? one.step : other.step,
            mode: strength(one.mode) > strength(other.mode) ? one.mode : other.mode,
            earlier: { table: parent, query: first },
            later: { table: child, query: then },
          },
        ];
      }),
    ),
  );
}

interface HeldTable {
  readonly step: Step;
  readonly order: number;
  readonly mode: LockMode;
}

/** What each transaction of the migrations keeps from being written, by table. */
async function transactionsOf(
  ready: Prepared,
  statements: readonly StatementRun[],
): Promise<readonly { readonly tables: ReadonlyMap<string, HeldTable> }[]> {
  const kinds = new Map([...ready.known.values()].map(({ name, kind }) => [name, kind]));
  const transactions: { tables: Map<string, HeldTable> }[] = [];
  let current = { tables: new Map<string, HeldTable>() };
  let order = 0;
  await execute(ready.changed, {
    control: () => Promise.resolve(done),
    fresh: () => Promise.resolve(),
    statement(step) {
      const run = statements[order++];
      for (const { object, mode, blocks } of run?.locks ?? []) {
        const isTable = ['r', 'p'].includes(kinds.get(object) ?? '');
        const known = current.tables.get(object);
        if (!isTable || !blocks.includes('writes')) continue;
        const strongest = known && strength(known.mode) > strength(mode) ? known.mode : mode;
        current.tables.set(object, { ...(known ?? { step, order }), mode: strongest });
      }
      return Promise.resolve(done);
    },
    ended() {
      transactions.push(current);
      current = { tables: new Map() };
    },
  });
  return [...transactions, current];
}

const done = { ok: true, command: '', rowCount: undefined } as const;

/** By table: the query that is sent most often of those that insert into it. */
async function insertedTables(lab: Lab, ready: Prepared): Promise<(table: string) => KnownQuery | undefined> {
  const often = (lab.plan.queries?.deployed ?? []).toSorted(
    (a, b) => (b.callsPerSecond ?? 0) - (a.callsPerSecond ?? 0),
  );
  const inserts = often.flatMap((query) =>
    query.does === 'reads' ? [] : insertsInto(query.sql).map((name) => ({ query, name: written(name) })),
  );
  await using bench = await enter(lab, databases.base);
  const { rows } = await bench.migrator.query<{ name: string; oid: number | null }>(
    `SELECT name, pg_catalog.to_regclass(name)::pg_catalog.oid::int8 AS oid FROM pg_catalog.unnest($1::text[]) AS name`,
    [[...new Set(inserts.map(({ name }) => name))]],
  );
  const meant = new Map(rows.map(({ name, oid }) => [name, ready.known.get(oid ?? 0)?.name]));
  return (table) => inserts.find(({ name }) => meant.get(name) === table)?.query;
}

const written = ({ schema, name }: WrittenName): string => quotedParts(schema === undefined ? [name] : [schema, name]);

type References = ReadonlyMap<string, readonly string[]>;

/** Before the migrations and after them, by the table that has the key. */
async function foreignKeys(lab: Lab): Promise<References> {
  const found = new Map<string, string[]>();
  for (const database of [databases.base, databases.main]) {
    await using bench = await enter(lab, database);
    const { rows } = await bench.observer.query<{ child: string; parent: string }>(`
      SELECT pg_catalog.format('%I.%I', cn.nspname, c.relname) AS child,
             pg_catalog.format('%I.%I', pn.nspname, p.relname) AS parent
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
        JOIN pg_catalog.pg_class p ON p.oid = k.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
       WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`);
    for (const { child, parent } of rows) found.set(child, [...(found.get(child) ?? []), parent]);
  }
  return found;
}

function leadsTo(references: References, from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return (references.get(from) ?? []).some((next) => next === to || leadsTo(references, next, to, seen));
}
