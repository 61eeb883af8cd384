import type { ToolId, TransactionMode } from '../domain/migration.ts';
import type { Severity } from '../domain/rule.ts';
import type { ConfigFile } from './schema.ts';

/** The team's settings, every default filled in. All times are milliseconds, all sizes bytes; '' = not set. */
export interface Config {
  readonly mode: 'enforce' | 'report';
  /** From this day on (UTC, 2027-01-31) `report` is `enforce`. */
  readonly enforceFrom?: string;
  readonly id: string;
  readonly migrations: {
    readonly tool?: ToolId;
    readonly paths: readonly string[];
    readonly ignore: readonly string[];
    readonly command: string;
    readonly schema: string;
    readonly transaction?: TransactionMode;
    readonly placeholders: Readonly<Record<string, string>>;
    readonly session: Readonly<Record<string, string>>;
  };
  readonly postgres: {
    readonly version?: number;
    readonly provider: 'auto' | 'embedded' | 'docker' | 'url';
    readonly image: string;
    /** Name of the environment variable that holds the address. */
    readonly urlEnv: string;
    readonly disposable: boolean;
    readonly create: string;
    readonly destroy: string;
    readonly extensions: readonly string[];
    readonly settings: Readonly<Record<string, string>>;
    readonly createRole: boolean;
  };
  readonly volume: {
    readonly rows: number;
    readonly tables: Readonly<Record<string, number>>;
    readonly seconds: number;
    /** auto = a quarter of the free disk. */
    readonly bytes: number | 'auto';
    readonly profile: string;
    readonly snapshot: string;
    /** Path of an SQL file. */
    readonly seed: string;
    readonly seedCommand: string;
    /** Name of a database on the team's own server or image. */
    readonly existing: string;
    readonly full: boolean;
    /** Large tables are written as files of pages, where that can be. */
    readonly forge: boolean;
    readonly staleAfterMs: number;
  };
  readonly rehearsal: {
    readonly statementLimitMs: number;
    readonly passLimitMs: number;
    readonly totalLimitMs: number;
    readonly stallBudgetMs: number;
    readonly startupBudgetMs?: number;
    readonly traffic: boolean;
    readonly rollback: boolean;
    readonly rerun: boolean;
    readonly cold: boolean;
  };
  readonly queries: { readonly files: readonly string[]; readonly commands: readonly string[] };
  readonly rules: {
    readonly settings: Readonly<Record<string, RuleSetting>>;
    readonly exceptions: readonly RuleException[];
  };
  readonly approval: {
    readonly users: readonly string[];
    readonly teams: readonly string[];
    readonly codeowners: boolean;
    readonly required: { readonly blocker: number; readonly destructive: number };
    readonly forbidden: readonly string[];
    readonly ttlMs: number;
    readonly reviews: boolean;
    readonly emergency: readonly string[];
  };
  readonly windows: {
    readonly timeZone: string;
    readonly allowed: readonly string[];
    readonly freezes: readonly string[];
  };
  readonly notify: { readonly webhooks: readonly string[]; readonly mention: readonly string[] };
  readonly comment: { readonly when: 'always' | 'on-findings' | 'never'; readonly suggestions: boolean };
}

export interface RuleSetting {
  /** Absent = the rule's own. */
  readonly severity?: Severity | 'off';
  /** Whether `-- migrate:allow` may lower it. */
  readonly suppressible: boolean;
}

/** '' = any table, path or rule. */
export interface RuleException {
  readonly table: string;
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
  /** The last day it holds, UTC. */
  readonly until?: string;
}

/** From the words of the file to those of the program. */
export function configOf(file: ConfigFile): Config {
  const { 'enforce-from': enforceFrom, postgres, volume, rehearsal, rules, approval, windows, ...same } = file;
  const { 'url-env': urlEnv, 'create-role': createRole, ...database } = postgres;
  const { 'stale-after': staleAfterMs, seed, ...amounts } = volume;
  const { exceptions, ...settings } = rules;
  const { ttl: ttlMs, ...approvers } = approval;
  return defined({
    ...same,
    enforceFrom,
    postgres: { ...database, urlEnv, createRole },
    volume: { ...amounts, ...seedOf(seed), staleAfterMs },
    rehearsal: rehearsalOf(rehearsal),
    rules: {
      settings: Object.fromEntries(Object.entries(settings).map(([rule, setting]) => [rule, settingOf(setting)])),
      exceptions,
    },
    approval: { ...approvers, ttlMs },
    windows: { timeZone: windows['time-zone'], allowed: windows.allowed, freezes: windows.freezes },
  });
}

const seedOf = (seed: ConfigFile['volume']['seed']) =>
  typeof seed === 'string' ? { seed, seedCommand: '' } : { seed: '', seedCommand: seed.command };

function rehearsalOf({ traffic, rollback, rerun, cold, ...file }: ConfigFile['rehearsal']) {
  const startup = file['startup-budget'];
  return {
    statementLimitMs: file['statement-limit'],
    passLimitMs: file['pass-limit'],
    totalLimitMs: file['total-limit'],
    stallBudgetMs: file['stall-budget'],
    ...(startup !== '' && { startupBudgetMs: startup }),
    traffic,
    rollback,
    rerun,
    cold,
  };
}

type FileSetting = Exclude<ConfigFile['rules'][string], readonly unknown[]>;
const settingOf = (setting: FileSetting) =>
  typeof setting === 'string' ? { severity: setting, suppressible: true } : setting;

type Loose<Value> = Value extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Loose<Value[Key]> | (object extends Pick<Value, Key> ? undefined : never) }
    : Value;

/** The schema leaves an optional key there as undefined; in a `Config` it is absent. Plain data, so JSON tells all of it. */
const defined = (value: Loose<Config>): Config => JSON.parse(JSON.stringify(value)) as Config;
