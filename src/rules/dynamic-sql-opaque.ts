import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { code, listed, shortened } from './kit/text.ts';

export const rule = defineRule({
  id: 'dynamic-sql-opaque',
  severity: 'warning',
  hazard: 'process',
  checks: 'lock-analysis',
  since: 13,
  evenOnNewTables: true,
  untilSeen: true,
  title: 'SQL that is put together at run time cannot be checked by reading',
  why: 'EXECUTE runs whatever text its expression gives, and that text depends on the database it runs in. Which tables it locks, rewrites or empties, only a run shows, and production may give another text than the run did. Once a rehearsal has shown it, this is advice.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      do $$
      declare one record;
      begin
        for one in select tablename from pg_tables where schemaname = 'public' loop
          execute format('alter table %I add column note text', one.tablename);
        end loop;
      end $$;`,
    good: sql`
      do $$
      begin
        execute 'alter table orders add column note text';
      end $$;`,
  },
  on: { DoStmt: (_, facts) => hit(facts), SelectStmt: (_, facts) => hit(facts), CallStmt: (_, facts) => hit(facts) },
});

function hit({ opaque, statement }: Facts): Hit | undefined {
  if (opaque.length === 0) return undefined;
  // Of a function the call is all that stands in this file.
  const called = !('DoStmt' in statement.node);
  const place = (line: number): string => (called ? '' : ` (line ${String(line)})`);
  const texts = [...new Set(opaque.map(({ expression, line }) => `${code(shortened(expression))}${place(line)}`))];
  return {
    objects: [],
    says: `EXECUTE ${called ? 'in a function that this calls ' : ''}runs what ${listed(texts)} ${texts.length === 1 ? 'gives' : 'give'}, and that is known only when it runs: no rule has looked at it.`,
    instead:
      'Write the statements out, with the names in them. A script that prints them once, for you to put into the migration, does the same work where everybody can see it.',
  };
}
