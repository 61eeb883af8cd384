import type { Report } from '../domain/report.ts';
import type { LastCheck } from '../ports/publisher.ts';

/** Between the report's last word and its check being written. */
const writingMs = 30_000;

/**
 * When a check first showed its report. Whatever people decide completes it anew; when it was completed first follows
 * from when its run began and how long that took.
 */
export function shownAt({ at, since }: NonNullable<LastCheck['completed']>, { timings }: Report): string {
  const first = since === undefined ? Infinity : Date.parse(since) + timings.totalMs + writingMs;
  return first < Date.parse(at) ? new Date(first).toISOString() : at;
}
