import type { Result } from '../domain/errors.ts';

/** What pg_dump made of a database, wherever it lies and in whichever of its formats. */
export interface Dump {
  /** As the configuration names it, for sentences. */
  readonly name: string;
  /**
   * All of it in the plain format; each call begins anew.
   * @param elsewhere finds a pg_restore where this machine has none that can read it.
   */
  open(elsewhere?: OpenArchive): Promise<Result<OpenDump>>;
}

export interface OpenDump {
  /** All of it, or what must be there before its stages. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What follows, one stage after the other; none where it comes in one piece. */
  readonly stages: readonly DumpStage[];
  /** How many scripts of a stage this machine does well to load at a time. */
  readonly lanes: number;
  /** Once everything is at its end: why it is not all of it. */
  ended(): Promise<Result<true>>;
}

/** Scripts that know nothing of each other: they may be loaded side by side, in any order. */
export type DumpStage = readonly (() => AsyncIterable<Uint8Array>)[];

/** Brings a dump that only pg_restore reads to one. */
export type OpenArchive = (path: string) => Promise<Archive | 'not-brought'>;

/** A dump where a pg_restore can read it. */
export interface Archive {
  /** @param entries of its table of contents, by number; all where they are left out. */
  restore(options: readonly string[], entries?: readonly number[]): Restoring;
  close(): Promise<void>;
}

/** A pg_restore at work. */
export interface Restoring {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly ended: Promise<{
    /** `absent`: there is no such program. */
    readonly status: number | 'absent';
    /** What it said against it. */
    readonly words: string;
  }>;
  /** It need not go on. */
  stop(): void;
}
