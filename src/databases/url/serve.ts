import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import type { Server, ServerRequest, Session } from '../../ports/database.ts';
import { versionOf } from '../running.ts';
import { type Address, openSession } from '../session.ts';
import { settingsProblem } from '../settings.ts';
import type { TeamAddress } from './address.ts';
import { interrupted } from './command.ts';
import { connectFirst, unreachable } from './connect.ts';
import { looksLikeProduction } from './production.ts';
import { type Powers, makeMigrator, powersOf } from './rights.ts';
import { serverOf, untroubled } from './server.ts';
import { type SessionSettings, sessionSettings } from './settings.ts';
import { leavePlace, sweepServer, takePlace } from './tenancy.ts';

/** A server of the team's, and what is to be done with it afterwards. */
export interface Offer {
  readonly address: TeamAddress;
  readonly origin: 'made' | 'named';
  /** Where the address came from, for sentences; never the address itself. */
  readonly from: string;
  readonly release: () => Promise<void>;
}

/** Serves from a server that is not ours: checks that it may be used, takes a place on it, and leaves nothing there. */
export async function serveFrom(offer: Offer, request: ServerRequest): Promise<Result<Server>> {
  const wrong = settingsProblem(request.settings);
  if (wrong) return failure(wrong);
  const first = await connectFirst(offer.address, offer.from);
  if (!first.ok) return first;
  const { session, address } = first.value;
  try {
    const served = await serve(offer, address, session, request);
    if (!served.ok) await session.end();
    return served;
  } catch (error) {
    await session.end();
    throw error;
  }
}

async function serve(
  offer: Offer,
  address: Address,
  session: Session,
  request: ServerRequest,
): Promise<Result<Server>> {
  await untroubled(session);
  const { version, major } = await versionOf(session);
  const powers = await powersOf(session);
  const unfit = (await unfitness(offer, session, powers)) ?? wrongMajor(offer, major, request.major);
  if (unfit) return failure(unfit);
  request.progress(`taking a place on ${offer.from}`);
  await sweepServer(session);
  const place = await takePlace(session);
  const leave = async (problem: Problem): Promise<Result<Server>> => {
    await leavePlace(place, session);
    return failure(problem);
  };
  try {
    const migrator = await makeMigrator(session, place, powers, address);
    const settings = await settingsOf(offer, { ...address, ...migrator }, request.settings);
    if (!settings.ok) return await leave(settings.problem);
    if (request.signal.aborted) return await leave(interrupted);
    const { from, release } = offer;
    const tenant = { address, migrator, place, powers, settings: settings.value, version, major, from, release };
    return success(await serverOf(tenant, request.signal));
  } catch (error) {
    await leavePlace(place, session);
    throw error;
  }
}

/** Tried out as the migrator, which also tells whether a role that we have made is let in. */
async function settingsOf(
  { from }: Offer,
  address: Address,
  wanted: ServerRequest['settings'],
): Promise<Result<SessionSettings>> {
  const session = await openSession(address).catch((error: unknown) => unreachable(error, from));
  if (!('query' in session)) {
    const says = `The server at ${from} lets its own login in, and not a role that the login has made.`;
    return failure({
      ...session,
      says,
      advice: 'Allow new roles in its pg_hba.conf, or take CREATEROLE from the login.',
    });
  }
  const settings = await sessionSettings(session, wanted);
  await session.end();
  return settings;
}

async function unfitness({ from, origin }: Offer, session: Session, powers: Powers): Promise<Problem | undefined> {
  const sign = await looksLikeProduction(session, origin);
  if (sign !== undefined) {
    return {
      code: 'no-database',
      says: `The server at ${from} looks like one that somebody relies on: ${sign}.`,
      advice: 'Name a server of its own for rehearsals, or let postgres.create make a clone or branch for each run.',
    };
  }
  const wal = await session.run('SELECT pg_catalog.pg_current_wal_insert_lsn()');
  if (!wal.ok) {
    return {
      code: 'no-database',
      says: `The server at ${from} does not tell how much WAL it writes, as Aurora does not.`,
      advice: 'Use a server of Postgres itself, or the docker or the embedded provider.',
    };
  }
  if (powers.createsDatabases) return undefined;
  return {
    code: 'no-database',
    says: `The login of ${from} may not create databases, and a rehearsal needs several.`,
    advice: 'ALTER ROLE … CREATEDB CREATEROLE for the login; docs/databases.md lists the rights that it needs.',
  };
}

function wrongMajor({ from }: Offer, major: number, wanted: number | undefined): Problem | undefined {
  if (major < 13) {
    const says = `The server at ${from} is Postgres ${major}; a rehearsal needs 13 or newer.`;
    return { code: 'no-database', says, advice: 'Use the docker or the embedded provider.' };
  }
  if (wanted === undefined || wanted === major) return undefined;
  return {
    code: 'no-database',
    says: `The server at ${from} is Postgres ${major}, not ${wanted}.`,
    advice: 'Name a server of that version, or change postgres.version (else the profile’s version counts).',
  };
}
