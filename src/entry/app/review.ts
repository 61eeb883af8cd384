import { choiceOf, chooseProvider } from '../../databases/choose.ts';
import { runCommand } from '../../databases/command.ts';
import { dumpAt } from '../../databases/dump.ts';
import { runMigrations } from '../../databases/migrating.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { failure } from '../../domain/errors.ts';
import type { ReviewAsked } from '../../flows/handle.ts';
import type { Proposal } from '../../flows/proposal.ts';
import { readProposal } from '../../flows/proposal.ts';
import type { Review, ReviewWorld } from '../../flows/review.ts';
import { review } from '../../flows/review.ts';
import { ruleIds } from '../../rules/index.ts';
import { diskToKeep, systemClock } from '../world.ts';
import { refusedOn } from './allowed.ts';

/** What a rehearsal on this machine may do. */
export interface Allowance {
  /** Whether the base commit’s configuration may name commands, variables and files of this machine. */
  readonly commands: 'refused' | 'allowed';
  /** Breaks it off; the reason is told. */
  readonly signal: AbortSignal;
}

/** One rehearsal. It always ends in a report, also when it is broken off. */
export async function rehearse(asked: ReviewAsked, { commands, signal }: Allowance): Promise<Review> {
  const world: ReviewWorld = {
    database: (settings) =>
      chooseProvider({ ...choiceOf(settings), keep: asked.fresh === 'fresh' ? '0' : diskToKeep(process.env) }),
    ...(commands === 'allowed' && {
      dump: (named: string) => dumpAt(named, '/'),
      command: runCommand,
      migrations: runMigrations,
    }),
    ...(asked.source.ok && asked.source.value.checkOut && { checkOut: asked.source.value.checkOut }),
    clock: systemClock,
    progress: { stage: () => undefined, note: () => undefined },
    signal,
  };
  const ended = await review(await propose(asked, commands), asked.as, world);
  return signal.aborted && ended.report.verdict === 'error' ? brokenOff(signal) : ended;
}

/** The report of a rehearsal that did not come to its end, or never began. */
export const brokenOff = (signal: AbortSignal): Promise<Review> =>
  review(failure(stopped(String(signal.reason))), 'rehearsal', {
    database: chooseNone,
    clock: systemClock,
    progress: { stage: () => undefined, note: () => undefined },
    signal,
  });

const chooseNone: ReviewWorld['database'] = ({ provider }) => chooseProvider({ provider });

async function propose({ range, source }: ReviewAsked, commands: Allowance['commands']): Promise<Result<Proposal>> {
  if (!source.ok) return source;
  const proposal = await readProposal({ base: range.base, head: range.head, rules: ruleIds }, source.value);
  const refused = proposal.ok && commands === 'refused' ? refusedOn(proposal.value.config) : undefined;
  return refused === undefined ? proposal : failure(refused);
}

const stopped = (because: string): Problem => ({
  code: 'interrupted',
  says: `The rehearsal was stopped: ${because}.`,
  advice: 'A newer run follows; where none does, comment `/migrate rerun`.',
});
