import { foretold, foretoldText } from '../domain/foretold.ts';
import type { RehearsalRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { code, fence, prose, text, within } from './escape.ts';
import { beginning } from './tables.ts';
import { estimateLines, inShort, pastWords, warmWords } from './production.ts';
import { stallLines, trafficOf } from './traffic.ts';

/** The folded parts below the findings, most useful first. */
export function details({ rehearsal }: Report): readonly string[] {
  if (rehearsal === undefined || rehearsal.status === 'skipped') return [];
  const notes = folded(
    'How this was measured',
    beginning(
      [...new Set(rehearsal.notes)].map((note) => `- ${within(600, note, prose)}`),
      8_000,
    ).join('\n'),
  );
  if (rehearsal.status === 'broke') return [notes].filter((part) => part !== '');
  const { schemaDiff } = rehearsal;
  return [
    folded(howMade(rehearsal), estimates(rehearsal)),
    folded('Who waits', waiting(rehearsal)),
    folded('Rollback and rerun', undoing(rehearsal)),
    folded('Queries that break', broken(rehearsal)),
    folded(
      'Schema before and after',
      schemaDiff.trim() === '' ? '' : within(12_000, schemaDiff, (diff) => fence(diff, 'diff')),
    ),
    notes,
  ].filter((part) => part !== '');
}

const howMade = ({ statements }: RehearsalRun): string => {
  const short = inShort(statements);
  return `How the production range was made${short === '' ? '' : `: ${text(short)}`}`;
};

const folded = (summary: string, body: string): string =>
  body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

function estimates({ statements, pastEstimates }: RehearsalRun): string {
  const lines = estimateLines(statements).map(
    ({ where, range, says }) =>
      `- ${within(300, where, code)}: ${range === undefined ? '' : `**${range}** `}${within(1_200, says, prose)}`,
  );
  const past = pastEstimates === undefined ? '' : pastWords(pastEstimates);
  return [beginning(lines, 8_000).join('\n'), prose(warmWords(statements)), past, toCompare(statements)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function toCompare(statements: RehearsalRun['statements']): string {
  const lines = foretold(statements)
    .slice(0, 10)
    .map((one) => foretoldText(one));
  return lines.length === 0
    ? ''
    : `Once it has run, write what it took into the profile’s \`durations\`, and the next ranges are put right by it:\n\n${within(4_000, lines.join('\n'), (body) => fence(body, 'text'))}`;
}

function waiting(run: RehearsalRun): string {
  const traffic = trafficOf(run);
  if (traffic?.says === undefined) return '';
  const lines = stallLines(traffic).map(
    ({ where, says }) => `- ${within(300, where, code)} ${within(600, says, prose)}`,
  );
  const none = '- No statement kept anybody waiting.';
  return [within(1_500, traffic.says, prose), beginning(lines.length === 0 ? [none] : lines, 4_000).join('\n')].join(
    '\n\n',
  );
}

function undoing({ rollback, rerun }: RehearsalRun): string {
  const back = rollback.status === 'not-measured' ? `Not measured: ${rollback.because}` : rollback.says;
  const again = rerun.status === 'not-measured' ? `Not measured: ${rerun.because}` : rerun.says;
  const generated = rollback.status === 'not-measured' ? undefined : rollback.generated;
  const points = rerun.status === 'not-measured' ? [] : rerun.points;
  return [
    `**Rollback.** ${within(1_500, back, prose)}`,
    ...(generated === undefined
      ? []
      : [
          `**Generated rollback.** ${within(1_500, generated.says, prose)}`,
          within(6_000, generated.sql, (sql) => fence(sql, 'sql')),
        ]),
    `**Rerun.** ${within(1_500, again, prose)}`,
    ...points
      .slice(0, 20)
      .map(
        ({ after, at, how, schema, next }) =>
          `- ${at === undefined ? `after step ${after}` : `${how === 'during' ? 'in the midst of' : 'after'} ${within(300, at, code)}`}: ${within(500, schema.replace(/\.$/, ''), prose)}. Then ${within(500, next, code)}`,
      ),
  ].join('\n\n');
}

const broken = ({ compatibility: { backward, forward } }: RehearsalRun): string =>
  [backward, forward]
    .flatMap((check) => ('status' in check ? [] : check.broken))
    .slice(0, 30)
    .map(
      ({ query, source, sqlstate }) =>
        `- ${within(400, query, code)} (${within(200, source, text)}) fails with ${within(40, sqlstate, code)}`,
    )
    .join('\n');
