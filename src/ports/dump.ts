import type { Result } from '../domain/errors.ts';

/** What pg_dump made of a database, wherever it lies and in whichever of its formats. */
export interface Dump {
  /** As the configuration names it, for sentences. */
  readonly name: string;
  /** All of it in the plain format; each call begins anew. */
  open(): Promise<Result<OpenDump>>;
}

export interface OpenDump {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Once `bytes` are at their end: why they are not all of it. */
  ended(): Promise<Result<true>>;
}
