import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/domain/report.ts';
import { start } from '../acceptance/cli.ts';
import type { Finished } from '../acceptance/cli.ts';
import { repository } from '../git/repository.ts';

export interface Attempt {
  /** The command line, as it is installed. */
  readonly cli: string;
  /** The pull request's one migration, run statement by statement. */
  readonly sql: string;
  /** Of base: one table `orders` with as many rows as `rows` says. */
  readonly rows?: number;
  /** Of a statement, a pass and the whole, in milliseconds. */
  readonly limits?: readonly [statement: number, pass: number, total: number];
  /** Where the server lives; default: a folder of its own. */
  readonly folder?: string;
  /** What somebody else does to it meanwhile. */
  readonly meanwhile?: (folder: string) => void;
}

export interface Ended {
  readonly report: Report;
  /** Over its limit as a whole; below 0 it ended in time. */
  readonly lateMs: number;
  readonly stderr: string;
  /** Files, and processes whose command line names the folder: there should be none. */
  readonly left: readonly string[];
}

const limitsByDefault = [1_500, 4_000, 20_000] as const;

/** Reviews one migration with the whole product in a process of its own, and looks at what it leaves on the machine. */
export async function attempt({
  cli,
  sql,
  rows = 200,
  limits = limitsByDefault,
  folder,
  meanwhile,
}: Attempt): Promise<Ended> {
  using made = repository();
  made.commit(baseOf(rows, limits));
  made.on('topic').commit({ 'migrations/0002_more.sql': sql });
  const place = folder ?? mkdtempSync(join(tmpdir(), 'migration-rehearsal-hang-'));
  // Where this runs as root, Postgres runs as somebody else.
  chmodSync(place, 0o1777);
  try {
    const started = performance.now();
    const { stdout, stderr } = await reviewed(cli, made.directory, place, meanwhile);
    const tookMs = performance.now() - started;
    if (stdout === '') throw new Error(stderr);
    return { report: JSON.parse(stdout) as Report, stderr, lateMs: tookMs - limits[2], left: leftIn(place) };
  } finally {
    if (folder === undefined) rmSync(place, { recursive: true, force: true });
  }
}

const baseOf = (rows: number, [statement, pass, total]: NonNullable<Attempt['limits']>): Record<string, string> => ({
  'migrations/0001_shop.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, total integer);\n',
  '.github/migration-rehearsal.yml': `migrations: { tool: sql, paths: ['migrations/**'] }
postgres: { provider: embedded, version: 17 }
volume: { rows: ${rows}, bytes: 4GB }
rehearsal: { statement-limit: ${statement}ms, pass-limit: ${pass}ms, total-limit: ${total}ms }
`,
  '.github/migration-rehearsal.profile.json': JSON.stringify({
    ...{ schema: 1, postgres: 17, takenAt: new Date().toISOString() },
    tables: { 'public.orders': { rows: 2_000_000 } },
  }),
});

async function reviewed(
  cli: string,
  directory: string,
  folder: string,
  meanwhile: Attempt['meanwhile'],
): Promise<Finished> {
  const args = ['review', '--repo', directory, '--base', 'main', '--head', 'topic', '--format', 'json'];
  // A little memory: what a flood brings must not be kept.
  const { child, finished } = start(cli, args, { env: { TMPDIR: folder, NODE_OPTIONS: '--max-old-space-size=384' } });
  child.stderr?.on('data', (text: string) => {
    if (text.includes('statement by statement')) meanwhile?.(folder);
  });
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  return finished.finally(() => {
    clearTimeout(late);
  });
}

const patienceMs = 90_000;

const leftIn = (folder: string): readonly string[] => [...readdirSync(folder), ...processesOf(folder)];

/** Command lines of processes that name a folder. */
export function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    const line = commandLine(pid);
    return line.includes(folder) ? [line] : [];
  });
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
