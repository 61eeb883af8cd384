/** What somebody else wrote, in a sentence of ours: a backtick of theirs begins no name of ours. */
export const plain = (words: string): string => words.replaceAll('`', '');

/** A foreign name within a sentence of ours. */
export const quoted = (name: string): string => `\`${plain(name)}\``;

const mostNames = 5;

/** Some names, and how many more there are. */
export const listed = (names: readonly string[]): string =>
  [
    ...names.slice(0, mostNames).map(quoted),
    ...(names.length > mostNames ? [`${names.length - mostNames} more`] : []),
  ].join(', ');

/** A digest or commit as people read and type it. */
export const short = (digest: string): string => `\`${digest.slice(0, 12)}\``;
export const shortCommit = (sha: string): string => `\`${sha.slice(0, 7)}\``;
