/** A setting's name as Postgres spells them; anything else could smuggle a line into the server's file. */
export const isSettingName = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)*$/.test(name);

/** They would run a program, open the server to others, or move what we read and remove. */
const ours =
  /(_command|_file|_library)$|^(data_directory|listen_addresses|port|unix_socket_.*|logging_collector|log_destination|log_(directory|filename|file_mode|rotation_.*)|ssl|include.*)$/i;

const isOff = (value: string): boolean => /^(?:off?|f|fa|fal|fals|false|no?|0)$/i.test(value.trim());
const isOn = (value: string): boolean => !isOff(value);
const isNoneOf = (words: RegExp) => (value: string) => !words.test(value.trim());

/** Values under which a rehearsal would see less than happens, or something else than a migration's own work. */
const blinding: Readonly<Record<string, { readonly wrong: (value: string) => boolean; readonly because: string }>> = {
  event_triggers: { wrong: isOff, because: 'without event triggers no lock would be seen' },
  session_replication_role: {
    wrong: isNoneOf(/^(?:origin|local)$/i),
    because: 'triggers and foreign keys would not be checked',
  },
  log_min_messages: {
    wrong: isNoneOf(/^(?:debug[1-5]?|info|notice|warning|error|log)$/i),
    because: 'the lines would be missing that tell which locks were taken',
  },
  track_counts: { wrong: isOff, because: 'the rows that a statement reads would not be counted' },
  autovacuum: { wrong: isOn, because: 'its locks and reads would be taken for those of the migration' },
  restart_after_crash: { wrong: isOn, because: 'a crash of the server would go unnoticed' },
  default_transaction_read_only: { wrong: isOn, because: 'no migration could write' },
  wal_level: { wrong: isNoneOf(/^(?:replica|logical)$/i), because: 'less WAL would be written than in production' },
};

/** Why a rehearsal cannot have this setting, one sentence that does not repeat the value; undefined when it can. */
export function refusedSetting(name: string, value: string): string | undefined {
  const spelt = name.replace(/[^\w.]/g, '?').slice(0, 60);
  if (!isSettingName(name) || ours.test(name)) return `The setting ${spelt} cannot be chosen for a rehearsal.`;
  const known = blinding[name.toLowerCase()];
  return known?.wrong(value) ? `The setting ${spelt} cannot be so in a rehearsal: ${known.because}.` : undefined;
}
