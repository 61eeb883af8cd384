import { readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Problem, type Result, failure, success } from '../domain/errors.ts';
import { shown } from '../domain/safety.ts';
import type { Archive, OpenArchive, OpenDump, Restoring } from '../ports/dump.ts';

/** A dump in a format that only pg_restore reads: it writes plain scripts, which go the way of every other. */
export interface ArchivedDump {
  readonly path: string;
  /** As the configuration names it. */
  readonly named: string;
  readonly format: 'custom' | 'directory' | 'tar';
  /** Where this machine reads it. */
  readonly here: Archive;
  readonly elsewhere?: OpenArchive;
}

/** Opens it with the pg_restore of this machine, or where that is none or too old with the one that is elsewhere. */
export async function archived(dump: ArchivedDump): Promise<Result<OpenDump>> {
  const known = await contentsOf(dump.here);
  if (typeof known !== 'string') return success(await opened(dump, dump.here, known));
  const there = known === 'broken' ? undefined : await dump.elsewhere?.(dump.path);
  if (!there) return failure(unread[known](dump.named));
  if (there === 'not-brought') return failure(notBrought(dump.named));
  const also = await contentsOf(there);
  if (typeof also !== 'string') return success(await opened(dump, there, also));
  await there.close();
  return failure(unread[also === 'absent' ? known : also](dump.named));
}

/** An entry of its table of contents. */
interface Entry {
  readonly id: number;
  readonly kind: string;
}

type Section = 'data' | 'post-data';

/** Why pg_restore did not read it. */
type Unread = 'absent' | 'newer' | 'broken';

/** @param section all of them where it is left out. */
async function contentsOf(archive: Archive, section?: Section): Promise<readonly Entry[] | Unread> {
  const listing = archive.restore(['--list', ...(section === undefined ? [] : [`--section=${section}`])]);
  const pieces: Uint8Array[] = [];
  for await (const piece of listing.bytes) pieces.push(piece);
  const why = unreadBy(await listing.ended);
  if (why) return why;
  const lines = Buffer.concat(pieces).toString().matchAll(entryLine);
  return [...lines].map(([, id, kind = '']) => ({ id: Number(id), kind }));
}

function unreadBy({ status, words }: Awaited<Restoring['ended']>): Unread | undefined {
  if (status === 0) return undefined;
  // Debian’s own wrapper is there before any client is.
  if (status === 'absent' || words.includes('You must install')) return 'absent';
  return words.includes('unsupported version') ? 'newer' : 'broken';
}

/** `217; 1259 16397 TABLE DATA shop orders owner`: of the kinds those that matter here. */
const entryLine = /^(\d+); \d+ \d+ (TABLE DATA|TABLE ATTACH|INDEX ATTACH|TABLE|INDEX|CONSTRAINT)?/gm;

const options = ['--file=-', '--no-owner', '--no-privileges', '--no-tablespaces', '--no-publications'];

/** Below this a second process costs more than it saves. */
const worthParting = 4_000_000;
const mostLanes = 4;

async function opened(dump: ArchivedDump, archive: Archive, contents: readonly Entry[]): Promise<OpenDump> {
  const state: { problem?: Problem } = {};
  async function* script(more: readonly string[], entries?: readonly number[]): AsyncGenerator<Uint8Array> {
    const running = archive.restore([...options, ...more], entries);
    try {
      yield* running.bytes;
      const why = unreadBy(await running.ended);
      if (why) state.problem ??= unread[why](dump.named);
    } finally {
      running.stop();
    }
  }
  const ended = async (): Promise<Result<true>> => {
    await archive.close();
    return state.problem ? failure(state.problem) : success(true);
  };
  const lanes = Math.min(mostLanes, availableParallelism());
  const stages = lanes > 1 ? await stagesOf(dump, archive, contents, 2 * lanes) : [];
  if (stages.length === 0) return { bytes: script([]), stages: [], lanes: 1, ended };
  return {
    bytes: script(['--section=pre-data']),
    stages: stages.map((stage) => stage.map((ids) => () => script([], ids))),
    lanes,
    ended,
  };
}

