import { bytes, duration, grouped } from '../domain/figures.ts';
import type { Finding } from '../domain/finding.ts';
import type { StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { answerLines, plainAnswer } from './approval.ts';
import { html, htmlProse } from './escape.ts';
import { defaultStallBudgetMs } from './facts.ts';
import { style } from './html-style.ts';
import { estimateLines, pastWords, warmWords } from './production.ts';
import { lanes, stallLines, trafficOf } from './traffic.ts';
import {
  itemTitle,
  joined,
  lockWords,
  migrationsIn,
  place,
  production,
  severitySign,
  short,
  signOf,
  statementsOf,
  verdictSign,
  worstFirst,
  worstLock,
  rowsOf,
} from './words.ts';

/** One page by itself: no network, no script; light, dark and on paper. Everything the report knows is in it. */
export function htmlPage(report: Report): string {
  const { verdict, because } = report;
  const sign = verdictSign[verdict];
  const sections = [
    statements(report),
    findings(report),
    checklist(report),
    estimates(report),
    waiting(report),
    undo(report),
    notes(report),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Migration rehearsal: ${html(sign.word)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header class="${verdict}">
<p class="product">Migration rehearsal</p>
<h1><span class="badge">${html(sign.word)}</span> ${htmlProse(because)}</h1>
<p class="meta">${source(report)}</p>${answers(report)}${remedy(report)}
</header>
${sections.filter((section) => section !== '').join('\n')}
<footer>${html(report.tool.name)} ${html(report.tool.version)} · ${duration(report.timings.totalMs)}${report.digest === '' ? '' : ` · digest <code>${html(report.digest)}</code>`}</footer>
</main>
</body>
</html>
`;
}

const remedy = ({ rehearsal }: Report): string =>
  rehearsal?.status === 'broke' ? `\n<p class="remedy"><b>Instead</b>: ${htmlProse(rehearsal.advice)}</p>` : '';

const answers = (report: Report): string =>
  answerLines(report)
    .map((line) => `\n<p class="remedy">${htmlProse(plainAnswer(line))}</p>`)
    .join('');

function source({ migrations, rehearsal }: Report): string {
  const files = migrationsIn(migrations);
  if (rehearsal === undefined) return `${files}, not rehearsed`;
  if (rehearsal.status === 'skipped') return `${files}, not rehearsed: ${htmlProse(rehearsal.because)}`;
  if (rehearsal.status === 'broke') return `${files}, not rehearsed to the end`;
  const tables = rehearsal.volume.map(
    ({ table, source: from, ...volume }) => `${rowsOf(volume)} in <code>${html(short(table))}</code> (${from})`,
  );
  return [`${files} on Postgres ${html(rehearsal.postgres)} (${rehearsal.provider})`, ...tables].join(' · ');
}

const section = (title: string, body: string): string =>
  body === '' ? '' : `<section>\n<h2>${title}</h2>\n${body}\n</section>`;

function statements({ rehearsal }: Report): string {
  const runs = statementsOf(rehearsal);
  if (runs.length === 0) return '';
  const total = Math.max(
    1,
    runs.reduce((sum, { durationMs }) => sum + durationMs, 0),
  );
  let start = 0;
  const lines = runs.map((run) => {
    const line = statementRow(run, (start / total) * 100, (run.durationMs / total) * 100);
    start += run.durationMs;
    return line;
  });
  const head = [
    '<th scope="col">Statement</th>',
    ...['Rehearsed', 'Production'].map((title) => `<th scope="col" class="n">${title}</th>`),
    ...['Lock', 'Waiting'].map((title) => `<th scope="col">${title}</th>`),
    ...['Rows', 'WAL'].map((title) => `<th scope="col" class="n">${title}</th>`),
  ].join('');
  return section(
    'Statements',
    `<table class="runs">\n<thead><tr>${head}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody></table>\n<p class="key"><i class="waits"></i> others wait <i></i> nobody waits</p>`,
  );
}

function statementRow(run: StatementRun, from: number, length: number): string {
  const lock = worstLock(run);
  const blocked = lock !== undefined && lock.blocks.length > 0;
  const left = Math.min(from, 99.2);
  const bar = `<span class="lane"><i class="${blocked ? 'waits' : ''}" style="left:${left.toFixed(2)}%;width:${Math.max(0.8, Math.min(length, 100 - left)).toFixed(2)}%"></i></span>`;
  const error =
    run.error === undefined
      ? ''
      : `<p class="error">Failed: ${htmlProse(run.error.says)} (<code>${html(run.error.sqlstate)}</code>)</p>`;
  const who = blocked ? joined(lock.blocks) : '';
  const loud = `<span class="who${blocked && lock.heldMs >= defaultStallBudgetMs ? ' loud' : ''}">${who}</span>`;
  return [
    `<tr><td><span class="where">${html(place(run.file, run.line))}</span><pre>${html(run.sql.trim())}</pre>${bar}${error}</td>`,
    figure('Rehearsed', duration(run.durationMs)),
    figure('Production', production(run.estimate)),
    figure('Lock', lock === undefined ? '–' : html(lockWords(lock)), 'words'),
    figure('Waiting', blocked ? `${loud} <br>${duration(lock.heldMs)}` : '–', 'words'),
    figure('Rows', run.rowsAffected === undefined ? '–' : grouped(run.rowsAffected)),
    figure('WAL', run.walBytes === 0 ? '–' : bytes(run.walBytes)),
    '</tr>',
  ].join('');
}

/** Its label is shown where the window is too narrow for columns. */
const figure = (label: string, content: string, kind: 'words' | 'n' = 'n'): string =>
  `<td class="${kind}${content === '–' ? ' none' : ''}" data-label="${label}"><span>${content}</span></td>`;

const findings = ({ findings: all }: Report): string =>
  section('Findings', worstFirst(all).map(findingCard).join('\n'));

const findingCard = ({ severity, file, line, rule, says, instead, rehearsed, evidence }: Finding): string =>
  `<article class="${severity}">
<h3><span class="badge">${severitySign[severity].word}</span> <code>${html(`${file}:${line}`)}</code></h3>
<p>${htmlProse(says)}</p>
<p class="instead">Instead</p>
<pre>${html(instead.trim())}</pre>${rehearsed === undefined ? '' : `\n<p>${htmlProse(rehearsed)}</p>`}
<p class="meta">${html(rule)} · ${evidence === 'observed' ? 'seen in the rehearsal' : 'read from the SQL'}</p>
</article>`;

function checklist({ checklist: entries }: Report): string {
  const lines = entries.map(
    ({ item, status, says }) =>
      `<tr><td><span class="badge ${status}">${signOf(item, status).word}</span></td><th scope="row">${itemTitle[item]}</th><td>${htmlProse(says)}</td></tr>`,
  );
  return section(
    'Checklist',
    `<table class="list"><thead class="heard"><tr><th scope="col">Result</th><th scope="col">Check</th><th scope="col">Measured</th></tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody></table>`,
  );
}

function estimates({ rehearsal }: Report): string {
  const statements = statementsOf(rehearsal);
  const lines = estimateLines(statements).map(
    ({ where, range, says }) =>
      `<li><code>${html(where)}</code>: ${range === undefined ? '' : `<b>${html(range)}</b> `}${htmlProse(says)}</li>`,
  );
  if (lines.length === 0) return '';
  const past = rehearsal?.status === 'ran' ? rehearsal.pastEstimates : undefined;
  const told = past === undefined ? '' : `<p>${html(pastWords(past))}</p>`;
  return section(
    'How the production range was made',
    `<ul>${lines.join('\n')}</ul><p>${htmlProse(warmWords(statements))}</p>${told}`,
  );
}

function waiting({ rehearsal }: Report): string {
  const traffic = trafficOf(rehearsal);
  if (traffic?.says === undefined) return '';
  const lines = stallLines(traffic).map(({ where, says }) => `<li><code>${html(where)}</code> ${html(says)}</li>`);
  const drawn = lanes(traffic);
  const list = lines.length === 0 ? '<p>No statement kept anybody waiting.</p>' : `<ul>${lines.join('\n')}</ul>`;
  return section('Who waits', `<p>${html(traffic.says)}</p>${list}${drawn === '' ? '' : `<pre>${html(drawn)}</pre>`}`);
}

function undo({ rehearsal }: Report): string {
  if (rehearsal?.status !== 'ran') return '';
  const { rollback, rerun, schemaDiff } = rehearsal;
  const told = (part: typeof rollback | typeof rerun) =>
    htmlProse(part.status === 'not-measured' ? `Not measured: ${part.because}` : part.says);
  const generated = rollback.status === 'not-measured' ? undefined : rollback.generated;
  const sql =
    generated === undefined
      ? ''
      : `<p><b>Generated rollback.</b> ${htmlProse(generated.says)}</p><pre>${html(generated.sql)}</pre>`;
  const diff =
    schemaDiff.trim() === ''
      ? ''
      : `<h3>Schema before and after</h3><pre>${schemaDiff.trimEnd().split('\n').map(diffLine).join('\n')}</pre>`;
  return section(
    'Rollback and rerun',
    `<p><b>Rollback.</b> ${told(rollback)}</p>${sql}<p><b>Rerun.</b> ${told(rerun)}</p>${diff}`,
  );
}

function diffLine(line: string): string {
  const tag = line.startsWith('+') ? 'ins' : line.startsWith('-') ? 'del' : undefined;
  return tag === undefined ? html(line) : `<${tag}>${html(line)}</${tag}>`;
}

function notes({ rehearsal }: Report): string {
  if (rehearsal === undefined || rehearsal.status === 'skipped') return '';
  const lines = [...new Set(rehearsal.notes)].map((note) => `<li>${htmlProse(note)}</li>`);
  return section('How this was measured', lines.length === 0 ? '' : `<ul>${lines.join('')}</ul>`);
}
