import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const makers = { ext4: ['mkfs.ext4', '-q', '-F'], xfs: ['mkfs.xfs', '-q', '-f'], btrfs: ['mkfs.btrfs', '-q', '-f'] };

/** A disk of its own for a measurement, as a loop device in a folder; `free` takes it away. Needs root. */
export function imageIn(place, kind, gigabytes) {
  if (!(kind in makers)) throw new Error(`No file system ${kind}: one of ${Object.keys(makers).join(', ')}.`);
  const [file, folder] = [join(place, 'disk.img'), join(place, 'd')];
  writeFileSync(file, '');
  truncateSync(file, gigabytes * 1e9);
  const [program, ...args] = makers[kind];
  execFileSync(program, [...args, file]);
  mkdirSync(folder);
  execFileSync('mount', ['-o', 'loop', file, folder]);
  chmodSync(folder, 0o1777);
  const free = () => {
    // The servers' watchdogs may need a moment to leave it.
    for (let tries = 0; ; tries += 1) {
      try {
        execFileSync('umount', [folder], { stdio: 'ignore' });
        break;
      } catch (error) {
        if (tries === 20) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
      }
    }
    rmSync(file);
  };
  return { folder, free };
}

/** The name of a folder's file system. */
export const kindOf = (folder) =>
  execFileSync('stat', ['-f', '-c', '%T', folder], { encoding: 'utf8' }).trim().replace('ext2/ext3', 'ext4');

export function usedBytes(folder) {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
}
