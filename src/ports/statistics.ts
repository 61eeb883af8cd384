import type { Result } from '../domain/errors.ts';

/** A production database, as far as its profile needs it. */
export interface StatisticsSource {
  /**
   * The single value of one SELECT, run in a transaction that can change nothing. A Problem never holds the address,
   * a password or the server's words.
   */
  ask(sql: string): Promise<Result<string>>;
}
