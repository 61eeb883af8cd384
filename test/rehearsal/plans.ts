import type { MigrationFile, MigrationUnit, TransactionMode } from '../../src/domain/migration.ts';
import { defaultLimits } from '../../src/rehearsal/plan.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Rehearsed, RehearsalPlan, RehearsalWorld } from '../../src/rehearsal/plan.ts';
import type { Server } from '../../src/ports/database.ts';

/** A migration as a person writes it in a test. */
export function unit(
  version: string,
  up: string,
  down?: string,
  transaction: TransactionMode = 'per-statement',
): MigrationUnit {
  const file = (direction: 'up' | 'down', text: string): MigrationFile => ({
    path: `migrations/${version}.${direction}.sql`,
    tool: 'sql',
    version,
    transaction,
    direction,
    [direction]: text,
    text,
    warnings: [],
  });
  return { version, up: file('up', up), ...(down !== undefined && { down: file('down', down) }) };
}

export const plan = (given: Partial<RehearsalPlan> & Pick<RehearsalPlan, 'baseline' | 'changed'>): RehearsalPlan => ({
  tool: {
    title: 'psql',
    olderVersion: 'applied',
    downs: 'pairs',
    afterFailure: { says: 'psql keeps no record.', command: 'psql -f FILE' },
  },
  volume: { rows: 2_000, tables: new Map(), seconds: 30 },
  limits: defaultLimits,
  session: {},
  roles: 'may-not-create',
  rollback: 'rehearse',
  rerun: 'rehearse',
  traffic: 'leave-out',
  ...given,
});

export const base = (...sql: readonly string[]): RehearsalPlan['baseline'] => ({
  kind: 'migrations',
  units: sql.map((text, index) => unit(`000${index + 1}`, text)),
});

export const rehearseOn = (
  server: Server,
  given: RehearsalPlan,
  more: Partial<RehearsalWorld> = {},
): Promise<Rehearsed> => rehearse(given, worldOf(server, more));

export const worldOf = (server: Server, more: Partial<RehearsalWorld> = {}): RehearsalWorld => ({
  server,
  clock: { now: () => Date.now(), elapsed: () => performance.now() },
  progress: { stage: () => undefined, note: () => undefined },
  signal: new AbortController().signal,
  ...more,
});
