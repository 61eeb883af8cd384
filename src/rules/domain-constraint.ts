import type { AlterDomainStmt } from '@pgsql/types';
import { columnsOf, tablesWith } from '../sql/domains.ts';
import type { Relation, UserType } from '../sql/model.ts';
import { fromParts, stringsOf } from '../sql/names.ts';
import { as } from '../sql/nodes.ts';
import { columnChecks, provedColumns } from './kit/domain-checks.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { objectName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'domain-constraint',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareLock',
  scans: true,
  since: 13,
  title: 'A constraint on a domain makes writes to every table with it wait',
  why: 'ADD CONSTRAINT, VALIDATE CONSTRAINT and SET NOT NULL read every table that has a column of the domain, and hold a Share lock on all of them to the end. Only NOT VALID is free; and unlike that of a table, VALIDATE of a domain is not. A CHECK on the column does the same online.',
  examples: {
    given: sql`
      create domain email as text;
      create table customers (id bigint primary key, address email);`,
    rows: sql`insert into customers select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter domain email add constraint email_given check (value <> '');`,
    good: sql`
      alter domain email add constraint email_given check (value <> '') not valid;
      alter table customers add constraint customers_address_check check (address <> '') not valid;
      alter table customers validate constraint customers_address_check;`,
  },
  on: {
    AlterDomainStmt(alter, facts) {
      if (!looksAtRows(alter)) return undefined;
      const name = fromParts(stringsOf(alter.typeName));
      const domain = facts.catalog.type(name);
      if (domain?.madeHere || (!domain && facts.catalog.complete)) return undefined;
      const tables = domain ? inUse(domain, facts) : [];
      if (domain && tables.length === 0 && facts.catalog.complete) return undefined;
      const shown = tables.map(({ name: one }) => objectName(one));
      const whose = shown.length > 0 ? listed(shown.map(code)) : 'every table with a column of this domain';
      return {
        objects: shown,
        says: `Writes to ${whose} wait until every row is looked at: ${what(alter)} of a domain reads each table with it, and holds a Share lock on all of them to the end. Reads go on.`,
        instead: instead(alter, domain, tables, facts),
      };
    },
  },
});

/** C = ADD CONSTRAINT, V = VALIDATE CONSTRAINT, O = SET NOT NULL. */
const looksAtRows = ({ subtype, def }: AlterDomainStmt): boolean =>
  subtype === 'C' ? as('Constraint', def)?.skip_validation !== true : subtype === 'V' || subtype === 'O';

const words: Readonly<Record<string, string>> = { C: 'ADD CONSTRAINT', V: 'VALIDATE CONSTRAINT', O: 'SET NOT NULL' };
const what = ({ subtype }: AlterDomainStmt): string => words[subtype ?? 'C'] ?? '';

const inUse = (domain: UserType, { catalog }: Facts): readonly Relation[] =>
  tablesWith(domain, catalog).filter(({ madeHere, persistence }) => !madeHere && persistence !== 'temporary');

function instead(alter: AlterDomainStmt, domain: UserType | undefined, tables: readonly Relation[], facts: Facts) {
  const columns = tables
    .filter(({ partitionOf }) => partitionOf === undefined)
    .flatMap((table) => (domain ? columnsOf(domain, table, facts.catalog).map(({ name }) => ({ table, name })) : []));
  const notNull = alter.subtype === 'O' || as('Constraint', alter.def)?.contype === 'CONSTR_NOTNULL';
  return notNull
    ? steps(
        remark('NOT NULL on the columns, which has an online form; the domain stays as it is:'),
        provedColumns(columns),
      )
    : columnChecks(columns, alter.subtype === 'C' ? facts.statement.sql : '');
}
