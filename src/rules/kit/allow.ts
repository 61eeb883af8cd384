import type { Span } from '../../domain/finding.ts';
import type { Statement, Step } from '../../sql/model.ts';
import { nearest } from './nearest.ts';
import type { Allowed, Rule } from './rule.ts';

/** A `migrate:allow` comment and the statement it stands over. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string | undefined;
  readonly decides: Allowed['decides'];
  readonly nearest?: string;
  readonly at: Span & { readonly text: string };
  readonly target: Statement;
}

export function allowances(steps: readonly Step[], rules: readonly Rule[]): readonly Allowance[] {
  const ids = rules.map(({ id }) => id);
  return steps
    .filter(({ inside }) => !inside)
    .flatMap(({ statement }) =>
      statement.comments.flatMap((at) => {
        const found = /migrate:allow[ \t]+([\w-]+)(?:[ \t]+reason:[ \t]*(.*))?/.exec(at.text);
        if (!found?.[1]) return [];
        const named = found[1];
        const near = ids.includes(named) ? undefined : nearest(named, ids);
        return {
          ...{ rule: named, reason: reasonIn(found[2]), at, target: statement },
          decides: decides(rules.find(({ id }) => id === named)),
          ...(near ? { nearest: near } : {}),
        };
      }),
    );
}

/** An empty reason is none. */
function reasonIn(text: string | undefined): string | undefined {
  const reason = text?.replace(/\*\/\s*$/, '').trim();
  return reason === '' ? undefined : reason;
}

function decides(rule: Rule | undefined): Allowed['decides'] {
  if (!rule) return 'unknown';
  return rule.observed && !rule.on && !rule.onPullRequest ? 'observed' : 'from-the-text';
}
