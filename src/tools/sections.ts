import type { Line, Range } from './text.ts';
import { blankOutside, linesOf } from './text.ts';

/** A marker line of a tool that keeps up and down in one file. */
export interface Marker {
  readonly section: 'up' | 'down';
  readonly line: Line;
  /** What follows the section's name on the line. */
  readonly options: string;
}

/** The marker lines of a file; `pattern` captures the section, then its options. */
export function markersOf(text: string, pattern: RegExp): readonly Marker[] {
  return linesOf(text).flatMap((line) => {
    const match = pattern.exec(line.text);
    const section = match?.[1]?.toLowerCase();
    return section === 'up' || section === 'down' ? [{ section, line, options: match?.[2] ?? '' }] : [];
  });
}

/** The lines between a marker and the next one, or the file's end. */
export function sectionOf(text: string, markers: readonly Marker[], marker: Marker): Range {
  const next = markers[markers.indexOf(marker) + 1];
  return { start: marker.line.end, end: next?.line.start ?? text.length };
}

/** A section: the whole file with everything outside it blanked. */
export interface Section {
  readonly marker: Marker;
  readonly text: string;
}

/** For tools that read one section of each direction: the first. */
export function firstSections(text: string, pattern: RegExp): Readonly<Partial<Record<Marker['section'], Section>>> {
  const markers = markersOf(text, pattern);
  const first = (section: Marker['section']): Section | undefined => {
    const marker = markers.find((one) => one.section === section);
    return marker && { marker, text: blankOutside(text, sectionOf(text, markers, marker)) };
  };
  const [up, down] = [first('up'), first('down')];
  return { ...(up && { up }), ...(down && { down }) };
}
