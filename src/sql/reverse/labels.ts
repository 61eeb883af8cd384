import type { Label, Part, ReverseStep } from './part.ts';

/** Values of an enum that are called something else now. */
export function renamedLabels({ labels = [] }: Part, is: Part): readonly ReverseStep[] {
  const now = new Map((is.labels ?? []).map(({ id, text }) => [id, text]));
  return labels.flatMap(({ id, text }): readonly ReverseStep[] => {
    const other = now.get(id);
    if (other === undefined || other === text) return [];
    return [{ sql: [`ALTER TYPE ${is.name} RENAME VALUE ${other} TO ${text}`] }];
  });
}

/** Values that a type made anew lacks. None can be removed. */
export function addedLabels({ labels = [] }: Part, is: Part): readonly ReverseStep[] {
  const there = is.labels ?? [];
  const missing = labels.filter(({ text }) => there.every((label) => label.text !== text));
  return missing.map(({ text }) => ({ sql: [`ALTER TYPE ${is.name} ADD VALUE ${text}${place(labels, there, text)}`] }));
}

/** Behind the one that stood before it; in front of all where it was the first. */
function place(labels: readonly Label[], there: readonly Label[], text: string): string {
  const before = labels[labels.findIndex((label) => label.text === text) - 1];
  const [first] = there;
  if (before !== undefined) return ` AFTER ${before.text}`;
  return first === undefined ? '' : ` BEFORE ${first.text}`;
}
