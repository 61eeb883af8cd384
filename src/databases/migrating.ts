import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { RunMigrations } from '../ports/migrating.ts';
import { endGroup, endProcessesIn } from './process.ts';
import { relayTo } from './relay.ts';

/**
 * What a command of the pull request's own code may know of the job: where programs and their packages are, and no more.
 * Whole names, or beginnings with a star.
 */
const allowed = `PATH HOME USER LOGNAME SHELL LANG LANGUAGE LC_* TZ TMPDIR CI SYSTEMROOT RUNNER_TRACKING_ID
  NODE_ENV NODE_PATH NODE_OPTIONS NVM_DIR NVM_BIN VOLTA_HOME PNPM_HOME COREPACK_HOME
  VIRTUAL_ENV PYTHONPATH PYTHONHOME PYENV_ROOT PYENV_VERSION UV_CACHE_DIR DJANGO_SETTINGS_MODULE
  GEM_HOME GEM_PATH RUBYOPT RUBYLIB RBENV_ROOT RBENV_VERSION BUNDLE_PATH BUNDLE_GEMFILE BUNDLE_WITHOUT BUNDLE_APP_CONFIG
  RAILS_ENV RACK_ENV MIX_ENV MIX_HOME HEX_HOME ERL_LIBS
  JAVA_HOME GRADLE_USER_HOME GOPATH GOROOT GOMODCACHE GOCACHE CARGO_HOME RUSTUP_HOME DOTNET_ROOT PHP_INI_SCAN_DIR
  COMPOSER_HOME ASDF_DIR ASDF_DATA_DIR MISE_DATA_DIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH`
  .trim()
  .split(/\s+/);

const isAllowed = (name: string): boolean =>
  allowed.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));

export const allowedEnvironment = (job: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(job).filter(([name]) => isAllowed(name)));

export const runMigrations: RunMigrations = async (command, { folder, address, patienceMs, signal }) => {
  const url = new URL(address);
  const socketFolder = url.searchParams.get('host');
  const port = url.searchParams.get('port') ?? (url.port || '5432');
  const relay = socketFolder === null ? undefined : await relayTo(join(socketFolder, `.s.PGSQL.${port}`));
  try {
    const database = relay ? doorway(url, relay.port) : url;
    const env = { ...allowedEnvironment(process.env), ...addressed(database) };
    const status = await toItsEnd(command, { folder, env, patienceMs, signal });
    return { status };
  } finally {
    await relay?.[Symbol.asyncDispose]();
  }
};

function doorway(url: URL, port: number): URL {
  const door = new URL(url);
  door.host = `127.0.0.1:${port}`;
  for (const gone of ['host', 'port']) door.searchParams.delete(gone);
  door.searchParams.set('sslmode', 'disable');
  return door;
}

/** The address as a whole, and in the parts that libpq and most drivers look for. */
const addressed = (url: URL): Readonly<Record<string, string>> => ({
  DATABASE_URL: url.href,
  PGHOST: url.hostname.replace(/^\[|\]$/g, ''),
  PGPORT: url.port || '5432',
  PGUSER: decodeURIComponent(url.username),
  PGPASSWORD: decodeURIComponent(url.password),
  PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
  PGSSLMODE: url.searchParams.get('sslmode') ?? 'prefer',
});

interface Run {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
}

/** Whatever it prints goes nowhere, so that it can neither be published nor fill anything. */
async function toItsEnd(command: string, { folder, env, patienceMs, signal }: Run): Promise<number | undefined> {
  const status = await new Promise<number | null>((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], { cwd: folder, env, detached: true, stdio: 'ignore' });
    const kill = (): void => {
      if (child.pid !== undefined) endGroup(child.pid);
    };
    const timer = setTimeout(kill, patienceMs);
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    const ended = (code: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      // What it left in the background goes with it.
      kill();
      resolve(code);
    };
    child.on('exit', ended).on('error', () => {
      ended(null);
    });
  });
  // One that has left the group still works in the folder.
  await endProcessesIn(folder);
  return status ?? undefined;
}
