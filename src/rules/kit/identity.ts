import { createHash } from 'node:crypto';
import type { Finding } from '../../domain/finding.ts';
import { oneLine } from './text.ts';

export type Draft = Omit<Finding, 'id'> & { readonly about: string };

/**
 * Names findings so that the same one keeps its name when lines move: by rule, file, statement and objects, and by
 * its place among those that are alike in all four.
 */
export function identify(drafts: readonly Draft[]): readonly Finding[] {
  const seen = new Map<string, number>();
  // Several findings about one statement follow each other.
  let last = { about: '', line: '' };
  return drafts.map(({ about, ...finding }) => {
    if (about !== last.about) last = { about, line: oneLine(about).toLowerCase() };
    const key = JSON.stringify([finding.rule, finding.file, last.line, finding.objects]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const id = createHash('sha256')
      .update(`${key}#${String(count)}`)
      .digest('hex')
      .slice(0, 16);
    return { id, ...finding };
  });
}
