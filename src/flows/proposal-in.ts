import type { Result } from '../domain/errors.ts';
import type { Range } from '../domain/trigger.ts';
import { ruleIds } from '../rules/index.ts';
import { readProposal } from './proposal.ts';
import type { Proposal } from './proposal.ts';
import type { Setting, Wishes } from './setting.ts';

/** What a range of commits proposes, under the name and the configuration of its setting. */
export const proposalIn = (
  { base, head }: Pick<Range, 'base' | 'head'>,
  { id, source }: Pick<Setting, 'id' | 'source'>,
  { config }: Wishes,
): Promise<Result<Proposal>> =>
  readProposal({ base, head, id, rules: ruleIds, ...(config !== undefined && { configPath: config }) }, source);
