import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verbs } from '../../src/commands/index.ts';
import { linesToUs } from '../../src/commands/lines.ts';
import { parse } from '../../src/commands/parse.ts';

const read = (body: string, id = '') => parse(body, { verbs, id });
const asked = (body: string, id = '') => {
  const parsed = read(body, id);
  return parsed.kind === 'commands' ? parsed.commands.map(({ asked }) => asked) : parsed;
};

describe('a line that speaks to us', () => {
  test.each([
    ['/migrate status', 'status', [], {}],
    ['/MIGRATE Status', 'status', [], {}],
    ['   /migrate\tstatus  ', 'status', [], {}],
    ['/migrate', 'help', [], {}],
    ['/migrate plan', 'rerun', [], {}],
    ['/migrate rerun --fresh', 'rerun', [], { fresh: '' }],
    ['/migrate approve 9f3a61c07b2e', 'approve', ['9f3a61c07b2e'], {}],
    ['/migrate approve --reason="empty since May"', 'approve', [], { reason: 'empty since May' }],
    ['/migrate approve --reason=“from a telephone”', 'approve', [], { reason: 'from a telephone' }],
    [
      '/migrate approve --REASON=short --only=a,b 9f3a61c07b2e',
      'approve',
      ['9f3a61c07b2e'],
      { reason: 'short', only: 'a,b' },
    ],
    [
      '/migrate approve --reason="see https://example.com/1 and *that* `x`"',
      'approve',
      [],
      { reason: 'see https://example.com/1 and *that* `x`' },
    ],
    ['Looks fine.\n/migrate status\nThanks!', 'status', [], {}],
    ['Looks fine.\r\n\r\n/migrate status\r\n', 'status', [], {}],
    ['\uFEFF/migrate status', 'status', [], {}],
    ['*so*\n/migrate status', 'status', [], {}],
  ])('%j', (body, verb, words, flags) => {
    expect(asked(body)).toEqual([{ verb, words, flags }]);
  });

  test('several are done in their order', () => {
    expect(asked('/migrate status\nand\n\n/migrate explain drop-table')).toEqual([
      { verb: 'status', words: [], flags: {} },
      { verb: 'explain', words: ['drop-table'], flags: {} },
    ]);
  });

  test('of several databases each hears its own name, and what is said to all', () => {
    const body = '/migrate@billing status\n\n/migrate@Orders rerun\n\n/migrate help';
    expect(asked(body, 'billing')).toMatchObject([{ verb: 'status' }, { verb: 'help' }]);
    expect(asked(body, 'orders')).toMatchObject([{ verb: 'rerun' }, { verb: 'help' }]);
    expect(asked(body)).toMatchObject([{ verb: 'help' }]);
  });
});

