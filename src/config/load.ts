import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import { textOf } from '../domain/safety.ts';
import type { Source } from '../ports/code-host.ts';
import type { Config } from './config.ts';
import type { Wish } from './policy.ts';
import { defaults } from './defaults.ts';
import type { Profile } from '../domain/profile.ts';

export const configPath = '.github/migration-rehearsal.yml';
export const profilePath = '.github/migration-rehearsal.profile.json';

type Files = Pick<Source, 'tree' | 'read' | 'policy'>;

/**
 * The configuration of the base commit, never of the head: a pull request must not lower its own bar.
 * An absent file is all defaults, unless somebody named it. What somebody wishes in its place is held to the policy.
 */
export async function load(
  source: Files,
  baseCommit: Sha,
  path: string,
  rules: readonly string[],
  wishes: readonly Wish[] = [],
): Promise<Result<Config>> {
  const text = await textIn(source, baseCommit, path);
  if (!text.ok) return text;
  if (text.value !== undefined || (source.policy !== undefined && path === configPath)) {
    // Readers of YAML and schemas take longer to load than a small migration to read: only who has a file waits for them.
    const { parseConfig } = await import('./parse.ts');
    return parseConfig(text.value ?? '', path, rules, source.policy, wishes);
  }
  if (path === configPath) return success(defaults);
  return failure({
    code: 'bad-configuration',
    says: `The configuration ${path} does not exist in the base commit.`,
    advice: 'Merge it first, or name a file that is there; the configuration is read from the base branch only.',
    file: path,
  });
}

/** What a profile's text says; by the name of its file, in one of several forms. */
export type ProfileReader = (text: string, file: string) => Promise<Result<Profile>>;

/** The production profile of the base commit; undefined where there is none and none was named. */
export async function loadProfile(
  source: Files,
  baseCommit: Sha,
  configured: string,
  read: ProfileReader = readJson,
): Promise<Result<Profile | undefined>> {
  const path = configured === '' ? profilePath : configured;
  const text = await textIn(source, baseCommit, path);
  if (!text.ok) return text;
  if (text.value !== undefined) return read(text.value, path);
  if (configured === '') return success(undefined);
  return failure({
    code: 'bad-profile',
    says: `The profile ${path} does not exist in the base commit.`,
    advice: 'Merge it first, or correct `volume.profile`.',
    file: path,
  });
}

export const readJson: ProfileReader = async (text, file) => {
  const { parseProfile } = await import('./profile.ts');
  return parseProfile(text, file);
};

/** undefined = there is no such file. */
async function textIn(source: Files, commit: Sha, path: string): Promise<Result<string | undefined>> {
  const tree = await source.tree(commit);
  if (!tree.ok) return tree;
  const entry = tree.value.find((candidate) => candidate.path === path);
  if (entry === undefined) return success(undefined);
  const read = await source.read(entry.mode === '160000' ? [] : [entry.blob]);
  if (!read.ok) return read;
  return textOf({ path, mode: entry.mode, bytes: read.value[0] ?? new Uint8Array() });
}
