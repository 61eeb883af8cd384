import type { StatementRun } from '../../../domain/rehearsal.ts';
import type { TrafficWait } from '../../../domain/traffic.ts';
import type { Outcome, Session } from '../../../ports/database.ts';
import type { Sender } from '../../run/execute.ts';
import type { Bench } from '../../lab.ts';
import { isTable } from '../../watch/relations.ts';
import type { KnownRelations } from '../../watch/relations.ts';
import type { Step } from '../../run/script.ts';
import { holdFor, open, waitsFor } from './holds.ts';
import type { Hold } from './holds.ts';

/** How long a transaction is held open before the statements that have to wait for it. */
export interface Holding {
  readonly ms: number;
  /** Production's longest, where it is known. */
  readonly productionMs?: number;
}

export interface BehindScene extends Holding {
  readonly bench: Bench;
  readonly holder: Session;
  readonly plain: Sender;
  readonly known: KnownRelations;
  /** What each statement was seen to do in the main run, in the order of the run. */
  readonly runs: readonly StatementRun[];
  readonly now: () => number;
}

/** How one statement was sent, and what it waited for. */
export interface Sent {
  readonly outcome: Outcome;
  readonly tables: readonly string[];
  readonly waited?: TrafficWait;
}

/** All of them together: a rehearsal is waited for, too. */
const mostMs = 5_000;
/** CONCURRENTLY, and who waits for rows, keep nobody on the table waiting, however long they wait: a moment shows that. */
const momentMs = 300;
const aMoment = ({ behind, rows }: Hold): boolean => behind === 'snapshot' || rows === true;

interface Shown {
  readonly alike: { readonly file: string; readonly line: number }[];
}

export interface SendingBehind {
  send(step: Step, place: 'alone' | 'inside'): Promise<Sent>;
  /** A transaction has ended, and holds no table any more. */
  ended(): void;
  /** Statements before which no further transaction was held open. */
  readonly left: () => number;
}

/**
 * Holds a transaction open on the tables that a statement is about to lock, sends it, and lets go after a while. A
 * statement that gives up meanwhile is sent once more, so that those after it are seen as well.
 */
export function sendingBehind(scene: BehindScene): SendingBehind {
  const shown = new Map<string, Shown>();
  const locked = new Set<string>();
  const tables = new Set([...scene.known.values()].filter(isTable).map(({ name }) => name));
  let [index, spentMs, left] = [0, 0, 0];
  const plainly = async (step: Step, place: 'alone' | 'inside'): Promise<Sent> => ({
    outcome: await scene.plain.statement(step, place),
    tables: [],
  });
  const held = async (hold: Hold, step: Step, place: 'alone' | 'inside'): Promise<Sent> => {
    const limits = await limitsOf(scene.bench.migrator);
    if (hold.rows && limits.lockMs === 0) return plainly(step, place);
    const key = [hold.behind, hold.modes, place, limits.lockMs, ...locked].join('\0');
    const before = shown.get(key);
    before?.alike.push({ file: step.file, line: step.line });
    const ms = aMoment(hold) ? Math.min(momentMs * 2, scene.ms) : scene.ms;
    const late = !before && spentMs + ms > mostMs;
    if (late) left += 1;
    if (before || late || (await open(scene.holder, hold, scene.bench.observer)) === 'refused')
      return plainly(step, place);
    const alike: Shown['alike'] = [];
    shown.set(key, { alike });
    const start = scene.now();
    const { waited, ...sent } = await sendHeld({ ...scene, ms }, { hold, step, place, limits });
    spentMs += scene.now() - start;
    const keeps = [...locked].filter((table) => !sent.tables.includes(table));
    return waited ? { ...sent, waited: { ...waited, ...(keeps.length > 0 && { keeps }), alike } } : sent;
  };
  return {
    async send(step, place) {
      const run = scene.runs[index++];
      const same = run?.file === step.file && run.line === step.line;
      const hold = same ? holdFor(run, step, scene.known) : undefined;
      const sent = await (hold ? held(hold, step, place) : plainly(step, place));
      const keeps = place === 'inside' ? (run?.locks ?? []) : [];
      for (const { object, blocks } of keeps) if (blocks.length > 0 && tables.has(object)) locked.add(object);
      return sent;
    },
    ended: () => {
      locked.clear();
    },
    left: () => left,
  };
}

