import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { placesIn } from '../../src/domain/crash.ts';

test('of a crash only its places are told, whatever its message looks like', () => {
  const line = fc.constantFrom(
    'ada@example.com',
    '    at ada@example.com',
    '    at ada (/x/ada.ts:1:2)',
    '',
    'Error: ada',
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const places = placesIn(new Error(lines.join('\n')));
      expect(places.join('\n')).not.toContain('ada');
      expect(places[0]).toMatch(/crash\.test\.ts/);
    }),
  );
});

test('of a message that was changed after it, and of what is no error, nothing is told', () => {
  const error = new Error('    at ada@example.com');
  expect(error.stack).toContain('ada');
  error.message = 'A row.';
  expect(placesIn(error)).toEqual([]);
  expect(placesIn('ada@example.com')).toEqual([]);
});
