#!/usr/bin/env node
// Makes the git history of examples/demo in a temporary folder and rehearses its pull request.
// Another folder of examples/ first, or another pull request for the same base:
// npm run demo -- incidents/07-doctolib-behind-a-reader, or demo/advice-taken
// Options of `review` pass through: npm run demo -- --format json
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !first.startsWith('-');
const options = named ? rest : process.argv.slice(2);
const example = join(root, 'examples', named ? first : 'demo');
const [demo, pullRequest] = existsSync(join(example, 'base'))
  ? [example, 'pull-request']
  : [dirname(example), basename(example)];
if (!['base', pullRequest].every((side) => existsSync(join(demo, side, 'migrations')))) {
  throw new Error(`There is no example ${first}: see examples/.`);
}
const repository = mkdtempSync(join(tmpdir(), 'migration-rehearsal-demo-'));
process.on('exit', () => rmSync(repository, { recursive: true, force: true }));

const git = (...args) =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=Demo', '-c', 'user.email=demo@example.com', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
const commit = (message) => {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
};
/** Copies the up and down files of one migration. */
const add = (side, name) => {
  mkdirSync(join(repository, 'migrations'), { recursive: true });
  for (const file of readdirSync(join(demo, side, 'migrations')).filter((file) => file.startsWith(name))) {
    cpSync(join(demo, side, 'migrations', file), join(repository, 'migrations', file));
  }
};
const names = (side) => [...new Set(readdirSync(join(demo, side, 'migrations')).map((file) => file.split('.')[0]))];

/** Everything but the migrations: configuration, profile, queries. */
const addOthers = (side) => {
  const isOther = (path) => path !== join(demo, side, 'migrations');
  cpSync(join(demo, side), repository, { recursive: true, filter: isOther });
};

git('init', '--quiet', '--initial-branch=main');
addOthers('base');
// As a job that takes it every night would have left it: a profile of yesterday.
const profilePath = join(repository, '.github', 'migration-rehearsal.profile.json');
const { schema, postgres, ...known } = JSON.parse(readFileSync(profilePath, 'utf8'));
const takenAt = new Date(Date.now() - 86_400_000).toISOString();
writeFileSync(profilePath, `${JSON.stringify({ schema, postgres, takenAt, ...known }, undefined, 2)}\n`);
for (const name of names('base')) {
  add('base', name);
  commit(`Add ${name}`);
}
git('switch', '--quiet', '--create', 'pull-request');
addOthers(pullRequest);
for (const name of names(pullRequest)) add(pullRequest, name);
commit(`Add ${names(pullRequest).join(' and ')}`);

const cli = join(process.env.MIGRATION_REHEARSAL_DIST ?? join(root, 'dist'), 'cli', 'index.js');
if (!existsSync(cli)) throw new Error('dist/ is missing: run `npm run build`.');
const review = spawn(
  process.execPath,
  [cli, 'review', '--repo', repository, '--base', 'main', '--head', 'pull-request', ...options],
  { stdio: 'inherit' },
);
// Ctrl-C reaches the review too; it stops its server, and only then may the folder go.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => review.kill('SIGTERM'));
// A found danger is what the demo is for: only exit status 2, “could not be verified”, is a failure of the demo.
review.on('exit', (code) => process.exit(code === 2 || code === null ? 2 : 0));
