import { writeFile } from 'node:fs/promises';
import type { Problem } from '../../domain/errors.ts';
import type { Report } from '../../domain/report.ts';
import { cards } from '../../flows/judge.ts';
import { htmlPage } from '../../report/html.ts';
import { toJson } from '../../report/json.ts';
import { markdown } from '../../report/markdown.ts';
import { sarif } from '../../report/sarif.ts';
import { terminal } from '../../report/terminal.ts';

export const formats = ['terminal', 'json', 'markdown', 'html', 'sarif'] as const;
export type Format = (typeof formats)[number];

export interface OutputOptions {
  readonly format?: Format;
  readonly out?: string;
}

/** Writes the finished report where it was asked for; standard output gets nothing else. */
export async function show(report: Report, { format, out }: OutputOptions): Promise<void> {
  const person = out === undefined && process.stdout.isTTY;
  const text = render(report, format ?? (person ? 'terminal' : 'markdown'), person);
  if (out === undefined) await print(text);
  else await writeFile(out, text);
}

function render(report: Report, format: Format, person: boolean): string {
  switch (format) {
    case 'json':
      return toJson(report);
    case 'markdown':
      return markdown(report);
    case 'html':
      return htmlPage(report);
    case 'sarif':
      return sarif(report, cards);
    case 'terminal':
      return terminal(report, {
        ...(person && { width: process.stdout.columns }),
        color: person && process.env['NO_COLOR'] === undefined ? 'always' : 'never',
      });
  }
}

/** A pipe takes large texts in parts: the process must not end before the last one. */
export const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

/** One clear sentence and its remedy, on standard error. */
export function tell({ says, advice, file, line, column }: Problem): void {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const named = place === '' || says.includes(file ?? '') ? says : `${place}: ${says}`;
  process.stderr.write(`error: ${named}\n       ${advice}\n`);
}
