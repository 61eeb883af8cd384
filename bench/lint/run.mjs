/**
 * How long `lint` takes, whole process, beside squawk's native binary, Node's own start and Postgres's parser alone
 * (libpg-query in Node: the limit for anything that reads with it) on the same files in the same run: `node bench/lint/run.mjs [--cli dist/cli/index.js] [--runs 7] [--files 1,100,2000]`.
 * Other work on the machine slows all of them alike, so read the ratios; CPU time suffers least.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { squawk } from '../peers/install.mjs';
import { migrations } from './files.mjs';

const { values: options } = parseArgs({
  options: {
    cli: { type: 'string', default: 'dist/cli/index.js' },
    runs: { type: 'string', default: '7' },
    files: { type: 'string', default: '1,100,2000' },
  },
});
const cli = resolve(options.cli);
const parser = join(import.meta.dirname, 'parser.mjs');
const runs = Number(options.runs);
const counter = '/usr/bin/time';
const counted = existsSync(counter);

/** One run of one program: milliseconds on the wall and of CPU, and the most memory it held, MB. */
function once([program, ...args], cwd) {
  const command = counted ? [counter, '-q', '-f', '%U %S %M', program, ...args] : [program, ...args];
  const start = performance.now();
  const { stderr, error } = spawnSync(command[0], command.slice(1), {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const wall = performance.now() - start;
  if (error) throw error;
  const [user = NaN, system = NaN, kilobytes = NaN] = counted
    ? (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number)
    : [];
  return { wall, cpu: (user + system) * 1000, memory: kilobytes / 1024 };
}

const median = (values) => [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
const round = (value, digits = 0) => (Number.isNaN(value) ? '–' : value.toFixed(digits));

/** Interleaved, so that a busy minute of the machine falls on all of them; the first round only warms the caches. */
function measure(programs, cwd) {
  const seen = new Map(Object.keys(programs).map((name) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const [name, command] of Object.entries(programs)) {
      const result = once(command, cwd);
      if (run > 0) seen.get(name).push(result);
    }
  }
  return Object.fromEntries(
    [...seen].map(([name, results]) => [
      name,
      Object.fromEntries(['wall', 'cpu', 'memory'].map((key) => [key, median(results.map((one) => one[key]))])),
    ]),
  );
}

function folderOf(count) {
  const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-bench-'));
  const made = migrations(count);
  mkdirSync(join(folder, 'migrations'));
  for (const { name, text } of made.files) writeFileSync(join(folder, 'migrations', name), text);
  const git = (...args) =>
    spawnSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], { cwd: folder });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Migrations');
  return { folder, statements: made.statements, paths: made.files.map(({ name }) => join('migrations', name)) };
}

const native = squawk();
console.log(`${runs} interleaved runs each, medians; ${process.version}, ${native.name}`);
console.log('files  statements  program      wall ms   cpu ms   memory MB');
const byCount = new Map();
for (const count of options.files.split(',').map(Number)) {
  const { folder, statements, paths } = folderOf(count);
  const figures = measure(
    {
      'node -e 0': [process.execPath, '-e', '0'],
      squawk: [native.path, ...paths],
      'parser only': [process.execPath, parser, ...paths],
      lint: [process.execPath, cli, 'lint', 'migrations', '--format', 'terminal'],
      'lint, json': [process.execPath, cli, 'lint', 'migrations', '--format', 'json'],
    },
    folder,
  );
  rmSync(folder, { recursive: true });
  byCount.set(count, { statements, ...figures });
  for (const [name, { wall, cpu, memory }] of Object.entries(figures)) {
    const head = [String(count).padStart(5), String(statements).padStart(11), ` ${name.padEnd(11)}`];
    console.log([...head, round(wall).padStart(8), round(cpu).padStart(8), round(memory).padStart(11)].join(' '));
  }
}

console.log();
for (const [count, { statements, 'node -e 0': node, squawk: other, 'parser only': limit, lint }] of byCount) {
  const over = (key) => `${round(lint[key] - node[key])} ms`;
  const ratio = (key) => round(lint[key] / (other[key] + node[key]), 2);
  const beyond = (key) => round(lint[key] / limit[key], 2);
  const each = (lint.wall - node.wall) / statements;
  console.log(
    `${count} ${count === 1 ? 'file' : 'files'}: node -e 0 + ${over('wall')} (cpu ${over('cpu')}); lint / (squawk + node) = ${ratio('wall')} (cpu ${ratio('cpu')}), lint / parser only = ${beyond('wall')} (cpu ${beyond('cpu')}); ${round(each, 3)} ms a statement`,
  );
}
