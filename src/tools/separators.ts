/**
 * The text with a semicolon where the tool ends a statement though SQL does not: `--> statement-breakpoint`, `GO`.
 * Every other place stays as it is (ADR 1).
 */
export const withSemicolons = (text: string, separator: RegExp): string =>
  text.replace(separator, (written) => written.replace(/[^\r\n]/g, ' ').replace(' ', ';'));
