import { describe, expect, test } from '@jest/globals';
import { openRepository } from '../../src/git/repository.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import { repository } from './repository.ts';
import type { TestRepository } from './repository.ts';

async function touching(made: TestRepository, paths: readonly string[], head = 'topic') {
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const [base, tip] = [await opened.value.resolve('main'), await opened.value.resolve(head)];
  if (!base.ok || !tip.ok) throw new Error('The story has no such branch');
  return opened.value.commitsTouching(base.value, tip.value, paths);
}

describe('the commits that change a migration', () => {
  test('are those that touch it, oldest first, also where a later one takes it back', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a', README: 'a' });
    made.on('topic');
    const first = made.commit({ 'm/2.sql': 'a' });
    made.commit({ README: 'b' });
    const second = made.commit({ 'm/2.sql': 'b', README: 'c' });
    const third = made.commit({ 'm/2.sql': 'a' });
    expect(await touching(made, ['m/2.sql'])).toEqual({ ok: true, value: [first, second, third] });
    expect(await touching(made, ['m/3.sql'])).toEqual({ ok: true, value: [] });
    expect(await touching(made, [])).toEqual({ ok: true, value: [] });
  });

  test('are found under the name that the file had before', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic');
    const moved = made.commit({ 'm/1.sql': undefined, 'm/2.sql': 'a' });
    expect(await touching(made, ['m/1.sql'])).toEqual({ ok: true, value: [moved] });
  });

  test('are not those that a merge of the base branch brings along', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic');
    const mine = made.commit({ 'm/2.sql': 'a' });
    made.on('main').commit({ 'm/3.sql': 'a' });
    made.on('topic').merge('main');
    expect(await touching(made, ['m/2.sql', 'm/3.sql'])).toEqual({ ok: true, value: [mine] });
  });

  test('are a merge that itself changes what it brings together', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic');
    const mine = made.commit({ 'm/2.sql': 'a' });
    made.on('main').commit({ README: 'a' });
    made.on('topic').commit({ 'm/2.sql': 'evil' });
    const evil = made.git('commit-tree', 'topic^{tree}', '-p', mine, '-p', 'main', '-m', 'Merge main');
    expect(await touching(made, ['m/2.sql'], evil)).toEqual({ ok: true, value: [mine, evil] });
  });

  test('are those of a file with a control character in its name', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic');
    const odd = made.commit({ '\u0001x.sql': 'a' });
    expect(await touching(made, ['\u0001x.sql'])).toEqual({ ok: true, value: [odd] });
  });

  test('are those of a side branch, where nobody sees them in the end', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic').commit({ README: 'a' });
    made.on('side');
    const theirs = [made.commit({ 'm/2.sql': 'b' }), made.commit({ 'm/2.sql': undefined })];
    made.on('topic').commit({ README: 'b' });
    made.merge('side');
    expect(await touching(made, ['m/2.sql'])).toEqual({ ok: true, value: theirs });
  });

  test('are those of a file whose name looks like a pattern, and of no other', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic');
    const odd = made.commit({ 'm/*.sql': 'a' });
    made.commit({ 'm/2.sql': 'a' });
    expect(await touching(made, ['m/*.sql'])).toEqual({ ok: true, value: [odd] });
  });

  test('cannot be told for a name that git would read as two', async () => {
    using made = repository();
    made.commit({ 'm/1.sql': 'a' });
    made.on('topic').commit({ 'm/2.sql': 'a' });
    expect(await touching(made, ['m/2\n.sql'])).toMatchObject({
      ok: false,
      problem: { says: 'Who wrote a migration cannot be told: its name holds a line break, or is not UTF-8.' },
    });
  });

  test('cannot be told where the clone ends before', async () => {
    using made = repository();
    const base = made.commit({ 'm/1.sql': 'a' });
    const opened = await openRepository(made.directory);
    if (!opened.ok) throw new Error(opened.problem.says);
    expect(await opened.value.commitsTouching(base, 'f'.repeat(40) as Sha, ['m/1.sql'])).toMatchObject({
      ok: false,
      problem: { code: 'shallow-clone' },
    });
  });
});
