import type { Config } from '../config/config.ts';
import { configPath, load } from '../config/load.ts';
import type { Wish } from '../config/policy.ts';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Comparison } from '../domain/pull-request.ts';
import type { Range } from '../domain/trigger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Authorship, Source } from '../ports/code-host.ts';
import type { CheckOut } from '../ports/migrating.ts';
import { ruleIds } from '../rules/index.ts';
import { modeInForce } from './publish.ts';
import type { PublishRequest } from './publish.ts';

/** What a workflow's inputs say in place of the configuration. */
export interface Wishes {
  readonly id?: string;
  readonly mode?: PublishRequest['mode'];
  /** The configuration's path in the base commit. */
  readonly config?: string;
  /** Where the production profile is. */
  readonly profile?: string;
}

/** The keys that those stand for, in place of which a policy may lock another value. */
const wishesOf = ({ id, mode, profile }: Wishes): readonly Wish[] => [
  { by: 'The input `mode`', key: 'mode', value: mode },
  { by: 'The input `id`', key: 'id', value: id },
  { by: 'The input `profile`', key: 'volume.profile', value: profile },
];

/** Git objects, and who committed them; as files where a command of the team's reads those. */
export type Objects = Source & Authorship & { readonly checkOut?: CheckOut };

/** The git objects of a range, and whatever must be put away after it. */
export interface Opened extends Partial<AsyncDisposable> {
  readonly source: Objects;
}

/** What a range of commits is, and what the base commit says of how to look at it. */
export interface Setting extends AsyncDisposable {
  readonly source: Objects;
  readonly comparison: Comparison;
  readonly config: Config;
  readonly id: string;
  readonly mode: PublishRequest['mode'];
  /** With mode report, the day it ends. */
  readonly enforceFrom?: string;
  readonly comment: PublishRequest['comment'];
}

export interface SettingWorld {
  readonly clock: Clock;
  readonly wishes: Wishes;
  readonly open: (range: Range) => Promise<Result<Opened>>;
}

/** Small and quick, so that the check appears before anything long begins. */
export async function settingOf(range: Range, { open, clock, wishes }: SettingWorld): Promise<Result<Setting>> {
  const opened = await open(range);
  if (!opened.ok) return opened;
  const source = withBranchName(opened.value.source, range);
  const dispose = async () => {
    await opened.value[Symbol.asyncDispose]?.();
  };
  const read = await settingIn(source, range, wishes).catch(async (crash: unknown) => {
    await dispose();
    throw crash;
  });
  if (!read.ok) {
    await dispose();
    return read;
  }
  const { comparison, config } = read.value;
  const mode = modeInForce(wishes.mode ?? config.mode, config.enforceFrom, clock);
  return success({
    source,
    comparison,
    config,
    id: config.id,
    mode,
    ...(mode === 'report' && config.enforceFrom !== undefined && { enforceFrom: config.enforceFrom }),
    comment: config.comment.when,
    [Symbol.asyncDispose]: dispose,
  });
}

async function settingIn(source: Source, { base, head }: Range, wishes: Wishes) {
  const comparison = await source.compare(base, head);
  if (!comparison.ok) return comparison;
  const path = wishes.config ?? configPath;
  const config = await load(source, comparison.value.mergeBase, path, ruleIds, wishesOf(wishes));
  if (!config.ok) return config;
  const id = wishes.id ?? config.value.id;
  return success({ comparison: comparison.value, config: { ...config.value, id } });
}

/** The event names the base by its commit; an approval is bound to its branch, so that it survives a moving base. */
const withBranchName = (source: Objects, { baseRef }: Range): Objects => ({
  ...source,
  compare: async (base, head) => {
    const compared = await source.compare(base, head);
    return compared.ok ? success({ ...compared.value, baseRef }) : compared;
  },
});

/** What the check of a database is called. */
export const checkName = (id: string): string => (id === '' ? 'migration-rehearsal' : `migration-rehearsal (${id})`);
