import type { Asked, Facts, Flag } from './command.ts';

export const reasonFlag: Flag = { name: 'reason', value: '"…"', says: 'Why; shown wherever the decision is.' };

/** A reason that says something; blanks are none. */
export function reasonOf({ flags }: Asked): { readonly reason?: string } {
  const reason = flags['reason']?.trim() ?? '';
  return reason === '' ? {} : { reason };
}

/** A digest as people read and type it. */
export const shortDigest = (digest: string): string => digest.slice(0, 12);

/** The report on what the head proposes now; one of older migrations says nothing about it. */
export const currentReport = ({ shown, digest }: Facts) =>
  shown !== undefined && digest !== '' && shown.report.digest === digest ? shown.report : undefined;
