import { expect, test } from '@jest/globals';
import { readAddress } from '../../../src/databases/url/address.ts';
import { addressText } from '../../../src/databases/session.ts';

const who = { port: 5433, user: 'a b', password: 'p@ss:w/ord?', database: 'shop/1' };

test.each([
  ['/tmp/a folder', false, [false]],
  ['db.example.com', false, [false]],
  ['db.example.com', { rejectUnauthorized: false }, [{ rejectUnauthorized: false }]],
] as const)('an address is read as it was written: %s, %j', async (host, ssl, read) => {
  expect(await readAddress(addressText({ ...who, host, ssl }))).toEqual({ ...who, host, ssl: read });
});
