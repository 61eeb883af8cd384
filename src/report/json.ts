import type { Report } from '../domain/report.ts';
import { reportSchema } from './schema/report.ts';

/** One JSON document. Throws where the report breaks its own schema: that is a bug, and no reader should meet it. */
export function toJson(report: Report): string {
  return `${JSON.stringify(reportSchema.parse(report), null, 2)}\n`;
}

/** Reads a document that was written by `toJson`; throws where it is none. */
export function fromJson(text: string): Report {
  return reportSchema.parse(JSON.parse(text));
}
