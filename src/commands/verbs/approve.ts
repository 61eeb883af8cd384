import type { Need, Standing } from '../../domain/approval.ts';
import type { Asked, Decision, Facts, Reply, Verb } from '../command.ts';
import { currentReport, noReport, reasonFlag, reasonOf, shortDigest, typedDigest } from '../words.ts';

export const verb: Verb = {
  verb: 'approve',
  group: 'decide',
  words: { shown: '[DIGEST]', least: 0, most: 1 },
  flags: [
    { ...reasonFlag, says: 'Why it is fine; asked for where rows or objects are lost.' },
    { name: 'only', value: 'IDS', says: 'Only these findings, by rule or id, with commas between them.' },
  ],
  who: 'approver',
  while: 'ready',
  says: 'Approves the migrations of this digest with the findings shown.',
  more: [
    'The digest is on the second line of the report. With it, you approve exactly what you read, whatever is pushed in the meantime; without it, the command counts for the report that was there when you wrote it.',
    'An approval covers the findings that you may answer for, as dangerous as they are now. It holds while the migrations stay the same to the byte, and not longer than `approval.ttl`. Editing or deleting the comment takes it back.',
  ],
  example: 'approve 9f3a61c07b2e --reason="the table is empty since May"',
  now: (facts) => {
    const needs = open(facts);
    if (currentReport(facts) === undefined || needs.length === 0) return undefined;
    return lineFor(facts.digest, needs);
  },
  decide,
};

function decide(asked: Asked, facts: Facts): Decision {
  const { standing, digest, rights, call } = facts;
  const refuse = (...reply: Reply): Decision => ({ does: 'refuse', reply });
  const stale = notThis(asked, facts);
  if (stale !== undefined) return refuse(...stale);
  if (standing === undefined) return refuse(...noReport(facts));
  if (standing.missing.length === 0) return { does: 'answer', reply: nothingWaits(facts, standing) };
  const needs = open(facts);
  const chosen = chosenOf(asked, needs, standing);
  if ('reply' in chosen) return refuse(...chosen.reply);
  if (chosen.needs.length === 0) {
    return needs.length === 0 && standing.missing.some(({ need }) => rights.approves.includes(need.id))
      ? { does: 'answer', reply: [`You have approved this already; it waits for ${standing.approvers}.`] }
      : refuse([`None of what waits here is yours to approve.`, ...rights.because].join(' '), {
          instead: `ask ${standing.approvers}.`,
        });
  }
  const reason = reasonOf(asked);
  const lost = chosen.needs.filter(({ destructive }) => destructive);
  if (lost.length > 0 && reason.reason === undefined) {
    return refuse(
      `Rows or objects are lost for good here (${rulesOf(lost)}), so an approval says why that is fine.`,
      { instead: 'type:' },
      { type: [`${call} ${lineFor(digest, chosen.needs)}`] },
    );
  }
  return { does: 'record', entry: { kind: 'approve', digest, findings: chosen.needs, ...reason } };
}

/** Whether what the writer of the command saw is what the pull request holds now. */
function notThis({ words }: Asked, facts: Facts): Reply | undefined {
  const { digest, call } = facts;
  const [typed] = words;
  const again = {
    instead: `read the report of the newest commit, and type \`${call} approve ${shortDigest(digest)}\`.`,
  };
  if (typed !== undefined) {
    const wanted = typedDigest(typed);
    if (wanted === undefined)
      return [
        `\`${typed.replaceAll('`', '').slice(0, 70)}\` is no digest: those are at least 12 of the digits 0–9 and a–f.`,
        ...(digest === '' ? [] : [again]),
      ];
    if (digest === '') return noReport(facts);
    if (!digest.startsWith(wanted))
      return [
        `\`${wanted.slice(0, 12)}\` is not what this pull request holds now: its migrations have the digest \`${shortDigest(digest)}\`.`,
        again,
      ];
  }
  if (currentReport(facts) === undefined) return noReport(facts);
  if (typed === undefined && (facts.shown === undefined || facts.shown.at >= facts.askedAt))
    return ['The report on these migrations came after your comment, so it is not what you had read.', again];
  return undefined;
}

function nothingWaits(facts: Facts, { state }: Standing): Reply {
  if (state === 'approved') return ['Everything here is approved already.'];
  if (state === 'overridden') return ['This was let pass by an override; nothing waits for an approval.'];
  const report = currentReport(facts);
  return report === undefined || report.verdict === 'pass'
    ? ['Nothing here needs an approval.']
    : [`Nothing here can be approved. ${report.because}`];
}

/** What waits, is theirs to approve, and has not their approval yet. */
function open({ standing, rights, by }: Facts): readonly Need[] {
  if (standing === undefined) return [];
  const mine = standing.approvals
    .filter(({ receipt }) => receipt.by.toLowerCase() === by.login.toLowerCase())
    .flatMap(({ receipt }) => receipt.findings ?? [])
    .map(({ id }) => id);
  const without = standing.voided
    .filter(({ receipt }) => receipt.by.toLowerCase() === by.login.toLowerCase())
    .flatMap(({ findings }) => findings ?? []);
  return standing.missing
    .map(({ need }) => need)
    .filter(({ id }) => rights.approves.includes(id) && (!mine.includes(id) || without.includes(id)));
}

function chosenOf(
  { flags }: Asked,
  needs: readonly Need[],
  standing: Standing,
): { readonly needs: readonly Need[] } | { readonly reply: Reply } {
  if (flags['only'] === undefined) return { needs };
  const names = flags['only']
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const is = ({ id, rule }: Need, name: string) => id === name || rule === name;
  const unknown = names.filter((name) => !standing.missing.some(({ need }) => is(need, name)));
  if (unknown.length > 0 || names.length === 0) {
    return {
      reply: [
        `\`--only\` names ${unknown.map((name) => `\`${name.replaceAll('`', '')}\``).join(', ') || 'nothing'}, which does not wait for an approval here.`,
        { instead: `name some of ${rulesOf(standing.missing.map(({ need }) => need))}.` },
      ],
    };
  }
  return { needs: needs.filter((need) => names.some((name) => is(need, name))) };
}

const rulesOf = (needs: readonly Need[]): string =>
  [...new Set(needs.map(({ rule }) => rule))].map((rule) => `\`${rule}\``).join(', ');

const lineFor = (digest: string, needs: readonly Need[]): string =>
  `approve ${shortDigest(digest)}${needs.some(({ destructive }) => destructive) ? ' --reason="…"' : ''}`;
