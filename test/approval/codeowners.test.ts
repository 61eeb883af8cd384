import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ownersOf, parseCodeowners } from '../../src/approval/codeowners.ts';

/** The example of GitHub's documentation, “About code owners”, without its comments. */
const documented = `
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
`;

const told = (text: string, path: string): string =>
  ownersOf(parseCodeowners(text), path)
    .map((one) => (one.kind === 'user' ? `@${one.login}` : one.kind === 'team' ? `@${one.team}` : one.address))
    .join(' ');

describe('the example of the documentation', () => {
  test.each([
    ['README.md', '@global-owner1 @global-owner2'],
    ['src/deep/page.js', '@js-owner'],
    ['main.go', 'docs@example.com'],
    ['notes/a.txt', '@octo-org/octocats'],
    ['build/logs/today/1.log', '@octocat'],
    ['build/out.o', '@global-owner1 @global-owner2'],
    ['docs/getting-started.md', '@doctocat'],
    ['docs/build-app/troubleshooting.md', '@doctocat'],
    ['scripts/a.sh', '@doctocat @octocat'],
    ['deeply/nested/logs/1', '@octocat'],
    ['lib/apps/a.rb', '@octocat'],
    ['apps/b.rb', '@octocat'],
    ['apps/github/c.rb', ''],
  ])('%s belongs to “%s”', (path, owners) => {
    expect(told(documented, path)).toBe(owners);
  });
});

describe('a pattern', () => {
  test.each([
    // “docs/* matches docs/getting-started.md but not docs/build-app/troubleshooting.md”: unlike .gitignore.
    ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'a/docs/b.md']],
    ['/*', ['README.md'], ['src/a.ts']],
    ['*', ['README.md', 'src/a.ts', '.github/x'], []],
    ['*.sql', ['a.sql', 'm/deep/a.sql', 'x.sql/inside'], ['a.sqlx', 'asql']],
    ['migrations', ['migrations', 'migrations/a.sql', 'db/migrations/a.sql'], ['migrations2/a.sql']],
    ['migrations/', ['migrations/a.sql', 'db/migrations/x/a.sql'], ['migrations']],
    ['db/migrations', ['db/migrations/a.sql'], ['x/db/migrations/a.sql']],
    ['/db/**/a.sql', ['db/a.sql', 'db/x/y/a.sql'], ['db/xa.sql']],
    ['db/**', ['db/a', 'db/x/y'], ['db', 'a/db/b']],
    ['**/sql/*.sql', ['sql/a.sql', 'x/sql/a.sql'], ['sql/x/a.sql']],
    ['db/V?.sql', ['db/V1.sql'], ['db/V12.sql', 'db/V/.sql']],
    ['db/my\\ file.sql', ['db/my file.sql'], ['db/my']],
    ['db/a+b(c).sql', ['db/a+b(c).sql'], ['db/aab(c).sql']],
    ['Migrations/', ['Migrations/a.sql'], ['migrations/a.sql']],
  ])('%s', (pattern, matches, others) => {
    const text = `${pattern} @dba`;
    expect(matches.filter((path) => told(text, path) !== '@dba')).toEqual([]);
    expect(others.filter((path) => told(text, path) !== '')).toEqual([]);
  });
});

describe('a line with a mistake', () => {
  test.each([
    '!a.sql @mallory',
    '[ab].sql @mallory',
    '\\#a.sql @mallory',
    '*.sql mallory',
    'a//b @mallory',
    '/ @mallory',
    '*.sql @acme/ @mallory',
  ])('%s is passed over, and told', (line) => {
    const codeowners = parseCodeowners(`* @dba\n\n${line}\n`);
    expect(codeowners.invalid).toEqual([3]);
    expect(['a.sql', '#a.sql', 'a/b'].map((path) => told(`* @dba\n\n${line}\n`, path))).toEqual([
      '@dba',
      '@dba',
      '@dba',
    ]);
  });
});

test('the last line that matches decides, also one that names nobody', () => {
  expect(told('* @dba\ndb/ @alice\n', 'db/a.sql')).toBe('@alice');
  expect(told('db/ @alice\n* @dba\n', 'db/a.sql')).toBe('@dba');
  expect(told('* @dba\ndb/drafts/\n', 'db/drafts/a.sql')).toBe('');
});

test('line ends of Windows and a byte order mark are no part of it', () => {
  expect(told('\uFEFF* @dba\r\n*.sql @alice # sql\r\n', 'a.sql')).toBe('@alice');
});

test.each([
  ['stars and letters', `${'*a'.repeat(60)}b`, 'a'.repeat(4_000)],
  ['stars in every folder', `${'**/*a*/'.repeat(60)}b`, `${'aa/'.repeat(1_000)}c`],
])('a pattern made to take for ever does not: %s', (_, pattern, path) => {
  expect(told(`* @dba\n${pattern} @mallory`, path)).toBe('@dba');
});

test('any text is read, soon, and owns nothing that it does not name', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'binary' }), fc.string({ maxLength: 100 }), (text, path) => {
      const owners = ownersOf(parseCodeowners(text), path);
      expect(owners.every((one) => text.includes(one.kind === 'user' ? one.login : '@'))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
