import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseConfig } from '../../src/config/parse.ts';
import { freezeIn, openingIn, outsideWindows } from '../../src/config/windows.ts';

const windows = {
  timeZone: 'Europe/Berlin',
  allowed: ['Mon-Thu 09:00-16:00', 'Fri 09:00-12:00'],
  freezes: ['2026-12-20..2027-01-02', '2027-05-06'],
};
const at = (iso: string): number => Date.parse(iso);

describe('Changes are welcome', () => {
  test('in the hours of their days, and in no others', () => {
    // 2027-03-04 is a Thursday; Berlin is an hour ahead of UTC.
    expect(outsideWindows(windows, at('2027-03-04T08:00:00Z'))).toBeUndefined();
    expect(outsideWindows(windows, at('2027-03-04T14:59:59Z'))).toBeUndefined();
    expect(outsideWindows(windows, at('2027-03-04T15:00:00Z'))).toEqual({
      says: 'It is Thu 2027-03-04 16:00 in Europe/Berlin, outside of the hours for changes (Mon-Thu 09:00-16:00; Fri 09:00-12:00).',
      instead: 'Deploy it from Fri 2027-03-05 09:00 in Europe/Berlin on.',
    });
    expect(outsideWindows(windows, at('2027-03-05T11:30:00Z'))?.instead).toBe(
      'Deploy it from Mon 2027-03-08 09:00 in Europe/Berlin on.',
    );
  });

  test('at the same hour of the clock in summer and in winter', () => {
    expect(outsideWindows(windows, at('2027-07-01T07:00:00Z'))).toBeUndefined();
    expect(outsideWindows(windows, at('2027-07-01T06:59:00Z'))?.says).toMatch(/^It is Thu 2027-07-01 08:59 in/);
    // The clock goes forward on 2027-03-28.
    expect(outsideWindows(windows, at('2027-03-27T12:00:00Z'))?.instead).toBe(
      'Deploy it from Mon 2027-03-29 09:00 in Europe/Berlin on.',
    );
  });

  test('on no day of a freeze', () => {
    expect(outsideWindows(windows, at('2026-12-22T10:00:00Z'))).toEqual({
      says: 'It is Tue 2026-12-22 11:00 in Europe/Berlin, and nothing changes from 2026-12-20 to 2027-01-02.',
      instead: 'Deploy it from Mon 2027-01-04 09:00 in Europe/Berlin on.',
    });
    expect(outsideWindows(windows, at('2027-05-06T10:00:00Z'))?.says).toBe(
      'It is Thu 2027-05-06 12:00 in Europe/Berlin, and nothing changes on 2027-05-06.',
    );
    const onlyFreezes = { ...windows, allowed: [] };
    expect(outsideWindows(onlyFreezes, at('2027-05-06T10:00:00Z'))?.instead).toBe(
      'Deploy it from Fri 2027-05-07 00:00 in Europe/Berlin on.',
    );
    expect(outsideWindows(onlyFreezes, at('2027-05-08T22:00:00Z'))).toBeUndefined();
    const forEver = { ...windows, freezes: ['2026-01-01..2036-01-01'] };
    expect(outsideWindows(forEver, at('2027-05-06T10:00:00Z'))?.instead).toBe(
      'Deploy it once `windows` of the configuration allows it.',
    );
  });

  test('at any time, where nobody said when', () => {
    expect(outsideWindows({ timeZone: 'UTC', allowed: [], freezes: [] }, at('2026-12-24T23:00:00Z'))).toBeUndefined();
  });

  test('at hours of a day that has one less, or one twice', () => {
    const night = (...allowed: readonly string[]) => ({ timeZone: 'Europe/Berlin', allowed, freezes: [] });
    const next = (...[windows, now]: Parameters<typeof outsideWindows>) => outsideWindows(windows, now)?.instead;
    // From 02:00 to 03:00 on 2027-03-28 there is no time in Berlin.
    const before = at('2027-03-28T00:30:00Z');
    expect(next(night('Sun 02:15-02:45'), before)).toBe('Deploy it from Sun 2027-04-04 02:15 in Europe/Berlin on.');
    expect(next(night('Sun 02:30-05:00'), before)).toBe('Deploy it from Sun 2027-03-28 03:00 in Europe/Berlin on.');
    // On 2026-10-25 it is 02:45 twice.
    const [first, second] = [at('2026-10-25T00:45:00Z'), at('2026-10-25T01:45:00Z')];
    expect(next(night('Sun 02:15-02:30'), first)).toBe('Deploy it from Sun 2026-10-25 02:15 in Europe/Berlin on.');
    expect(next(night('Sun 02:15-02:30'), second)).toBe('Deploy it from Sun 2026-11-01 02:15 in Europe/Berlin on.');
    expect([first, second].map((now) => next(night('Sun 02:40-02:50'), now))).toEqual([undefined, undefined]);
  });

  test('from the first minute that a day has', () => {
    // In Cairo the day after the freeze begins at 01:00; Samoa had no 30 December in 2011.
    const cairo = { timeZone: 'Africa/Cairo', allowed: [], freezes: ['2027-04-29'] };
    expect(outsideWindows(cairo, at('2027-04-29T10:00:00Z'))?.instead).toBe(
      'Deploy it from Fri 2027-04-30 01:00 in Africa/Cairo on.',
    );
    const samoa = { timeZone: 'Pacific/Apia', allowed: ['Fri 09:00-16:00'], freezes: [] };
    expect(outsideWindows(samoa, at('2011-12-29T20:00:00Z'))?.instead).toBe(
      'Deploy it from Fri 2012-01-06 09:00 in Pacific/Apia on.',
    );
  });

  test('through midnight, where one entry ends and the other begins', () => {
    const night = { timeZone: 'Europe/Berlin', allowed: ['Sat 22:00-24:00', 'Sun 00:00-06:00'], freezes: [] };
    const welcome = (iso: string): boolean => outsideWindows(night, at(iso)) === undefined;
    const around = ['T19:59:59Z', 'T20:00:00Z', 'T21:59:59Z', 'T22:00:00Z'].map((time) => welcome(`2027-07-03${time}`));
    expect(around).toEqual([false, true, true, true]);
    expect([welcome('2027-07-04T03:59:59Z'), welcome('2027-07-04T04:00:00Z')]).toEqual([true, false]);
  });

  test('at the time that is named as the next one, and not before, wherever it is', () => {
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: -2_880, max: 2_880 }),
        fc.array(hours, { minLength: 1 }),
        (where, off, allowed) => {
          const now = at(where.turns) + off * 60_000;
          const told = outsideWindows({ timeZone: where.timeZone, allowed, freezes: [] }, now);
          const wall = wallOf(where.timeZone);
          const first = [...Array(14 * 1_440).keys()].find((minute) => isOpen(wall(now + minute * 60_000), allowed));
          const named = /from \w+ (\S+ \S+) in/.exec(told?.instead ?? '')?.[1];
          expect(named).toBe(first === 0 ? undefined : wall(now + (first ?? 0) * 60_000));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Where the clock is turned, by how much, and when: by an hour, by half of one, at midnight, never. */
const place = fc.constantFrom(
  { timeZone: 'Europe/Berlin', turns: '2027-03-28T01:00:00Z' },
  { timeZone: 'Europe/Berlin', turns: '2027-10-31T01:00:00Z' },
  { timeZone: 'America/St_Johns', turns: '2027-11-07T04:30:00Z' },
  { timeZone: 'Australia/Lord_Howe', turns: '2027-04-03T15:00:00Z' },
  { timeZone: 'Africa/Cairo', turns: '2027-04-29T22:00:00Z' },
  { timeZone: 'America/Havana', turns: '2027-03-14T05:00:00Z' },
  { timeZone: 'Pacific/Chatham', turns: '2027-09-25T14:00:00Z' },
  { timeZone: 'Asia/Kathmandu', turns: '2027-05-01T00:00:00Z' },
);

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
const hours = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .filter(([, from, to]) => from < to)
  .map(([day, from, to]) => `${day} ${clock(from)}-${clock(to)}`);

/** `2027-03-28 03:00`, as Swedes write it. */
function wallOf(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (ms) => format.format(ms);
}

/** The same question asked of texts. */
const isOpen = (wall: string, allowed: readonly string[]): boolean =>
  allowed.some((one) => {
    const [day = '', time = ''] = wall.split(' ');
    const [, on, from = '', to = ''] = /^(\w+) (\S+)-(\S+)$/.exec(one) ?? [];
    return new Date(`${day}T00:00:00Z`).toUTCString().slice(0, 3) === on && from <= time && time < to;
  });

describe('Windows are read strictly', () => {
  const says = (lines: string): string => {
    const parsed = parseConfig(lines, 'm.yml', []);
    return parsed.ok ? 'fine' : parsed.problem.says;
  };

  test.each([
    ['Mon-Thu 09:00-16:00', { days: [1, 2, 3, 4], from: 540, to: 960 }],
    ['fri-mon 22:30-24:00', { days: [5, 6, 7, 1], from: 1350, to: 1440 }],
    ['Mon,Wed 09:00-12:00', { days: [1, 3], from: 540, to: 720 }],
  ])('%s', (text, opening) => {
    expect(openingIn(text)).toEqual(opening);
  });

  test.each([
    ['allowed: ["whenever"]', '`windows.allowed[0]` must be days and hours such as Mon-Thu 09:00-16:00.'],
    ['allowed: ["Mo-Do 09:00-16:00"]', '`windows.allowed[0]` must name days as Mon, Mon-Thu or Mon,Wed.'],
    [
      'allowed: ["Mon 22:00-06:00"]',
      '`windows.allowed[0]` must end after it begins; hours over midnight are two entries.',
    ],
    ['allowed: ["Mon 09:00-24:01"]', '`windows.allowed[0]` must have hours from 00:00 to 24:00.'],
    ['allowed: ["Mon 9-16"]', '`windows.allowed[0]` must be days and hours such as Mon-Thu 09:00-16:00.'],
    ['freezes: ["christmas"]', '`windows.freezes[0]` must be days such as 2026-12-20..2027-01-02.'],
    ['freezes: ["2027-02-30"]', '`windows.freezes[0]` must be days that exist; 2027-02-30 does not.'],
    ['freezes: ["2027-01-02..2026-12-20"]', '`windows.freezes[0]` must end on the day that it begins, or later.'],
    ['time-zone: Berlin', '`windows.time-zone` must be a time zone such as UTC or Europe/Berlin.'],
  ])('%s', (line, wrong) => {
    const parsed = says(`windows:\n  ${line}\n`);
    expect(parsed.replace(/^m\.yml:\d+:\d+: /, '')).toBe(wrong);
  });

  test.each([
    [
      'webhooks: ["http://chat.example/x"]',
      '`notify.webhooks[0]` must be env:NAME or an https:// address, with json+ before it where all of it is wanted as JSON.',
    ],
    ['mention: ["@alice"]', '`notify.mention[0]` must be a login or organisation/team, without @.'],
    ['webhooks: ["env:CHAT", "json+https://hooks.example/x"]', 'fine'],
    ['mention: [alice, acme/dba]', 'fine'],
  ])('%s', (line, wrong) => {
    expect(says(`notify:\n  ${line}\n`).replace(/^m\.yml:\d+:\d+: /, '')).toBe(wrong);
  });

  test('whatever stands there, it is read or refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [openingIn(text), freezeIn(text)])
          expect(typeof read === 'string' ? read.startsWith('must ') : read).toBeTruthy();
      }),
    );
  });
});
