import { createHash } from 'node:crypto';
import type { FileStatus } from '../domain/pull-request.ts';

/** A migration file of merge base to head, as an approval covers it. */
export interface DigestFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  readonly mode: string;
  /** The head's bytes; the base's for a deleted file. */
  readonly bytes: Uint8Array;
}

export interface DigestScope {
  /** The base branch's name. */
  readonly baseRef: string;
  /** `id` of the configuration; empty where there is one database. */
  readonly id: string;
  readonly policyVersion: string;
}

/**
 * sha256 in hexadecimal of what an approval covers: any byte, name, mode or order of a migration, the base branch and
 * the policy. The same files in any order, or brought by other commits, give the same digest.
 */
export function digestOf(files: readonly DigestFile[], scope: DigestScope): string {
  const entries = files
    .map(({ bytes, ...file }) => ({ ...file, sha256: sha256(bytes) }))
    .map((entry) => ({ entry, text: canonicalJson(entry) }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ entry }) => entry);
  return sha256(canonicalJson({ ...scope, files: entries }));
}

/** Changes when who may approve what changes, so that an approval given under other rules is void. */
export const policyVersion = (policy: { readonly approval: unknown; readonly rules: unknown }): string =>
  sha256(canonicalJson({ approval: policy.approval, rules: policy.rules }));

/** JSON with sorted keys and no white space: equal values have equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
