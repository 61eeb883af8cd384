/**
 * Draws a report's comment as GitHub shows it, light and dark:
 * `npm run demo -- --format json --out report.json && npx tsx scripts/picture.ts report.json comment`
 * writes comment-light.png and comment-dark.png. With `approved` as third argument, as it is once somebody approved.
 * pictures.ts makes those of the documentation.
 */
import { readFile } from 'node:fs/promises';
import { fromJson } from '../src/report/json.ts';
import { draw } from './picture/draw.ts';

const [from, out = 'comment', approved] = process.argv.slice(2);
if (from === undefined) throw new Error('Which report? npx tsx scripts/picture.ts REPORT.json [OUT] [approved]');
const report = fromJson(await readFile(from, 'utf8'));
const stage = approved === 'approved' ? approved : 'waiting';
for (const palette of ['light', 'dark'] as const) {
  await draw(report, { of: 'comment', stage, palette }, `${out}-${palette}.png`);
}
