/**
 * Draws a report's comment as GitHub shows it, light and dark, for the README and the pages:
 * `npm run demo -- --format json --out report.json && npx tsx scripts/picture.ts report.json docs/comment`
 * writes docs/comment-light.png and docs/comment-dark.png. With `approved` as third argument, as it is once somebody
 * approved. Needs Chromium and pngquant on the PATH, or their paths in CHROMIUM and PNGQUANT; asks nothing of the network.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Sha } from '../src/domain/pull-request.ts';
import type { Report } from '../src/domain/report.ts';
import { commandsOf } from '../src/report/commands.ts';
import { fromJson } from '../src/report/json.ts';
import { markdown } from '../src/report/markdown.ts';
import { settled } from '../src/report/settled.ts';

const width = 960;

const palettes = {
  light: `--page:#fff;--head:#f6f8fa;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--faint:#d1d9e0b3;--code:#818b981f;--block:#f6f8fa;--link:#0969da;
    --keyword:#cf222e;--string:#0a3069;--remark:#59636e;--ins:#116329;--ins-back:#dafbe1;--del:#82071e;--del-back:#ffebe9`,
  dark: `--page:#0d1117;--head:#151b23;--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--faint:#3d444db3;--code:#656c7633;--block:#151b23;--link:#4493f8;
    --keyword:#ff7b72;--string:#a5d6ff;--remark:#9198a1;--ins:#aff5b4;--ins-back:#033a16;--del:#ffdcd7;--del-back:#67060c`,
} as const;

// What GitHub gives a comment's Markdown, in as few lines as make it look the same.
const style = `
body{margin:0;padding:24px;background:var(--page);color:var(--ink);font:14px/1.5 "Noto Sans",-apple-system,"Segoe UI",Helvetica,Arial,sans-serif,"Noto Color Emoji"}
.thread{display:flex;gap:16px}
.avatar{flex:none;width:40px;height:40px;border-radius:8px;background:var(--head);border:1px solid var(--line);box-sizing:border-box;display:grid;place-items:center;font-size:20px}
.comment{flex:1;min-width:0;border:1px solid var(--line);border-radius:6px}
.head{padding:8px 16px;background:var(--head);border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;color:var(--soft)}
.head b{color:var(--ink);font-weight:600}.head i{font-style:normal;font-size:12px;border:1px solid var(--line);border-radius:99px;padding:0 7px;margin-left:4px}
.body{padding:16px}.body>:first-child{margin-top:0}.body>:last-child{margin-bottom:0}
a{color:var(--link)}p,table,pre,ul,details{margin:0 0 16px}details>:last-child{margin-bottom:0}ul{padding-left:2em}
h2,h3{font-weight:600;line-height:1.25;margin:24px 0 16px}h2{font-size:1.5em;padding-bottom:.3em;border-bottom:1px solid var(--faint)}h3{font-size:1.25em}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-spacing:0;border-collapse:collapse}
th,td{padding:6px 13px;border:1px solid var(--line)}th{font-weight:600}tr{border-top:1px solid var(--faint)}tr:nth-child(2n) td{background:var(--block)}
code,pre{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{padding:.2em .4em;font-size:85%;white-space:break-spaces;background:var(--code);border-radius:6px}
h2 code,h3 code{font-size:inherit;padding:0 .2em}
pre{padding:16px;overflow:auto;font-size:85%;line-height:1.45;background:var(--block);border-radius:6px}
pre code{padding:0;background:none;font-size:100%;white-space:pre}
blockquote{margin:0 0 16px;padding:0 1em;color:var(--soft);border-left:.25em solid var(--line)}
sub{font-size:75%;line-height:0}summary{cursor:default}details>*:nth-child(2){margin-top:16px}
.keyword{color:var(--keyword)}.string{color:var(--string)}.remark{color:var(--remark)}.ins{color:var(--ins);background:var(--ins-back)}.del{color:var(--del);background:var(--del-back)}`;

/** GitHub colours what stands in a fence; the few colours that our fences need. */
const coloured = (page: string): string =>
  page
    .replace(/(<code class="language-sql">)([^]*?)(<\/code>)/g, (_, open: string, sql: string, end: string) =>
      [open, sql.replace(sqlPart, sqlColour), end].join(''),
    )
    .replace(/(<code class="language-diff">)([^]*?)(<\/code>)/g, (_, open: string, diff: string, end: string) =>
      [open, diff.replace(/^([+-]).*$/gm, (line, sign) => span(sign === '+' ? 'ins' : 'del', line)), end].join(''),
    );

