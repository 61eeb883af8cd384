import { failure, success, type Result } from '../../domain/errors.ts';
import { nearest } from './nearest.ts';
import { page } from './page.ts';
import type { Rule } from './rule.ts';

/** The page of a rule as text; for an unknown name, the nearest one. */
export function explain(id: string, rules: readonly Rule[]): Result<string> {
  const rule = rules.find((one) => one.id === id);
  if (rule) return success(page(rule));
  const near = nearest(
    id,
    rules.map((one) => one.id),
  );
  return failure({
    code: 'bad-usage',
    says: `There is no rule “${id}”.`,
    advice: near ? `Did you mean ${near}?` : 'docs/rules/README.md lists them all.',
  });
}
