/**
 * Where in the code something was thrown. Its message can hold a row or a secret, and has lines of its own, which can
 * look like places: only what stands behind it is told.
 */
export function placesIn(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const { stack = '', message } = thrown;
  const begin = stack.indexOf(message);
  // A message that was changed later is not where the stack was written down.
  if (begin < 0) return [];
  return stack
    .slice(begin + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
}
