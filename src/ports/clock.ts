/** Time, so that tests can hold it still. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Monotonic milliseconds with fractions, for durations. */
  elapsed(): number;
}
