/** `windows` of the configuration. */
interface Windows {
  readonly timeZone: string;
  readonly allowed: readonly string[];
  readonly freezes: readonly string[];
}

/** When changes are welcome: days of the week, and hours of each of them. */
interface Opening {
  /** Monday is 1. */
  readonly days: readonly number[];
  /** Minutes since midnight; the end is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Days on which nothing changes, both included; 2027-01-31. */
interface Freeze {
  readonly first: string;
  readonly last: string;
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const opening = /^([a-z,\- ]+?) +(\d{2}):(\d{2})-(\d{2}):(\d{2})$/i;
const span = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/;

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** `Mon-Thu 09:00-16:00`, `Mon,Wed 09:00-12:00`, `Sat 22:00-24:00`; else what is wrong with it. */
export function openingIn(text: string): Opening | string {
  const [, days = '', ...clock] = opening.exec(text.trim()) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  if (clock.length === 0) return 'must be days and hours such as Mon-Thu 09:00-16:00';
  const named = days.toLowerCase().split(',').map(daysIn);
  if (named.some((part) => part.length === 0)) return 'must name days as Mon, Mon-Thu or Mon,Wed';
  if (Math.max(fromMinute, toMinute) > 59 || fromHour > 23 || toHour * 60 + toMinute > 24 * 60)
    return 'must have hours from 00:00 to 24:00';
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  if (from >= to) return 'must end after it begins; hours over midnight are two entries';
  return { days: named.flat(), from, to };
}

/** `Fri-Mon` goes over the end of the week. */
function daysIn(text: string): readonly number[] {
  const [first = -1, last = first, ...more] = text.split('-').map((day) => weekdays.indexOf(day.trim()));
  if (first < 0 || last < 0 || more.length > 0) return [];
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => ((first + index) % 7) + 1);
}

/** `2026-12-20..2027-01-02` or one day; else what is wrong with it. */
export function freezeIn(text: string): Freeze | string {
  const [, first, last = first] = span.exec(text.trim()) ?? [];
  if (first === undefined || last === undefined) return 'must be days such as 2026-12-20..2027-01-02';
  const wrong = [first, last].find((day) => !exists(day));
  if (wrong !== undefined) return `must be days that exist; ${wrong} does not`;
  return first > last ? 'must end on the day that it begins, or later' : { first, last };
}

const dayMs = 86_400_000;
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const exists = (day: string): boolean => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(ms) && dayAt(ms) === day;
};

/** What the calendar and the clock of a place show; they are all that windows speak of. */
interface Local {
  /** 2027-01-31. */
  readonly day: string;
  /** Since midnight. */
  readonly minutes: number;
}

/** What a place's calendar and clock show at a moment. */
type Clock = (ms: number) => Local;

function clockOf(timeZone: string): Clock {
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two },
  });
  return (ms) => {
    const parts = format.formatToParts(ms);
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
    const minutes = Number(part('hour')) * 60 + Number(part('minute'));
    return { day: `${part('year')}-${part('month')}-${part('day')}`, minutes };
  };
}

/** Now is no time to change production, and when is. */
export interface Outside {
  readonly says: string;
  readonly instead: string;
}

const farthestDays = 400;

/** Undefined where changes are welcome now, or where nobody said when they are. */
export function outsideWindows(windows: Windows, now: number): Outside | undefined {
  const { timeZone, allowed } = windows;
  if (allowed.length + windows.freezes.length === 0) return undefined;
  const local = clockOf(timeZone);
  const at = local(now);
  const openings = allowed.map(openingIn).filter((one) => typeof one !== 'string');
  const freezes = windows.freezes.map(freezeIn).filter((one) => typeof one !== 'string');
  const frozen = freezeOn(at.day, freezes);
  const open = openings.length === 0 || openings.some((one) => holds(one, at));
  if (frozen === undefined && open) return undefined;
  const because =
    frozen === undefined
      ? `outside of the hours for changes (${allowed.join('; ')})`
      : `and nothing changes ${frozen.first === frozen.last ? `on ${frozen.first}` : `from ${frozen.first} to ${frozen.last}`}`;
  const next = nextOpening(now, local, { openings, freezes });
  return {
    says: `It is ${moment(at)} in ${timeZone}, ${because}.`,
    instead:
      next === undefined
        ? 'Deploy it once `windows` of the configuration allows it.'
        : `Deploy it from ${moment(next)} in ${timeZone} on.`,
  };
}

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Monday is 1. */
const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
const hours = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
const moment = ({ day, minutes }: Local): string => `${names[weekdayOf(day) - 1] ?? ''} ${day} ${hours(minutes)}`;

const holds = ({ days, from, to }: Opening, { day, minutes }: Local): boolean =>
  days.includes(weekdayOf(day)) && minutes >= from && minutes < to;

const freezeOn = (day: string, freezes: readonly Freeze[]): Freeze | undefined =>
  freezes.find(({ first, last }) => first <= day && day <= last);

interface Hours {
  readonly openings: readonly Opening[];
  readonly freezes: readonly Freeze[];
}

/** The next minute at which changes are welcome; on any day and at any hour where only freezes are named. */
function nextOpening(now: number, local: Clock, { openings, freezes }: Hours): Local | undefined {
  const welcome = openings.length > 0 ? openings : [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 }];
  const today = Date.parse(`${local(now).day}T00:00:00Z`);
  for (let ahead = 0; ahead <= farthestDays; ahead += 1) {
    const day = dayAt(today + ahead * dayMs);
    const open = welcome.filter(({ days }) => days.includes(weekdayOf(day)));
    if (open.length === 0 || freezeOn(day, freezes) !== undefined) continue;
    const found = firstMinute(day, now, local, (at) => open.some((one) => holds(one, at)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The clock is asked minute by minute: a day can lack an hour or have it twice, at midnight too, or not be at all. */
function firstMinute(day: string, now: number, local: Clock, suits: (at: Local) => boolean): Local | undefined {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // The first places of the world begin a day 14 hours before UTC does, and the last end it 12 hours after.
  const next = (Math.floor(now / minuteMs) + 1) * minuteMs;
  for (let ms = Math.max(next, utc - 14 * hourMs); ms <= utc + dayMs + 13 * hourMs; ms += minuteMs) {
    const at = local(ms);
    if (at.day > day) return undefined;
    if (at.day === day && suits(at)) return at;
  }
  return undefined;
}
