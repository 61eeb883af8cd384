/**
 * How long a review takes from start to report, by stage, beside the migration's own time in the same run: the demo,
 * and a table of 10 million rows. `npm run bench:review -- [--rows 10000000] [--cases demo,index] [--runs 1]`. What is
 * left besides the migration itself and the making of rows should be 15 s at most. It runs what `npm run build` has made.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { schema } from '../estimates/kinds.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    cases: { type: 'string', default: '' },
    runs: { type: 'string', default: '1' },
  },
});
const rows = Number(options.rows);
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const million = `${rows / 1e6} million rows`;
const targetMs = 15_000;

/** Each with as many rows in production as here, and with ten times as many: then the range is fitted to further runs. */
const statements = {
  'add column': 'ALTER TABLE orders ADD COLUMN remark text;',
  'create index': 'CREATE INDEX by_email ON orders (email);',
  rewrite: 'ALTER TABLE orders ALTER quantity TYPE bigint;',
};
const cases = [
  ['demo', () => reviewed([join(root, 'scripts', 'demo.mjs'), '--format', 'json'])],
  ...Object.entries(statements).flatMap(([name, sql]) => [
    [`${name}, ${million}`, () => inProject(sql, rows)],
    [`${name}, ${million} of 10 times as many`, () => inProject(sql, rows * 10)],
  ]),
];

function reviewed(args) {
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
  if (status === 2 || !stdout.startsWith('{')) throw new Error(stderr || stdout);
  return JSON.parse(stdout);
}

/** A project with one large table and a pull request of this one statement. */
function inProject(sql, production) {
  const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-bench-'));
  const git = (...args) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    git('add', path);
  };
  const tables = { 'public.orders': { rows: production }, 'public.customers': { rows: 100_000 } };
  try {
    git('init', '--quiet', '--initial-branch=main');
    put('migrations/0001_shop.sql', schema);
    put('production.json', JSON.stringify({ schema: 1, takenAt: new Date().toISOString(), tables }));
    put(
      '.github/migration-rehearsal.yml',
      [
        'migrations: { tool: sql, paths: ["migrations/**"] }',
        'postgres: { provider: embedded }',
        `volume: { rows: ${rows}, seconds: 600, profile: production.json, forge: true }`,
        'rehearsal: { statement-limit: 10m, pass-limit: 10m, total-limit: 60m }',
      ].join('\n'),
    );
    git('commit', '--quiet', '--message', 'Base');
    git('switch', '--quiet', '--create', 'pull-request');
    put('migrations/0002_change.sql', sql);
    git('commit', '--quiet', '--message', 'Change');
    const cli = join(root, 'dist', 'cli', 'index.js');
    return reviewed([cli, 'review', '--repo', folder, '--base', 'main', '--head', 'pull-request', '--format', 'json']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seconds = (ms = 0) => (ms / 1000).toFixed(1);
const stages = ['provision', 'baseline', 'volume', 'rehearse', 'report'];
const wanted = options.cases.split(',');
const head = [...stages, 'in all', 'migration', 'besides'].map((name) => name.padStart(11)).join('');
console.log(
  `Seconds by stage; besides = in all, without making rows and the migration itself (target ${targetMs / 1000})`,
);
console.log(`${''.padEnd(46)}${head}`);
for (const [name, measure] of cases.filter(([name]) => wanted.some((part) => name.includes(part))))
  for (let run = 0; run < Number(options.runs); run++) {
    const { rehearsal, timings } = measure();
    const own = (rehearsal.statements ?? []).reduce((sum, { durationMs }) => sum + durationMs, 0);
    const besides = timings.totalMs - (timings.stages.volume ?? 0) - own;
    const told = [...stages.map((stage) => timings.stages[stage]), timings.totalMs, own, besides];
    const cells = told.map((ms) => seconds(ms).padStart(11)).join('');
    console.log(`${name.padEnd(46)}${cells}${besides > targetMs ? '  over' : ''}`);
  }
