import type { Config } from '../config/config.ts';
import { configPath, load, loadProfile, readJson } from '../config/load.ts';
import { parseConfig } from '../config/parse.ts';
import type { Profile } from '../domain/profile.ts';
import { success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Comparison } from '../domain/pull-request.ts';
import type { Source } from '../ports/code-host.ts';
import { loadParser } from '../sql/parse.ts';
import { readSides } from './sides.ts';
import type { Read } from './sides.ts';
import { snapshotOf } from './snapshot.ts';

/** A file that replaces what the base commit holds, by the wish of the person at the command line. */
export interface Override {
  readonly file: string;
  readonly text: string;
}

export interface ProposalRequest {
  readonly base: string;
  readonly head: string;
  readonly config?: Override;
  /** The configuration's path in the base commit. */
  readonly configPath?: string;
  /** Takes the place of the configuration's `id`; the digest is bound to it. */
  readonly id?: string;
  readonly profile?: Override;
  /** Ids of all rules, which the configuration may name. */
  readonly rules: readonly string[];
}

/** What a pull request proposes, read to its end. */
export interface Proposal extends Read {
  readonly comparison: Comparison;
  readonly config: Config;
  readonly profile?: Profile;
}

/** Reads the pull request from its objects: the settings of the base commit, then the migrations of both sides. */
export async function readProposal(request: ProposalRequest, source: Source): Promise<Result<Proposal>> {
  const comparison = await source.compare(request.base, request.head);
  if (!comparison.ok) return comparison;
  const { mergeBase, baseTip, head } = comparison.value;
  const config = await settings(request, source, comparison.value);
  if (!config.ok) return config;
  const profile = await productionProfile(request, source, comparison.value, config.value);
  if (!profile.ok) return profile;
  const before = await snapshotOf(source, mergeBase, config.value.migrations);
  if (!before.ok) return before;
  const after = await snapshotOf(source, head, config.value.migrations);
  if (!after.ok) return after;
  const tip = baseTip === mergeBase ? before : await snapshotOf(source, baseTip, config.value.migrations);
  if (!tip.ok) return tip;
  const sides = { before: before.value, after: after.value, tip: tip.value };
  const read = await readSides(sides, comparison.value, config.value);
  if (!read.ok) return read;
  return success({
    comparison: comparison.value,
    config: config.value,
    ...(profile.value !== undefined && { profile: profile.value }),
    ...read.value,
  });
}

async function settings(request: ProposalRequest, source: Source, { mergeBase }: Comparison): Promise<Result<Config>> {
  const { config, rules, id, profile } = request;
  const wishes = [{ by: '`--profile`', key: 'volume.profile', value: profile?.file }];
  const read =
    config === undefined
      ? await load(source, mergeBase, request.configPath ?? configPath, rules, wishes)
      : parseConfig(config.text, config.file, rules, source.policy, wishes);
  return read.ok && id !== undefined ? success({ ...read.value, id }) : read;
}

async function productionProfile(
  request: ProposalRequest,
  source: Source,
  { mergeBase }: Comparison,
  { volume }: Config,
): Promise<Result<Profile | undefined>> {
  if (request.profile !== undefined) return readProfile(request.profile.text, request.profile.file);
  return loadProfile(source, mergeBase, volume.profile, readProfile);
}

/** JSON of our own, or the SQL that `pg_dump --statistics-only` writes, whose reader is loaded when it is needed. */
async function readProfile(text: string, file: string): Promise<Result<Profile>> {
  const isDump = file.toLowerCase().endsWith('.sql') || /\bpg_restore_(relation|attribute)_stats\s*\(/.test(text);
  if (!isDump || text.trimStart().startsWith('{')) return readJson(text, file);
  const { profileOfStatistics } = await import('../volume/statistics-dump.ts');
  await loadParser();
  return profileOfStatistics(text, file);
}
