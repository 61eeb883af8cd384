import type { Seen } from '../watch/seen.ts';

/** A statement’s time had the processor been free for it. */
export const undisturbed = ({ durationMs, queuedMs = 0 }: Pick<Seen, 'durationMs' | 'queuedMs'>): number =>
  // Two clocks: it was never all waiting.
  Math.max(durationMs - queuedMs, durationMs / 10);
