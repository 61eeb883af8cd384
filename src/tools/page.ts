import type { MigrationTool, OlderVersion } from '../ports/migration-tool.ts';
import { foreignTitles } from './foreign.ts';
import { tools } from './index.ts';

const downs: Readonly<Record<MigrationTool['downs'], string>> = {
  pairs: 'a file of its own',
  'in-file': 'a section of the file',
  none: 'none',
  optional: 'a file of its own, often absent',
};

const older: Readonly<Record<OlderVersion, string>> = {
  skipped: 'skipped in silence',
  refused: 'refused',
  applied: 'applied late',
  unknown: 'not known',
};

/** A Markdown table as prettier lays it out, columns padded. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

const next = ({ command, then }: MigrationTool['afterFailure']): string =>
  then === undefined ? `\`${command}\`` : `\`${command}\`, and \`${then}\``;

/** docs/tools.md: what is read, what is only recognised, and what each tool does when things go wrong. */
export function toolsPage(): string {
  const rows = tools.map((tool) => [tool.title, `\`${tool.id}\``, downs[tool.downs], older[tool.olderVersion]]);
  const failures = tools.map((tool) =>
    [
      `### ${tool.title}`,
      '',
      `- After a failure: ${tool.afterFailure.says} Then: ${next(tool.afterFailure)}`,
      `- Outside a transaction: ${tool.outsideTransaction.says}`,
      `- Session settings: ${tool.sessionSettings}`,
      '',
    ].join('\n'),
  );
  const recognised = Object.values(foreignTitles).sort((a, b) => a.localeCompare(b, 'en'));
  return [
    '# Migration tools',
    '',
    'The tool is found from the names of files, what they say, and the project around them.',
    'Where that goes wrong, `migrations.tool` and `migrations.paths` in the configuration decide.',
    'Folders for other databases (`clickhouse/`, a `migration_lock.toml` for MySQL) are passed over and listed.',
    '',
    '## Read',
    '',
    ...table([['tool', '`migrations.tool`', 'way back', 'a version older than the newest applied one is'], ...rows]),
    '',
    '## Recognised, not readable yet',
    '',
    'They are rehearsed by [the command that runs them](command.md). Without `migrations.command` a changed file of one of',
    `these is the verdict \`error\`, never “no migration changes”: ${recognised.join(', ')}.`,
    '',
    '## When it goes wrong',
    '',
    ...failures,
  ].join('\n');
}
