import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseConfig } from '../../src/config/parse.ts';
import type { InputName } from '../../src/github/inputs.ts';
import { readInputs } from '../../src/github/inputs.ts';

const reading = (given: Partial<Record<InputName, string>>) =>
  readInputs((name) => given[name] ?? (name === 'github-token' ? 'a-token' : ''));

describe('inputs', () => {
  test('left out are absent, so that the configuration decides', () => {
    expect(reading({})).toEqual({ ok: true, value: { token: 'a-token', workingDirectory: '.' } });
  });

  test('given are taken as they are', () => {
    const words = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(words, words, words, fc.constantFrom('report', 'enforce'), (config, profile, folder, mode) => {
        const given = { config, profile, mode, 'working-directory': folder, id: 'billing' };
        expect(reading(given)).toEqual({
          ok: true,
          value: { token: 'a-token', mode, config, profile, id: 'billing', workingDirectory: folder },
        });
      }),
    );
  });

  test('a mode that is not one is refused, never guessed', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((mode) => mode !== 'report' && mode !== 'enforce'),
        (mode) => {
          expect(reading({ mode })).toEqual({
            ok: false,
            problem: {
              code: 'bad-usage',
              says: `The input mode is ${JSON.stringify(mode)}.`,
              advice: 'Write `report` or `enforce`, or leave it out.',
            },
          });
        },
      ),
      { examples: [['Report'], [' report']] },
    );
  });

  test('an id is what the configuration would take as one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (id) => {
        const configured = parseConfig(JSON.stringify({ id }), 'configuration.yml', []);
        expect(reading({ id }).ok).toBe(configured.ok);
      }),
      { examples: [['billing'], ['billing\n'], ['a'.repeat(51)], ['-x'], ['__proto__']] },
    );
    expect(reading({ id: 'a b' })).toEqual({
      ok: false,
      problem: {
        code: 'bad-usage',
        says: 'The input id is "a b".',
        advice: 'Use at most 50 letters, digits, dots and dashes.',
      },
    });
  });

  test('a policy comes from a variable, never from a file that the pull request can change', () => {
    expect(reading({ policy: 'env:MIGRATION_POLICY' })).toMatchObject({ value: { policy: 'env:MIGRATION_POLICY' } });
    for (const policy of ['policy.yml', 'env:', 'env:A B', '../policy'])
      expect(reading({ policy })).toMatchObject({
        problem: { says: 'The input policy is not the name of an environment variable.' },
      });
  });

  test('without a token nothing can be written', () => {
    expect(reading({ 'github-token': '' })).toMatchObject({ problem: { says: 'The input github-token is empty.' } });
  });
});
