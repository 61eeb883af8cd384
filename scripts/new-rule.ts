/** `npm run new-rule my-rule-id` writes src/rules/my-rule-id.ts, to be filled in. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

const id = process.argv[2] ?? '';
const file = `src/rules/${id}.ts`;

const record = `import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';

export const rule = defineRule({
  id: '${id}',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'TODO: what happens, in one line',
  why: 'TODO: what Postgres does, and what waits for it.',
  examples: {
    given: sql\`create table orders (id bigint primary key);\`,
    bad: sql\`alter table orders set schema archive;\`,
    good: sql\`select 1;\`,
  },
  on: {
    AlterObjectSchemaStmt(alter, facts) {
      const table = existingTable(alter.relation, facts);
      if (!table) return undefined;
      const name = objectName(table.name);
      return { objects: [name], says: \`TODO: what waits, for how long, on \${name}.\`, instead: 'TODO' };
    },
  },
});
`;

if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
  console.error('Usage: npm run new-rule my-rule-id (lower case, words joined by -)');
  process.exitCode = 2;
} else if (existsSync(file)) {
  console.error(`${file} is there already; ids are never reused.`);
  process.exitCode = 1;
} else {
  await writeFile(file, record);
  console.log(
    `${file} is written. Fill in the examples first, then: npm run generate, npm test -- test/rules test/claims`,
  );
}
