import { bytes } from '../domain/figures.ts';
import type { Profile } from '../domain/profile.ts';

/** Production's settings as a rehearsal has them. */
export interface AppliedSettings {
  /** Of the sessions that run migrations. */
  readonly session: Readonly<Record<string, string>>;
  /** Of the server. */
  readonly server: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

interface Applied {
  readonly value: string;
  /** Where it is less than in production. */
  readonly short?: string;
}

const none: AppliedSettings = { session: {}, server: {}, notes: [] };

/**
 * What of production's settings decides how a migration goes. Only known names, and values that are what they shall be:
 * a profile is a text of somebody's. What blinds a rehearsal or no runner can hold is left out or less.
 * @param own names that the team chose itself: those win.
 */
export function appliedSettings(profile: Profile | undefined, own: readonly string[]): AppliedSettings {
  if (profile === undefined) return none;
  const chosen = new Set(own.map((name) => name.toLowerCase()));
  const applied = Object.entries(readers).flatMap(([name, read]) => {
    const value = chosen.has(name.toLowerCase()) ? undefined : valueOf(profile, name);
    const known = value === undefined ? undefined : read(value);
    return known === undefined ? [] : [[name, known] as const];
  });
  if (applied.length === 0) return none;
  const values = applied.map(([name, { value }]) => [name, value] as const);
  const ofServer = (name: string): boolean => name === 'max_wal_size';
  return {
    session: Object.fromEntries(values.filter(([name]) => !ofServer(name))),
    server: Object.fromEntries(values.filter(([name]) => ofServer(name))),
    notes: [`Settings as in production’s profile: ${applied.map(([name, one]) => inWords(name, one)).join(', ')}.`],
  };
}

const inWords = (name: string, { value, short }: Applied): string =>
  `${name} ${value}${short === undefined ? '' : ` (production has ${short}, more than a runner holds)`}`;

/** Of every role, else of the server; of a named role nobody knows whether it is the one that migrates. */
function valueOf({ settings = {}, roleSettings = [] }: Profile, name: string): string | undefined {
  const everybody = roleSettings.filter(({ role }) => role === undefined).map((one) => settingIn(one.settings, name));
  const common = everybody.find((value) => value !== undefined);
  if (common !== undefined) return common;
  const value = settingIn(settings, name);
  // The server's as the profile's own role sees it: what a role of its own has may be that one's.
  const ofOne = roleSettings.some((one) => one.role !== undefined && settingIn(one.settings, name) !== undefined);
  return ofOne && timeouts.has(name) ? undefined : value;
}

/** Postgres does not tell upper from lower case in a name. */
const settingIn = (settings: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(settings).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];

type Reader = (value: string) => Applied | undefined;

const timeouts: ReadonlySet<string> = new Set(['lock_timeout', 'statement_timeout']);

const units: Readonly<Record<string, number>> = { kb: 1, mb: 1024, gb: 1024 ** 2, tb: 1024 ** 3 };

/** Kilobytes where it names no unit. */
const memory =
  (least: number, most: number): Reader =>
  (value) => {
    const [, digits, unit = 'kB'] = /^(\d{1,9})\s*(kB|MB|GB|TB)?$/.exec(value.trim()) ?? [];
    if (digits === undefined) return undefined;
    const wanted = Number(digits) * (units[unit.toLowerCase()] ?? 1);
    const kilobytes = Math.min(Math.max(wanted, least), most);
    return { value: `${kilobytes}kB`, ...(wanted > most && { short: bytes(wanted * 1024) }) };
  };

/** Milliseconds where it names no unit; 0 is none, as without it. */
const timeout: Reader = (value) => {
  const text = value.trim();
  return /^[1-9]\d{0,8}\s*(ms|s|min|h|d)?$/.test(text) ? { value: text } : undefined;
};

const cost: Reader = (value) => (/^\d{1,4}(\.\d{1,6})?$/.test(value.trim()) ? { value: value.trim() } : undefined);

const zone: Reader = (value) => {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,40}$/.test(value)) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return { value };
  } catch {
    return undefined;
  }
};

const megabyte = 1024;
const gigabyte = 1024 ** 2;

/** One process uses them at a time: workers are off. A hosted runner has 7 GB. */
const readers: Readonly<Record<string, Reader>> = {
  work_mem: memory(64, 256 * megabyte),
  maintenance_work_mem: memory(megabyte, gigabyte),
  max_wal_size: memory(64 * megabyte, 4 * gigabyte),
  random_page_cost: cost,
  TimeZone: zone,
  lock_timeout: timeout,
  statement_timeout: timeout,
};
