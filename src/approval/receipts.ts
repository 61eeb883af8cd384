import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { receiptKinds } from '../domain/approval.ts';
import type { Receipt } from '../domain/approval.ts';
import { durationRange, grouped } from '../domain/figures.ts';
import { lockModes, spoken } from '../domain/lock.ts';
import type { Rollback } from '../domain/rehearsal.ts';
import type { Sha } from '../domain/pull-request.ts';
import { canonicalJson } from './digest.ts';
import { listed, plain, quoted, short, shortCommit } from './words.ts';

/** A comment, as far as it can be a receipt. */
export interface PossibleReceipt {
  readonly ours: boolean;
  readonly body: string;
  readonly editedAt?: string;
}

const opening = '<!-- migration-rehearsal:receipt id="';
const firstLine = /^<!-- migration-rehearsal:receipt id="([^"\s<>]{0,200})" ([A-Za-z0-9_-]{1,60000}) -->(?:\r?\n|$)/;
// A receipt of a thousand findings has some hundred kilobytes; what swells to more was not written by us.
const longest = 4_000_000;

/**
 * The hidden first line of a receipt's comment. The receipt is deflated, in an alphabet in which no text can end the
 * comment, or become anything that a reader sees.
 */
export function receiptMarker(receipt: Receipt): string {
  const packed = deflateRawSync(canonicalJson(receipt)).toString('base64url');
  return `${opening}${encodeURIComponent(receipt.id)}" ${packed} -->`;
}

/** The receipt that a comment is; undefined for everybody else's, for an edited one, and for any that we would not write. */
export function receiptIn({ ours, body, editedAt }: PossibleReceipt): Receipt | undefined {
  if (!ours || editedAt !== undefined || !body.startsWith(opening)) return undefined;
  const [, id, packed] = firstLine.exec(body) ?? [];
  const text = packed === undefined ? undefined : unpacked(packed);
  const receipt = text === undefined ? undefined : parsed(text);
  return receipt !== undefined && encodeURIComponent(receipt.id) === id && canonicalJson(receipt) === text
    ? receipt
    : undefined;
}

/**
 * Which command a receipt is of: of two with the same, as processes that hear one comment at one moment can write, only
 * the older counts.
 */
export const receiptKey = ({
  kind,
  id,
  source: { node },
  nth = 0,
}: Pick<Receipt, 'kind' | 'id' | 'nth'> & { readonly source: Pick<Receipt['source'], 'node'> }): string =>
  canonicalJson([kind, id, node, nth]);

function unpacked(packed: string): string | undefined {
  try {
    return inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: longest }).toString('utf8');
  } catch {
    return undefined;
  }
}

function parsed(text: string): Receipt | undefined {
  try {
    const { success, data } = schema.safeParse(JSON.parse(text));
    return success ? data : undefined;
  } catch {
    return undefined;
  }
}

const hexadecimal = z.string().regex(/^(?:[0-9a-f]{64})?$/);
const names = z.array(z.string().max(2_000)).max(10_000).readonly();
const danger = z.strictObject({
  lock: z.enum(lockModes).exactOptional(),
  rewrites: names,
  scans: names,
  rows: z.number().nonnegative().exactOptional(),
  productionMs: z.tuple([z.number().nonnegative(), z.number().nonnegative()]).readonly().exactOptional(),
});
const need = z.strictObject({
  id: z.string().min(1).max(2_000),
  rule: z.string().max(200),
  file: z.string().max(8_000),
  objects: names,
  destructive: z.boolean(),
  danger,
});
const schema = z.strictObject({
  v: z.literal(1),
  kind: z.enum(receiptKinds),
  id: z.string().max(50),
  by: z.string().min(1).max(100),
  role: z.enum(['admin', 'maintain', 'write', 'triage', 'read', 'none']),
  at: z.iso.datetime(),
  source: z.strictObject({ node: z.string().min(1).max(200), sha256: hexadecimal }),
  nth: z.number().int().min(1).max(100).exactOptional(),
  head: z
    .string()
    .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/)
    .transform((sha) => sha as Sha),
  baseRef: z.string().max(1_000),
  digest: hexadecimal,
  findings: z.array(need).max(10_000).readonly().exactOptional(),
  reason: z.string().max(2_000).exactOptional(),
  who: z.string().max(100).exactOptional(),
  durationMs: z.number().nonnegative().exactOptional(),
});

