/**
 * Makes every picture of docs/pictures anew, each from what an example measures now on this machine:
 * `npx tsx scripts/pictures.ts`, or only some by name: `npx tsx scripts/pictures.ts failed page-narrow-dark`.
 * Needs a built dist/ (or another build in MIGRATION_REHEARSAL_DIST), and Chromium and pngquant on the PATH, or their paths in CHROMIUM and PNGQUANT; asks nothing of
 * the network. Look at them before they are committed: docs/pictures/README.md says what each of them shows.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromJson } from '../src/report/json.ts';
import { draw } from './picture/draw.ts';
import type { Drawing } from './picture/draw.ts';

interface Picture extends Drawing {
  readonly name: string;
  /** A folder of examples/, as `npm run demo -- EXAMPLE` takes it. */
  readonly example: string;
}

const pictures: readonly Picture[] = [
  { name: 'waiting-light', example: 'demo', of: 'comment', palette: 'light' },
  { name: 'waiting-dark', example: 'demo', of: 'comment', palette: 'dark' },
  { name: 'approved', example: 'demo', of: 'comment', palette: 'light', stage: 'approved' },
  { name: 'clean', example: 'demo/advice-taken', of: 'comment', palette: 'light' },
  { name: 'failed', example: 'demo/one-file', of: 'comment', palette: 'light' },
  { name: 'long', example: 'demo/all-at-once', of: 'comment', palette: 'light' },
  { name: 'page-light', example: 'demo', of: 'page', palette: 'light', width: 1280, most: 1600 },
  { name: 'page-dark', example: 'demo', of: 'page', palette: 'dark', width: 1280, most: 1600 },
  { name: 'page-narrow-light', example: 'demo', of: 'page', palette: 'light', width: 390, most: 1600 },
  { name: 'page-narrow-dark', example: 'demo', of: 'page', palette: 'dark', width: 390, most: 1600 },
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !pictures.some((picture) => picture.name === name));
if (unknown.length > 0) {
  throw new Error(`No such picture: ${unknown.join(', ')}. There are ${pictures.map(({ name }) => name).join(', ')}.`);
}
const wanted = pictures.filter(({ name }) => names.length === 0 || names.includes(name));

const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
try {
  for (const example of new Set(wanted.map((picture) => picture.example))) {
    console.log(`${example} …`);
    const out = join(folder, 'report.json');
    execFileSync('npm', ['run', '--silent', 'demo', '--', example, '--format', 'json', '--out', out]);
    const report = fromJson(await readFile(out, 'utf8'));
    for (const picture of wanted.filter((one) => one.example === example)) {
      await draw(report, picture, `docs/pictures/${picture.name}.png`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
