import { inCaseOf, oneLine } from './text.ts';

/** CREATE INDEX as a concurrent build. IF NOT EXISTS goes: after a failed build it would pass over the invalid index. */
export const concurrently = (text: string): string =>
  oneLine(text).replace(
    /^(CREATE\s+(?:UNIQUE\s+)?INDEX)(?:\s+IF\s+NOT\s+EXISTS)?\b/i,
    (_, create: string) => `${create} ${inCaseOf(create, 'CONCURRENTLY')}`,
  );
