import { statfsSync } from 'node:fs';

/**
 * Where the tests' databases live: in memory where there is room for them. CREATE DATABASE makes 300 files, and ext4
 * passes over the inode of every file that was removed in the last minutes before it gives away a free one: after a few
 * tests that takes 0.3 s instead of 0.01 s. TMPDIR=/tmp runs them on the disk.
 */
const memory = '/dev/shm';
if (hasRoom(memory)) process.env.TMPDIR ??= memory;

/** All workers together hold less than half of this at a time. */
function hasRoom(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 6 * 1024 ** 3;
  } catch {
    return false;
  }
}

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // What kills, fills a disk or makes a hundred thousand rows again and again: MIGRATION_REHEARSAL_SLOW=1 npm test
  testPathIgnorePatterns: process.env.MIGRATION_REHEARSAL_SLOW ? [] : ['\\.slow\\.test\\.ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  testTimeout: 60_000,
  // One more than a hosted runner's smallest has processors: many tests wait for a time limit or for a process's end.
  maxWorkers: 3,
};
