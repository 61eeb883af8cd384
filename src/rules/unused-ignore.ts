import { defineRule, type Allowed } from './kit/rule.ts';

export const rule = defineRule({
  id: 'unused-ignore',
  severity: 'advice',
  hazard: 'hygiene',
  checks: 'small-and-focused',
  since: 13,
  title: 'A migrate:allow comment changes nothing',
  why: 'It names no rule that exists, gives no reason, stands over no statement or over one that the rule has nothing against, or the configuration has decided otherwise. Left in place it looks like a decision that somebody took.',
  onAllowed(allowed) {
    const says = wrong(allowed);
    return says ? { objects: [], says, instead: remedy(allowed) } : undefined;
  },
});

function wrong({ rule: named, reason, decides, over, pointless, suppressed }: Allowed): string | undefined {
  const nothing = `migrate:allow ${named} changes nothing`;
  if (decides === 'unknown') return `${nothing}: there is no such rule.`;
  if (!reason) return `${nothing}: it gives no reason.`;
  if (suppressed > 0) return undefined;
  if (pointless === 'off') return `${nothing}: the configuration has turned the rule off.`;
  if (pointless) return `${nothing}: the configuration lets nobody suppress this rule.`;
  if (over === 'nothing') return `${nothing}: it does not stand above a statement.`;
  return decides === 'observed' ? undefined : `${nothing}: the rule has nothing to say about the statement under it.`;
}

function remedy({ rule: named, decides, nearest, over, pointless, reason }: Allowed): string {
  if (decides === 'unknown')
    return nearest ? `-- migrate:allow ${nearest} reason: ${reason ?? '…'}` : 'Remove the comment.';
  if (!reason) return `-- migrate:allow ${named} reason: …`;
  return over === 'nothing' && !pointless
    ? 'Put it on a line of its own above the statement that it is about.'
    : 'Remove the comment.';
}
