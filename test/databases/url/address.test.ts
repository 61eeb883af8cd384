import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAddress } from '../../../src/databases/url/address.ts';

const loose = { rejectUnauthorized: false };

describe('an address', () => {
  test.each([
    [
      'postgres://ann:s%40cret@db.example:6432/shop',
      { host: 'db.example', port: 6432, password: 's@cret', ssl: [loose, false] },
    ],
    [
      'postgresql://ann@db.example/shop?sslmode=require',
      { host: 'db.example', port: 5432, password: '', ssl: [loose] },
    ],
    ['postgres://ann@db.example/shop?sslmode=disable', { host: 'db.example', port: 5432, password: '', ssl: [false] }],
    [
      'postgres://ann@db.example/shop?sslmode=verify-full',
      {
        host: 'db.example',
        port: 5432,
        password: '',
        ssl: [{ rejectUnauthorized: true }],
        verification: { sslmode: 'verify-full' },
      },
    ],
    [
      'postgres://ann@db.example/shop?sslmode=verify-ca&sslrootcert=/nowhere/ca.pem',
      {
        ...{ host: 'db.example', port: 5432, password: '' },
        ssl: [{ rejectUnauthorized: true, checkServerIdentity: expect.any(Function) }],
        verification: { sslmode: 'verify-ca', sslrootcert: '/nowhere/ca.pem' },
      },
    ],
    [
      'postgres://ann:x@/shop?host=/var/run/postgresql',
      { host: '/var/run/postgresql', port: 5432, password: 'x', ssl: [false] },
    ],
    ['postgres://ann:x@%2Ftmp%2Fs/shop', { host: '/tmp/s', port: 5432, password: 'x', ssl: [false] }],
  ])('%s', async (text, expected) => {
    expect(await readAddress(text)).toEqual({ user: 'ann', database: 'shop', ...expected });
  });

  test('hands Neon’s endpoint on, and takes the user’s name for a database that is not named', async () => {
    expect(await readAddress('postgres://ann:x@h?options=endpoint%3Dep-1&sslmode=require')).toEqual({
      ...{ host: 'h', port: 5432, user: 'ann', password: 'x', database: 'ann' },
      ...{ ssl: [loose], options: 'endpoint=ep-1' },
    });
  });

  test.each([
    '',
    'shop',
    'host=db user=ann',
    'mysql://ann@db/shop',
    'postgres://',
    'postgres://db.example/shop',
    'postgres://a b',
  ])('%j is none', async (text) => {
    expect(await readAddress(text)).toBeUndefined();
  });

  test('every password comes through', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (password) => {
        const text = `postgres://ann:${encodeURIComponent(password)}@db/shop`;
        expect((await readAddress(text))?.password).toBe(password);
      }),
    );
  });
});
