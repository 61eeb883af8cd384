import { expect, test } from '@jest/globals';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import { timeline } from '../../src/report/timeline.ts';
import { dangerousFacts } from './samples.ts';

const [alter, , update] = (dangerousFacts.rehearsal as RehearsalRun).statements;

test('shows a lock that its transaction keeps while another statement works', () => {
  const kept = { ...alter!, locks: [{ ...alter!.locks[0]!, heldMs: 6_102 }] };
  expect(timeline([kept, update!])).toBe(
    [
      '                          0                              6.1 s',
      '0042_add_email.up.sql:1  ▏█▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▕ reads and writes wait 6.1 s',
      '0043_fill_email.up.sql:1 ▏░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░▕ nobody waits',
      '▒ the statement is done, its lock is kept until the transaction ends',
    ].join('\n'),
  );
});

test('is left out where nothing lasts long enough for anybody to notice', () => {
  expect(timeline([alter!])).toBe('');
});

test('a file that is named as every other one is told with its folder', () => {
  const second = { ...update!, file: 'prisma/migrations/19_fill_email/migration.sql' };
  const first = { ...update!, file: 'prisma/migrations/18_add_email/migration.sql' };
  expect(timeline([first, second])).toBe(
    [
      '                               0                             12.2 s',
      '18_add_email/migration.sql:1  ▏░░░░░░░░░░░░░░░░░░                  ▕ nobody waits',
      '19_fill_email/migration.sql:1 ▏                  ░░░░░░░░░░░░░░░░░░▕ nobody waits',
    ].join('\n'),
  );
});
