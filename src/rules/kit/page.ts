import type { Hazard } from '../../domain/rule.ts';
import { blocks, spoken, type LockMode } from '../../domain/lock.ts';
import { figuresOf, type Measurements } from './measurements.ts';
import type { Rule } from './rule.ts';

const hazards: Readonly<Record<Hazard, string>> = {
  lock: 'Locks: others wait',
  compatibility: 'Compatibility: running code breaks',
  'data-loss': 'Data loss',
  failure: 'Failure: the migration does not go through',
  process: 'Process: history, order, way back',
  hygiene: 'Hygiene',
};

/** The rule's page of the documentation; without measurements, as `explain` shows it. */
export function page(rule: Rule, measurements?: Measurements): string {
  const { id, title, severity, why, examples } = rule;
  return `${[
    `# ${title}`,
    `\`${id}\` · ${severity} · ${hazards[rule.hazard].toLowerCase()}${rule.destructive ? ' · destructive: an approval must give a reason' : ''}`,
    why,
    ...claims(rule),
    ...(examples
      ? [
          ...[
            '## Given',
            fenced(examples.given),
            '## Dangerous',
            fenced(examples.bad),
            '## Better',
            fenced(examples.good),
          ],
          'Dangerous and better are both run on a real Postgres by `test/claims`.',
        ]
      : []),
    ...(measurements ? figuresOf(rule, measurements) : []),
    ...(rule.versions || rule.since > 13 ? ['## Versions', versions(rule)] : []),
    '## Let it pass',
    suppression(rule),
  ].join('\n\n')}\n`;
}

const fenced = (code: string): string => `\`\`\`sql\n${code}\n\`\`\``;

const versions = ({ since, versions: note }: Rule): string =>
  [since > 13 ? `From Postgres ${String(since)}.` : '', note ?? ''].filter(Boolean).join(' ');

function claims({ takes, rewrites, scans, fails }: Rule): readonly string[] {
  const lines = [
    takes ? `- Lock on an existing table: ${spoken(takes)}; while it is held, ${waiting(takes)}` : '',
    rewrites ? '- The table is rewritten' : '',
    scans ? '- The table is read to its end while the lock is held' : '',
    fails ? `- Fails with SQLSTATE ${fails}` : '',
  ].filter(Boolean);
  return lines.length > 0 ? ['## What Postgres does', lines.join('\n')] : [];
}

/** The manual's conflict table in the words of an application. */
function waiting(mode: LockMode): string {
  const waits = blocks(mode);
  if (waits.includes('reads')) return 'reads and writes wait';
  return waits.length > 0 ? 'writes wait and reads go on' : 'reads and writes go on';
}

const suppression = ({ id, on }: Rule): string =>
  [
    `Above the statement${on ? '' : ', or above any statement of the file'}:`,
    fenced(`-- migrate:allow ${id} reason: why it is fine here`),
    'The finding stays as advice and names the reason. For the whole repository, in `.github/migration-rehearsal.yml`:',
    `\`\`\`yaml\nrules:\n  ${id}: off # or advice, warning, blocker\n\`\`\``,
  ].join('\n\n');

/** The list of all rules, by hazard. */
export function contents(rules: readonly Rule[]): string {
  const sections = (Object.keys(hazards) as Hazard[]).flatMap((hazard) => {
    const rows = rules
      .filter((rule) => rule.hazard === hazard)
      .map(({ id, severity, title }) => `| [${id}](${id}.md) | ${severity} | ${title} |`);
    return rows.length > 0
      ? [`## ${hazards[hazard]}`, ['| rule | severity | |', '| --- | --- | --- |', ...rows].join('\n')]
      : [];
  });
  return `${['# Rules', `${String(rules.length)} rules, by what they guard.`, ...sections].join('\n\n')}\n`;
}
