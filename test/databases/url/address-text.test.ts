import { expect, test } from '@jest/globals';
import { readAddress } from '../../../src/databases/url/address.ts';
import { addressText } from '../../../src/databases/session.ts';

const who = { port: 5433, user: 'a b', password: 'p@ss:w/ord?', database: 'shop/1' };

test.each([
  ['/tmp/a folder', false, [false]],
  ['db.example.com', false, [false]],
  ['fd00::1', false, [false]],
  ['db.example.com', { rejectUnauthorized: false }, [{ rejectUnauthorized: false }]],
] as const)('an address is read as it was written: %s, %j', async (host, ssl, read) => {
  expect(await readAddress(addressText({ ...who, host, ssl }))).toEqual({ ...who, host, ssl: read });
});

test('what a session of ours begins with, another program’s begins with', async () => {
  const address = { ...who, host: 'db.example.com', ssl: false, options: 'endpoint=ep-1 -c work_mem=5MB' } as const;
  expect(addressText(address)).toContain('&options=endpoint%3Dep-1%20-c%20work_mem%3D5MB');
  expect(await readAddress(addressText(address))).toEqual({ ...address, ssl: [false] });
});

test.each([
  'sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem',
  'sslmode=verify-full&sslrootcert=system',
  'sslmode=verify-ca&sslrootcert=ca%20of%20ours.pem',
  'sslmode=verify-full',
  'sslmode=require',
  'sslmode=disable',
])('how the server is known goes on to other programs: %s', async (parameters) => {
  const read = await readAddress(`postgres://ann:x@db.example:5432/shop?${parameters}`);
  const [ssl = false] = read?.ssl ?? [];
  expect(read && addressText({ ...read, ssl })).toBe(`postgres://ann:x@db.example:5432/shop?${parameters}`);
});
