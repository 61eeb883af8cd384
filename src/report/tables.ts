import type { ChecklistEntry, ChecklistItem } from '../domain/checklist.ts';
import { bytes, counted, duration, grouped } from '../domain/figures.ts';
import type { ObservedLock, StatementRun } from '../domain/rehearsal.ts';
import { cell, cellCode, text, together, within } from './escape.ts';
import { defaultStallBudgetMs } from './facts.ts';
import { headOf, itemTitle, lockWords, place, production, sentence, signOf, worstLock } from './words.ts';
import type { Sign } from './words.ts';

/** The two tables of the comment. Each cell is bounded as it is written, so that no name can push the others out. */

interface Row {
  readonly sign: Sign;
  readonly entries: readonly ChecklistEntry[];
}

// Told in one row while they have the same answer; a failed one always has a row of its own.
const kin: readonly (readonly ChecklistItem[])[] = [
  ['backward-compatibility', 'forward-compatibility'],
  ['data-volume', 'production-like-volume'],
  ['versioned', 'small-and-focused', 'expand-contract'],
  ['team-notified', 'impact-shared', 'someone-watching'],
];
// As wide as the longest title, so that none of them is broken.
const head = 'readiness&nbsp;for&nbsp;production';
const order = ['fail', 'warn', 'to do', 'unknown', 'pass', 'not needed'];

/** Worst first; what has the same answer for the same reason shares a row. */
export function checklistTable(entries: readonly ChecklistEntry[]): string {
  if (entries.every(({ status }) => status === 'not-applicable')) return '';
  const table = entries.reduce<readonly Row[]>(added, []);
  const sorted = [...table].sort((one, other) => order.indexOf(one.sign.word) - order.indexOf(other.sign.word));
  return [`| | ${head} | measured |`, '| --- | --- | --- |', ...sorted.map(checklistRow)].join('\n');
}

function added(table: readonly Row[], entry: ChecklistEntry): readonly Row[] {
  const sign = signOf(entry.item, entry.status);
  const home = table.find((row) => row.sign.word === sign.word && belongs(entry, row));
  return home === undefined
    ? [...table, { sign, entries: [entry] }]
    : table.map((row) => (row === home ? { sign, entries: [...row.entries, entry] } : row));
}

const belongs = (entry: ChecklistEntry, { entries }: Row): boolean =>
  entries.some(({ says }) => says === entry.says) ||
  (!['fail', 'warn'].includes(entry.status) &&
    kin.some((family) => family.includes(entry.item) && entries.some(({ item }) => family.includes(item))));

function checklistRow({ sign, entries }: Row): string {
  const title = entries.map(({ item }) => itemTitle[item]);
  const says = [...new Set(entries.flatMap((entry) => sentences(sentence(entry.says))))].join(' ');
  return `| ${sign.icon}&nbsp;${unbroken(sign.word)} | ${title.join('<br>')} | ${within(700, says, cell)} |`;
}

const sentences = (words: string): readonly string[] => words.split(/(?<=\.) (?=[A-Z“`\d])/);
const unbroken = (words: string): string => words.replaceAll(' ', '&nbsp;');

interface Column {
  readonly title: string;
  readonly align: '---' | '---:';
  readonly tell: (statement: StatementRun) => string;
}

const columns: readonly Column[] = [
  { title: 'statement', align: '---', tell: statementCell },
  { title: 'rehearsed', align: '---:', tell: ({ durationMs }) => text(duration(durationMs)) },
  { title: 'production', align: '---:', tell: ({ estimate }) => together(production(estimate)) },
  { title: 'lock', align: '---', tell: ({ locks }) => onWorst(locks, (lock) => within(200, lockWords(lock), text)) },
  { title: 'waiting', align: '---', tell: ({ locks }) => onWorst(locks, waiting) },
];

const amounts: readonly Column[] = [
  { title: 'rows', align: '---:', tell: ({ rowsAffected }) => dash(rowsAffected, grouped) },
  { title: 'WAL', align: '---:', tell: ({ walBytes }) => dash(walBytes, (size) => together(bytes(size))) },
];

/** Left out where no statement has any; in one column, as two would be pushed out of the width of a comment. */
function amountsColumn(statements: readonly StatementRun[]): readonly Column[] {
  const shown = amounts.filter(({ tell }) => statements.some((run) => tell(run) !== '–'));
  const [first] = shown;
  if (first === undefined) return [];
  const tell = (run: StatementRun): string => {
    const told = shown.map((amount) => amount.tell(run)).filter((figure) => figure !== '–');
    return told.length === 0 ? '–' : told.join('<br>');
  };
  return [{ ...first, title: shown.map(({ title }) => title).join(' · '), tell }];
}

/** In the order of the run, as many as fit into `room` UTF-16 units. */
export function statementTable(statements: readonly StatementRun[], room: number): string {
  if (statements.length === 0) return '';
  const shown = [...columns, ...amountsColumn(statements)];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = [line(shown.map(({ title }) => title)), line(shown.map(({ align }) => align))];
  const all = statements.map((statement) => line(shown.map(({ tell }) => tell(statement))));
  const kept = beginning(all, room - head.join('\n').length - 100);
  const more = all.length - kept.length;
  const rest = more > 0 ? [line([`and ${counted(more, 'more statement')}`, ...shown.slice(1).map(() => '')])] : [];
  return [...head, ...kept, ...rest].join('\n');
}

/** The longest beginning whose parts, each followed by a blank line, have at most `room` UTF-16 units together. */
export function beginning(parts: readonly string[], room: number): readonly string[] {
  let used = 0;
  const most = parts.findIndex((part) => (used += part.length + 2) > room);
  return most < 0 ? parts : parts.slice(0, most);
}

function statementCell({ file, line, sql, error }: StatementRun): string {
  const failed =
    error === undefined
      ? ''
      : `<br>**failed**: ${within(600, error.says, cell)} (${within(40, error.sqlstate, cellCode)})`;
  return `${within(300, headOf(sql, 90), cellCode)}<br><sub>${within(300, place(file, line), cellCode)}</sub>${failed}`;
}

/** Bold once people would notice: a millisecond of an exclusive lock is no alarm. */
function waiting({ blocks, heldMs }: ObservedLock): string {
  if (blocks.length === 0) return '–';
  const who = unbroken(blocks.join(', '));
  return `${heldMs >= defaultStallBudgetMs ? `**${who}**` : who} ${unbroken(text(duration(heldMs)))}`;
}

const onWorst = (locks: readonly ObservedLock[], tell: (lock: ObservedLock) => string): string => {
  const lock = worstLock({ locks });
  return lock === undefined ? '–' : tell(lock);
};

const dash = (figure: number | undefined, tell: (figure: number) => string): string =>
  figure === undefined || figure === 0 ? '–' : tell(figure);
