import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import type { DatabaseProvider, Server, ServerRequest, Session } from '../../ports/database.ts';
import { startProblem } from '../problems.ts';
import { type Passwords, accessRules, newPasswords, roles } from '../roles.ts';
import { type Cluster, firstSession, logPiece, serverOver } from '../running.ts';
import { type Address, openSession } from '../session.ts';
import { logFile, serverSettings, settingsProblem } from '../settings.ts';
import { archiveIn } from './archive.ts';
import { docker as dockerCommand } from './command.ts';
import { type Container, type Daemon, startContainer, sweepContainers } from './container.ts';
import { type Image, findImage, noDatabase, notStarted } from './image.ts';
import { reachOf } from './reach.ts';

const daemonPatienceMs = 3_000;
const startPatienceMs = 60_000;
/** Until an image of the team's has filled itself. */
const fillPatienceMs = 20 * 60_000;

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
    const container = await startContainer(daemon.value, image.value, settings, passwords);
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

async function serveFrom(
  container: Container,
  image: Image,
  passwords: Passwords,
  request: ServerRequest,
): Promise<Result<Server>> {
  try {
    const first = await connectFirst(container, image, passwords, request.signal);
    if (typeof first === 'string') {
      const problem = request.signal.aborted ? interrupted : notStarted(image, first, await container.words());
      await container.remove();
      return failure(problem);
    }
    await allowOnlyOurs(first);
    const seated = await (image.from === 'team' ? besideRows(first, container, passwords) : first);
    const server = await serverOver(clusterIn(container, image), seated, passwords, request.signal);
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

/** The first connection, or why there is none. Asking docker takes longer than a try to connect, so only now and then. */
async function connectFirst(
  container: Container,
  image: Image,
  passwords: Passwords,
  signal: AbortSignal,
): Promise<Session | 'ended' | 'strange'> {
  let asked = performance.now();
  const state: { how: 'ended' | 'strange' } = { how: 'ended' };
  const ended = async (): Promise<boolean> => {
    if (signal.aborted || state.how === 'strange') return true;
    if (performance.now() - asked < 500) return false;
    asked = performance.now();
    return !(await container.isRunning());
  };
  const address = observerAt(container, passwords, 'postgres');
  // An image that brings its own data knows no login of ours.
  const strangers = async (): Promise<void> => {
    if (!(await container.asItsSuperuser(admission(passwords)))) state.how = 'strange';
  };
  const patienceMs = image.from === 'team' ? fillPatienceMs : startPatienceMs;
  return (await firstSession(address, ended, patienceMs, strangers)) ?? state.how;
}

const observerAt = ({ host, port }: Container, { observer: password }: Passwords, database: string): Address => {
  return { host, port, user: roles.observer, password, database };
};

/** Where the image's rows are in `postgres` we sit in a database of our own: who is copied from has nobody in it. */
async function besideRows(first: Session, container: Container, passwords: Passwords): Promise<Session> {
  const { rows } = await first.query("SELECT FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p') LIMIT 1");
  if (rows.length === 0) return first;
  await first.query(`CREATE DATABASE ${seat} TEMPLATE template0`);
  await first.end();
  return openSession(observerAt(container, passwords, seat));
}
const seat = 'rehearsal_seat';

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
