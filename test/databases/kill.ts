import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Interface, createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Round } from './rehearse-again.ts';

/** A provider as the kill tests see it. */
export interface Victim {
  readonly provider: 'embedded' | 'docker' | 'url';
  readonly major: number;
  readonly image?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Everything that runs with this environment have left, whoever they were. */
  readonly traces: () => Promise<readonly string[]>;
}

/** More in the slow matrix: MIGRATION_REHEARSAL_KILLS=10 */
const moments = Number(process.env['MIGRATION_REHEARSAL_KILLS'] ?? 2);

/** The same moments in every run: a failure can be had again (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Job {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly reader: Interface;
}

async function job(how: 'once' | 'for-ever', victim: Victim): Promise<Job> {
  const script = join(process.cwd(), 'test/databases/rehearse-again.ts');
  const args = ['--import', 'tsx', script, how, victim.provider, `${victim.major}`, victim.image ?? ''];
  const env = { ...process.env, ...victim.env };
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  const reader = createInterface(child.stdout);
  const lines = reader[Symbol.asyncIterator]();
  expect(await lines.next()).toEqual({ done: false, value: 'ready' });
  return { child, lines, reader };
}

async function ask({ child, lines }: Job, round: Round): Promise<number> {
  const begun = performance.now();
  child.stdin?.write(`${round}\n`);
  expect(await lines.next()).toEqual({ done: false, value: 'done' });
  return performance.now() - begun;
}

/** Kills whole rehearsals at moments spread over all of their stages; the next start must leave nothing of them. */
export function killed(title: string, victim: Victim): void {
  test(
    `${title}: killed at any of ${moments} moments, nothing is left after the next start`,
    async () => {
      const next = await job('once', victim);
      try {
        const usualMs = await ask(next, 'rehearse');
        expect(await victim.traces()).toEqual([]);
        const chance = random(20_261_123);
        for (let moment = 0; moment < moments; moment += 1) {
          const { child, reader } = await job('for-ever', victim);
          await pause(((moment + chance()) / moments) * usualMs);
          await end(child, reader);
          // A server across a socket notices it a moment later.
          await pause(200);
          await ask(next, 'start');
          await goneInTheEnd(victim, moment);
        }
      } finally {
        next.child.kill('SIGKILL');
        next.reader.close();
      }
    },
    60_000 + moments * 30_000,
  );
}

/** Kills a rehearsal at a moment that it tells itself. */
export function killedWhen(title: string, victim: Victim, moment: () => Promise<void>): void {
  test(`${title}, nothing is left after the next start`, async () => {
    const next = await job('once', victim);
    try {
      const { child, reader } = await job('for-ever', victim);
      await moment();
      await end(child, reader);
      expect(await victim.traces()).not.toEqual([]);
      await ask(next, 'start');
      await goneInTheEnd(victim, 0);
    } finally {
      next.child.kill('SIGKILL');
      next.reader.close();
    }
  }, 60_000);
}

async function end(child: ChildProcess, reader: Interface): Promise<void> {
  expect(child.exitCode).toBeNull();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  reader.close();
  await ended;
}

/** A watchdog may be at it at the same time. */
async function goneInTheEnd(victim: Victim, moment: number): Promise<void> {
  const until = Date.now() + 15_000;
  let left = await victim.traces();
  while (left.length > 0 && Date.now() < until) {
    await pause(50);
    left = await victim.traces();
  }
  expect({ moment, left }).toEqual({ moment, left: [] });
}
