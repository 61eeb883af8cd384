import { randomBytes } from 'node:crypto';
import { fateOf, ourselves, readOwner } from '../process.ts';
import type { Passwords } from '../roles.ts';
import { roles } from '../roles.ts';
import { type Watchdog, watchdog } from '../watchdog.ts';
import { docker, dockerEnvironment, lastLine } from './command.ts';

const label = 'migration-rehearsal';
const deadlineMs = 6 * 60 * 60 * 1000;

/** What the daemon's machine has. */
export interface Daemon {
  readonly memoryBytes: number;
  readonly processors: number;
}

export interface Container {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly isRunning: () => Promise<boolean>;
  readonly words: () => Promise<string>;
  readonly freeBytes: () => Promise<number | undefined>;
  readonly remove: () => Promise<void>;
}

/** Removes one container with its volumes, and its network; both bear the same name. */
const removal = 'docker rm -f -v "$1" >/dev/null 2>&1; docker network rm "$1" >/dev/null 2>&1';

/** Starts a container in a network of its own. Throws docker's last line. */
export async function startContainer(
  daemon: Daemon,
  image: string,
  settings: Readonly<Record<string, string>>,
  passwords: Passwords,
): Promise<Container> {
  const name = `${label}-${randomBytes(6).toString('hex')}`;
  const labels = await ownLabels();
  const guard = watchdog(removal, [name], { env: dockerEnvironment() });
  const remove = (): Promise<void> => removeAll(name, guard);
  try {
    // On Linux we reach the container's own address, so its network needs no way out; elsewhere docker runs in a
    // machine of its own, and only a published port gets there.
    const closed = process.platform === 'linux';
    await must(['network', 'create', ...labels, ...(closed ? ['--internal'] : []), name]);
    const publish = closed ? [] : ['--publish', '127.0.0.1::5432'];
    const setting = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const run = [
      'run',
      '--detach',
      '--name',
      name,
      '--network',
      name,
      ...labels,
      ...publish,
      ...limits(daemon),
      ...login,
    ];
    await must([...run, image, 'postgres', ...setting], { POSTGRES_PASSWORD: passwords.observer });
    const address = closed ? { host: await addressOf(name), port: 5432 } : await publishedPort(name);
    return {
      name,
      ...address,
      isRunning: () => isRunning(name),
      words: () => words(name),
      freeBytes: () => free(name),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The password goes by our environment: an argument would show in every process list. */
const login = [
  ...['--env', 'POSTGRES_PASSWORD', '--env', `POSTGRES_USER=${roles.observer}`, '--env', 'POSTGRES_DB=postgres'],
  ...['--env', 'POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --auth-host=scram-sha-256 --no-sync'],
];

/** Shared memory as large as the memory's limit lets it be: 64 MB, docker's own, fails parallel index builds. */
const limits = ({ memoryBytes, processors }: Daemon): readonly string[] => [
  ...['--memory', `${Math.floor(memoryBytes * 0.75)}`, '--cpus', `${processors}`, '--pids-limit', '512'],
  ...['--shm-size', '1g', '--security-opt', 'no-new-privileges'],
];

async function ownLabels(): Promise<readonly string[]> {
  const owner = JSON.stringify(await ourselves());
  return ['--label', `${label}=${owner}`, '--label', `${label}.deadline=${Date.now() + deadlineMs}`];
}

async function must(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const { status, output } = await docker(args, environment);
  if (status !== 0) throw new Error(lastLine(output));
  return output.trim();
}

async function addressOf(name: string): Promise<string> {
  return must(['inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', name]);
}

async function publishedPort(name: string): Promise<{ readonly host: string; readonly port: number }> {
  const port = (await must(['port', name, '5432/tcp'])).split(':').at(-1);
  return { host: '127.0.0.1', port: Number(port) };
}

const isRunning = async (name: string): Promise<boolean> =>
  (await docker(['inspect', '--format', '{{.State.Running}}', name])).output.trim() === 'true';

const words = async (name: string): Promise<string> => (await docker(['logs', '--tail', '60', name])).output;

async function free(name: string): Promise<number | undefined> {
  const { status, output } = await docker(['exec', name, 'df', '-Pk', '/var/lib/postgresql/data']);
  const kilobytes = Number(output.trim().split('\n').at(-1)?.split(/\s+/)[3]);
  return status === 0 && Number.isFinite(kilobytes) ? kilobytes * 1024 : undefined;
}

async function removeAll(name: string, guard: Watchdog): Promise<void> {
  await docker(['rm', '--force', '--volumes', name]);
  await docker(['network', 'rm', name]);
  await guard.release();
}

/** Removes what processes left that were killed: by label only, when the owner is gone or the deadline is over. */
export async function sweepContainers(): Promise<void> {
  for (const [list, remove] of [
    [
      ['ps', '--all'],
      ['rm', '--force', '--volumes'],
    ],
    [
      ['network', 'ls'],
      ['network', 'rm'],
    ],
  ] as const) {
    const format = `{{.ID}}\t{{.Label "${label}.deadline"}}\t{{.Label "${label}"}}`;
    const { status, output } = await docker([...list, '--filter', `label=${label}`, '--format', format]);
    if (status !== 0) continue;
    for (const line of output.split('\n').filter(Boolean)) {
      const [id = '', deadline = '', owner = ''] = line.split('\t');
      if (await isAbandoned(deadline, owner)) await docker([...remove, id]);
    }
  }
}

async function isAbandoned(deadline: string, ownerText: string): Promise<boolean> {
  if (Date.now() > Number(deadline)) return true;
  const owner = readOwner(ownerText);
  return owner !== undefined && (await fateOf(owner)) === 'gone';
}
