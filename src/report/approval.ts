import type { Report, ReportedApproval, ReportedDecision } from '../domain/report.ts';
import { approveLine, callOf } from './commands.ts';
import { code, cut, prose, within } from './escape.ts';
import { sentence } from './words.ts';

/**
 * Who answered for what was found, who still has to, and what they type: one line each, the one that decides first.
 * Sentences with names between backticks; `url` is the receipt's. `calls` = this person is mentioned.
 */
export interface AnswerLine {
  readonly sign: string;
  readonly word: string;
  readonly says: string;
  readonly url?: string;
  readonly calls?: string;
}

// Escaping can make ten letters of one: lines are few and short, so that what was measured keeps its room.
const mostLines = 4;
const mostLetters = 700;

/** `id` is the configuration's. */
export function answerLines(report: Pick<Report, 'verdict' | 'approval' | 'digest'>, id = ''): readonly AnswerLine[] {
  const { approval } = report;
  const call = callOf(id);
  if (approval === undefined) return [];
  const { given, notes, decisive } = approval;
  const lines = [
    ...(decisive === undefined ? [] : [decisiveLine(decisive, call)]),
    ...missingLine(report, approval, call),
    ...given.slice(0, mostLines).map((decision) => givenLine(decision, approval)),
    ...approval.void.slice(-mostLines).map(voidLine),
    ...notes.slice(0, mostLines).map((note) => ({ sign: '⚪', word: 'Not known', says: sentence(note) })),
  ];
  return lines;
}

function decisiveLine(decisive: NonNullable<ReportedApproval['decisive']>, call: string): AnswerLine {
  const by = `by ${who(decisive)} on ${day(decisive.at)}${reason(decisive)}.`;
  return decisive.kind === 'block'
    ? {
        sign: '🔴',
        word: 'Blocked',
        says: `${by} It stays so through every push, until \`${call} unblock\`.`,
        url: decisive.url,
      }
    : { sign: '🟠', word: 'Overridden', says: `${by} What was found is told below as it is.`, url: decisive.url };
}

function missingLine(
  report: Pick<Report, 'verdict' | 'digest'>,
  approval: ReportedApproval,
  call: string,
): readonly AnswerLine[] {
  const { missing, approvers, decisive } = approval;
  if (missing.length === 0 || decisive?.kind === 'override') return [];
  // No approval helps what fails, or could not be known.
  if ((report.verdict === 'fail' || report.verdict === 'error') && approval.state !== 'blocked') return [];
  const most = Math.max(...missing.map(({ wants, has }) => wants - has));
  const begun = missing.some(({ has }) => has > 0);
  const rules = [...new Set(missing.map(({ rule }) => rule))];
  const told = rules.slice(0, 3).map((rule) => `\`${rule}\``);
  const about = `${told.join(', ')}${rules.length > told.length ? ` and ${rules.length - told.length} more` : ''}`;
  const from = approvers === '' ? '' : `, from ${cut(approvers.replace(/\.$/, ''), 300)}`;
  const type =
    report.verdict === 'needs-approval'
      ? ` To approve, comment \`${call} ${approveLine({ ...report, approval })}\`.`
      : '';
  const count = `${most}${begun ? ' more' : ''} ${most === 1 ? 'approval' : 'approvals'}`;
  return [{ sign: '🔴', word: 'Waiting', says: `for ${count} of ${about}${from}.${type}` }];
}

const givenLine = (decision: ReportedDecision, { carriedOver }: ReportedApproval): AnswerLine => ({
  sign: '🟢',
  word: 'Approved',
  says: `by ${who(decision)} on ${day(decision.at)}${reason(decision)}${carriedOver ? '; carried over, for the migrations are the same' : ''}.`,
  url: decision.url,
});

const voidLine = ({ who: login, at, because, url }: ReportedApproval['void'][number]): AnswerLine => ({
  sign: '⚪',
  word: 'No longer counts',
  says: `: the approval of ${day(at)}. ${sentence(because)}`,
  url,
  calls: login,
});

const who = ({ who: login, role }: ReportedDecision): string => (role === 'none' ? login : `${login} (${role})`);
const reason = ({ reason: words }: ReportedDecision): string =>
  words === undefined ? '' : `: “${words.replace(/[`\s]+/g, ' ').trim()}”`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** “2 Mar 2027, 14:03 UTC”. */
function day(at: string): string {
  const [, year, month, date, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(at) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? at : `${Number(date)} ${name} ${year ?? ''}, ${time ?? ''} UTC`;
}

/** The same in the comment. */
export function answers(report: Report, id = ''): string {
  return answerLines(report, id).map(answerLine).join('<br>');
}

function answerLine({ sign, word, says, url, calls }: AnswerLine): string {
  const called = calls === undefined ? '' : ` ${mention(calls)}`;
  const receipt = url === undefined || !addressed.test(url) ? '' : ` [receipt](<${url}>)`;
  const sayings = within(mostLetters, says, prose);
  return `${sign} **${word}**${called}${sayings.startsWith(':') ? '' : ' '}${sayings}${receipt}`;
}

/** Only an address as the code host gives it becomes a link. */
const addressed = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[\w./#-]{1,400}$/;
/** The one name that is called: whoever approved hears once that it counts no more, when this line first appears. */
const mention = (login: string): string =>
  /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/.test(login) ? `@${login}` : within(80, login, code);

/** In plain words, for views that know no Markdown. */
export const plainAnswer = ({ word, says, calls }: AnswerLine): string =>
  `${word}${calls === undefined ? '' : ` (${calls})`}${says.startsWith(':') ? '' : ' '}${says}`;
