import type { Foretold } from './seen.ts';

/** Classes 22 and 23: the statement is sound, and the rows are not (manual, “PostgreSQL Error Codes”). */
export const dataError = (sqlstate: string): boolean => /^2[23]/.test(sqlstate);

/** A rule said so from the text: its own finding, now observed, is enough. */
export const foretellsFailure = (foretold: readonly Foretold[], sqlstate: string): boolean =>
  foretold.some(({ fails, finding }) => fails === sqlstate || finding.says.startsWith(`This fails (${sqlstate})`));
