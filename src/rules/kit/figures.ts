/** Milliseconds as people say them: `3 ms`, `13.1 s`, `4 min`. */
export function duration(ms: number): string {
  if (ms < 1) return 'less than 1 ms';
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  if (ms < 90_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 5_400_000) return `${String(Math.round(ms / 60_000))} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

/** `1,000,000`. */
export const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
