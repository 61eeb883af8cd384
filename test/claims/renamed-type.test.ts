import { expect, test } from '@jest/globals';
import { findingsIn } from '../rules/reading.ts';
import { onServers } from './trial.ts';

// What a renamed type does to casts by its old name, and whether the proposed domain serves them, on real servers.

const cases: readonly (readonly [made: string, rename: string, value: string])[] = [
  ['create domain "Mood" as text', 'alter domain "Mood" rename to "MoodBefore"', "'sad'"],
  ['create type "Mood" as (a int, b int)', 'alter type "Mood" rename to "MoodBefore"', "'(1,2)'"],
  ['create type "Mood" as range (subtype = int4)', 'alter type "Mood" rename to "MoodBefore"', "'[1,2)'"],
];

onServers('on Postgres %i', (server, major) => {
  test.each(cases)('%s', async (made, rename, value) => {
    const given = `${made}; create table days (id int, mood "Mood"); insert into days values (1, ${value});`;
    const uses = [
      `insert into days values (2, ${value}::"Mood")`,
      `update days set mood = ${value}::"Mood"`,
      `select from days where mood = ${value}::"Mood"`,
    ];
    const [told] = findingsIn(rename, { given, overrides: { postgres: major } }).filter(
      ({ rule }) => rule === 'rename-table',
    );
    expect(told?.objects).toEqual(['public."Mood"']);
    expect(told?.says).toBe(
      'Casts of the running code to `public."Mood"` fail from the moment it is called `"MoodBefore"` (42704).',
    );
    for (const [after, sqlstate] of [
      [`${rename};`, '42704'],
      [told?.instead.replace(/BEGIN;|COMMIT;/g, '') ?? '', undefined],
    ] as const) {
      for (const use of uses) {
        await using session = await server().connect('observer', 'postgres');
        await session.query('begin');
        expect(await session.run(`${given} ${after}`)).toMatchObject({ ok: true });
        const outcome = await session.run(use);
        expect([use, outcome.ok ? undefined : outcome.error.sqlstate]).toEqual([use, sqlstate]);
        await session.query('rollback');
      }
    }
  });

  test('no domain takes the place of an enum: it takes writes, and compares with nothing', async () => {
    const given = `create type mood as enum ('sad', 'glad'); create table days (mood mood);`;
    const rename = 'alter type mood rename to mood_before;';
    await using session = await server().connect('observer', 'postgres');
    await session.query('begin');
    const write = `${given} ${rename} create domain mood as mood_before; insert into days values ('sad'::mood);`;
    expect(await session.run(write)).toMatchObject({ ok: true });
    const read = await session.run("select from days where mood = 'sad'::mood");
    expect(read).toMatchObject({ ok: false, error: { sqlstate: '42883' } });
    await session.query('rollback');
    const [told] = findingsIn(rename, { given, overrides: { postgres: major } }).filter(
      ({ rule }) => rule === 'rename-table',
    );
    expect(told?.instead.split('\n')).toEqual([
      '-- Leave the type its name, and use the new name in the code only.',
      '-- A domain under the old name would serve writes, but each comparison of the column with it fails (42883).',
    ]);
  });
});
