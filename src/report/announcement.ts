import type { Report } from '../domain/report.ts';
import { cut, visible } from './escape.ts';
import { expectedTime, impact, wayBack } from './impact.ts';
import { migrationsIn } from './words.ts';

/** What is announced, and on which pull request. */
export interface Announced {
  readonly number: number;
  readonly title: string;
  readonly by: string;
  /** Address of the pull request. */
  readonly url: string;
  readonly report: Report;
  /** These migrations were announced before, or may have been. */
  readonly repeats?: true;
}

/** What people are told before a migration runs: how long, who waits, and the way back. */
export interface Announcement {
  /** One line, plain words. */
  readonly headline: string;
  /** That it is not the first time. */
  readonly repeats?: string;
  readonly duration: string;
  readonly impact: readonly string[];
  readonly rollback: string;
}

const mostImpacts = 10;

export const announcement = ({ number, title, by, report, repeats }: Announced): Announcement => ({
  headline: `Pull request ${number}, ${cut(title, 200)}: ${migrationsIn(report.migrations)} to be deployed, announced by ${by}.`,
  ...(repeats === true && {
    repeats: 'Announced once more: an earlier announcement of the same migrations may have reached you.',
  }),
  duration: `Takes: ${expectedTime(report)}`,
  impact: impact(report).slice(0, mostImpacts),
  rollback: wayBack(report),
});

/** For webhooks of chats: `text` is what Slack, Mattermost and their like show. */
export function chatMessage(announced: Announced): { readonly text: string } {
  const { headline, repeats, duration, impact: waits, rollback } = announcement(announced);
  const lines = [
    `*${plain(headline)}*`,
    ...(repeats === undefined ? [] : [chat(repeats)]),
    chat(duration),
    ...waits.map((says) => `• ${chat(says)}`),
    `Way back: ${chat(rollback)}`,
    announced.url,
  ];
  return { text: cut(lines.join('\n'), 12_000) };
}

/** For everything else that takes JSON. */
export function jsonMessage(announced: Announced): Readonly<Record<string, unknown>> {
  const { number, title, by, url, report } = announced;
  const { verdict, digest, migrations } = report;
  return {
    event: 'migration-announced',
    pullRequest: { number, title: visible(title), url },
    by,
    verdict,
    digest,
    migrations: migrations.map(({ path, version }) => ({ path, version })),
    ...announcement(announced),
  };
}

const oneLine = (words: string): string => cut(visible(words).replace(/\s+/g, ' '), 1_500);

/** In a chat these three begin links, mentions of channels, and entities. */
const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A chat reads `@here` in plain text too, and marks in every word: a gap without a width keeps it from that. */
const plain = (words: string): string => escaped(oneLine(words)).replace(/[@*_~`#]/g, '$&\u2060');

/** A sentence of ours: names stand between backticks, which a chat knows as well. */
const chat = (words: string): string =>
  oneLine(words)
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? escaped(piece).replaceAll('@', '@\u2060') : plain(piece)))
    .join('');
