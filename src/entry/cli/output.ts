import { writeFile } from 'node:fs/promises';
import type { Problem } from '../../domain/errors.ts';
import type { Report } from '../../domain/report.ts';

export const formats = ['terminal', 'json', 'markdown', 'html', 'sarif'] as const;
export type Format = (typeof formats)[number];

export interface OutputOptions {
  readonly format?: Format;
  readonly out?: string;
}

/** The migrations' texts, by path. */
type Sources = ReadonlyMap<string, string>;

/** Writes the finished report where it was asked for; standard output gets nothing else. */
export async function show(report: Report, { format, out }: OutputOptions, sources?: Sources): Promise<void> {
  const person = out === undefined && process.stdout.isTTY;
  const text = await render(report, format ?? (person ? 'terminal' : 'markdown'), person, sources);
  if (out === undefined) await print(text);
  else await writeFile(out, text);
}

async function render(report: Report, format: Format, person: boolean, sources?: Sources): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../../report/json.ts')).toJson(report);
    case 'markdown':
      return (await import('../../report/markdown.ts')).markdown(report);
    case 'html':
      return (await import('../../report/html.ts')).htmlPage(report);
    case 'sarif': {
      const { cards } = await import('../../flows/judge.ts');
      return (await import('../../report/sarif.ts')).sarif(report, cards);
    }
    case 'terminal': {
      const { terminal } = await import('../../report/terminal.ts');
      return terminal(report, {
        ...(sources !== undefined && { sources }),
        ...(person && { width: process.stdout.columns }),
        color: person && process.env['NO_COLOR'] === undefined ? 'always' : 'never',
      });
    }
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
