/**
 * Who reports what: every rule's own `bad` and `good` example through this project's lint, squawk and pgfence.
 * `npx tsx bench/peers/run.mjs [--rows] [--cli dist/cli/index.js]`; with --rows each example has its line. The examples
 * are this project's, so the table says where the tools differ and not which is better; the other tools are not told
 * the schema before the migration. Remarks on style and on time-outs are left out: they fall on nearly every file.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rules } from '../../src/rules/index.ts';
import { pgfence, squawk } from './install.mjs';

const { values: options } = parseArgs({
  options: { cli: { type: 'string', default: 'dist/cli/index.js' }, rows: { type: 'boolean', default: false } },
});

const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-peers-run-'));
const examples = rules.flatMap(({ id, examples }) =>
  examples === undefined
    ? []
    : ['bad', 'good'].map((kind) => {
        const [file, schema] = [join(folder, `${id}.${kind}.sql`), join(folder, `${id}.given.sql`)];
        writeFileSync(file, `${examples[kind].trimEnd().replace(/;?$/, ';')}\n`);
        writeFileSync(schema, examples.given);
        return { rule: id, kind, file, schema };
      }),
);

function output(program, args) {
  const { stdout, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  return stdout;
}

/** Rules that each program names for a file; undefined where it could not read the file. */
const programs = {
  'migration-rehearsal': ({ file, schema }) => {
    const args = [options.cli, 'lint', '--schema', schema, file, '--format', 'json'];
    const { findings, verdict } = JSON.parse(output(process.execPath, args));
    return verdict === 'error'
      ? undefined
      : findings.filter(({ severity }) => severity !== 'advice').map(({ rule }) => rule);
  },
  squawk: ({ file }) =>
    JSON.parse(output(squawk().path, ['--reporter', 'json', file])).map(({ rule_name: name }) => name),
  pgfence: ({ file }) => {
    const text = output(process.execPath, [pgfence().path, 'analyze', '--output', 'json', file]);
    return text.trim() === '' ? undefined : namedByPgfence(JSON.parse(text));
  },
};

function namedByPgfence(report) {
  const results = report.results ?? report.files ?? [report];
  return results.flatMap(({ checks = [], policyViolations = [] }) => [
    ...checks.filter(({ risk }) => !['LOW', 'SAFE', 'low', 'safe'].includes(risk)).map(({ ruleId }) => ruleId),
    ...policyViolations.map(({ ruleId }) => ruleId),
  ]);
}

const general = /^prefer-|timeout|application-name|^idempotency$/;

const table = examples.map((example) => ({
  ...example,
  said: Object.fromEntries(
    Object.entries(programs).map(([name, ask]) => [
      name,
      ask(example)?.filter((rule) => !general.test(rule) || rule === example.rule),
    ]),
  ),
}));
rmSync(folder, { recursive: true });

if (options.rows) {
  for (const { rule, kind, said } of table) {
    const cells = Object.entries(said).map(
      ([name, named]) => `${name}: ${named === undefined ? 'cannot read' : [...new Set(named)].join(' ') || '–'}`,
    );
    console.log([`${rule} (${kind})`, ...cells].join(' | '));
  }
  console.log();
}
console.log(`${examples.length / 2} rules with examples; files with at least one report`);
console.log('program              bad    good   unreadable');
for (const name of Object.keys(programs)) {
  const count = (kind) => table.filter((row) => row.kind === kind && (row.said[name]?.length ?? 0) > 0).length;
  const unread = table.filter(({ said }) => said[name] === undefined).length;
  console.log(
    [
      name.padEnd(19),
      String(count('bad')).padStart(4),
      String(count('good')).padStart(7),
      String(unread).padStart(12),
    ].join(' '),
  );
}
