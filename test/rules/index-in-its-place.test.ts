import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given =
  'create table orders (id bigint primary key, email text); create unique index by_email on orders (email);';
const insteadOf = (text: string) =>
  findingsIn(text, { given, transaction: 'per-file' })
    .filter(({ rule }) => rule === 'create-index-not-concurrent')
    .map(({ instead }) => instead.split('\n').slice(1));

test('an index that is built anew is there before the old one goes', () => {
  const anew = 'drop index if exists by_email; create unique index by_email on orders (lower(email));';
  expect(insteadOf(anew)).toEqual([
    [
      'create unique index concurrently by_email_new on orders (lower(email));',
      '-- In the next migration, a transaction of its own: the new index takes the place of the old one at once.',
      'DROP INDEX IF EXISTS public.by_email;',
      'ALTER INDEX public.by_email_new RENAME TO by_email;',
    ],
  ]);
});

test('one of another name is just built', () => {
  expect(insteadOf('drop index by_email; create index by_mail on orders (email);')).toEqual([
    [
      'create index concurrently by_mail on orders (email);',
      '-- Should the build fail, remove what it leaves: DROP INDEX CONCURRENTLY by_mail;',
    ],
  ]);
});
