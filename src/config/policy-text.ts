import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Source } from '../ports/code-host.ts';

/** An organisation's policy as it is handed over, before anybody has read it; `file` is its name in sentences. */
export type PolicyText = NonNullable<Source['policy']>;

/**
 * The policy that somebody names. Where it is named and not there, nothing is looked at: weaker rules would hold, and
 * nobody would see it.
 */
export function handedOver(file: string, text: string | undefined): Result<PolicyText> {
  if (text !== undefined && text.trim() !== '') return success({ file, text });
  return failure({
    code: 'bad-configuration',
    says: `The policy ${file} is empty here, or not there at all; weaker rules could hold without it, so nothing is looked at.`,
    advice: 'Hand it over where this runs (workflows of forks get variables, but no secrets), or name none.',
  });
}

/** What is read of a repository is read under it, so that nobody can read the one without the other. */
export const under = <Read extends object>(policy: PolicyText | undefined, source: Read): Read =>
  policy === undefined ? source : { ...source, policy };
