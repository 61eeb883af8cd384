import { structuredPatch } from 'diff';
import type { Finding } from '../domain/finding.ts';
import { fence, prose, visible, within } from './escape.ts';

/** A file of a pull request, before and after; the first is empty where it is new. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What can be put in the place of whole lines by one press. */
export interface SuggestedLines {
  readonly marker: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly body: string;
}

/** More would be a wall of remarks. */
export const mostSuggestions = 3;

/** How every suggestion of ours to one database begins. */
export const suggestionOpening = (id: string): string =>
  `<!-- migration-rehearsal:suggestion id="${encodeURIComponent(id)}"`;

/** Findings that one press can mend, in the report's order: only lines of the diff, and no line twice. */
export function suggestions(
  findings: readonly Finding[],
  texts: readonly ChangedText[],
  id: string,
): readonly SuggestedLines[] {
  const found: SuggestedLines[] = [];
  for (const finding of findings) {
    const text = texts.find(({ path }) => path === finding.file);
    const one = text && suggestion(finding, text, id);
    if (one !== undefined && !found.some((other) => overlap(one, other))) found.push(one);
  }
  return found;
}

function suggestion(finding: Finding, { path, before, after }: ChangedText, id: string): SuggestedLines | undefined {
  const { edit, suppressed, line, column, endLine, endColumn, says } = finding;
  if (edit === undefined || suppressed !== undefined || !isInDiff(finding, before, after)) return undefined;
  const lines = after.split(/\r?\n/);
  const instead = `${lines[line - 1]?.slice(0, column - 1) ?? ''}${edit}${lines[endLine - 1]?.slice(endColumn - 1) ?? ''}`;
  // What is pressed is taken over letter by letter, so nothing may stand in it that a reader does not see.
  if (visible(instead) !== instead) return undefined;
  const marker = `${suggestionOpening(id)} finding="${encodeURIComponent(finding.id)}" -->`;
  const body = `${marker}\n${within(2_000, says, prose)}\n\n${fence(instead, 'suggestion')}`;
  return { marker, path, line, endLine, body };
}

/** GitHub shows three lines around what changed, and takes remarks on those and no others. */
function isInDiff({ line, endLine }: Finding, before: string, after: string): boolean {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  return hunks.some(({ newStart, newLines }) => newStart <= line && endLine < newStart + newLines);
}

const overlap = (one: SuggestedLines, other: SuggestedLines): boolean =>
  one.path === other.path && one.line <= other.endLine && other.line <= one.endLine;
