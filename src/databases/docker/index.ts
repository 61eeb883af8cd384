import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import type { DatabaseProvider, Server, ServerRequest, Session } from '../../ports/database.ts';
import { startProblem } from '../problems.ts';
import { type Passwords, accessRules, newPasswords, roles } from '../roles.ts';
import { type Cluster, firstSession, logPiece, serverOver } from '../running.ts';
import { logFile, serverSettings, settingsProblem } from '../settings.ts';
import { archiveIn } from './archive.ts';
import { docker as dockerCommand, lastLine, pull } from './command.ts';
import { type Container, type Daemon, startContainer, sweepContainers } from './container.ts';
import { reachOf } from './reach.ts';

const daemonPatienceMs = 3_000;
const startPatienceMs = 60_000;
/** Taken when no version is configured and no image either. */
const newestMajor = 18;

/** The official image, or the team's, in a container without a way out. */
export const docker: DatabaseProvider = { name: 'docker', start };

async function start(request: ServerRequest): Promise<Result<Server>> {
  const wrong = settingsProblem(request.settings);
  if (wrong) return failure(wrong);
  const daemon = await findDaemon();
  if (!daemon.ok) return daemon;
  await sweepContainers();
  const image = await findImage(request);
  if (!image.ok) return image;
  request.progress(`starting ${image.value.name}`);
  const passwords = newPasswords();
  const settings = {
    ...serverSettings({ major: image.value.major, freeBytes: undefined, requested: request.settings }),
    port: '5432',
  };
  try {
    const container = await startContainer(daemon.value, image.value.name, settings, passwords);
    return await serveFrom(container, image.value, passwords, request);
  } catch (error) {
    return failure(startProblem(error instanceof Error ? error.message : String(error)));
  }
}

async function findDaemon(): Promise<Result<Daemon>> {
  const { output } = await dockerCommand(
    ['info', '--format', 'found {{.MemTotal}} {{.NCPU}} {{.OSType}} {{json .SecurityOptions}}'],
    {},
    daemonPatienceMs,
  );
  const [, memory, processors, system, security = ''] = /^found (\d+) (\d+) (\w+) (.*)$/m.exec(output) ?? [];
  const why = output.includes('ENOENT') ? 'the docker command is not installed' : 'no Docker daemon answers';
  if (system === undefined || Number(memory) === 0)
    return failure(noDatabase(why, 'Start Docker, or use the embedded provider.'));
  if (system !== 'linux')
    return failure(noDatabase(`the Docker daemon runs ${system} containers`, 'Switch it to Linux containers.'));
  return success({ memoryBytes: Number(memory), processors: Number(processors), reach: await reachOf(security) });
}

const noDatabase = (why: string, advice: string): Problem => ({
  code: 'no-database',
  says: `Docker cannot serve: ${why}.`,
  advice,
});

interface Image {
  readonly name: string;
  readonly major: number;
}

async function findImage(request: ServerRequest): Promise<Result<Image>> {
  const wanted = request.image ?? '';
  const name = wanted === '' ? `postgres:${request.major ?? newestMajor}` : wanted;
  const advice = 'Pull it beforehand, or name another one under postgres.image.';
  let environment = await inspectImage(name);
  if (environment === undefined) {
    request.progress(`pulling ${name}`);
    const why = await pull(name);
    if (why !== undefined)
      return failure(noDatabase(`the image ${name} is not here and cannot be pulled (${why})`, advice));
    environment = await inspectImage(name);
  }
  const major = Number(/^PG_MAJOR=(\d+)$/m.exec(environment ?? '')?.[1] ?? request.major ?? newestMajor);
  if (request.major !== undefined && major !== request.major) {
    return failure(noDatabase(`the image ${name} holds Postgres ${major}, not ${request.major}`, advice));
  }
  return success({ name, major });
}

/** Its environment, a line each; undefined when it is not here. */
async function inspectImage(name: string): Promise<string | undefined> {
  const format = '{{range .Config.Env}}{{println .}}{{end}}';
  const { status, output } = await dockerCommand(['image', 'inspect', '--format', format, name]);
  return status === 0 ? output : undefined;
}

