import type { LockMode } from './lock.ts';
import type { Sha } from './pull-request.ts';

/** Somebody on the code host. */
export interface Actor {
  readonly login: string;
  readonly kind: 'human' | 'bot';
}

/** What the code host lets somebody do in the repository; never what they are associated with. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** How dangerous a finding was when it was approved; a later rehearsal that shows worse voids the approval of it. */
export interface Danger {
  /** The strongest lock that its statement takes on a table that was there before. */
  readonly lock?: LockMode;
  /** Tables, `schema.name`. */
  readonly rewrites: readonly string[];
  readonly scans: readonly string[];
  /** Known rows of production in the largest of its tables; absent = not known. */
  readonly rows?: number;
  /** Range of its duration in production, milliseconds. */
  readonly productionMs?: readonly [lower: number, upper: number];
}

/** A finding that somebody must approve before the check turns green. */
export interface Need {
  /** The finding's id. */
  readonly id: string;
  readonly rule: string;
  readonly file: string;
  readonly objects: readonly string[];
  /** Rows or objects are lost: a reason is asked for, and the policy may ask for more approvals. */
  readonly destructive: boolean;
  readonly danger: Danger;
}

export const receiptKinds = [
  'approve',
  'revoke',
  'block',
  'unblock',
  'override',
  'ok-to-test',
  'notify',
  'watch',
  'started',
  'finished',
] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

/**
 * What the bot writes, once and never edited, when it has accepted a command: the only state there is. It counts only
 * if the bot wrote it and nobody edited it, and while the comment that asked for it stands unchanged.
 */
export interface Receipt {
  readonly v: 1;
  readonly kind: ReceiptKind;
  /** `id` of the configuration; empty where there is one database. */
  readonly id: string;
  readonly by: string;
  readonly role: Role;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The comment with the command: its node id, and the sha256 of its body, in hexadecimal; or the node id of a review. */
  readonly source: { readonly node: string; readonly sha256: string };
  /** How many of its kind stand before it in that comment; absent = none. */
  readonly nth?: number;
  readonly head: Sha;
  readonly baseRef: string;
  /** Hexadecimal; what was approved, blocked, overridden or announced. */
  readonly digest: string;
  /** Of an approval: the findings it covers, as dangerous as they were then. */
  readonly findings?: readonly Need[];
  readonly reason?: string;
  /** Of `watch`: who watches. */
  readonly who?: string;
  /** Of `finished`: how long the deployment took, milliseconds. */
  readonly durationMs?: number;
}

/** A receipt that counts, and the comment that it is. */
export interface Recorded {
  readonly receipt: Receipt;
  /** Address of the receipt's comment. */
  readonly url: string;
}

/** An approval that counts no more, and why, one sentence that names who and what. */
export interface Voided extends Recorded {
  readonly because: string;
  /** The findings for which it is void; all of them unless told. */
  readonly findings?: readonly string[];
}

/** Who has answered for a pull request's dangers so far; made anew from the code host's objects at every look. */
export interface Standing {
  readonly digest: string;
  /** blocked: `/migrate block` stands. overridden: break-glass. Else whether every need has the approvals it wants. */
  readonly state: 'nothing-needed' | 'waiting' | 'approved' | 'overridden' | 'blocked';
  /** Approvals that count for this digest, oldest first. */
  readonly approvals: readonly Recorded[];
  readonly voided: readonly Voided[];
  /** The override or block that decides. */
  readonly decisive?: Recorded;
  /** Given at another commit with the same migrations. */
  readonly carriedOver: boolean;
  readonly missing: readonly {
    readonly need: Need;
    readonly wants: number;
    readonly has: number;
  }[];
  /** Who may approve, a phrase: “@alice, @acme/database-owners, or a code owner of migrations/; not the author”. */
  readonly approvers: string;
  /** What could not be known and therefore counts as no: a team that cannot be seen. A sentence each. */
  readonly notes: readonly string[];
  /** The newest of each kind for this digest: notify, watch, started, finished, ok-to-test. */
  readonly records: Readonly<Partial<Record<ReceiptKind, Recorded>>>;
}

/** What somebody may do in one pull request at this moment; looked up anew at every command. */
export interface Rights {
  readonly role: Role;
  /** The policy names them for a migration here, and they wrote none of these migrations themselves. */
  readonly approver: boolean;
  /** Ids of the findings that they may approve. */
  readonly approves: readonly string[];
  /** Why they are no approver, or none of some findings; sentences that name who and what. */
  readonly because: readonly string[];
  /** May break the glass: an admin, or named in `approval.emergency`; also the author. */
  readonly emergency: boolean;
}
