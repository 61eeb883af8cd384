import { describe, expect, test } from '@jest/globals';
import { expectedOf, unmet } from './expected.ts';
import { incidents, reviewed } from './incident.ts';

/** Each incident's migration, before it happens: the report says what hurt. */
describe('the report foresees', () => {
  test.each(incidents.map((incident) => [incident, expectedOf(incident)] as const))(
    '%s',
    async (incident, expected) => {
      const open = expected.pending ?? [];
      expect(unmet(expected, await reviewed(incident)).filter((line) => !open.includes(line))).toEqual([]);
    },
    180_000,
  );
});

describe('what is harmless stays so', () => {
  test.each([13, 14, 15, 16, 18])(
    'on Postgres %i',
    async (major) => {
      const report = await reviewed('16-harmless', major);
      expect(unmet(expectedOf('16-harmless'), report)).toEqual([]);
    },
    180_000,
  );
});
