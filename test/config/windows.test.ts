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

  test('at the time that is named as the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2026-01-01'), max: at('2028-01-01') }), (now) => {
        const next = outsideWindows(windows, now)?.instead;
        if (next === undefined) return;
        const [, day = '', hour = ''] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d)/.exec(next) ?? [];
        // In Berlin, one of the two is the moment that is meant; the other is an hour beside it.
        const meant = [1, 2].map((ahead) => at(`${day}T${hour}:00Z`) - ahead * 3_600_000);
        expect(meant.some((moment) => outsideWindows(windows, moment) === undefined)).toBe(true);
        expect(Math.max(...meant)).toBeGreaterThan(now);
      }),
    );
  });
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
