import { parseConfig } from '../../config/parse.ts';
import type { PolicyText } from '../../config/policy-text.ts';
import type { Result } from '../../domain/errors.ts';
import { ruleIds } from '../../rules/index.ts';
import { policyAt } from '../policy.ts';

/** Its own name in sentences: they are read in repositories, where a path of this machine says nothing. */
const variable = 'MIGRATION_REHEARSAL_POLICY';

/** The operator's policy for every repository of this server. One with a mistake is told now, not on each pull request. */
export async function serverPolicy(): Promise<Result<PolicyText | undefined>> {
  const policy = await policyAt(process.env[variable], variable);
  if (!policy.ok || policy.value === undefined) return policy;
  const read = parseConfig('', variable, ruleIds, policy.value);
  return read.ok ? policy : read;
}
