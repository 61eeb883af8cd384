import { counted, duration, durationRange } from '../../domain/figures.ts';
import { foretold, foretoldText, wholeTime } from '../../domain/foretold.ts';
import type { Report } from '../../domain/report.ts';
import type { Asked, Facts, Reply, Verb } from '../command.ts';
import { currentReport, noReport } from '../words.ts';

export const verb: Verb = {
  verb: 'finished',
  group: 'deploy',
  words: { shown: '[DURATION]', least: 0, most: 1 },
  flags: [],
  who: 'writer',
  says: 'Records that the deployment is through, and how long the migrations took.',
  more: [
    'A duration is written `4m30s`, `431s` or `1h5m`. Without one the time since `started` counts. The answer shows it beside what was foretold, with the line for the profile’s `durations` that puts later estimates right.',
  ],
  example: 'finished 4m30s',
  now: ({ standing }) =>
    standing?.records.started !== undefined && standing.records.finished === undefined ? 'finished' : undefined,
  decide(asked, facts) {
    const { digest } = facts;
    if (digest === '') return { does: 'refuse', reply: noReport(facts) };
    const took = tookIn(asked, facts);
    if (took === 'unreadable') return { does: 'refuse', reply: noTime(asked, facts) };
    const entry = { kind: 'finished', digest, ...(took !== undefined && { durationMs: took }) } as const;
    const report = currentReport(facts);
    const reply = took === undefined ? untimed(facts) : report === undefined ? [] : compared(report, took);
    return { does: 'record', entry, reply };
  },
};

const parts = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m(?:in)?)?(?:(\d{1,8}(?:\.\d{1,3})?)s)?$/i;

/** Milliseconds of “4m30s”; undefined for anything else. */
function durationIn(word: string): number | undefined {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = parts.exec(word) ?? [];
  const ms = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000;
  return ms > 0 ? Math.round(ms) : undefined;
}

function tookIn({ words: [word] }: Asked, { standing, askedAt }: Facts): number | undefined | 'unreadable' {
  if (word !== undefined) return durationIn(word) ?? 'unreadable';
  const since = standing?.records.started?.receipt.at;
  if (since === undefined) return undefined;
  const ms = Date.parse(askedAt) - Date.parse(since);
  return ms > 0 ? ms : undefined;
}

const noTime = ({ words: [word = ''] }: Asked, { call }: Facts): Reply => [
  `\`${word.replaceAll('`', '').slice(0, 60)}\` is no duration.`,
  { instead: `write hours, minutes and seconds: \`${call} finished 4m30s\`.` },
];

const untimed = ({ call }: Facts): Reply => [
  'How long it took is not known: nobody recorded its start.',
  { instead: `where a log tells it, \`${call} finished 4m30s\` records it.` },
];

/** What it took beside what was foretold, and what the next estimates can learn from it. */
function compared({ rehearsal }: Report, took: number): Reply {
  const statements = rehearsal?.status === 'ran' ? rehearsal.statements : [];
  const { rehearsedMs, productionMs } = wholeTime(statements);
  if (statements.length === 0) return [`It took ${duration(took)}. Nothing was foretold, for nothing was rehearsed.`];
  if (productionMs === undefined) {
    return [
      `It took ${duration(took)} in production and ${duration(rehearsedMs)} in the rehearsal. How long it would take was not foretold: the production rows were not known.`,
    ];
  }
  const [low, high] = productionMs;
  const beside = took < low ? 'shorter than' : took > high ? 'longer than' : 'within';
  return [
    `It took ${duration(took)} in production, ${beside} the ${durationRange(productionMs)} that were foretold.`,
    ...learnt(statements, took),
  ];
}

function learnt(statements: Parameters<typeof foretold>[0], took: number): Reply {
  const known = foretold(statements);
  const [only] = known;
  if (only === undefined) return [];
  const files = new Set(statements.map(({ file }) => file)).size;
  const lines = known.slice(0, 10).map((one) => foretoldText(one, files === 1 ? took : undefined));
  const each = files === 1 ? '' : ` It is the time of ${counted(files, 'migration')}: fill in that of each.`;
  return [`Written into the profile’s \`durations\`, it puts later estimates right.${each}`, { type: lines }];
}
