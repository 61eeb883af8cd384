/** One line of `sqitch.plan` that deploys something. */
export interface PlannedChange {
  readonly name: string;
  /** From 0: the how manieth time the plan names it. A reworked change is there again. */
  readonly round: number;
  /** Tags between it and its rework, one of which its older scripts bear in their names; empty if it is not reworked. */
  readonly reworkTags: readonly string[];
}

const change = /^\s*\+?\s*([^\s@%#[\]:+-][^\s[\]@#:]*)\s/;
const tag = /^\s*@(\S+)\s/;

/** The changes in the order of the plan. Pragmas, tags, comments and notes fall away. */
export function changesOf(plan: string): readonly PlannedChange[] {
  const lines = plan.split(/\r?\n/).map((line) => ({ name: change.exec(line)?.[1], tag: tag.exec(line)?.[1] }));
  const rounds = new Map<string, number>();
  return lines.flatMap(({ name }, at) => {
    if (name === undefined) return [];
    const round = rounds.get(name) ?? 0;
    rounds.set(name, round + 1);
    const again = lines.findIndex((line, index) => index > at && line.name === name);
    return [{ name, round, reworkTags: again < 0 ? [] : lines.slice(at, again).flatMap((line) => line.tag ?? []) }];
  });
}

/** Which of the changes a script is for: `name.sql` the newest of its name, `name@tag.sql` an older one. */
export function placeOf(changes: readonly PlannedChange[], script: string): number {
  const [name = '', reworkTag] = script.split('@');
  return reworkTag === undefined
    ? changes.findLastIndex((one) => one.name === name)
    : changes.findIndex((one) => one.name === name && one.reworkTags.includes(reworkTag));
}