const sqlPart =
  /(--.*)|('[^']*')|\b(add|alter|as|begin|by|check|column|commit|concurrently|constraint|create|default|delete|drop|exists|from|if|in|index|into|not|null|on|or|order|rename|select|set|table|to|unique|update|validate|where|with)\b/gi;
const sqlColour = (part: string, remark?: string, string?: string): string =>
  span(remark !== undefined ? 'remark' : string !== undefined ? 'string' : 'keyword', part);
const span = (name: string, content: string): string => `<span class="${name}">${content}</span>`;

/** The comment in its frame on a pull request. */
function page(comment: string, palette: string): string {
  // The only HTML in the comment is our own: what stems from data is escaped before it gets here.
  const body = micromark(comment, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!doctype html><meta charset="utf-8"><style>:root{${palette}}${style}</style>
<div class="thread"><div class="avatar">🐘</div><div class="comment">
<div class="head"><b>github-actions</b> <i>bot</i> commented now</div>
<div class="body">${coloured(body)}</div></div></div>
<script>document.body.dataset.height = document.body.offsetHeight</script>`;
}

async function shoot(content: string, png: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'));
  try {
    const file = join(folder, 'page.html');
    await writeFile(file, content);
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
    const silent = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const chromium = (height: number, ...what: readonly string[]): string =>
      execFileSync(
        process.env['CHROMIUM'] ?? 'chromium',
        [
          ...[...options, ...silent, `--user-data-dir=${join(folder, 'profile')}`],
          ...['--hide-scrollbars', `--window-size=${width},${height}`],
          ...[...what, `file://${file}`],
        ],
        { stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000, encoding: 'utf8' },
      );
    const height = Number(/data-height="(\d+)"/.exec(chromium(1000, '--dump-dom'))?.[1]);
    // A long one is drawn a little smaller: no picture is to be heavy.
    chromium(height, `--force-device-scale-factor=${height > 2_200 ? 1.25 : 1.5}`, `--screenshot=${resolve(png)}`);
    execFileSync(process.env['PNGQUANT'] ?? 'pngquant', [
      '--force',
      '--strip',
      '--nofs',
      '--speed',
      '1',
      '--output',
      png,
      '32',
      png,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The report on a pull request: while bob is waited for, or once he has approved it. */
function answered(report: Report, stage: 'waiting' | 'approved'): Report {
  const { digest } = report;
  const receipt = {
    ...({ v: 1, kind: 'approve', id: '', by: 'bob', role: 'maintain', at: new Date().toISOString(), digest } as const),
    ...{ source: { node: '', sha256: '' }, head: '' as Sha, baseRef: 'main' },
  };
  const missing = report.findings
    .filter(({ severity }) => severity === 'blocker')
    .map(({ id, rule, file, objects }) => ({
      need: { id, rule, file, objects, destructive: false, danger: { rewrites: [], scans: [] } },
      ...{ wants: 1, has: 0 },
    }));
  const people = { voided: [], carriedOver: false, approvers: '@bob or @acme/database-owners; not the author' };
  const standing = { digest, ...people, notes: [], records: {} };
  if (missing.length === 0) return settled(report, { ...standing, state: 'nothing-needed', approvals: [], missing });
  if (stage === 'waiting') return settled(report, { ...standing, state: stage, approvals: [], missing });
  return settled(report, { ...standing, state: stage, approvals: [{ receipt, url: '' }], missing: [] });
}

const [from, out = 'docs/comment', stage] = process.argv.slice(2);
if (from === undefined) throw new Error('Which report? npx tsx scripts/picture.ts REPORT.json [OUT] [approved]');
const shown = answered(fromJson(await readFile(from, 'utf8')), stage === 'approved' ? stage : 'waiting');
const comment = markdown(shown, { commands: commandsOf(shown, '') });
for (const [name, palette] of Object.entries(palettes)) {
  await shoot(page(comment, palette), `${out}-${name}.png`);
  console.log(`${out}-${name}.png`);
}