interface Limited {
  readonly lockMs: number;
  readonly statementMs: number;
}

async function limitsOf(migrator: Session): Promise<Limited> {
  const { rows } = await migrator.query<{ name: string; ms: number }>(
    `SELECT name, setting::int8 AS ms FROM pg_catalog.pg_settings WHERE name IN ('lock_timeout', 'statement_timeout')`,
  );
  const of = (wanted: string): number => rows.find(({ name }) => name === wanted)?.ms ?? 0;
  return { lockMs: of('lock_timeout'), statementMs: of('statement_timeout') };
}

interface Sending {
  readonly hold: Hold;
  readonly step: Step;
  readonly place: 'alone' | 'inside';
  readonly limits: Limited;
}

const savepoint = 'migration_rehearsal_waits';

async function sendHeld(scene: BehindScene, { hold, step, place, limits }: Sending): Promise<Sent> {
  const { plain, holder, bench, now } = scene;
  const { migrator, guard } = bench;
  const tables = hold.tables.map(({ name }) => name);
  const backAgain = place === 'inside' && (limits.lockMs > 0 || limits.statementMs > 0);
  if (backAgain) await migrator.run(`SAVEPOINT ${savepoint}`);
  const limited = await shortened(scene, hold, place, limits);
  const startMs = now();
  const sending = plain.statement(step, place);
  const first = await firstOf(sending, scene.ms);
  const waits = first === 'held' ? await waitsFor(guard, migrator, holder).catch(() => 'goes-on') : 'goes-on';
  const letGoMs = now();
  const leaves = first === 'ended' ? await invalidIndex(scene) : undefined;
  await holder.run('ROLLBACK');
  const outcome = await sending;
  await limited.restore();
  const wait = {
    behind: hold.behind,
    ...(hold.rows && { rows: hold.rows }),
    ms: letGoMs - startMs,
    lockTimeoutMs: limits.lockMs,
  } as const;
  const error = first === 'ended' && !outcome.ok ? outcome.error : undefined;
  if (!error || error.fatal || !givenUp.has(error.sqlstate)) {
    if (backAgain && outcome.ok) await migrator.run(`RELEASE SAVEPOINT ${savepoint}`);
    return waits === 'waits' ? { outcome, tables, waited: wait } : { outcome, tables: [] };
  }
  if (backAgain) await migrator.run(`ROLLBACK TO SAVEPOINT ${savepoint}`);
  if (leaves !== undefined) await migrator.run(`DROP INDEX ${leaves}`);
  const waited = { ...wait, sqlstate: error.sqlstate, ...(leaves !== undefined && { leaves }) };
  return { outcome: await plain.statement(step, place), tables, waited };
}

/** lock_timeout and statement_timeout. */
const givenUp = new Set(['55P03', '57014']);

async function firstOf(sending: Promise<Outcome>, ms: number): Promise<'ended' | 'held'> {
  let timer: NodeJS.Timeout | undefined;
  const held = new Promise<'held'>((resolve) => {
    timer = setTimeout(() => {
      resolve('held');
    }, ms);
  });
  const first = await Promise.race([sending.then(() => 'ended' as const), held]);
  clearTimeout(timer);
  return first;
}

interface Shortened {
  restore(): Promise<void>;
}

/** What a lock_timeout does to them need not take so long to be seen, where such long transactions may be. */
async function shortened(
  { bench: { migrator }, productionMs = Infinity }: BehindScene,
  hold: Hold,
  place: 'alone' | 'inside',
  { lockMs }: Limited,
): Promise<Shortened> {
  const shorter = aMoment(hold) && lockMs > momentMs && productionMs >= lockMs;
  if (!shorter) return { restore: () => Promise.resolve() };
  const set = place === 'inside' ? 'SET LOCAL' : 'SET';
  await migrator.run(`${set} lock_timeout = ${momentMs}`);
  return {
    async restore() {
      await migrator.run(`${set} lock_timeout = ${lockMs}`);
    },
  };
}

async function invalidIndex({ bench: { observer }, known }: BehindScene): Promise<string | undefined> {
  const { rows } = await observer.query<{ oid: number; name: string }>(
    `SELECT c.oid::int8 AS oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i'`,
  );
  return rows.find(({ oid }) => !known.has(oid))?.name;
}
