import { readFile } from 'node:fs/promises';
import { handedOver } from '../config/policy-text.ts';
import type { PolicyText } from '../config/policy-text.ts';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';

/**
 * The policy that whoever started us names, `env:NAME` or a file of this machine; `called` is its name in sentences,
 * where others read those.
 */
export async function policyAt(
  named: string | undefined,
  called: string | undefined = named,
): Promise<Result<PolicyText | undefined>> {
  if (named === undefined) return success(undefined);
  const text = named.startsWith('env:')
    ? process.env[named.slice('env:'.length)]
    : await readFile(named, 'utf8').catch(() => undefined);
  return handedOver(called ?? named, text);
}
