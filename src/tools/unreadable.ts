import type { Failure } from '../domain/errors.ts';

/** A migration file of a known tool that the tool itself, or we, cannot read. */
export function unreadable(path: string, because: string, advice: string, line?: number): Failure {
  const problem = { code: 'unreadable-migration', says: `${path} ${because}`, advice, file: path } as const;
  return { ok: false, problem: line === undefined ? problem : { ...problem, line } };
}
