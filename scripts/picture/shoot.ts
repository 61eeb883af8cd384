import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { palettes } from './style.ts';

export interface Sheet {
  readonly html: string;
  /** CSS pixels; Chromium's own windows are no narrower than 500, so it stands in a frame of this width. */
  readonly width: number;
  /** CSS pixels; of a longer page only the beginning is drawn. */
  readonly most?: number;
  /** What the reader's system is set to. */
  readonly palette: keyof typeof palettes;
}

/** The page as a PNG, no higher than it is. Needs Chromium and pngquant on the PATH, or in CHROMIUM and PNGQUANT. */
export async function shoot({ html, width, most = Infinity, palette }: Sheet, png: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'));
  try {
    const file = join(folder, 'page.html');
    await writeFile(file, framed(html, width));
    const chromium = (height: number, ...what: readonly string[]): string =>
      execFileSync(
        process.env['CHROMIUM'] ?? 'chromium',
        [
          ...[...quietly, `--user-data-dir=${join(folder, 'profile')}`, '--hide-scrollbars'],
          ...[
            `--window-size=${width},${height}`,
            `--blink-settings=preferredColorScheme=${palette === 'dark' ? 0 : 1}`,
          ],
          ...[...what, `file://${file}`],
        ],
        { stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000, encoding: 'utf8' },
      );
    const height = Math.min(most, Number(/data-height="(\d+)"/.exec(chromium(1000, '--dump-dom'))?.[1]));
    chromium(height, `--force-device-scale-factor=${scaleOf(height)}`, `--screenshot=${resolve(png)}`);
    const lighter = ['--force', '--strip', '--nofs', '--speed', '1', '--output', png, '64', png];
    execFileSync(process.env['PNGQUANT'] ?? 'pngquant', lighter);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A long one is drawn smaller: no picture is to be heavy. */
const scaleOf = (height: number): number => (height > 3_000 ? 1 : height > 2_200 ? 1.25 : 1.5);

const quietly = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** The page's own width decides its layout, and its height is known to the frame once it is loaded. */
const framed = (html: string, width: number): string =>
  `<!doctype html><meta charset="utf-8"><style>body{margin:0}iframe{display:block;border:0;width:${width}px}</style>
<iframe srcdoc="${html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>
<script>onload = () => {
  const frame = document.querySelector('iframe')
  const height = frame.contentDocument.documentElement.scrollHeight
  frame.style.height = height + 'px'
  document.body.dataset.height = height
}</script>`;
