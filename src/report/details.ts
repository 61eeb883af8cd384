import { durationRange, grouped } from '../domain/figures.ts';
import type { RehearsalRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { code, fence, prose, text, within } from './escape.ts';
import { beginning } from './tables.ts';
import { stallLines, trafficOf } from './traffic.ts';
import { place } from './words.ts';

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
    folded('How the production times were estimated', estimates(rehearsal)),
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

const folded = (summary: string, body: string): string =>
  body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

function estimates({ statements }: RehearsalRun): string {
  const lines = statements
    .map(({ file, line, estimate }) => {
      const where = within(300, place(file, line), code);
      if (!('productionMs' in estimate)) {
        return estimate.class === 'metadata'
          ? ''
          : `- ${where}: not estimated. ${within(500, estimate.because, prose)}`;
      }
      const { productionMs, model, sizes, error, calibrated } = estimate;
      const runs = sizes.length === 0 ? '' : `, runs at ${sizes.map(grouped).join(' · ')} rows`;
      const trust = calibrated ? 'calibrated by real runs' : 'not calibrated by real runs yet';
      return `- ${where}: **${durationRange(productionMs)}** by ${within(100, model, text)}${runs}, largest residual ${Math.round(error * 100)} %, ${trust}`;
    })
    .filter((line) => line !== '');
  return beginning(lines, 8_000).join('\n');
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
        ({ after, schema, next }) =>
          `- after step ${after}: ${within(500, schema, prose)} Then ${within(500, next, code)}`,
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