async function serveFrom(
  container: Container,
  image: Image,
  passwords: Passwords,
  request: ServerRequest,
): Promise<Result<Server>> {
  try {
    const first = await connectFirst(container, passwords, request.signal);
    if (!first) {
      const problem = request.signal.aborted ? interrupted : startProblem(lastWords(await container.words()));
      await container.remove();
      return failure(problem);
    }
    await allowOnlyOurs(first);
    const server = await serverOver(clusterIn(container, image), first, passwords, request.signal);
    if (request.major === undefined || server.major === request.major)
      return success({ ...server, openArchive: archiveIn(container.name) });
    await server.stop();
    return failure(
      noDatabase(
        `the image ${image.name} holds Postgres ${server.major}, not ${request.major}`,
        'Name another one under postgres.image.',
      ),
    );
  } catch (error) {
    await container.remove();
    throw error;
  }
}

const interrupted: Problem = {
  code: 'interrupted',
  says: 'The run was stopped while Postgres was starting.',
  advice: 'Run it again.',
};

const lastWords = (words: string): string =>
  words.split('\n').find((line) => /FATAL|PANIC/.test(line)) ?? lastLine(words);

/** Asking docker takes longer than a try to connect, so only now and then. */
function connectFirst(container: Container, passwords: Passwords, signal: AbortSignal): Promise<Session | undefined> {
  let asked = performance.now();
  const ended = async (): Promise<boolean> => {
    if (signal.aborted) return true;
    if (performance.now() - asked < 500) return false;
    asked = performance.now();
    return !(await container.isRunning());
  };
  const { host, port } = container;
  const address = { host, port, user: roles.observer, password: passwords.observer, database: 'postgres' };
  // An image that brings its own data knows no login of ours.
  const strangers = (): Promise<void> => container.asItsSuperuser(admission(passwords));
  return firstSession(address, ended, startPatienceMs, strangers);
}

function admission({ observer }: Passwords): string {
  const lines = accessRules('host').trim().split('\n');
  const values = lines.map(() => '(%L)').join(', ');
  const list = lines.map((line) => `'${line}'`).join(', ');
  return `
    SET password_encryption = 'scram-sha-256';
    CREATE ROLE ${roles.observer} SUPERUSER LOGIN CREATEDB CREATEROLE REPLICATION BYPASSRLS PASSWORD '${observer}';
    SELECT format('COPY (VALUES ${values}) TO %L', ${list}, current_setting('hba_file')) \\gexec
    SELECT pg_reload_conf();`;
}

/** The image's own rules trust everybody who connects from inside the container. */
async function allowOnlyOurs(observer: Session): Promise<void> {
  const { rows } = await observer.query<{ file: string }>(`SELECT current_setting('hba_file') AS file`);
  const lines = accessRules('host').trim().split('\n');
  const list = lines.map((line) => `('${line}')`).join(', ');
  const file = (rows[0]?.file ?? '').replaceAll("'", "''");
  await observer.query(`COPY (VALUES ${list}) TO '${file}'`);
  await observer.query('SELECT pg_reload_conf()');
}

const clusterIn = (container: Container, image: Image): Cluster => ({
  provider: 'docker',
  host: container.host,
  port: container.port,
  notes: (version) => [`docker: Postgres ${version} from the image ${image.name}`],
  readLog: readThrough,
  freeBytes: container.freeBytes,
  end: container.remove,
});

/** The container's files are out of our reach, the observer's they are not. */
async function readThrough(observer: Session, major: number, offset: number): Promise<Uint8Array> {
  const { rows } = await observer.query<{ piece: Uint8Array | null }>(
    'SELECT pg_read_binary_file($1, $2::bigint, $3::bigint, true) AS piece',
    [logFile(major), offset, logPiece],
  );
  return rows[0]?.piece ?? new Uint8Array();
}
