import type { RehearsalRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { code, cut, fence, prose, text } from './escape.ts';
import { durationRange, rows } from './figures.ts';
import { place } from './words.ts';

/** The folded parts below the findings, most useful first. */
export function details({ rehearsal }: Report): readonly string[] {
  if (rehearsal === undefined || rehearsal.status === 'skipped') return [];
  const notes = folded('How this was measured', rehearsal.notes.map((note) => `- ${prose(note)}`).join('\n'));
  if (rehearsal.status === 'broke') {
    return [`**Instead**: ${prose(rehearsal.advice)}`, notes].filter((part) => part !== '');
  }
  const { schemaDiff } = rehearsal;
  return [
    folded('How the production times were estimated', estimates(rehearsal)),
    folded('Rollback and rerun', undoing(rehearsal)),
    folded('Queries that break', broken(rehearsal)),
    folded('Schema before and after', schemaDiff.trim() === '' ? '' : fence(cut(schemaDiff, 12_000), 'diff')),
    notes,
  ].filter((part) => part !== '');
}

const folded = (summary: string, body: string): string =>
  body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

function estimates({ statements }: RehearsalRun): string {
  return statements
    .map(({ file, line, estimate }) => {
      const where = code(place(file, line));
      if (!('productionMs' in estimate)) {
        return estimate.class === 'metadata' ? '' : `- ${where}: not estimated. ${prose(estimate.because)}`;
      }
      const { productionMs, model, sizes, error, calibrated } = estimate;
      const runs = sizes.length === 0 ? '' : `, runs at ${sizes.map(rows).join(' · ')} rows`;
      const trust = calibrated ? 'calibrated by real runs' : 'not calibrated by real runs yet';
      return `- ${where}: **${durationRange(productionMs)}** by ${text(model)}${runs}, largest residual ${Math.round(error * 100)} %, ${trust}`;
    })
    .filter((line) => line !== '')
    .join('\n');
}

function undoing({ rollback, rerun }: RehearsalRun): string {
  const back = rollback.status === 'not-measured' ? `Not measured: ${rollback.because}` : rollback.says;
  const again = rerun.status === 'not-measured' ? `Not measured: ${rerun.because}` : rerun.says;
  const generated = rollback.status === 'not-measured' ? undefined : rollback.generated;
  const points = rerun.status === 'not-measured' ? [] : rerun.points;
  return [
    `**Rollback.** ${prose(back)}`,
    ...(generated === undefined
      ? []
      : [`**Generated rollback.** ${prose(generated.says)}`, fence(cut(generated.sql, 6_000), 'sql')]),
    `**Rerun.** ${prose(again)}`,
    ...points
      .slice(0, 20)
      .map(({ after, schema, next }) => `- after step ${after}: ${prose(schema)} Then ${code(next)}`),
  ].join('\n\n');
}

const broken = ({ compatibility: { backward, forward } }: RehearsalRun): string =>
  [backward, forward]
    .flatMap((check) => ('status' in check ? [] : check.broken))
    .slice(0, 30)
    .map(({ query, source, sqlstate }) => `- ${code(cut(query, 300))} (${text(source)}) fails with ${code(sqlstate)}`)
    .join('\n');
