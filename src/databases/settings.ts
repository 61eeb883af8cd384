import type { Problem } from '../domain/errors.ts';
import { refusedSetting } from '../domain/server-settings.ts';
import { allConnections } from './roles.ts';

export interface SettingsRequest {
  readonly major: number;
  /** Free bytes where the data lives, where known. */
  readonly freeBytes: number | undefined;
  /** The team's or the profile's own; they win. */
  readonly requested: Readonly<Record<string, string>>;
}

const gigabyte = 1024 ** 3;

/** postgresql.conf of every provider. Nothing here is worth keeping after a crash, but WAL bytes must be true. */
export function serverSettings(request: SettingsRequest): Readonly<Record<string, string>> {
  return {
    max_connections: `${allConnections}`,
    superuser_reserved_connections: '10',
    password_encryption: 'scram-sha-256',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '30min',
    fsync: 'off',
    synchronous_commit: 'off',
    // Off, a page's first change would not be logged whole and WAL would read up to 20 times too small.
    full_page_writes: 'on',
    wal_level: 'replica',
    max_wal_senders: '0',
    // Its locks and reads would be taken for the migration's, and new statistics would change plans midway.
    autovacuum: 'off',
    temp_file_limit: `${temporaryKilobytes(request.freeBytes)}kB`,
    // After a crash the rehearsal is over; a restarted server would hide it.
    restart_after_crash: 'off',
    deadlock_timeout: '50ms',
    log_lock_waits: 'on',
    TimeZone: 'UTC',
    ...request.requested,
    ...logSettings(request.major),
  };
}

/** A quarter of the free disk, at least 1 GB: a runaway sort ends before the disk does. */
const temporaryKilobytes = (free: number | undefined): number =>
  Math.floor(Math.max(gigabyte, (free ?? 16 * gigabyte) / 4) / 1024);

/** Not the team's to change: without them the server's log could not be read. */
const logSettings = (major: number): Readonly<Record<string, string>> => ({
  log_destination: logFormat(major),
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'server.log',
  log_rotation_age: '0',
  log_rotation_size: '0',
  log_timezone: 'UTC',
});

export type LogFormat = 'jsonlog' | 'csvlog';
export const logFormat = (major: number): LogFormat => (major >= 15 ? 'jsonlog' : 'csvlog');
/** Below the data directory. */
export const logFile = (major: number): string => (major >= 15 ? 'log/server.json' : 'log/server.csv');

/** `name = 'value'` lines; quotes and backslashes doubled as guc-file.l reads them. */
export const settingsFile = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = '${quoted(value)}'\n`)
    .join('');
const quoted = (value: string): string =>
  value
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "''")
    .replace(/[\r\n]/g, ' ');

/** Why a requested setting cannot be had; undefined when all can, as far as we know. */
export function settingsProblem(requested: Readonly<Record<string, string>>): Problem | undefined {
  const [says] = Object.entries(requested).flatMap(([name, value]) => refusedSetting(name, value) ?? []);
  return says === undefined
    ? undefined
    : { code: 'bad-configuration', says, advice: 'Remove it under postgres.settings.' };
}
