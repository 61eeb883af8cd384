import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dumpParts } from '../../src/volume/dump.ts';
import { shop } from '../rehearsal/base/dumps.ts';

/** Pieces of those sizes, again and again. */
async function* inChunks(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** What a text is split into; rows as one text. */
async function partsOf(text: string, sizes: readonly number[] = [65_536]) {
  const parts: (readonly [string, number, string?, string?])[] = [];
  for await (const part of dumpParts(inChunks(text, sizes))) {
    if (part.kind === 'cut' || part.kind === 'endless') parts.push([part.kind, part.line]);
    else if (part.kind !== 'rows') parts.push([part.kind, part.line, part.text]);
    else {
      const decoder = new TextDecoder();
      let rows = '';
      for await (const chunk of part.rows) rows += decoder.decode(chunk, { stream: true });
      parts.push([part.kind, part.line, part.text, rows]);
    }
  }
  return parts;
}

describe('a dump in parts', () => {
  test('is statements, psql’s own lines and rows, each with its line', async () => {
    const parts = await partsOf(
      `-- a comment;\nSET a = 1;\n\\connect x\nCOPY t FROM stdin;\n1\tx;\n\\\\.\n\\.\n\nSELECT 1; SELECT\n2;\n`,
    );
    expect(parts).toEqual([
      ['sql', 2, 'SET a = 1'],
      ['command', 3, '\\connect x'],
      ['rows', 4, 'COPY t FROM stdin', '1\tx;\n\\\\.\n'],
      ['sql', 9, 'SELECT 1'],
      ['sql', 9, 'SELECT\n2'],
    ]);
  });

  test.each([
    ['a text', `INSERT INTO t VALUES ('a;\nb;\n\\! no command\n');\nSELECT 1;\n`],
    [
      'a function',
      `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $x$\nBEGIN\n  COPY t FROM stdin;\nEND;\n$x$;\nSELECT 1;\n`,
    ],
    ['a block', `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n SELECT 1;\n SELECT 2;\nEND;\nSELECT 1;\n`],
    ['a rule', `CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\nSELECT 2;\n);\nSELECT 1;\n`],
    ['a comment', `SELECT 2 -- not the end;\n, 3;\nSELECT 1;\n`],
  ])('is not cut inside of %s', async (_, text) => {
    const parts = await partsOf(text);
    expect(parts.map(([kind]) => kind)).toEqual(['sql', 'sql']);
    expect(parts[1]?.[2]).toBe('SELECT 1');
    expect(parts[1]?.[1]).toBe(text.split('\n').length - 1);
  });

  test('that is cut off in the middle of rows says so', async () => {
    expect(await partsOf('COPY t FROM stdin;\n1\n2')).toEqual([
      ['rows', 1, 'COPY t FROM stdin', '1\n2'],
      ['cut', 1],
    ]);
    expect(await partsOf('COPY t FROM stdin;\n1\n\\.')).toEqual([['rows', 1, 'COPY t FROM stdin', '1\n']]);
    expect(await partsOf('COPY t FROM stdin;\r\n1\r\n\\.\r\n')).toEqual([['rows', 1, 'COPY t FROM stdin', '1\r\n']]);
  });

  test('is the same however it comes in, letters cut in two included', async () => {
    const whole = await partsOf(shop);
    expect(whole.filter(([kind]) => kind === 'rows')).toHaveLength(3);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }), async (sizes) => {
        expect(await partsOf(shop, sizes)).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('lets go of what it reads, wherever one stops', async () => {
    const reading = { state: 'open' };
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* inChunks(shop, [10]);
      } finally {
        reading.state = 'closed';
      }
    }
    for await (const { kind } of dumpParts(source())) if (kind === 'rows') break;
    expect(reading.state).toBe('closed');
  });

  test('passes over rows that nobody takes', async () => {
    const kinds: string[] = [];
    for await (const { kind } of dumpParts(inChunks('COPY t FROM stdin;\n1\n2\n\\.\nSELECT 1;\n', [3])))
      kinds.push(kind);
    expect(kinds).toEqual(['rows', 'sql']);
  });
});
