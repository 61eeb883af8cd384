import type { Actor, Receipt, Rights, Standing } from '../domain/approval.ts';
import type { Problem } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { RuleCard } from '../domain/rule.ts';
import type { PullRequestState } from '../ports/pull-request-host.ts';

/** A command as somebody typed it; its flags are known to its verb, and its words are not too many for it. */
export interface Asked {
  /** The verb's own name, where an alias was typed. */
  readonly verb: string;
  readonly words: readonly string[];
  /** By name without the dashes; '' for a flag that takes no value. */
  readonly flags: Readonly<Partial<Record<string, string>>>;
}

/**
 * Who may use a verb. reader = who can read a private repository, or write to a public one. Everybody else is an
 * outsider and hears nothing. A contributor to the migrations is never an approver.
 */
export type Right =
  | 'reader'
  | 'writer'
  | 'writer-not-author'
  | 'approver'
  | 'approver-or-maintainer'
  | 'starter-or-maintainer'
  | 'emergency';

export interface Flag {
  readonly name: string;
  /** What stands for its value in the usage: `DIGEST`; absent = it takes none. */
  readonly value?: string;
  /** The command is refused without it. */
  readonly wanted?: 'always';
  readonly says: string;
}

/** A verb is one record, used four times: it is parsed, decided, shown by `help`, and a section of docs/commands.md. */
export interface VerbCard {
  readonly verb: string;
  readonly aliases?: readonly string[];
  readonly group: 'look' | 'run' | 'decide' | 'deploy';
  /** What follows the verb, as the usage shows it. */
  readonly words?: { readonly shown: string; readonly least: number; readonly most: number };
  readonly flags: readonly Flag[];
  readonly who: Right;
  /** open = of no use on a closed pull request; ready = nor on a draft; absent = at any time. */
  readonly while?: 'open' | 'ready';
  /** What it does: one sentence. */
  readonly says: string;
  /** What else there is to know, for the documentation: a paragraph each. */
  readonly more: readonly string[];
  /** What follows `/migrate` in the documentation's example. */
  readonly example: string;
  /** What follows `/migrate` now, everything filled in, for `help`; undefined where the verb is of no use at this moment. */
  readonly now: (facts: Facts) => string | undefined;
}

export interface Verb extends VerbCard {
  /** Pure: whoever asked has the right to; the flow reads the facts before and brings about the decision after. */
  readonly decide: (asked: Asked, facts: Facts) => Decision;
}

/** A rehearsal that is under way for the pull request's head. */
export interface Run {
  /** Names it for whoever can stop it. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Who pushed or asked. */
  readonly by?: string;
  /** Where it can be watched. */
  readonly details: string;
}

/** What was so, a moment ago. */
export interface Facts {
  readonly by: Actor;
  readonly rights: Rights;
  /** Whether they opened the pull request. */
  readonly author: boolean;
  readonly pullRequest: PullRequestState;
  /** `/migrate`, or `/migrate@billing` where the repository holds several databases. */
  readonly call: string;
  /** Of the head's migrations, from git's objects; '' where it could not be found out. */
  readonly digest: string;
  /** The last report on this head, and when it was first shown (ISO 8601). It can be of an older digest. */
  readonly shown?: { readonly report: Report; readonly at: string };
  /** Why no check of the head can be seen, and so neither report nor run. */
  readonly unseen?: Problem;
  /** Present where there is a report on this digest. */
  readonly standing?: Standing;
  readonly run?: Run;
  /** The check is green whatever is found, until that day; '' = no day is named. */
  readonly trial?: { readonly until: string };
  /** When the newest run on this head that came to an end had begun, ISO 8601. */
  readonly lastBegan?: string;
  /** When the command was written, ISO 8601, and milliseconds of the clock now. */
  readonly askedAt: string;
  readonly now: number;
  /** Users and `org/team`s whom an override calls. */
  readonly approvers: readonly string[];
  readonly rules: readonly RuleCard[];
  readonly verbs: readonly VerbCard[];
}

/**
 * A part of what we say; the flow makes it harmless Markdown. A string is a paragraph, in which names stand between
 * backticks. `instead` begins “Instead, ”. Only `calls` reaches anybody by mention.
 */
export type Part =
  | string
  | { readonly instead: string }
  | { readonly list: readonly string[] }
  | { readonly sql: string }
  /** What to do in place of a danger: SQL, or an act. */
  | { readonly cure: string }
  /** Whole command lines that can be copied. */
  | { readonly type: readonly string[] }
  | { readonly calls: readonly string[]; readonly says: string }
  /** A page of ours that is harmless Markdown already. */
  | { readonly page: string };
export type Reply = readonly Part[];

/** What a verb gives to a receipt; the flow adds who, when, where and by which comment. */
export type Entry = Pick<Receipt, 'kind' | 'digest' | 'findings' | 'reason' | 'who' | 'durationMs'>;

export type Decision =
  /** It is not done, and why. */
  | { readonly does: 'refuse'; readonly reply: Reply }
  /** Nothing is done: something is said. */
  | { readonly does: 'answer'; readonly reply: Reply }
  /** A receipt is written, once for a comment; the check and the report's comment are shown anew. */
  | {
      readonly does: 'record';
      readonly entry: Entry;
      readonly reply?: Reply;
      /** rehearse = a new run begins. follow-up = an issue is opened, so that what was passed over is looked at again. */
      readonly then?: 'rehearse' | 'follow-up';
    }
  | { readonly does: 'rehearse'; readonly fresh: 'fresh' | 'kept'; readonly reply?: Reply }
  | { readonly does: 'stop'; readonly run: Run }
  /** The announcement goes to the configured channels and is recorded. */
  | { readonly does: 'announce' }
  | { readonly does: 'runbook' };
