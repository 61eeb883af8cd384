import type { Recorded } from '../domain/approval.ts';
import type { Asked, Facts, Flag, Reply } from './command.ts';

export const reasonFlag: Flag = { name: 'reason', value: '"…"', says: 'Why; it is shown wherever the decision is.' };

/** A reason that says something; blanks are none. */
export function reasonOf({ flags }: Asked): { readonly reason?: string } {
  const reason = flags['reason']?.trim() ?? '';
  return reason === '' ? {} : { reason };
}

/** A digest as people read and type it. */
export const shortDigest = (digest: string): string => digest.slice(0, 12);

/** The report on what the head proposes now; one of older migrations says nothing about it. */
export const currentReport = ({ shown, digest }: Pick<Facts, 'shown' | 'digest'>) =>
  shown !== undefined && digest !== '' && shown.report.digest === digest ? shown.report : undefined;

/** The beginning of a digest that is long enough to mean only one; undefined where it is not. */
export const typedDigest = (typed: string): string | undefined =>
  /^[0-9a-f]{12,64}$/i.test(typed) ? typed.toLowerCase() : undefined;

/** Why there is nothing to decide about yet. */
export const noReport = ({ call, run, digest }: Facts): Reply =>
  digest === ''
    ? [
        'What this pull request proposes could not be read, so there is nothing to decide about.',
        { instead: 'the check of its newest commit says why.' },
      ]
    : run === undefined
      ? [
          `There is no report on the migrations as they are now, digest \`${shortDigest(digest)}\`.`,
          { instead: `\`${call} rerun\` makes one.` },
        ]
      : [
          `The rehearsal of the migrations as they are now, digest \`${shortDigest(digest)}\`, is still under way.`,
          { instead: 'write the command again when its report is there.' },
        ];

/** “@alice, 2027-01-31 14:05 UTC: after the release”. */
export const recordedBy = ({ receipt: { by, at, reason } }: Recorded): string =>
  `@${by}, ${moment(at)}${reason === undefined ? '' : `: ${plain(reason)}`}`;

/** “2027-01-31 14:05 UTC”. */
export const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** What somebody wrote, in a sentence of ours: a backtick of theirs begins no name of ours. */
export const plain = (words: string): string => words.replaceAll('`', '');
