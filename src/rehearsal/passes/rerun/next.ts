import type { TransactionMode } from '../../../domain/migration.ts';
import type { RehearsalPlan } from '../../plan.ts';

/** Where a run stopped. */
export interface Stop {
  readonly file: string;
  readonly transaction: TransactionMode;
  /** between: the file that is named ran to its end, and the tool has it on its record. */
  readonly place: 'inside' | 'between';
}

/** The tool’s exact next command: it clears the tool’s record where that keeps it from starting, then migrates. */
export function nextCommand(
  plan: Pick<RehearsalPlan, 'tool' | 'baseline' | 'changed' | 'lastApplied'>,
  stop: Stop,
): string {
  const { command, then, clears } = plan.tool.afterFailure;
  const whole = stop.transaction === 'per-file' || stop.transaction === 'all-pending';
  const clean = stop.place === 'between' || (clears === 'outside-transaction' && whole);
  const parts = then === undefined ? [command] : clean ? [then] : [command, then];
  return filled(parts.join(' && '), plan, stop.file);
}

/** With the real names where the tool’s words have capitals. */
function filled(
  command: string,
  { baseline, changed, lastApplied }: Pick<RehearsalPlan, 'baseline' | 'changed' | 'lastApplied'>,
  file: string,
): string {
  const at = changed.findIndex(({ up }) => up?.path === file);
  const applied = baseline.kind === 'migrations' ? baseline.units.at(-1)?.version : lastApplied;
  const previous = at > 0 ? changed[at - 1]?.version : applied;
  const folders = file.split('/').slice(0, -1);
  const words: Readonly<Record<string, string | undefined>> = {
    FILE: file,
    VERSION: changed[at]?.version,
    // golang-migrate’s word for “no migration at all” is -1.
    PREVIOUS_VERSION: previous === undefined || previous === '' ? '-1' : previous.replace(/^0+(?=\d)/, ''),
    MIGRATION_NAME: folders.at(-1),
    MIGRATIONS: folders.join('/') || '.',
    // Hasura keeps a folder for each database.
    DATABASE: folders.at(-2),
  };
  return command.replace(/(?<![A-Z_$"{])[A-Z][A-Z_]+(?![A-Z_])/g, (word) => words[word] ?? word);
}