/** A part of what a receipt tells its reader: a paragraph in which names stand between backticks, a list, or SQL. */
export type ReceiptPart = string | { readonly list: readonly string[] } | { readonly sql: string };

/**
 * What a receipt tells its reader: who answered for what, and how it would be undone. Sentences of ours around foreign
 * words: whoever shows them makes them harmless.
 */
export function receiptSays(receipt: Receipt, rollback?: Rollback): readonly ReceiptPart[] {
  const { kind, by, digest, reason, findings = [], baseRef, head } = receipt;
  const what = `${short(digest)} for ${quoted(baseRef)}, at commit ${shortCommit(head)}`;
  const why = reason === undefined ? '' : ` Reason: ${plain(reason)}`;
  const said = `@${plain(by)} (${receipt.role}) ${deed(receipt)} ${what}.${why}`;
  if (kind !== 'approve') return [said];
  return [said, { list: coveredList(findings) }, ...undone(rollback)];
}

function deed({ kind, id, who, durationMs }: Receipt): string {
  switch (kind) {
    case 'approve':
      return 'approved the migrations';
    case 'revoke':
      return 'took back all approvals of the migrations';
    case 'block':
      return `blocked the pull request until ${quoted(id === '' ? '/migrate unblock' : `/migrate@${plain(id)} unblock`)}. Its migrations then were`;
    case 'unblock':
      return 'ended the block. The migrations then were';
    case 'override':
      return 'broke the glass: whatever the report says, the check lets pass the migrations';
    case 'ok-to-test':
      return 'lets be rehearsed in full the migrations';
    case 'notify':
      return 'announced the migrations';
    case 'watch':
      return `named @${plain(who ?? '')} to watch the deployment of the migrations`;
    case 'started':
      return 'started the deployment of the migrations';
    case 'finished':
      return `finished the deployment${durationMs === undefined ? '' : `, in ${durationRange([durationMs, durationMs])},`} of the migrations`;
  }
}

// A comment holds 65,536 characters, and the marker has the rest of them.
const mostFindings = 20;
const longestSql = 8_000;

const coveredList = (findings: NonNullable<Receipt['findings']>): readonly string[] => [
  ...findings.slice(0, mostFindings).map(covered),
  ...(findings.length > mostFindings ? [`And ${findings.length - mostFindings} more findings of the report.`] : []),
];

/** “`create-index-not-concurrent` in `migrations/0002.sql`: a Share lock on …, 4–9 min”: as dangerous as it was approved. */
function covered({
  rule,
  file,
  objects,
  destructive,
  danger: { lock, rewrites, scans, rows, productionMs },
}: Receiptful) {
  const figures = [
    lock && `${spoken(lock)} lock`,
    rewrites.length > 0 && `rewrites ${listed(rewrites)}`,
    scans.length > 0 && `reads all of ${listed(scans)}`,
    rows !== undefined && `${grouped(rows)} rows in production`,
    productionMs && `${durationRange(productionMs)} there`,
    destructive && 'loses rows or objects for good',
  ].filter((figure) => typeof figure === 'string');
  const on = objects.length > 0 ? ` on ${listed(objects)}` : '';
  return `${quoted(rule)} in ${quoted(file)}${on}${figures.length > 0 ? `: ${figures.join(', ')}` : ''}.`;
}
type Receiptful = NonNullable<Receipt['findings']>[number];

function undone(rollback: Rollback | undefined): readonly ReceiptPart[] {
  if (rollback === undefined) return [];
  if (rollback.status === 'not-measured') return [`The way back was not rehearsed: ${rollback.because}`];
  const { says, generated } = rollback;
  return [
    `The rollback that was agreed to: ${says}`,
    ...(generated === undefined
      ? []
      : [
          `The one that was rehearsed instead: ${generated.says}`,
          generated.sql.length > longestSql ? 'Its SQL is in the report.' : { sql: generated.sql },
        ]),
  ];
}
