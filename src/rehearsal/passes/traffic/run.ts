import type { ObservedLock, StatementRun } from '../../../domain/rehearsal.ts';
import type { TrafficWait } from '../../../domain/traffic.ts';
import type { Session } from '../../../ports/database.ts';
import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import type { Run, Sender } from '../../run/execute.ts';
import { dropDatabase, enter, makeDatabase } from '../../lab.ts';
import type { Lab } from '../../lab.ts';
import type { Prepared } from '../../prepared.ts';
import type { KnownRelation } from '../../watch/relations.ts';
import { sendingBehind } from './behind.ts';
import type { Holding } from './behind.ts';
import { asProbe, pause, probesOn, probing } from './probes.ts';
import type { Sample } from './probes.ts';

/** One statement of the run; milliseconds on the clock. */
export interface Sending {
  readonly file: string;
  readonly line: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Its transaction ended, and let go of its locks. */
  readonly releasedMs: number;
  /** Those that it was seen to take in the main run. */
  readonly locks: readonly ObservedLock[];
  /** Tables on which a transaction was held open before it. */
  readonly tables: readonly string[];
  readonly waited?: TrafficWait;
}

/** Everything that one run under probes showed. */
export interface RunLog {
  readonly samples: readonly Sample[];
  readonly statements: readonly Sending[];
  /** What came before was calm. */
  readonly startMs: number;
  readonly endMs: number;
  readonly run: Run;
  readonly rows: number;
  /** The tables, by name. */
  readonly probed: readonly string[];
  /** Statements that wait too, and were not kept waiting for want of time. */
  readonly left: number;
}

export interface RunRequest {
  /** The database whose copy is used. */
  readonly template: string;
  readonly probed: readonly KnownRelation[];
  /** What each statement was seen to do in the main run, in its order. */
  readonly runs: readonly StatementRun[];
  /** Absent: with nobody in the way. */
  readonly behind?: Holding;
}

const copy = 'rehearsal_traffic';
/** Long enough to know how quick the answers are. */
const calmMs = 80;

/** Runs the migrations on a copy while probes read and write the tables. Throws where the server takes no more clients. */
export async function runUnderProbes(lab: Lab, ready: Prepared, request: RunRequest): Promise<RunLog> {
  await makeDatabase(lab, copy, request.template);
  const sessions: Session[] = [];
  const connect = async (): Promise<Session> => {
    const session = await lab.server.connect('migrator', copy);
    sessions.push(session);
    return asProbe(session);
  };
  try {
    const probes = request.probed.flatMap(({ name }) => probesOn(name));
    const clients = await Promise.allSettled(probes.map(connect));
    const refused = clients.find((one) => one.status === 'rejected');
    if (refused) throw new TooManyClients('The server takes no more clients.', { cause: refused.reason });
    const now = (): number => lab.world.clock.elapsed();
    const traffic = probing(
      clients.flatMap((one, index) => {
        const probe = probes[index];
        return probe && one.status === 'fulfilled' ? [{ probe, session: one.value }] : [];
      }),
      now,
    );
    const log = await migrated(lab, ready, request).finally(() => traffic.stop());
    return { ...log, samples: traffic.samples };
  } finally {
    await Promise.all(sessions.map((session) => session.end()));
    await dropDatabase(lab, copy);
  }
}

/** The probes could not connect: that says nothing of the migrations. */
export class TooManyClients extends Error {}

async function migrated(
  lab: Lab,
  ready: Prepared,
  { probed, runs, behind }: RunRequest,
): Promise<Omit<RunLog, 'samples'>> {
  const now = (): number => lab.world.clock.elapsed();
  // Whatever it has locked is let go of when it leaves, also where it breaks off: probes may wait for that.
  await using bench = await enter(lab, copy);
  await using holder = await lab.server.connect('migrator', copy);
  const rows = await most(bench.observer, probed);
  await pause(calmMs);
  const startMs = now();
  const plain = plainSender(lab, bench, lab.plan.limits.passMs);
  const sending = behind && sendingBehind({ ...behind, runs, bench, holder, plain, known: ready.known, now });
  const { sender, statements } = noting(plain, runs, sending, now);
  const run = await execute(ready.changed, sender);
  const endMs = now();
  await pause(calmMs / 2);
  const names = probed.map(({ name }) => name);
  return { statements: statements(endMs), probed: names, startMs, endMs, run, rows, left: sending?.left() ?? 0 };
}

async function most(observer: Session, tables: readonly KnownRelation[]): Promise<number> {
  let rows = 0;
  for (const { name } of tables) {
    const found = await observer.query<{ count: number }>(`SELECT count(*) AS count FROM ${name}`);
    rows = Math.max(rows, found.rows[0]?.count ?? 0);
  }
  return rows;
}

type Draft = Omit<Sending, 'releasedMs'> & { readonly releasedMs: number | undefined };

/** Remembers when each statement began and ended, and when its transaction did. */
function noting(
  plain: Sender,
  runs: readonly StatementRun[],
  sending: ReturnType<typeof sendingBehind> | undefined,
  now: () => number,
): { readonly sender: Sender; readonly statements: (endMs: number) => readonly Sending[] } {
  let drafts: readonly Draft[] = [];
  const sender: Sender = {
    ...plain,
    async statement(step, place) {
      const startMs = now();
      const { outcome, ...sent } = sending
        ? await sending.send(step, place)
        : { outcome: await plain.statement(step, place), tables: [] };
      const { file, line } = step;
      const { locks = [] } = runs[drafts.length] ?? {};
      drafts = [...drafts, { file, line, locks, startMs, endMs: now(), releasedMs: undefined, ...sent }];
      return outcome;
    },
    ended() {
      sending?.ended();
      const at = now();
      drafts = drafts.map((draft) => ({ ...draft, releasedMs: draft.releasedMs ?? at }));
    },
  };
  return {
    sender,
    statements: (endMs) => drafts.map((draft) => ({ ...draft, releasedMs: draft.releasedMs ?? endMs })),
  };
}
