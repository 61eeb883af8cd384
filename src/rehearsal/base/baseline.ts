import { failure, success } from '../../domain/errors.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { quoteIdentifier, stringsOf } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import { execute } from '../run/execute.ts';
import type { Failed, Sender } from '../run/execute.ts';
import { dogOf, freshSettings } from '../lab.ts';
import type { Bench, Lab } from '../lab.ts';
import { upHalf } from '../plan.ts';
import type { Baseline } from '../plan.ts';
import { createdExtension, routing } from '../run/route.ts';
import type { Router } from '../run/route.ts';
import { scriptsOf, stepsOf } from '../run/script.ts';
import type { Script, Step } from '../run/script.ts';
import { statementError } from '../run/sqlstate.ts';

/** The base commit's schema as scripts; a structure file is one, sent statement by statement. */
export function baselineScripts(baseline: Baseline): Result<readonly Script[]> {
  if (baseline.kind === 'migrations') return scriptsOf(baseline.units.map(upHalf).filter((half) => half !== undefined));
  const { path, text } = baseline.file;
  const steps = stepsOf(path, text);
  if (!steps.ok) return steps;
  const script: Script = { file: path, transaction: 'per-statement', steps: steps.value.flatMap(asMigrator) };
  return success([script]);
}

/** Baseline objects belong to the migrator, and rows of COPY are sent as an INSERT. */
function asMigrator(step: Step): readonly Step[] {
  if (!step.node || 'AlterOwnerStmt' in step.node) return step.node ? [] : [step];
  const commands = as('AlterTableStmt', step.node)?.cmds ?? [];
  if (commands.some((command) => as('AlterTableCmd', command)?.subtype === 'AT_ChangeOwner')) return [];
  return step.copyData === undefined ? [step] : insertsOf(step, step.copyData);
}

const rowsPerInsert = 500;

function insertsOf(step: Step, data: string): readonly Step[] {
  const copy = step.node && as('CopyStmt', step.node);
  if (!copy?.relation) return [];
  const { schemaname, relname } = copy.relation;
  const table = [schemaname, relname]
    .filter((part) => part !== undefined)
    .map(quoteIdentifier)
    .join('.');
  const columns = stringsOf(copy.attlist).map(quoteIdentifier).join(', ');
  const rows = data
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(rowOf);
  const into = `INSERT INTO ${table}${columns ? ` (${columns})` : ''} OVERRIDING SYSTEM VALUE VALUES`;
  const { file, line } = step;
  return Array.from({ length: Math.ceil(rows.length / rowsPerInsert) }, (_, index) => {
    const some = rows.slice(index * rowsPerInsert, (index + 1) * rowsPerInsert);
    return { file, line, sql: `${into}\n${some.join(',\n')}`, node: { InsertStmt: {} } };
  });
}

const rowOf = (line: string): string => `(${line.split('\t').map(valueOf).join(', ')})`;
const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** One value of COPY's text format as a literal (manual, COPY, “Text Format”). */
function valueOf(field: string): string {
  if (field === '\\N') return 'NULL';
  const text = field.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
  return `'${text.replaceAll("'", "''")}'`;
}

/** The first extension that the server does not have. */
export function missingExtension({ extensions: { all } }: Lab, scripts: readonly Script[]): Problem | undefined {
  for (const step of scripts.flatMap(({ steps }) => steps)) {
    const name = createdExtension(step);
    if (name === undefined || all.has(name)) continue;
    return {
      code: 'extension-unavailable',
      says: `${step.file}:${step.line} creates the extension ${name}, which this Postgres does not have: it cannot be rehearsed here.`,
      advice: `Name an image that has ${name} under postgres.image, or a database that has it under postgres.url-env.`,
      file: step.file,
      line: step.line,
    };
  }
  return undefined;
}

export const routerFor = (lab: Lab, bench: Bench, limitMs?: number): Router =>
  routing(bench.migrator, bench.observer, dogOf(lab, bench, limitMs), lab.extensions.trusted);

/** Sends without looking. */
export function plainSender(lab: Lab, bench: Bench, limitMs?: number): Sender {
  const router = routerFor(lab, bench, limitMs);
  return {
    control: (sql) => bench.migrator.run(sql),
    fresh: () => freshSettings(lab, bench.migrator),
    statement: (step) => router.send(step),
  };
}

/** Runs the base history as its tool would. */
export async function loadBaseline(lab: Lab, bench: Bench, scripts: readonly Script[]): Promise<Result<true>> {
  const missing = missingExtension(lab, scripts);
  if (missing) return failure(missing);
  const run = await execute(scripts, plainSender(lab, bench));
  return run.failed ? failure(baselineFailed(run.failed, lab.plan.tool.platform)) : success(true);
}

/** SQLSTATEs of a name that nothing stands for: schema, table, column, function, type. */
const undefinedName = new Set(['3F000', '42P01', '42703', '42883', '42704']);

function baselineFailed({ step, error }: Failed, platform: string | undefined): Problem {
  const { says, sqlstate } = statementError(error, (name) => step.sql.includes(name));
  return {
    code: 'baseline-failed',
    says: `The base history does not run: ${step.file}:${step.line} fails with SQLSTATE ${sqlstate}. ${says}`,
    advice: adviceFor(step, sqlstate, platform),
    file: step.file,
    line: step.line,
  };
}

function adviceFor({ node }: Step, sqlstate: string, platform: string | undefined): string {
  if (platform !== undefined && undefinedName.has(sqlstate)) return platform;
  if (sqlstate === '42501' && as('CreateRoleStmt', node)) {
    return 'Set postgres.create-role: true, if the migrations may make roles in their own throwaway server.';
  }
  return 'See that all merged migrations run in order on an empty database, or name a structure file under migrations.schema.';
}
