import { readFileSync } from 'node:fs';

/**
 * Milliseconds that a process was ready to work and waited for a processor, on Linux: what others on the machine cost
 * it. Undefined where the kernel does not tell.
 */
export function queuedMs(pid: number): number | undefined {
  try {
    const nanoseconds = Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]);
    return Number.isFinite(nanoseconds) ? nanoseconds / 1e6 : undefined;
  } catch {
    return undefined;
  }
}
