import { defineRule, type Allowed } from './kit/rule.ts';

export const rule = defineRule({
  id: 'unused-ignore',
  severity: 'advice',
  hazard: 'hygiene',
  checks: 'small-and-focused',
  since: 13,
  title: 'A migrate:allow comment changes nothing',
  why: 'It names no rule that exists, gives no reason, or stands over a statement that the rule has nothing against. Left in place it looks like a decision that somebody took.',
  onAllowed(allowed) {
    const says = wrong(allowed);
    return says ? { objects: [], says, instead: remedy(allowed) } : undefined;
  },
});

function wrong({ rule: named, reason, decides, suppressed }: Allowed): string | undefined {
  if (decides === 'unknown') return `migrate:allow ${named} changes nothing: there is no such rule.`;
  if (!reason) return `migrate:allow ${named} changes nothing: it gives no reason.`;
  if (suppressed > 0 || decides === 'observed') return undefined;
  return `migrate:allow ${named} changes nothing: the rule has nothing to say about the statement under it.`;
}

function remedy({ rule: named, decides, nearest, reason }: Allowed): string {
  if (decides === 'unknown')
    return nearest ? `-- migrate:allow ${nearest} reason: ${reason ?? '…'}` : 'Remove the comment.';
  return reason ? 'Remove the comment.' : `-- migrate:allow ${named} reason: …`;
}
