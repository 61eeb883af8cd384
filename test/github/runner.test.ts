import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harmless, jobLog, longestSummary, secretsOf, writeSummary } from '../../src/github/runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-runner-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a line of the job’s log', () => {
  const pieces = [
    '::',
    ':',
    '##[',
    '#',
    '[',
    '\n',
    '\r',
    '\u2028',
    '\t',
    ' ',
    '\u200b',
    '\u00ad',
    '\u001b[2K',
    'error',
  ];
  const hostile = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 12 });

  test('is never obeyed as a command, whatever a table is called', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const shown = harmless(parts.join(''));
        expect(shown).not.toMatch(/^\s*::/m);
        expect(shown).not.toContain('##[');
        expect(shown).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\u2028|\u2029/u);
      }),
    );
  });

  test('is the same when made harmless twice', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const once = harmless(parts.join(''));
        expect(harmless(once)).toBe(once);
      }),
    );
  });

  test('keeps ordinary words and casts as they are', () => {
    const words = 'rehearse: update orders set note = id::text\n  where total > 5;';
    expect(harmless(words)).toBe(words);
  });

  test.each([
    ['::set-env name=x::y', ': :set-env name=x::y'],
    ['a\r  ::stop-commands::x', 'a\n  : :stop-commands::x'],
    ['\u200b::error::x', ': :error::x'],
    [':\u00ad:error::x', ': :error::x'],
    ['a ##[add-mask]b', 'a ## [add-mask]b'],
    ['\u001b[31mred\u202e', '[31mred'],
  ])('%j is shown as %j', (text, shown) => {
    expect(harmless(text)).toBe(shown);
  });

  test('of every stage and note goes through the same', () => {
    const lines: string[] = [];
    const log = jobLog((line) => lines.push(line));
    log.stage('rehearse', 'a\n::error::b');
    log.note('::error::c');
    expect(lines).toEqual(['rehearse: a\n: :error::b\n', ': :error::c\n']);
  });
});

describe('secrets of a database’s address', () => {
  const password = fc.string({ unit: 'grapheme', minLength: 3, maxLength: 20 });

  test('hold the password of a URL, as it is and percent-encoded', () => {
    fc.assert(
      fc.property(password, (secret) => {
        const encoded = encodeURIComponent(secret);
        const url = `postgres://app:${encoded}@db.acme.test:5432/shop?sslmode=require`;
        expect(secretsOf(url)).toEqual(expect.arrayContaining([url, secret, encoded]));
      }),
    );
  });

  test('hold the password of a URL’s query, and that of its key', () => {
    fc.assert(
      fc.property(password, password, (secret, key) => {
        const url = `postgresql://db/shop?user=app&password=${encodeURIComponent(secret)}&sslpassword=${encodeURIComponent(key)}`;
        expect(secretsOf(url)).toEqual(expect.arrayContaining([secret, key]));
      }),
    );
  });

  test('hold the password of keywords, quoted or not', () => {
    fc.assert(
      fc.property(password, (secret) => {
        const quoted = `'${secret.replace(/[\\']/g, '\\$&')}'`;
        expect(secretsOf(`host=db password = ${quoted} user=app`)).toContain(secret);
      }),
    );
    expect(secretsOf('host=db password=hunter2 user=app')).toEqual(['host=db password=hunter2 user=app', 'hunter2']);
  });

  test('are never so short that masking them would blacken the log, and no address breaks the search', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const address of [text, `postgres://${text}`, `password=${text}`]) {
          expect(secretsOf(address).every(({ length }) => length >= 3)).toBe(true);
        }
      }),
    );
    expect(secretsOf('postgres://app:ab@db/shop')).toEqual(['postgres://app:ab@db/shop']);
  });
});

describe('the step’s summary', () => {
  const path = join(folder, 'summary.md');
  const written = async (markdown: string) => {
    writeFileSync(path, '');
    await writeSummary(path, markdown);
    return readFileSync(path);
  };
  const note = '\n\n… The rest did not fit here; the JSON and HTML files of this run hold all of it.\n';

  test('that fits is written as it is, after what is there', async () => {
    writeFileSync(path, 'Earlier.\n');
    await writeSummary(path, '# Ünïcödé 🐘\n');
    expect(readFileSync(path, 'utf8')).toBe('Earlier.\n# Ünïcödé 🐘\n');
    const full = 'x'.repeat(longestSummary);
    expect((await written(full)).toString()).toBe(full);
  });

  test('that does not fit is cut at a character’s border, uses the room it has, and says so', async () => {
    for (const character of ['x', 'é', '…', '🐘']) {
      for (const shift of [0, 1, 2, 3]) {
        const bytes = await written(
          'a'.repeat(shift) + character.repeat(longestSummary / Buffer.byteLength(character) + 1),
        );
        expect(bytes.length).toBeLessThanOrEqual(longestSummary);
        expect(bytes.length).toBeGreaterThan(longestSummary - 4);
        const body = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        expect(body.endsWith(`${character}${note}`)).toBe(true);
      }
    }
  });

  test('is cut at a line’s end where there are lines, so that no row of a table is torn', async () => {
    const row = '| orders | ShareLock | 30 s |\n';
    const body = (await written(row.repeat(50_000))).toString();
    expect(body).toBe(row.repeat(Math.floor((longestSummary - Buffer.byteLength(note)) / row.length)) + note);
  });

  test('is nothing outside a workflow', async () => {
    await writeSummary(undefined, 'x');
    await writeSummary('', 'x');
    expect(existsSync('undefined')).toBe(false);
  });
});