/**
 * How much each table’s rows take, by the entry that holds them, where it pays to load the dump in parts. Rows alone
 * keep their order, as foreign keys may be there already; a tar can be read from its beginning only.
 */
async function sizesOf(
  { path, format }: ArchivedDump,
  contents: readonly Entry[],
): Promise<ReadonlyMap<number, number> | undefined> {
  if (format === 'tar' || !contents.some(({ kind }) => kind === 'TABLE')) return undefined;
  const sizes = new Map<number, number>();
  if (format === 'custom') return (await stat(path)).size < worthParting ? undefined : sizes;
  for (const name of await readdir(path)) {
    const id = /^(\d+)\.dat/.exec(name)?.[1];
    if (id !== undefined) sizes.set(Number(id), (await stat(join(path, name))).size);
  }
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return all < worthParting ? undefined : sizes;
}

/**
 * Rows; then keys and indexes, which need them only; then what needs those, in the order of the dump. A comment belongs
 * to the section that it stands in: only pg_restore tells which.
 */
async function stagesOf(
  dump: ArchivedDump,
  archive: Archive,
  contents: readonly Entry[],
  count: number,
): Promise<readonly (readonly (readonly number[])[])[]> {
  const sizes = await sizesOf(dump, contents);
  if (!sizes) return [];
  const [data, after] = [await contentsOf(archive, 'data'), await contentsOf(archive, 'post-data')];
  // It was read a moment ago: whoever reads all of it will say what is the matter.
  if (typeof data === 'string' || typeof after === 'string') return [];
  return [
    [...portions(data.filter(isRows), sizes, count), idsOf(data.filter((entry) => !isRows(entry)))],
    portions(after.filter(isKey), new Map(), count),
    [idsOf(after.filter((entry) => !isKey(entry)))],
  ]
    .map((stage) => stage.filter((ids) => ids.length > 0))
    .filter((stage) => stage.length > 0);
}

const isRows = ({ kind }: Entry): boolean => kind === 'TABLE DATA';
const isKey = ({ kind }: Entry): boolean => kind === 'CONSTRAINT' || kind === 'INDEX';
const idsOf = (entries: readonly Entry[]): readonly number[] => entries.map(({ id }) => id);

/** Dealt out so that each has about as much to do, the largest first. */
function portions(
  entries: readonly Entry[],
  sizes: ReadonlyMap<number, number>,
  count: number,
): readonly (readonly number[])[] {
  const size = ({ id }: Entry): number => sizes.get(id) ?? 1;
  const hands = Array.from({ length: count }, () => ({ ids: [] as number[], weight: 0 }));
  for (const entry of entries.toSorted((one, other) => size(other) - size(one))) {
    const least = hands.reduce((one, other) => (other.weight < one.weight ? other : one));
    least.ids.push(entry.id);
    least.weight += size(entry);
  }
  return hands.map(({ ids }) => ids);
}

const notBrought = (named: string): Problem => ({
  code: 'volume-failed',
  says: `The snapshot ${shown(named)} needs the pg_restore of the image, and could not be copied into its container.`,
  advice:
    'See that the disk of the Docker daemon has room for it, or install the postgresql-client of its version in the job.',
});

const unread: Readonly<Record<Unread, (named: string) => Problem>> = {
  absent: (named) => ({
    code: 'volume-failed',
    says: `The snapshot ${shown(named)} is in a format that only pg_restore reads, and there is none here.`,
    advice:
      'Install postgresql-client in the job, use the docker provider, whose image has one, or write the dump with pg_dump --format=plain.',
  }),
  newer: (named) => ({
    code: 'volume-failed',
    says: `The snapshot ${shown(named)} was written by a newer pg_dump than the pg_restore here can read.`,
    advice:
      'Install the postgresql-client of that version in the job, use the docker provider with that version, or write the dump with pg_dump --format=plain.',
  }),
  broken: (named) => ({
    code: 'volume-failed',
    says: `pg_restore cannot read the snapshot ${shown(named)} to its end.`,
    advice: 'Run pg_restore --file=/dev/null on it by hand; it may not have been fetched whole.',
  }),
};
