import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import { type Owner, fateOf, ourselves, readOwner } from '../process.ts';
import { type Watchdog, watchdog } from '../watchdog.ts';
import { shell } from './shell.ts';

/** The team's commands that make a database and remove it. */
export interface Commands {
  readonly create: string;
  readonly destroy: string;
}

/** A database that was made for one run. */
export interface MadeDatabase {
  readonly address: string;
  /** Runs the destroy command. */
  readonly destroy: () => Promise<void>;
}

const createPatienceMs = 10 * 60_000;
const destroySeconds = 120;
const prefix = 'migration-rehearsal-made-';
const ownerFile = 'owner.json';
/** On a machine that shares its temporary folder nobody can tell whether a run still lives. */
const strangerMs = 24 * 60 * 60 * 1000;

/** Beside the owner: the run's name as the commands know it, and whose database it is. */
interface Deed extends Owner {
  readonly run: string;
  readonly destroy: string;
}
const digestOf = (command: string): string => createHash('sha256').update(command).digest('hex');

/** As a step of the job would have it, without our own inputs: the token is among them. */
const environment = (run: string, address?: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('INPUT_'))),
  MIGRATION_REHEARSAL_RUN: run,
  ...(address !== undefined && { MIGRATION_REHEARSAL_URL: address }),
});

/**
 * Makes a database by the team's command. The destroy command runs however we end: in order, after a SIGKILL by a
 * watchdog, and where that died as well at the next start.
 */
export async function makeByCommand(commands: Commands, signal: AbortSignal): Promise<Result<MadeDatabase>> {
  const run = randomBytes(6).toString('hex');
  const record = await mkdtemp(join(tmpdir(), prefix));
  const deed: Deed = { ...(await ourselves()), run, destroy: digestOf(commands.destroy) };
  await writeFile(join(record, ownerFile), JSON.stringify(deed));
  const first = guarding(commands, record, environment(run));
  const made = await shell(commands.create, environment(run), createPatienceMs, signal);
  const address = made.output.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const isAddress = made.status === 0 && /^postgres(ql)?:\/\//i.test(address);
  const known = isAddress ? environment(run, address) : environment(run);
  const guard = guarding(commands, record, known);
  await first.release();
  const once = async (): Promise<void> => {
    await shell(commands.destroy, known, destroySeconds * 1000);
    await rm(record, { recursive: true, force: true });
    await guard.release();
  };
  let destroying: Promise<void> | undefined;
  const destroy = (): Promise<void> => (destroying ??= once());
  if (isAddress && !signal.aborted) return success({ address, destroy });
  await destroy();
  return failure(signal.aborted ? interrupted : notMade(made.status));
}

/** Its own patience: nobody else is left to end it. */
const afterUs = `
  sh -c "$1" & destroying=$!
  (sleep ${destroySeconds}; kill -KILL $destroying) & impatient=$!
  wait $destroying
  kill $impatient
  rm -rf -- "$2"`;

const guarding = ({ destroy }: Commands, record: string, env: NodeJS.ProcessEnv): Watchdog =>
  watchdog(afterUs, [destroy, record], { env });

/** Destroys what runs with the same command made that are gone. */
export async function sweepMade({ destroy }: Commands): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const record = join(tmpdir(), name);
    const deed = readOwner(await readFile(join(record, ownerFile), 'utf8').catch(() => '')) as Deed | undefined;
    if (deed?.destroy !== digestOf(destroy) || !(await isAbandoned(record, deed))) continue;
    await shell(destroy, environment(deed.run), destroySeconds * 1000);
    await rm(record, { recursive: true, force: true });
  }
}

async function isAbandoned(record: string, owner: Owner): Promise<boolean> {
  const fate = await fateOf(owner);
  const found = await lstat(record).catch(() => undefined);
  const isOurs = found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
  return isOurs && (fate === 'gone' || (fate === 'unknown' && Date.now() - found.mtimeMs > strangerMs));
}

export const interrupted: Problem = {
  code: 'interrupted',
  says: 'The run was stopped while its database was being made.',
  advice: 'Run it again.',
};

/** Not a word of what it said: that can hold secrets. */
const notMade = (status: number | undefined): Problem => ({
  code: 'no-database',
  says:
    status === 0
      ? 'The command of postgres.create printed no database address on its last line.'
      : `The command of postgres.create ${status === undefined ? 'did not end within 10 minutes, or could not run' : `ended with status ${status}`}.`,
  advice: 'Run it by hand in the job’s environment: its last line on standard output must be postgres://…',
});
