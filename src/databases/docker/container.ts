import { randomBytes } from 'node:crypto';
import { fateOf, ourselves, readOwner } from '../process.ts';
import type { Passwords } from '../roles.ts';
import { roles } from '../roles.ts';
import { type Watchdog, watchdog } from '../watchdog.ts';
import { docker, dockerEnvironment, lastLine } from './command.ts';
import type { Image } from './image.ts';
import type { Reach } from './reach.ts';

const label = 'migration-rehearsal';
const deadlineMs = 6 * 60 * 60 * 1000;

/** What the daemon's machine has. */
export interface Daemon {
  readonly memoryBytes: number;
  readonly processors: number;
  readonly reach: Reach;
}

export interface Container {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly isRunning: () => Promise<boolean>;
  readonly words: () => Promise<string>;
  readonly freeBytes: () => Promise<number | undefined>;
  /** Runs SQL inside, as the superuser that the image's own data knows. False where that is neither of those to be tried. */
  readonly asItsSuperuser: (sql: string) => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

/** Removes one container with its volumes, and its network; both bear the same name. */
const removal = 'docker rm -f -v "$1" >/dev/null 2>&1; docker network rm "$1" >/dev/null 2>&1';

/** Starts a container in a network of its own. Throws docker's last line. */
export async function startContainer(
  daemon: Daemon,
  image: Image,
  settings: Readonly<Record<string, string>>,
  passwords: Passwords,
): Promise<Container> {
  const name = `${label}-${randomBytes(6).toString('hex')}`;
  const labels = await ownLabels();
  const guard = watchdog(removal, [name], { env: dockerEnvironment() });
  const remove = (): Promise<void> => removeAll(name, guard);
  try {
    const { reach } = daemon;
    await must(['network', 'create', ...labels, ...wayIn[reach.by], name]);
    const publish = reach.by === 'port' ? ['--publish', `${reach.bind}::5432`] : [];
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
      ...login(image),
    ];
    await must([...run, image.name, 'postgres', ...setting], { POSTGRES_PASSWORD: passwords.observer });
    const address =
      reach.by === 'address'
        ? { host: await addressOf(name), port: 5432 }
        : { host: reach.host, port: await publishedPort(name) };
    return {
      name,
      ...address,
      isRunning: () => isRunning(name),
      words: () => words(name),
      freeBytes: () => free(name),
      asItsSuperuser: (sql) => asItsSuperuser(name, image, sql),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * No way out: an internal network has none, but publishes no port either; where one is needed, what the container sends
 * keeps an address that nobody outside answers.
 */
const wayIn: Readonly<Record<Reach['by'], readonly string[]>> = {
  address: ['--internal'],
  port: ['--opt', 'com.docker.network.bridge.enable_ip_masquerade=false'],
};

/** The password goes by our environment: an argument would show in every process list. */
const login = (image: Image): readonly string[] => [
  ...['--env', 'POSTGRES_PASSWORD'],
  ...(bringsNames(image) ? [] : ['--env', `POSTGRES_USER=${roles.observer}`, '--env', 'POSTGRES_DB=postgres']),
  ...['--env', 'POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --auth-host=scram-sha-256 --no-sync'],
];

const bringsNames = ({ user, database }: Image): boolean => user !== undefined || database !== undefined;

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

const publishedPort = async (name: string): Promise<number> =>
  Number((await must(['port', name, '5432/tcp'])).split('\n')[0]?.split(':').at(-1));

/** By its socket, where images let everybody in. The text goes by the environment: it holds a password. */
async function asItsSuperuser(name: string, { user }: Image, sql: string): Promise<boolean> {
  const script = 'printf %s "$REHEARSAL_SQL" | psql -X -q -v ON_ERROR_STOP=1 -d template1 -U "$1"';
  for (const superuser of [...(user === undefined ? [] : [user]), 'postgres']) {
    const run = ['exec', '--env', 'REHEARSAL_SQL', name, 'sh', '-c', script, 'psql', superuser];
    const { status } = await docker(run, { REHEARSAL_SQL: sql });
    if (status === 0) return true;
  }
  return false;
}

const isRunning = async (name: string): Promise<boolean> =>
  (await docker(['inspect', '--format', '{{.State.Running}}', name])).output.trim() === 'true';

const words = async (name: string): Promise<string> => (await docker(['logs', '--tail', '60', name])).output;

async function free(name: string): Promise<number | undefined> {
  const { status, output } = await docker(['exec', name, 'sh', '-c', 'df -Pk "$PGDATA"']);
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
