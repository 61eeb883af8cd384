import type { Login, LogRead, Server, Session, Withheld } from '../../ports/database.ts';
import { type Address, addressText, openSession } from '../session.ts';
import { teamLog } from './log.ts';
import type { Credentials, Powers } from './rights.ts';
import type { SessionSettings } from './settings.ts';
import { type Tenancy, leavePlace } from './tenancy.ts';

/** A place on a team's server, ready to be used. */
export interface Tenant {
  /** The login's own address; its database is where we sit while we make and drop others. */
  readonly address: Address;
  readonly migrator: Credentials;
  readonly place: Tenancy;
  readonly powers: Powers;
  readonly settings: SessionSettings;
  readonly version: string;
  readonly major: number;
  /** Where it came from, for the notes. */
  readonly from: string;
  /** After everything of ours is gone. */
  readonly release: () => Promise<void>;
}

const maintenance = 'postgres';

/** Hands it out as a server. Ends with the signal; nothing connects after that. */
export async function serverOf(tenant: Tenant, signal: AbortSignal): Promise<Server> {
  const { address, migrator, place, powers, settings, version, major } = tenant;
  const open = new Set<Session>();
  const databaseName = (name: string): string => (name === maintenance ? address.database : `${place.prefix}${name}`);
  const enter = async (login: Login, name: string): Promise<Session> => {
    const credentials = login === 'migrator' ? migrator : {};
    const database = databaseName(name);
    const options = optionsOf(address, settings);
    const session = await openSession({ ...address, ...credentials, database, ...options, calledBy: place.mark });
    open.add(session);
    if (login === 'observer') await untroubled(session);
    return session;
  };
  const observer = powers.superuser ? await enter('observer', maintenance) : undefined;
  const log = observer && (await teamLog(observer, major, place.prefix));
  let stopping: Promise<void> | undefined;
  const isLeft = (): boolean => stopping !== undefined;
  const onAbort = (): void => void stop();
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      signal.removeEventListener('abort', onAbort);
      await clear(tenant, open);
      await tenant.release();
    })());
  signal.addEventListener('abort', onAbort, { once: true });
  const withheld = withheldFrom(powers, log);
  return {
    provider: 'url',
    version,
    major,
    notes: [...notesOf(withheld, settings), `url: Postgres ${version} from ${tenant.from}`],
    roles: { observer: address.user, migrator: migrator.user },
    withheld,
    mark: place.mark,
    databaseName,
    connect: async (login, name) => {
      if (isLeft()) throw new Error('The server has been left.');
      const session = await enter(login, name);
      // It was left while the connection was being made.
      if (isLeft()) await session.end();
      return session;
    },
    address: (login, name) =>
      addressText({
        ...{ ...address, ...(login === 'migrator' ? migrator : {}) },
        ...{ database: databaseName(name), ...optionsOf(address, settings) },
      }),
    log: log ?? (() => Promise.resolve({ lines: [] })),
    // Nothing tells how much room a server has whose disk is not ours.
    freeBytes: () => Promise.resolve(undefined),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The address's own options come first. */
function optionsOf({ options = '' }: Address, settings: SessionSettings): { readonly options?: string } {
  const both = `${options} ${settings.options}`.trim();
  return both === '' ? {} : { options: both };
}

/** Limits that the team has set for its login are not meant for us; a dead client is noticed, an idle one left alone. */
export async function untroubled(session: Session): Promise<void> {
  const wishes = {
    statement_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    idle_session_timeout: '0',
    tcp_keepalives_idle: '30',
    tcp_keepalives_interval: '10',
    tcp_keepalives_count: '6',
    client_connection_check_interval: '10s',
  };
  // Not every major and not every system has all of them.
  for (const [name, value] of Object.entries(wishes)) await session.run(`SET ${name} = '${value}'`);
}

/** Ends our sessions before the databases go: one of them may be about to make another. */
async function clear({ place, address }: Tenant, open: ReadonlySet<Session>): Promise<void> {
  const alive = await place.session.run('SELECT 1');
  const session = alive.ok ? place.session : await openSession(address).catch(() => undefined);
  // Nobody answers: the next start on that server cleans up.
  if (!session) return;
  const pids = [...open].map(({ pid }) => pid);
  for (let tries = 0; tries < 100; tries += 1) {
    const ended = await session.query(endOurs, [pids, place.mark]).catch(() => undefined);
    if (ended?.rowCount === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await leavePlace(place, session).catch(() => undefined);
  await Promise.all([...open, place.session, session].map((one) => one.end()));
}

/** The id of a process that has ended may have been given to somebody else's. */
const endOurs = `SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
  WHERE pid = ANY ($1::int4[]) AND application_name = $2`;

function withheldFrom(powers: Powers, log: (() => Promise<LogRead>) | undefined): Withheld {
  return {
    ...(!powers.superuser && { superuser: 'the login is no superuser on this server' }),
    ...(!log && {
      log: powers.superuser
        ? 'this server writes no log in a form that can be read (log_destination: jsonlog, before 15 csvlog)'
        : 'this server’s log is closed to its login',
    }),
    ...(!powers.createsRoles && { roles: 'the login may not create roles on this server' }),
  };
}

function notesOf({ superuser, log, roles }: Withheld, { left }: SessionSettings): readonly string[] {
  return [
    'url: the server’s settings, its autovacuum and its other work are its own.',
    ...(superuser === undefined
      ? []
      : [
          `url: ${superuser}: there are no event triggers, and locks are read before each COMMIT and by looking every few milliseconds.`,
        ]),
    ...(log === undefined ? [] : [`url: ${log}: temporary files are not measured.`]),
    ...(roles === undefined
      ? []
      : [
          `url: ${roles}: the migrations ran as the login itself, so a right that their own role lacks was not missed.`,
        ]),
    ...(left.length === 0
      ? []
      : [`url: only the server’s own configuration could change ${left.join(', ')}: left as it is.`]),
  ];
}
