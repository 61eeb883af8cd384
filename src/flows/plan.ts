import { isFresh, profileAgeDays } from '../config/profile-age.ts';
import { appliedSettings } from '../config/profile-settings.ts';
import type { AppliedSettings } from '../config/profile-settings.ts';
import { counted, duration } from '../domain/figures.ts';
import type { MigrationUnit } from '../domain/migration.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dump } from '../ports/dump.ts';
import type { MigrationTool } from '../ports/migration-tool.ts';
import { worthForging } from '../rehearsal/plan.ts';
import type { KnownRows, RehearsalPlan } from '../rehearsal/plan.ts';
import { units } from '../tools/units.ts';
import type { Proposal } from './proposal.ts';
import { knownQueries } from './queries.ts';

/** What the pull request adds, in the tool's order; an edited or deleted migration has run already and is not run again, but a draft has not run yet. */
export function newUnits({ changed }: Pick<Proposal, 'changed'>): readonly MigrationUnit[] {
  const added = changed.filter(({ status, draft }) => status === 'added' || (draft && status !== 'deleted'));
  return units(added).filter(({ up }) => up !== undefined);
}

/** The rehearsal that the configuration asks for. */
export function planOf(
  proposal: Proposal,
  tool: MigrationTool,
  { clock, dump }: { readonly clock: Clock; readonly dump?: (named: string) => Dump },
): RehearsalPlan {
  const { config, structure, base } = proposal;
  const { volume, rehearsal, migrations } = config;
  const production = productionRows(proposal, clock);
  const snapshot = volume.snapshot === '' ? undefined : dump?.(volume.snapshot);
  const queries = knownQueries(proposal, clock.now());
  if (volume.snapshot !== '' && !snapshot) throw new Error('A snapshot is named, and nobody here opens it.');
  return {
    baseline:
      structure === undefined ? { kind: 'migrations', units: units(base) } : { kind: 'structure', file: structure },
    changed: newUnits(proposal),
    ...(structure !== undefined && lastVersion(base)),
    tool,
    volume: {
      rows: volume.rows,
      tables: new Map(Object.entries(volume.tables)),
      seconds: volume.seconds,
      ...(volume.bytes !== 'auto' && { bytes: volume.bytes }),
      ...(production !== undefined && { production }),
      ...(proposal.seed !== undefined && { seed: proposal.seed }),
      ...(volume.seedCommand !== '' && { seed: { command: volume.seedCommand } }),
      ...(snapshot && { snapshot }),
      ...(volume.existing !== '' && { existing: volume.existing }),
      ...(volume.full && { full: true }),
      ...(volume.forge && { forgeFrom: worthForging }),
    },
    limits: {
      statementMs: rehearsal.statementLimitMs,
      passMs: rehearsal.passLimitMs,
      totalMs: rehearsal.totalLimitMs,
    },
    session: { ...fromProduction(proposal).session, ...migrations.session },
    roles: config.postgres.createRole ? 'may-create' : 'may-not-create',
    rollback: rehearsal.rollback ? 'rehearse' : 'leave-out',
    rerun: rehearsal.rerun ? 'rehearse' : 'leave-out',
    ...(rehearsal.cold && { cold: 'rehearse' as const }),
    traffic: rehearsal.traffic ? 'rehearse' : 'leave-out',
    ...(proposal.profile?.longestTransactionMs !== undefined && {
      longestTransactionMs: proposal.profile.longestTransactionMs,
    }),
    ...(queries && { queries }),
  };
}

/** Where a structure file stands for the merged migrations, the tool's own record still ends with the last of them. */
function lastVersion(base: Proposal['base']): Pick<RehearsalPlan, 'lastApplied'> {
  const version = units(base).at(-1)?.version;
  return version === undefined ? {} : { lastApplied: version };
}

/** Production's settings that a rehearsal can have too, but those that the team chose itself. */
export const fromProduction = ({ profile, config }: Pick<Proposal, 'profile' | 'config'>): AppliedSettings =>
  appliedSettings(profile, [...Object.keys(config.postgres.settings), ...Object.keys(config.migrations.session)]);

function productionRows({ profile }: Proposal, clock: Clock): KnownRows | undefined {
  if (profile === undefined) return undefined;
  const ageDays = profileAgeDays(profile, clock.now());
  const rows = [...profile.tables].flatMap(([table, known]) =>
    known.rows === undefined ? [] : [[table, known.rows] as const],
  );
  return {
    rows: new Map(rows),
    source: 'profile',
    statistics: profile.tables,
    ...(profile.settings && { settings: profile.settings }),
    ...(profile.durations && { past: profile.durations }),
    ...(ageDays !== undefined && { ageDays }),
  };
}

/** How old the profile is, and what it is then good for. */
export function productionSource(
  { profile, config }: Pick<Proposal, 'profile' | 'config'>,
  clock: Clock,
): string | undefined {
  if (profile === undefined) return undefined;
  const { staleAfterMs } = config.volume;
  const days = profileAgeDays(profile, clock.now());
  if (days !== undefined && isFresh(profile, clock.now(), staleAfterMs)) {
    return `Production’s rows are from its profile, taken ${days === 0 ? 'today' : `${counted(days, 'day')} ago`}.`;
  }
  const why =
    days === undefined ? 'has no date' : `is ${counted(days, 'day')} old, stale after ${duration(staleAfterMs)}`;
  return `Production’s profile ${why}: it lowers no finding. Take a new one with \`migration-rehearsal profile\`.`;
}

/** Tables whose production rows are *known*: only those may lower a lock hazard. By `schema.name`. */
export function knownTables(
  { profile, config }: Pick<Proposal, 'profile' | 'config'>,
  clock: Clock,
): ReadonlyMap<string, string> {
  const fresh = profile !== undefined && isFresh(profile, clock.now(), config.volume.staleAfterMs);
  const profiled = fresh ? [...profile.tables].filter(([, { rows }]) => rows !== undefined) : [];
  return new Map([
    ...profiled.map(([table]) => [table, 'profile'] as const),
    ...Object.keys(config.volume.tables).map((table) => [table, 'volume.tables'] as const),
  ]);
}
