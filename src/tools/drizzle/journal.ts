import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import { unreadable } from '../unreadable.ts';

/** One line of `meta/_journal.json`: the file's name without its ending, and the time that Drizzle compares. */
export interface Entry {
  readonly tag: string;
  readonly when: number;
}

/** The migrations in the order in which Drizzle runs them. */
export function readJournal(path: string, text: string): Result<readonly Entry[]> {
  const entries = entriesOf(text);
  return entries === undefined
    ? unreadable(path, 'is no journal that Drizzle could read.', 'Let drizzle-kit generate it anew.')
    : success(entries);
}

function entriesOf(text: string): readonly Entry[] | undefined {
  try {
    const journal: unknown = JSON.parse(text);
    const { entries } = journal as { readonly entries?: unknown };
    return Array.isArray(entries) && entries.every(isEntry) ? entries : undefined;
  } catch {
    return undefined;
  }
}

const isEntry = (entry: unknown): entry is Entry =>
  typeof entry === 'object' &&
  entry !== null &&
  'tag' in entry &&
  typeof entry.tag === 'string' &&
  'when' in entry &&
  typeof entry.when === 'number';
