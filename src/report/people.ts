import type { Recorded, Standing } from '../domain/approval.ts';
import type { ChecklistEntry, ChecklistItem } from '../domain/checklist.ts';
import { duration, durationRange } from '../domain/figures.ts';
import { wholeTime } from '../domain/foretold.ts';
import type { Report } from '../domain/report.ts';
import { callOf } from './commands.ts';

/** What only people can do, and the command that records it. `id` is the configuration's. */
export interface PeopleOptions {
  readonly id: string;
}

type Records = Standing['records'];

/**
 * The checklist with what people did: announced, watched, deployed. What is still to be done names the command that
 * records it; what is recorded is a pass, also where nobody had to. Nothing else of the report follows from it.
 */
export function withPeople(
  { checklist, rehearsal }: Pick<Report, 'checklist' | 'rehearsal'>,
  records: Records,
  { id }: PeopleOptions,
): readonly ChecklistEntry[] {
  const call = callOf(id);
  return checklist.map((entry) => {
    const { item } = entry;
    if (item === 'data-volume') return withReal(entry, records.finished, rehearsal);
    const command = commands[item];
    const done = command === undefined ? undefined : doneBy(item, records);
    if (done !== undefined) return { item, status: 'pass', says: done };
    if (command === undefined || entry.status !== 'unknown') return entry;
    return { ...entry, says: `${entry.says} \`${call} ${command}\`` };
  });
}

const commands: Readonly<Partial<Record<ChecklistItem, string>>> = {
  'team-notified': 'notify',
  'impact-shared': 'notify',
  'someone-watching': 'watch',
};

function doneBy(item: ChecklistItem, records: Records): string | undefined {
  const { notify } = records;
  switch (item) {
    case 'team-notified':
      return notify && `Announced by ${who(notify)}.`;
    case 'impact-shared':
      return notify && 'Duration, impact and rollback plan were in the announcement.';
    case 'someone-watching':
      return watching(records);
    default:
      return undefined;
  }
}

function watching({ watch, started, finished }: Records): string | undefined {
  const watched = watch === undefined ? [] : [`${name(watch.receipt.who ?? watch.receipt.by)} watches.`];
  const ended = finished === undefined ? [] : [`Deployed; recorded by ${who(finished)}.`];
  const begun = started === undefined || finished !== undefined ? [] : [`Begun by ${who(started)}.`];
  // A deployment that somebody began and nobody was named to watch is still nobody's.
  return watch === undefined && finished === undefined ? undefined : [...watched, ...begun, ...ended].join(' ');
}

/** What was foretold, beside what it took. */
function withReal(entry: ChecklistEntry, finished: Recorded | undefined, rehearsal: Report['rehearsal']) {
  const took = finished?.receipt.durationMs;
  if (took === undefined) return entry;
  const productionMs = rehearsal?.status === 'ran' ? wholeTime(rehearsal.statements).productionMs : undefined;
  const before = productionMs === undefined ? 'not foretold' : `foretold were ${durationRange(productionMs)}`;
  return { ...entry, says: `Production took ${duration(took)}; ${before}. ${entry.says}` };
}

const who = ({ receipt: { by, at } }: Recorded): string => `${name(by)}, ${at.slice(0, 16).replace('T', ' ')} UTC`;
const name = (login: string): string => `\`@${login.replaceAll('`', '')}\``;
