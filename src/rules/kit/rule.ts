import type { AlterTableType, Node } from '@pgsql/types';
import type { Span } from '../../domain/finding.ts';
import type { Phase, RuleCard, Severity } from '../../domain/rule.ts';
import type { Action, Facts, PullRequestFacts } from './facts.ts';
import type { Seen } from './seen.ts';

export type { Action, Facts, Phased, PullRequestFacts, ToolWords } from './facts.ts';

/** A `migrate:allow` comment, and what became of it. */
export interface Allowed extends Span {
  readonly rule: string;
  readonly reason: string | undefined;
  /** unknown = there is no such rule; observed = only a rehearsal can tell whether it was needed. */
  readonly decides: 'from-the-text' | 'observed' | 'unknown';
  /** The nearest rule, where there is none of this name. */
  readonly nearest?: string;
  /** nothing = it stands inside a statement or after the last one. */
  readonly over: 'statement' | 'nothing';
  /** Why the configuration gives it nothing to lower: the rule is off, or nobody may suppress it. */
  readonly pointless?: 'off' | 'not-suppressible';
  /** How many findings it lowered. */
  readonly suppressed: number;
}

/** What a rule has to say about one statement. */
export interface Hit {
  readonly objects: readonly string[];
  readonly says: string;
  readonly instead: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}
/** A hit that is not about the statement at hand says where it is. */
export interface PlacedHit extends Hit {
  readonly at: Span;
}
export type Answer = Hit | readonly Hit[] | undefined;

type NodeName<Union = Node> = Union extends Union ? keyof Union : never;
type Body<Name extends NodeName> =
  Extract<Node, Record<Name, unknown>> extends Record<Name, infer Found> ? Found : never;

/** By node of Postgres's syntax tree, and by subcommand of ALTER TABLE. */
export type Visitor = {
  readonly [Name in NodeName]?: (node: Body<Name>, facts: Facts) => Answer;
} & Readonly<Partial<Record<AlterTableType, (action: Action, facts: Facts) => Answer>>>;

export interface Examples {
  /** The schema before the pull request. */
  readonly given: string;
  /** Rows for the claims test, where the hazard needs some. */
  readonly rows?: string;
  readonly bad: string;
  readonly good: string;
}

/**
 * One hazard. The claims (`takes` of the card, `rewrites`, `scans`, `fails`) hold for the `bad` example on every
 * supported major from `since`, and for none of the statements of `good`; test/claims proves it on real servers.
 */
export interface Rule extends RuleCard {
  /** The oldest Postgres major whose parser and server accept `bad`. */
  readonly since: number;
  /** An existing table is copied to a new file. */
  readonly rewrites?: true;
  /** An existing table is read to its end while the lock is held. */
  readonly scans?: true;
  /** The SQLSTATE `bad` ends with. */
  readonly fails?: string;
  /** Reported for tables made in the same pull request too. */
  readonly evenOnNewTables?: true;
  /** The part of expand, migrate, contract that the statements play which it speaks of. */
  readonly phase?: Exclude<Phase, 'expand'>;
  /** What it proposes can be put into the file by a machine, where each statement commits by itself. */
  readonly mechanical?: true;
  /** It says that reading does not tell: advice, once a rehearsal has shown it. */
  readonly untilSeen?: true;
  /** What it reads from the text gives way to what it saw, once the migrations have run to their end. */
  readonly seenInstead?: true;
  /** Measured: it bears out what that rule reads from the same statement, and both are told as one. */
  readonly bearsOut?: (read: RuleCard) => boolean;
  /** Measured: rules that have nothing to add to it. */
  readonly insteadOf?: readonly string[];
  /** What the statement does depends on a setting of production’s that the rehearsal may not have. */
  readonly dependsOnServer?: true;
  /** What differs between Postgres versions; for the documentation. */
  readonly versions?: string;
  readonly examples?: Examples;
  readonly on?: Visitor;
  readonly onPullRequest?: (pull: PullRequestFacts) => readonly PlacedHit[];
  readonly onAllowed?: (allowed: Allowed) => Hit | undefined;
  readonly observed?: (seen: Seen) => readonly PlacedHit[];
}

/** Keeps the record's exact type and checks it against `Rule`. */
export const defineRule = (rule: Rule): Rule => rule;

/** SQL of an example: takes the indentation of the source away. */
export function sql(parts: TemplateStringsArray): string {
  const lines = parts.join('').split('\n');
  const indents = lines
    .slice(1)
    .filter((line) => line.trim())
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(indent)))
    .join('\n')
    .trim();
}
