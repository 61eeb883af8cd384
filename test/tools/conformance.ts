import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MigrationFile } from '../../src/domain/migration.ts';
import type { MigrationTool } from '../../src/ports/migration-tool.ts';
import { withSemicolons } from '../../src/tools/separators.ts';
import { companionsOf, readMigrations } from '../../src/tools/read.ts';
import { units } from '../../src/tools/units.ts';
import { detectIn, fixture, settings } from './project.ts';

/** What the real tool makes of its fixture project. */
export interface Expected {
  readonly folder: string;
  /** The steps in the tool's order: version, transaction mode, and whether there is a way back. */
  readonly steps: readonly string[];
  /** Why the files that are no SQL cannot be read. */
  readonly unreadable?: readonly string[];
  /** A migration's path, and a text that is read from it whole. */
  readonly path: string;
  readonly wrap?: (sql: string) => string;
  /** What ends a statement for the tool, though not for SQL: a semicolon stands there instead. */
  readonly separator?: RegExp;
}

const lineBreaks = (text: string): string => text.replace(/[^\r\n]/g, '');

/** Every character a section shows is the file's own, at the file's own place. */
export function expectOwnPlaces(section: string, text: string): void {
  expect(section).toHaveLength(text.length);
  expect(lineBreaks(section)).toBe(lineBreaks(text));
  // By UTF-16 unit, the unit of every offset here.
  const strange = Array.from({ length: section.length }, (_, at) => at).find(
    (at) => section[at] !== ' ' && section[at] !== text[at],
  );
  expect(strange).toBeUndefined();
}

const sectionsOf = ({ up, down }: MigrationFile): readonly string[] =>
  [up, down].filter((section) => section !== undefined);

/** The promises every migration tool keeps. */
export function keepsItsPromises(tool: MigrationTool, expected: Expected): void {
  describe(tool.title, () => {
    const project = fixture(tool.id);
    const detection = detectIn(project);
    const paths = detection.folders.flatMap((folder) => folder.paths);
    const companions = new Map(
      companionsOf(detection, paths).flatMap((path) => (project[path] ? [[path, project[path]]] : [])),
    );
    const files = paths.map((path) => ({ path, text: project[path] ?? '' }));
    const reading = readMigrations(files, detection, settings({ companions }));

    test('is recognised by its fixture project', () => {
      expect(detection.folders.map(({ tool, folder, readable }) => ({ tool, folder, readable }))).toEqual([
        { tool: tool.id, folder: expected.folder, readable: true },
      ]);
    });

    test('runs its versions in its own order and its own transactions', () => {
      const steps = units(reading.migrations).map(({ version, up, down }) => {
        const back = down ? `, back ${down.downTransaction ?? down.transaction}` : '';
        return `${version || 'repeatable'} ${up?.transaction ?? 'nothing'}${back}`;
      });
      expect(steps).toEqual(expected.steps);
    });

    test('says why a file cannot be read', () => {
      expect(reading.problems.map(({ says }) => says)).toEqual(expected.unreadable ?? []);
    });

    test('keeps every offset, line and column of the file', () => {
      for (const file of reading.migrations) {
        const own = expected.separator ? withSemicolons(file.text, expected.separator) : file.text;
        for (const section of sectionsOf(file)) expectOwnPlaces(section, own);
      }
    });

    test('keeps places for any text, any line break and a byte order mark', () => {
      const lines = fc.array(
        fc.string({ unit: 'grapheme' }).filter((line) => !/[{}$:\\\r\n]/.test(line)),
        { maxLength: 8 },
      );
      fc.assert(
        fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.boolean(), (body, lineBreak, marked) => {
          const text = (expected.wrap ?? String)(body.join('\n')).replaceAll('\n', lineBreak);
          const read = tool.read({ path: expected.path, text: marked ? `\uFEFF${text}` : text }, settings());
          if (!read.ok) throw new Error(read.problem.says);
          expect(read.value.text).toBe(text);
          expect(read.value.warnings).toEqual(marked ? ['a byte order mark was removed'] : []);
          for (const section of sectionsOf(read.value)) expectOwnPlaces(section, text);
        }),
        { numRuns: 60 },
      );
    });

    test('compares versions as an order', () => {
      const version = fc.constantFrom(...reading.migrations.map((file) => file.version));
      fc.assert(
        fc.property(version, version, version, (a, b, c) => {
          const compare = (x: string, y: string): number => Math.sign(tool.compareVersions(x, y));
          expect(compare(a, b) + compare(b, a)).toBe(0);
          if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
        }),
        { numRuns: 50 },
      );
    });

    test("the team's transaction mode wins", () => {
      const text = (expected.wrap ?? String)('select 1;');
      const read = tool.read({ path: expected.path, text }, settings({ transaction: 'all-pending' }));
      expect(read).toMatchObject({ ok: true, value: { transaction: 'all-pending' } });
    });
  });
}
