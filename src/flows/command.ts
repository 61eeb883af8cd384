import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { ChangedMigration, MigrationFile } from '../domain/migration.ts';
import type { Clock } from '../ports/clock.ts';
import type { Server } from '../ports/database.ts';
import type { Dump } from '../ports/dump.ts';
import type { CheckOut, RunMigrations } from '../ports/migrating.ts';
import type { MigrationTool } from '../ports/migration-tool.ts';
import type { Progress } from '../ports/progress.ts';
import { record } from '../rehearsal/command/record.ts';
import type { CommandRun } from '../rehearsal/command/listen.ts';
import type { Recounted } from '../rehearsal/command/recount.ts';
import { loadParser } from '../sql/parse.ts';
import { commandFile } from '../tools/command.ts';
import { planOf } from './plan.ts';
import type { Proposal } from './proposal.ts';

/** What it takes to run the team's command that migrates. */
export interface CommandWorld {
  readonly checkOut?: CheckOut;
  readonly migrations?: RunMigrations;
  readonly dump?: (named: string) => Dump;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

const isNew = ({ status, draft, up }: ChangedMigration): boolean =>
  (status === 'added' || (draft === true && status !== 'deleted')) && up === undefined;

/** Whether the pull request adds migrations that only the configured command can tell the SQL of. */
export const toBeHeard = ({ config, changed }: Pick<Proposal, 'config' | 'changed'>): boolean =>
  config.migrations.command !== '' && changed.some(isNew);

/** Where no command runs, nothing is known of them. */
export const unheard = ({ changed }: Pick<Proposal, 'changed'>): readonly Problem[] =>
  changed.filter(isNew).map(({ path }) => ({
    code: 'unreadable-tool',
    says: `${path} is run by migrations.command, so that only a rehearsal can tell what it does.`,
    advice: 'Run the review without --no-rehearsal.',
    file: path,
  }));

/** The proposal with the SQL that the command was heard to send in an empty database, on either commit. */
export async function heardProposal(
  proposal: Proposal,
  tool: MigrationTool,
  server: Server,
  world: CommandWorld,
): Promise<Result<Proposal>> {
  const { checkOut, migrations, clock, progress, signal } = world;
  if (!checkOut || !migrations) throw new Error('A command migrates, and nobody here runs it.');
  progress.stage('baseline', 'what the command of migrations.command sends');
  await loadParser();
  const { mergeBase, head } = proposal.comparison;
  const before = await checkOut(mergeBase);
  if (!before.ok) return before;
  await using base = before.value;
  const after = await checkOut(head);
  if (!after.ok) return after;
  await using topic = after.value;
  const { command } = proposal.config.migrations;
  const runIn =
    (folder: string): CommandRun =>
    (address, run) =>
      migrations(command, { folder, address, ...run });
  const heard = await record(
    planOf(proposal, tool, world),
    { server, clock, progress, signal },
    {
      before: runIn(base.folder),
      after: runIn(topic.folder),
      merged: proposal.base,
      added: proposal.changed.filter(isNew),
    },
  );
  if (!heard.ok) return failure(heard.problem);
  return success({
    ...proposal,
    changed: withSql(proposal.changed, heard.value.changed),
    base: withSql([...proposal.base, ...unnamed(heard.value.base, proposal.base, tool)], heard.value.base),
    notes: [...proposal.notes, ...heard.value.notes],
  });
}

/** What the command runs on the base commit from files that nobody recognised. */
const unnamed = (
  heard: readonly Recounted[],
  files: readonly MigrationFile[],
  tool: Pick<MigrationTool, 'id'>,
): readonly MigrationFile[] =>
  heard
    .filter(({ path }) => files.every((file) => file.path !== path))
    .map(({ path }) => commandFile(path, '', { tool: tool.id }));

/** In the order in which they ran, whatever their names say. */
function withSql<File extends MigrationFile>(files: readonly File[], heard: readonly Recounted[]): readonly File[] {
  return files.map((file) => {
    const place = heard.findIndex(({ path }) => path === file.path);
    const told = heard[place];
    return told ? { ...file, up: told.text, transaction: told.transaction, place: [place] } : file;
  });
}
