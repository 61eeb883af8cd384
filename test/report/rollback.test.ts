import { expect, test } from '@jest/globals';
import type { Rollback } from '../../src/domain/rehearsal.ts';
import { assemble } from '../../src/report/assemble.ts';
import { cleanFacts } from './samples.ts';

const { rehearsal } = cleanFacts;
const item = (rollback: Rollback) => {
  if (rehearsal?.status !== 'ran') throw new Error('The sample was rehearsed.');
  const { checklist } = assemble({ ...cleanFacts, rehearsal: { ...rehearsal, rollback } });
  return checklist.find((entry) => entry.item === 'rollback-plan');
};
const generated = {
  status: 'reverts',
  says: 'Its 2 statements brought all of it back.',
  sql: 'DROP TABLE t;',
} as const;

test('where a down is to be written, a generated rollback does not stand for it, and is told', () => {
  expect(item({ status: 'missing', says: 'Nobody wrote a rollback for 42.', generated })).toEqual({
    item: 'rollback-plan',
    status: 'warn',
    says: 'Nobody wrote a rollback for 42. A generated one was run: its 2 statements brought all of it back.',
  });
});

test('where the tool has none, one that was run and reverts is the plan', () => {
  const without = { status: 'missing', optional: true, says: 'Prisma has no down migrations.' } as const;
  expect(item({ ...without, generated })).toEqual({
    item: 'rollback-plan',
    status: 'pass',
    says: 'Prisma has no down migrations. A generated one was run: its 2 statements brought all of it back.',
  });
  const lossy = { ...generated, status: 'loses-data', says: 'It brings the schema back, not the rows.' } as const;
  expect(item({ ...without, generated: lossy })?.status).toBe('warn');
});

test('a down that fails fails, whatever was made beside it', () => {
  expect(item({ status: 'fails', says: 'The rollback fails at 2.sql:1.', generated })?.status).toBe('fail');
});