describe('what is said about us, not to us', () => {
  test.each([
    ['a word before', 'please /migrate approve'],
    ['another word', '/migrated approve'],
    ['another command', '/migrate-approve'],
    ['a fence', '```\n/migrate approve\n```'],
    ['a fence that is never closed', '~~~\n\n/migrate approve'],
    ['an indented block', 'x\n\n    /migrate approve'],
    ['a code span over lines', 'say `\n/migrate approve\n` and wait'],
    ['a quote', '> /migrate approve'],
    ['the lazy end of a quote', '> she said\n/migrate approve'],
    ['a list', '- /migrate approve'],
    ['the lazy end of a list', '1. first\n/migrate approve'],
    ['a heading', '# /migrate approve'],
    ['what became a heading', '/migrate approve\n==='],
    ['an HTML comment', '<!--\n/migrate approve\n-->'],
    ['an HTML comment in a paragraph', 'x <!--\n/migrate approve\n-->'],
    ['an HTML block', '<div>\n/migrate approve\n</div>'],
    ['an HTML attribute', '<a title="\n/migrate approve\n">x</a>'],
    ['a table', '| a |\n| - |\n/migrate approve'],
    ['the text of a link', '[\n/migrate approve\n](https://example.com)'],
    ['the text of a reference', '[\n/migrate approve\n][x]\n\n[x]: https://example.com'],
    ['a picture', '![\n/migrate approve\n](https://example.com/x.png)'],
    ['a footnote', 'x[^1]\n\n[^1]: a\n    /migrate approve'],
    ['an escaped slash', '\\/migrate approve'],
    ['an entity', '&#47;migrate approve'],
    ['a Kelvin sign and its like', '/m\u0131grate approve'],
    ['a Cyrillic letter', '/m\u0456grate approve'],
    ['a zero width space', '/migrate\u200b approve'],
    ['a zero width space before', '\u200b/migrate approve'],
    ['a blank that is none', '/migrate\u00a0approve'],
    ['an override of the reading order', '\u202e/migrate approve'],
    ['the ninth kilobyte', `${'x'.repeat(8_190)}\n\n/migrate approve`],
    ['the bottom of a very deep nest', `/migrate approve\n\n${'> '.repeat(10_000)}x`],
  ])('%s', (_, body) => {
    expect(read(body)).toEqual({ kind: 'nothing' });
  });

  test('no comment, however it is made, is read for long: this one takes half a minute with emphasis', () => {
    const start = performance.now();
    expect(asked(`/migrate help\n\n${'_*'.repeat(16_384)}`)).toMatchObject([{ verb: 'help' }]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  const line = fc.constantFrom('/migrate approve', '/MIGRATE help', '/migrate block --reason="x"');
  const filler = fc
    .array(
      fc.constantFrom(
        'a',
        '/',
        '`',
        '*',
        '[',
        ']',
        '(',
        ')',
        '|',
        '-',
        '#',
        ' ',
        '\n',
        '<',
        '>',
        '&',
        '_',
        '!',
        '~',
        '\\',
        '1.',
        '\t',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

  test('nothing in a fence, a quote, a comment or a table is ever a command, whatever stands around it', () => {
    const around = fc.tuple(filler, line, filler);
    const asFence = around.map(([before, said, after]) =>
      ['````', before.replaceAll('`', ''), said, after.replaceAll('`', ''), '````'].join('\n'),
    );
    const asQuote = around.map(([before, said, after]) =>
      `${before}\n${said}\n${after}`
        .split('\n')
        .map((one) => `> ${one}`)
        .join('\n'),
    );
    const asComment = around.map(
      ([before, said, after]) => `<!-- ${before.replaceAll('-', '')}\n${said}\n${after.replaceAll('-', '')} -->`,
    );
    const asTable = around.map(([, said]) => `| a | b |\n| --- | --- |\n${said}\n${said} | x`);
    const hidden = fc.oneof(asFence, asQuote, asComment, asTable);
    fc.assert(
      fc.property(hidden, hidden, (one, other) => {
        expect(linesToUs(`words\n\n${one}\n\n# next\n\n${other}\n`)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('whatever is read stood as a whole line of the comment, in plain letters', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            filler,
            line,
            line.map((said) => `\n${said}\n`),
          ),
          { maxLength: 8 },
        ),
        (parts) => {
          const body = parts.join('');
          const lines = body.split('\n').map((one) => one.trim());
          for (const said of linesToUs(body)) {
            expect(lines).toContain(said);
            expect(said).toMatch(/^\/migrate(@\S*)?([ \t]|$)/i);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('an invisible character never changes what a command means: nothing of it is done', () => {
    const invisible = fc.constantFrom(
      '\u200b',
      '\u200d',
      '\u200e',
      '\u202e',
      '\u2066',
      '\u2069',
      '\u00ad',
      '\u2060',
      '\u0000',
      '\u0007',
      '\u2028',
    );
    const command = '/migrate approve 9f3a61c07b2e --reason="it is fine"';
    fc.assert(
      fc.property(invisible, fc.nat(command.length - 1), (character, at) => {
        expect(read(command.slice(0, at) + character + command.slice(at)).kind).not.toBe('commands');
      }),
      { numRuns: 600 },
    );
  });
});

describe('a command that is not understood stops its whole comment', () => {
  test.each([
    ['/migrate aprove', 'There is no command `aprove`; nothing was done.', 'did you mean `/migrate approve`?'],
    [
      '/migrate deploy-everything',
      'There is no command `deploy-everything`; nothing was done.',
      '`/migrate help` shows what there is.',
    ],
    [
      '/migrate approve --raeson=x',
      '`/migrate approve` has no flag `--raeson`; nothing was done.',
      'did you mean `--reason`?',
    ],
    ['/migrate status --verbose', '`/migrate status` has no flag `--verbose`; nothing was done.', 'it takes no flags.'],
    ['/migrate rerun --fresh=yes', '`--fresh` takes no value; nothing was done.', 'type `--fresh` alone.'],
    ['/migrate block --reason', '`--reason` wants a value; nothing was done.', 'type `--reason="…"`.'],
    [
      '/migrate block --reason=a --reason=b',
      '`/migrate block` was given `--reason` twice; nothing was done.',
      'give it once.',
    ],
    [
      `/migrate block --reason=${'x'.repeat(501)}`,
      'The value of `--reason` is longer than 500 characters; nothing was done.',
      'say it in fewer, and the rest in a comment.',
    ],
    [
      '/migrate block --reason="never closed',
      '`/migrate block` was not understood from `--reason="never closed` on; nothing was done.',
      'put a value with blanks between quotation marks: `--reason="why it is fine"`.',
    ],
    [
      '/migrate block because of friday',
      '`/migrate block` does not know what to do with `because`; nothing was done.',
      'type `/migrate block`, and a reason as `--reason="…"` where it takes one.',
    ],
    [
      '/migrate block —reason=x',
      '`—reason=x` was not understood; nothing was done.',
      'begin a flag with two hyphens: `--reason="…"`.',
    ],
    [
      '/migrate explain',
      '`/migrate explain` wants RULE-or-ID; nothing was done.',
      'for example `/migrate explain create-index-not-concurrent`.',
    ],
    [
      '/migrate approve 9f3a61c07b2e now',
      '`/migrate approve` does not know what to do with `now`; nothing was done.',
      'for example `/migrate approve 9f3a61c07b2e --reason="the table is empty since May"`.',
    ],
    [
      '/migrate approve \u202e',
      'A command holds the invisible character U+202E, so nothing was done.',
      'type the command by hand.',
    ],
  ])('%s', (body, says, instead) => {
    expect(read(body)).toEqual({ kind: 'refused', reply: [says, { instead }] });
    expect(read(`/migrate status\n\n${body}`)).toEqual({ kind: 'refused', reply: [says, { instead }] });
  });

  test('five commands are many, six are too many', () => {
    expect(asked('/migrate status\n'.repeat(5))).toHaveLength(5);
    expect(read('/migrate status\n'.repeat(6))).toEqual({
      kind: 'refused',
      reply: [
        'One comment holds at most 5 commands, and this has 6: none was done.',
        { instead: 'write them in several comments.' },
      ],
    });
  });
});
