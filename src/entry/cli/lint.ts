import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';
import { buffer as bytesOfStream } from 'node:stream/consumers';
import picomatch from 'picomatch';
import { configPath, load } from '../../config/load.ts';
import type { Config } from '../../config/config.ts';
import { under } from '../../config/policy-text.ts';
import { failure, success } from '../../domain/errors.ts';
import type { Failure, Problem, Result } from '../../domain/errors.ts';
import { toolIds } from '../../domain/migration.ts';
import type { ToolId } from '../../domain/migration.ts';
import { maximumPullRequestBytes, oversize, textOf } from '../../domain/safety.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { lint } from '../../flows/lint.ts';
import type { LintRequest } from '../../flows/lint.ts';
import { newestFile } from '../../git/repository.ts';
import type { NamedText } from '../../ports/migration-tool.ts';
import { ruleIds } from '../../rules/index.ts';
import { nearest } from '../../rules/kit/nearest.ts';
import { policyAt } from '../policy.ts';
import { systemClock } from '../world.ts';
import { show, tell } from './output.ts';
import type { OutputOptions } from './output.ts';
import { surroundingsOf } from './surroundings.ts';

export interface LintOptions extends OutputOptions {
  readonly schema?: string;
  readonly postgres?: number;
  readonly tool?: string;
  /** An organisation's policy, which comes before the configuration. */
  readonly policy?: string;
}

export async function runLint(paths: readonly string[], options: LintOptions): Promise<Verdict> {
  const request = await requestOf(paths, options);
  if (!request.ok) return refused(request);
  const report = await lint(request.value, systemClock);
  if (!report.ok) return refused(report);
  await show(report.value, options, new Map(request.value.files.map(({ path, text }) => [path, text])));
  return report.value.verdict;
}

function refused({ problem }: Failure): 'error' {
  tell(problem);
  return 'error';
}

async function requestOf(paths: readonly string[], options: LintOptions): Promise<Result<LintRequest>> {
  const { tool, postgres } = options;
  if (tool !== undefined && !isTool(tool)) return failure(unknownTool(tool));
  if (postgres !== undefined && !(Number.isInteger(postgres) && postgres >= 12 && postgres <= 18)) {
    return failure({
      code: 'bad-usage',
      says: '--postgres takes a major version from 12 to 18.',
      advice: 'For example: --postgres 17.',
    });
  }
  const [config, files] = await Promise.all([configuration(options), filesOf(paths.length === 0 ? ['.'] : paths)]);
  if (!config.ok) return config;
  if (!files.ok) return files;
  const schema = options.schema === undefined ? success(undefined) : fileAt(options.schema);
  if (!schema.ok) return schema;
  return success({
    files: files.value,
    config: config.value,
    around: await surroundingsOf(files.value.map(({ path }) => path)),
    ...(schema.value !== undefined && { schema: schema.value }),
    ...(tool !== undefined && { tool }),
    ...(postgres !== undefined && { postgres }),
  });
}

const isTool = (name: string): name is ToolId => toolIds.some((id) => id === name);

const unknownTool = (name: string): Problem => {
  const near = nearest(name, toolIds);
  return {
    code: 'bad-usage',
    says: `There is no migration tool “${name}”.`,
    advice: near === undefined ? `Known: ${toolIds.join(', ')}.` : `Did you mean ${near}?`,
  };
};

/** That of the repository's newest commit, if there is one; a policy holds the flags that stand for its keys. */
async function configuration({ policy: named, tool, postgres, schema }: LintOptions): Promise<Result<Config>> {
  const policy = await policyAt(named);
  if (!policy.ok) return policy;
  const newest = newestFile('.', configPath);
  return load(under(policy.value, newest), newest.commit, configPath, ruleIds, [
    { by: '`--tool`', key: 'migrations.tool', value: tool },
    { by: '`--postgres`', key: 'postgres.version', value: postgres },
    { by: '`--schema`', key: 'migrations.schema', value: schema },
  ]);
}

/** Each file once, whatever names it. Read one after the other: a command line has nothing else to do meanwhile. */
async function filesOf(patterns: readonly string[]): Promise<Result<readonly NamedText[]>> {
  const paths = new Set<string>();
  for (const pattern of patterns) {
    const found = matching(pattern);
    if (found.length === 0) return failure(nothingAt(pattern));
    for (const path of found) paths.add(normalize(path));
  }
  const files: NamedText[] = [];
  let total = 0;
  for (const path of paths) {
    const file = path === '-' ? textIn('stdin.sql', await bytesOfStream(process.stdin)) : fileAt(path);
    if (!file.ok) return file;
    total += Buffer.byteLength(file.value.text);
    if (total > maximumPullRequestBytes) return failure(tooMuch);
    files.push(file.value);
  }
  return success(files);
}

const tooMuch: Problem = {
  code: 'pull-request-too-large',
  says: 'These files hold more than 20 MB together, which is the most that one call reads.',
  advice: 'Name fewer of them, for example those of one pull request.',
};

/** A file, standard input, everything in a folder that ends in .sql, or what a glob matches. */
function matching(pattern: string): readonly string[] {
  if (pattern === '-') return ['-'];
  const found = orNothing(() => statSync(pattern));
  if (found?.isDirectory() === true) return sqlIn(pattern);
  if (found !== undefined) return [pattern];
  const { base, isGlob } = picomatch.scan(pattern);
  const matches = picomatch(pattern, { dot: true });
  return isGlob ? sqlIn(base === '' ? '.' : base).filter((path) => matches(path)) : [];
}

/** Packages bring SQL of their own, and git's folder is none of ours. */
const notOurs = ['node_modules', '.git'];

function sqlIn(folder: string): readonly string[] {
  const listed = orNothing(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  const entries = listed.filter(({ name }) => !notOurs.includes(name));
  const own = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.sql'));
  const deeper = entries.filter((entry) => entry.isDirectory());
  return [
    ...own.map(({ name }) => join(folder, name)),
    ...deeper.flatMap(({ name }) => sqlIn(join(folder, name))),
  ].sort();
}

/** What is not there, or not ours to read, is told by name where it was asked for. */
function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function fileAt(path: string): Result<NamedText> {
  const bytes = orNothing(() => readFileSync(path));
  if (bytes === undefined) return failure(nothingAt(path));
  return textIn(relative('.', path).split(sep).join('/'), bytes);
}

function textIn(name: string, bytes: Uint8Array): Result<NamedText> {
  const problem = oversize([{ path: name, bytes: bytes.length }]);
  if (problem !== undefined) return failure(problem);
  // A file given by a person may lie outside the folder; only the repository's own names are held inside it.
  const text = textOf({ path: 'file', mode: '100644', bytes });
  return text.ok
    ? success({ path: name, text: text.value })
    : failure({ ...text.problem, says: text.problem.says.replace('file', name), file: name });
}

const nothingAt = (pattern: string): Problem => ({
  code: 'bad-usage',
  says: `${pattern}: no such file, or no .sql file in it.`,
  advice: 'Name a file, a folder, a glob in quotes, or - for standard input.',
});
