import type { AlterTableStmt, RangeVar } from '@pgsql/types';
import { all } from '../sql/nodes.ts';
import { throughNewTable } from './kit/new-table.ts';
import { outsideTransaction, remark, steps } from './kit/instead.ts';
import { otherTablespace } from './kit/rewrites.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { existing, existingTable, nameOf, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'set-tablespace',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  title: 'Moving a table to another tablespace copies its files while nobody may use it',
  why: 'SET TABLESPACE copies the whole file block by block under an AccessExclusive lock, of a table or of an index. Indexes have an online form since Postgres 14, tables have none but pg_repack and a new table.',
  versions: 'REINDEX (TABLESPACE …) CONCURRENTLY: Postgres 14 and later.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders set tablespace archive;`,
    good: sql`create table orders_2020 (like orders including all) tablespace archive;`,
  },
  on: {
    AlterTableStmt(alter, facts) {
      const move = all('AlterTableCmd', alter.cmds).find(({ subtype }) => subtype === 'AT_SetTableSpace');
      if (!move?.name || !alter.relation) return undefined;
      return alter.objtype === 'OBJECT_INDEX'
        ? indexHit(alter.relation, move.name, facts)
        : tableHit(alter, move.name, facts);
    },
    AlterTableMoveAllStmt({ objtype, orig_tablespacename: from = '', new_tablespacename: to = '' }, facts) {
      if (objtype === 'OBJECT_INDEX' || from === to) return undefined;
      const kind = objtype === 'OBJECT_MATVIEW' ? 'materialized-view' : 'table';
      const there = facts.catalog.relations.filter(
        (one) => one.kind === kind && !one.madeHere && (one.tablespace ?? 'pg_default') === from,
      );
      if (there.length === 0 && facts.catalog.complete) return undefined;
      const objects = there.map(({ name }) => objectName(name));
      const what = objects.length > 0 ? listed(objects.map(code)) : `everything in ${code(quoteIdentifier(from))}`;
      return hit(
        objects,
        what,
        remark('One table at a time, each through a new table or with: pg_repack --tablespace'),
      );
    },
  },
});

const hit = (objects: readonly string[], what: string, instead: string): Hit => ({
  objects,
  says: `Reads and writes of ${what} wait while ${objects.length === 1 ? 'its files are' : 'all files are'} copied: SET TABLESPACE holds AccessExclusive until it is done.`,
  instead,
});

function tableHit({ relation }: AlterTableStmt, to: string, facts: Facts): Hit | undefined {
  const table = existingTable(relation, facts);
  // A partitioned table has no file: only partitions made later go there.
  if (!table || !otherTablespace(table, to)) return undefined;
  const name = objectName(table.name);
  const repack = `Beside reads and writes, outside the migrations: pg_repack --table=${name} --tablespace=${to} --moveidx`;
  const plain =
    table.kind === 'table' ? throughNewTable(table, facts, { storage: `TABLESPACE ${quoteIdentifier(to)}` }) : '';
  return hit([name], code(name), steps(remark(repack), plain && remark('Or:'), plain));
}

function indexHit(relation: RangeVar, to: string, facts: Facts): Hit | undefined {
  const index = facts.catalog.index(nameOf(relation));
  if (index && (index.madeHere || !existing(index.table, facts))) return undefined;
  if (!index && facts.catalog.complete) return undefined;
  const name = index ? objectName(index.name) : quoteIdentifier(relation.relname ?? '');
  const table = index && objectName(index.table);
  const online = `REINDEX (TABLESPACE ${quoteIdentifier(to)}) INDEX CONCURRENTLY ${name};`;
  return {
    ...hit(table ? [table] : [], '', outsideTransaction(online, facts)),
    says: `Reads and writes of ${table ? code(table) : `the table of ${code(name)}`} wait while the file of ${code(name)} is copied: planning a query locks every index of its table, and SET TABLESPACE holds AccessExclusive on this one until it is done.`,
  };
}
