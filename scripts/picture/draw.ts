import type { Report } from '../../src/domain/report.ts';
import { htmlPage } from '../../src/report/html.ts';
import { answered } from './answered.ts';
import type { Stage } from './answered.ts';
import { commentPage } from './comment.ts';
import { shoot } from './shoot.ts';
import type { Sheet } from './shoot.ts';

export interface Drawing extends Pick<Sheet, 'palette' | 'most'> {
  /** The comment on the pull request, or the report as a page of its own. */
  readonly of: 'comment' | 'page';
  readonly stage?: Stage;
  /** CSS pixels; as wide as a comment on GitHub unless told. */
  readonly width?: number;
}

export async function draw(report: Report, drawing: Drawing, png: string): Promise<void> {
  const { of, stage = 'waiting', width = 960, ...look } = drawing;
  const reviewed = answered(report, stage);
  const html = of === 'comment' ? commentPage(reviewed.comment, look.palette) : htmlPage(reviewed.report);
  await shoot({ ...look, html, width }, png);
  console.log(png);
}
