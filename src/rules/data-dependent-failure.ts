import { dataError, foretellsFailure } from './kit/failures.ts';
import { defineRule } from './kit/rule.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'data-dependent-failure',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'data-volume',
  since: 13,
  title: 'Rows that are there do not fit what the migration asks of them',
  why: 'A new UNIQUE, NOT NULL, CHECK or FOREIGN KEY, or a change of type, fails on the first row that breaks it. Where only invented rows broke it, nothing is proved: it is a warning to look at production.',
  observed: ({ statements, observations, place }) => [
    ...statements.flatMap(({ run: { error }, at, foretold }) =>
      !error || !dataError(error.sqlstate) || foretellsFailure(foretold, error.sqlstate)
        ? []
        : [
            {
              at,
              objects: [],
              says: `This failed in the rehearsal on rows that are not invented (${error.sqlstate}): ${error.says}`,
              instead:
                'Mend or remove the rows first, in a migration of its own; what comes after this statement was not rehearsed.',
            },
          ],
    ),
    ...observations.invented
      .filter(({ file, line, sqlstate }) => {
        const seen = statements.find(({ run }) => run.file === file && run.line === line);
        return !seen || !foretellsFailure(seen.foretold, sqlstate);
      })
      .map(({ file, line, sqlstate, tables }) => ({
        at: place({ file, line }),
        objects: tables,
        says: `Whether this succeeds depends on the rows of ${listed(tables.map(code))}: it failed (${sqlstate}) on rows that were invented for the rehearsal, and succeeded without them. Production’s rows were not seen.`,
        instead: `Count the rows that would break it in production first: ${query(sqlstate, tables)}`,
        severity: 'warning' as const,
      })),
  ],
});

/** A query to begin with; the condition is the author's to fill in. */
function query(sqlstate: string, tables: readonly string[]): string {
  const table = tables[0] ?? '<table>';
  if (sqlstate === '23502') return `SELECT count(*) FROM ${table} WHERE <column> IS NULL;`;
  if (sqlstate === '23505') return `SELECT <columns>, count(*) FROM ${table} GROUP BY <columns> HAVING count(*) > 1;`;
  if (sqlstate === '23503') {
    return `SELECT count(*) FROM ${table} WHERE <column> IS NOT NULL AND NOT EXISTS (SELECT FROM ${tables[1] ?? '<referenced table>'} r WHERE r.<key> = ${table}.<column>);`;
  }
  return `SELECT count(*) FROM ${table} WHERE NOT (<condition>);`;
}
