import type { Span } from '../../domain/finding.ts';
import { positionsIn } from '../../sql/positions.ts';
import type { Statement } from '../../sql/statement.ts';
import type { Step } from '../../sql/step.ts';
import { nearest } from './nearest.ts';
import type { Allowed, Rule } from './rule.ts';

type Place = Span & { readonly text: string };

/** A `migrate:allow` comment and the statement it stands over. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string | undefined;
  readonly decides: Allowed['decides'];
  readonly nearest?: string;
  readonly at: Place;
  /** Absent: it stands over none. */
  readonly target?: Statement;
}

/** At the beginning of a comment, or of a line in it. */
const request = /^[ \t]*(?:--+|\/?\*+)?[ \t]*migrate:allow[ \t]+([\w-]+)(?:[ \t]+reason:[ \t]*(.*))?/gim;

export function allowances(steps: readonly Step[], rules: readonly Rule[]): readonly Allowance[] {
  const ids = rules.map(({ id }) => id);
  const named = (at: Place, target?: Statement): readonly Allowance[] =>
    [...at.text.matchAll(request)].map(([, rule = '', reason]) => {
      const near = ids.includes(rule) ? undefined : nearest(rule, ids);
      return {
        ...{ rule, reason: reasonIn(reason), at },
        decides: decides(rules.find(({ id }) => id === rule)),
        ...(near ? { nearest: near } : {}),
        ...(target ? { target } : {}),
      };
    });
  const over = steps
    .filter(({ inside }) => !inside)
    .flatMap(({ statement }) => statement.comments.flatMap((at) => named(at, statement)));
  const known = over.map(({ at }) => at);
  return [...over, ...astray(steps, known).flatMap((at) => named(at))];
}

/** Comments that ask for something where nobody looks: inside a statement, or after the last one. */
function astray(steps: readonly Step[], known: readonly Span[]): readonly Place[] {
  const texts = new Map(steps.map(({ script }) => [script.path, script.text]));
  return [...texts].flatMap(([file, text]) => {
    const found = [...text.matchAll(/--[ \t]*migrate:allow\b.*/gi)];
    if (found.length === 0) return [];
    const positions = positionsIn(file, text);
    return found
      .map((match) => ({ ...positions.span(match.index, match.index + match[0].length), text: match[0] }))
      .filter(({ line }) => !known.some((one) => one.file === file && one.line <= line && line <= one.endLine));
  });
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
