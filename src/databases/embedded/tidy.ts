import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** pg_control (src/include/catalog/pg_control.h), the same from 13 to 18. */
const at = { state: 16, redo: 40, timeline: 48, end: 52 } as const;
const cleanlyShutDown = 1;
const segmentBytes = 16n * 1024n ** 2n;
const segmentsPerId = (1n << 32n) / segmentBytes;

/**
 * Makes a stopped cluster as small as it can be: without its log, and without the WAL that nobody will read.
 * False where it was not shut down cleanly.
 */
export async function tidied(data: string): Promise<boolean> {
  const control = await controlOf(data);
  if (control.readUInt32LE(at.state) !== cleanlyShutDown) return false;
  const needed = segmentOf(control.readBigUInt64LE(at.redo), control.readUInt32LE(at.timeline));
  const wal = join(data, 'pg_wal');
  const segments = (await readdir(wal)).filter((name) => /^[0-9A-F]{24}$/.test(name));
  if (segments.includes(needed))
    for (const name of segments) if (name !== needed) await rm(join(wal, name), { force: true });
  await rm(join(data, 'log'), { recursive: true, force: true });
  return true;
}

async function controlOf(data: string): Promise<Buffer> {
  await using file = await open(join(data, 'global', 'pg_control'));
  const { buffer } = await file.read(Buffer.alloc(at.end), 0, at.end, 0);
  return buffer;
}

/** The file that holds a place of the WAL. */
function segmentOf(place: bigint, timeline: number): string {
  const number = place / segmentBytes;
  const parts = [BigInt(timeline), number / segmentsPerId, number % segmentsPerId];
  return parts.map((part) => part.toString(16).toUpperCase().padStart(8, '0')).join('');
}
