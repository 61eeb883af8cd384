import type { KnownRows, OwnSource } from './plan.ts';
import type { KnownRelations } from './watch/relations.ts';
import type { Script } from './run/script.ts';

/** Everything known once the base commit's schema stands. */
export interface Prepared {
  readonly base: readonly Script[];
  readonly changed: readonly Script[];
  /** What existed before the pull request. */
  readonly known: KnownRelations;
  /** Whether a name occurs in the migrations or the schema, and may be published. */
  readonly mayName: (name: string) => boolean;
  readonly notes: readonly string[];
  /** See `Laid`. */
  readonly sources: ReadonlyMap<string, OwnSource>;
  readonly production?: KnownRows;
  /** Everything that the base database is made of; absent where that cannot be told. */
  readonly baseKey?: string;
}

/** Names of the throwaway databases. */
export const databases = {
  base: 'rehearsal_base',
  foresight: 'rehearsal_foresight',
  small: 'rehearsal_small',
  trial: 'rehearsal_trial',
  main: 'rehearsal_main',
  fit: 'rehearsal_fit',
  fitRun: 'rehearsal_fit_run',
  cold: 'rehearsal_cold',
} as const;
