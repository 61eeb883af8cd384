import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PolicyText } from '../../config/policy-text.ts';
import type { AppSettings } from '../../github/installation.ts';
import { door } from '../../server/door.ts';
import type { Intake, Task } from '../../server/intake.ts';
import { intake } from '../../server/intake.ts';
import { lanes } from '../../server/lanes.ts';
import type { Log } from '../../server/log.ts';
import { memoryStore } from '../../server/memory-store.ts';
import { places } from '../../server/places.ts';
import { bot, logOf } from '../../server/probot.ts';
import type { ServerSettings } from '../../server/settings.ts';
import { readServerSettings, secretVariables } from '../../server/settings.ts';
import { interruption, systemClock } from '../world.ts';
import { catchUp, newlyInstalled } from './catch-up.ts';
import { fetching } from './fetching.ts';
import { databaseHealth } from './health.ts';
import { endAbandoned, perform } from './perform.ts';
import { serverPolicy } from './policy.ts';
import type { Subject } from './task.ts';
import { understand } from './task.ts';
import { workplaces } from './workplace.ts';

/** What is broken off must have shown its end by then: whoever stops us seldom waits longer than half a minute. */
const graceMs = 25_000;

/** The App, until it is told to stop. Gives the exit status. */
export async function serve(): Promise<0 | 2> {
  const read = readServerSettings(process.env);
  const policy = await serverPolicy();
  if (!read.ok || !policy.ok) {
    const problems = [...(read.ok ? [] : read.problems), ...(policy.ok ? [] : [policy.problem])];
    for (const { says, advice } of problems) process.stderr.write(`${says} ${advice}\n`);
    return 2;
  }
  // Nothing that we start may find them there, and no configuration may name them.
  for (const name of secretVariables) Reflect.deleteProperty(process.env, name);
  const log = await logOf(read.value);
  return run(read.value, policy.value, log);
}

async function run(settings: ServerSettings, policy: PolicyText | undefined, log: Log): Promise<0 | 2> {
  const stopped = interruption();
  const tasks = lanes();
  const rehearsals = lanes();
  const seats = places(settings.rehearsals);
  const store = memoryStore();
  const nextRun = counter();
  const ours: Intake<Subject> = intake({
    understand,
    perform: (task, signal) => perform(task, signal, workshop),
    store,
    lanes: tasks,
    log,
    now: () => systemClock.elapsed(),
  });
  const { webhook, signIn } = await bot(settings, log, (delivery) => {
    const added = newlyInstalled(delivery);
    if (added === undefined) return ours.take(delivery);
    behind.added(added);
    return undefined;
  });
  const app: AppSettings = { apiUrl: settings.apiUrl, sleep: (milliseconds) => sleep(milliseconds), signIn };
  const behind = catchUp(ours, app, {
    appId: settings.appId,
    log,
    tasks,
    end: ({ repository, check }) => endAbandoned(workshop.enter(repository).publisher, check),
  });
  const workshop = {
    enter: workplaces(app, settings, policy, await fetching(process.env)),
    serverUrl: settings.serverUrl,
    commands: settings.commands,
    rehearsals,
    places: seats,
    store,
    log,
    nextRun,
    begin: (task: Task<Subject>) => {
      void ours.begin(task, 'asked for in a comment');
    },
    breakOff: (place: string, because: string) => {
      tasks.breakOff(place, because);
      rehearsals.breakOff(place, because);
    },
  };
  const database = databaseHealth(() => systemClock.elapsed());
  const server = door({
    webhookPath: settings.webhookPath,
    webhook,
    stopping: () => stopped.aborted,
    health: async () => ({
      database: await database(),
      tasks: tasks.load(),
      rehearsals: seats.load(),
      stopping: stopped.aborted,
    }),
  });
  if (!(await listening(server, settings))) return 2;
  const { address, port } = server.address() as AddressInfo;
  log.info({ address, port, path: settings.webhookPath }, 'Listening for webhooks.');
  behind.missed();
  if (!stopped.aborted) await once(stopped, 'abort');
  log.info({ ...tasks.load() }, 'Stopping: what runs is broken off, and its check completed.');
  await Promise.race([Promise.all([tasks.stop(), rehearsals.stop()]), sleep(graceMs, undefined, { ref: false })]);
  server.closeAllConnections();
  server.close();
  log.info({ ...tasks.load() }, 'Stopped.');
  // Should anything still hold the process, it has had its time.
  setTimeout(() => process.exit(), 1_000).unref();
  return 0;
}

async function listening(server: Server, { host, port }: ServerSettings): Promise<boolean> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    process.stderr.write(
      `${host}:${port} cannot be listened on (${code}). Set PORT and HOST to an address of this machine that is free.\n`,
    );
    return false;
  }
}

/** Numbers of runs, which a later process goes on with. */
function counter(): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, systemClock.now()));
}
