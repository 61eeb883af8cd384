import { duration } from '../domain/figures.ts';
import type { Rehearsal } from '../domain/rehearsal.ts';
import type { Traffic } from '../domain/rehearsal.ts';
import type { TrafficRun, TrafficStall, TrafficWait } from '../domain/traffic.ts';
import { timeline } from './timeline.ts';
import { joined, place, short, statementsOf } from './words.ts';

type Measured = Extract<Traffic, { readonly status: 'measured' }>;

export const trafficOf = (rehearsal: Rehearsal | undefined): Measured | undefined =>
  rehearsal?.status === 'ran' && rehearsal.traffic.status === 'measured' ? rehearsal.traffic : undefined;

/** Statements one under the other, and below them what reads and writes met. */
export const drawing = (rehearsal: Rehearsal | undefined): string =>
  [timeline(statementsOf(rehearsal)), lanes(trafficOf(rehearsal))].filter((part) => part !== '').join('\n\n');

const heights = '▁▂▃▄▅▆▇█';
/** Nobody notices less. */
const unnoticedMs = 25;

/** How long reads and writes took while the migrations ran; of the two runs the one that kept them longer. Empty where nobody waited. */
export function lanes(traffic: Measured | undefined): string {
  const { alone, behind } = traffic ?? {};
  const run = longestOf(behind) > longestOf(alone) ? behind : alone;
  if (!run || run.blockedStatements === 0) return '';
  const held = run === behind ? `, behind a transaction held open for ${duration(behind.heldMs)}` : '';
  const longest = longestOf(run);
  const lane = (name: string, parts: readonly number[], most: number): string =>
    `${name.padEnd(13)} ▏${parts.map((ms) => height(ms, longest)).join('')}▕ longest ${duration(most)}`;
  return [
    `Under probes${held}`,
    `${' '.repeat(13)}  0${duration(run.totalMs).padStart(run.writes.length - 1)}`,
    lane('write latency', run.writes, run.longestWriteStallMs),
    lane('read latency', run.reads, run.longestReadStallMs),
  ].join('\n');
}

const longestOf = (run: TrafficRun | undefined): number =>
  run ? Math.max(run.longestReadStallMs, run.longestWriteStallMs) : -1;

const height = (ms: number, longest: number): string =>
  heights.charAt(ms < unnoticedMs ? 0 : Math.min(heights.length - 1, Math.ceil((ms / longest) * heights.length) - 1));

/** For the line on locks. */
export function trafficWords(traffic: Traffic): string {
  if (traffic.status !== 'measured') return '';
  const { longestReadStallMs: read, longestWriteStallMs: write, behind } = traffic;
  const how = behind && waitsOf(behind) ? `, behind a transaction held open for ${duration(behind.heldMs)},` : '';
  return ` Under traffic${how} the longest write waited ${duration(write)}, the longest read ${duration(read)}.`;
}

const waitsOf = ({ stalls }: TrafficRun): boolean =>
  stalls.some(({ waited, readMs, writeMs }) => waited !== undefined && Math.max(readMs, writeMs) > 0);

/** Who waited for whom, a line a statement; the places are the caller’s to write. */
export function stallLines(traffic: Measured): readonly { readonly where: string; readonly says: string }[] {
  const line = (stall: TrafficStall): { readonly where: string; readonly says: string } => ({
    where: place(stall.file, stall.line),
    says: stallWords(stall),
  });
  return [...(traffic.alone?.stalls ?? []), ...(traffic.behind?.stalls ?? [])].map(line);
}

function stallWords({ tables, readMs, writeMs, rowMs, waited }: TrafficStall): string {
  const names = joined(tables.map(short));
  const kept = [
    readMs > 0 ? `reads for up to ${duration(readMs)}` : '',
    writeMs > 0 ? `writes for up to ${duration(writeMs)}` : '',
  ].filter((part) => part !== '');
  const others = kept.length > 0 ? `kept ${joined(kept)} waiting` : rowMs > 0 ? '' : 'kept nobody else waiting';
  const rows = rowMs > 0 ? `kept rows that it had changed locked for ${duration(rowMs)}` : '';
  const own = waited ? waitWords(waited) : '';
  const all = [own, others, rows].filter((part) => part !== '');
  return `${names === '' ? '' : `${names}: `}${all.join('; ')}.${waited?.keeps ? ` Its transaction kept ${joined(waited.keeps.map(short))} locked meanwhile.` : ''}${alikeWords(waited)}`;
}

const holders: Readonly<Record<TrafficWait['behind'], string>> = {
  reader: 'a transaction that had only read',
  writer: 'a transaction that had written',
  snapshot: 'a transaction that was open before, on whatever table',
};

function waitWords({ behind, rows, ms, lockTimeoutMs, sqlstate, leaves }: TrafficWait): string {
  const holder = rows ? 'a transaction that had changed some of the same rows' : holders[behind];
  if (sqlstate === undefined) return `waited ${duration(ms)} for ${holder}`;
  const shorter = lockTimeoutMs > ms * 1.5 ? `, shortened from ${duration(lockTimeoutMs)} for the rehearsal` : '';
  const why = sqlstate === '55P03' ? `lock_timeout${shorter}` : 'statement_timeout';
  const moved = rows ? '' : ', and the queue moved on';
  const left = leaves === undefined ? moved : `, and left the invalid index ${short(leaves)}`;
  return `gave up after ${duration(ms)} behind ${holder} (${why}, ${sqlstate})${left}`;
}

const alikeWords = (waited: TrafficWait | undefined): string =>
  waited?.alike
    ? ` So would ${joined(waited.alike.map(({ file, line }) => place(file, line)))}, with the same locks.`
    : '';
