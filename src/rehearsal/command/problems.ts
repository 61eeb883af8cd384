import type { Problem } from '../../domain/errors.ts';
import { duration } from '../../domain/figures.ts';
import type { Failed } from '../run/execute.ts';
import { statementError } from '../run/sqlstate.ts';
import type { Heard, Listened } from './units.ts';

const byHand =
  'Run it by hand with DATABASE_URL set to an empty database; what it prints is not shown, as it can hold rows and secrets.';

const endedAs = (status: number | undefined): string =>
  status === undefined ? 'was ended or could not run' : `ended with status ${status}`;

export function baseFails({ status, ended, failed, units }: Listened, limitMs: number): Problem {
  const how = ended === 'over' ? `runs longer than ${duration(limitMs)}` : endedAs(status);
  const last = units.at(-1)?.statements.at(-1)?.sql ?? '';
  const why = failed && statementError({ sqlstate: failed.sqlstate }, (name) => last.includes(name)).says;
  return {
    code: 'baseline-failed',
    says: `The command of migrations.command does not migrate the base commit: it ${how}${failed ? ` (SQLSTATE ${failed.sqlstate})` : ''}.${why === undefined ? '' : ` ${why}`}`,
    advice: byHand,
  };
}

export const commandFails = ({ status }: Listened): Problem => ({
  code: 'unreadable-migration',
  says: `The command of migrations.command ${endedAs(status)} on the pull request, and no statement of it failed.`,
  advice: byHand,
});

export const tooLong = (limitMs: number): Problem => ({
  code: 'time-limit',
  says: `The command of migrations.command runs longer than ${duration(limitMs)} on empty tables.`,
  advice: 'See that it comes to an end by itself and asks nothing, or raise rehearsal.pass-limit.',
});

export const endless: Problem = {
  code: 'time-limit',
  says: 'The command of migrations.command sends more than 50,000 statements.',
  advice: 'See that it comes to an end, or name a structure file under migrations.schema where its history is as long.',
};

export const structureBehind = (structure: string, path: string): Problem => ({
  code: 'baseline-failed',
  says: `On the base commit the command of migrations.command still runs ${path} on ${structure}.`,
  advice:
    'Write the structure file anew with the rows of the tool’s own table, or remove migrations.schema to have the command run the whole history.',
});

export const notHeard = (because: string): Problem => ({
  code: 'no-database',
  says: `What migrations.command sends is heard in the server’s log, and here ${because}: it cannot be rehearsed here.`,
  advice: 'Set postgres.provider to embedded or docker.',
});

const beyondTheLog =
  'Review this change by hand: rows of COPY … FROM STDIN, and settings that a connection begins with, are not in the log.';

/** What was heard does not end as it did for the command. */
export const endsUnlike = (failed: Failed | undefined, heard: Heard): Problem => ({
  code: 'unreadable-migration',
  says: failed
    ? `What the command of migrations.command sends cannot be told from the server’s log: sent again, ${failed.step.file}:${failed.step.line} fails with SQLSTATE ${failed.error.sqlstate}, and for the command it ${heard.failed ? `failed with ${heard.failed.sqlstate}` : 'did not'}.`
    : `The command of migrations.command fails with SQLSTATE ${heard.failed?.sqlstate ?? ''}, and what it sends does not when it is sent again.`,
  advice: beyondTheLog,
  ...(failed && { file: failed.step.file, line: failed.step.line }),
});

export const otherSchema = (paths: readonly string[]): Problem => ({
  code: 'unreadable-migration',
  says: `What the command of migrations.command sends cannot be told from the server’s log: sent again, it leaves another schema than the command does (${paths.join(', ')}).`,
  advice: beyondTheLog,
});
