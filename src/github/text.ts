/** At most so many UTF-16 units; a character that does not fit is left out whole, for GitHub refuses halves. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
