import * as z from 'zod';
import { toolIds } from '../domain/migration.ts';
import { freezeIn, isTimeZone, openingIn } from './windows.ts';
import { count, day, duration, flag, settings, size, text, texts, word } from './values.ts';

const migrations = z.strictObject({
  tool: word(toolIds).optional(),
  paths: texts.describe('Globs from the top of the repository'),
  ignore: texts,
  command: text.default(''),
  schema: text.default('').describe('A structure file that the tool keeps'),
  transaction: word(['per-statement', 'per-file', 'one-message', 'all-pending']).optional(),
  placeholders: settings,
  session: settings.describe('What the runner sets itself, such as lock_timeout: 5s'),
});

const postgres = z.strictObject({
  version: z.int({ error: 'must be a major version from 12 to 18' }).min(12).max(18).optional(),
  provider: word(['auto', 'embedded', 'docker', 'url']).default('auto'),
  image: text.default(''),
  'url-env': text
    .regex(/^([A-Za-z_][A-Za-z0-9_]*)?$/, { error: 'must be the name of an environment variable' })
    .default('')
    .describe('Name of the environment variable that holds the address; never the address itself'),
  disposable: flag('off'),
  create: text.default(''),
  destroy: text.default(''),
  extensions: texts,
  settings,
  'create-role': flag('off'),
});

const volume = z.strictObject({
  rows: count.default(1_000_000),
  tables: z.record(z.string(), count, { error: 'must be a list of `schema.table: rows`' }).default({}),
  seconds: count.default(60),
  bytes: size.default('auto'),
  profile: text.default(''),
  snapshot: text.default(''),
  seed: z
    .union([text, z.strictObject({ command: text.min(1) })], {
      error: 'must be the path of an SQL file, or { command: … }',
    })
    .default(''),
  existing: text.default('').describe('A database of the server under postgres that holds schema and rows'),
  full: flag('off'),
  forge: flag('off').describe('Write the pages of large tables as files, where a table allows it'),
  'stale-after': duration.prefault('30d'),
});

const rehearsal = z.strictObject({
  'statement-limit': duration.prefault('60s'),
  'pass-limit': duration.prefault('120s'),
  'total-limit': duration.prefault('10m'),
  'stall-budget': duration.prefault('1s'),
  'startup-budget': z.union([z.literal(''), duration], { error: 'must be a time such as 30s' }).default(''),
  traffic: flag('on'),
  rollback: flag('on'),
  rerun: flag('on'),
  cold: flag('off'),
});

const severity = word(['off', 'advice', 'warning', 'blocker']);
const exception = z
  .strictObject({
    table: text.default(''),
    path: text.default(''),
    rule: text.default(''),
    reason: text.min(1, { error: 'must say why' }),
    until: day.optional(),
  })
  // One for everything would be an off switch that nobody sees.
  .refine(({ table, path, rule }) => table + path + rule !== '', { error: 'must name a table, a path or a rule' });
const rules = z.object({ exceptions: z.array(exception, { error: 'must be a list' }).default([]) }).catchall(
  z.union([severity, z.strictObject({ severity: severity.optional(), suppressible: flag('on') })], {
    error: 'must be off, advice, warning or blocker, or { severity: blocker, suppressible: true }',
  }),
);

const approval = z.strictObject({
  users: texts,
  teams: texts,
  codeowners: flag('on'),
  required: z.strictObject({ blocker: count.default(1), destructive: count.default(1) }).prefault({}),
  forbidden: texts.describe('Rules that nobody may approve'),
  ttl: duration.prefault('14d'),
  reviews: flag('off'),
  emergency: texts,
});

/** A text with a grammar of its own, which says what is wrong with it. */
const written = (reading: (text: string) => unknown) =>
  z
    .array(
      text.superRefine((value, context) => {
        const wrong = reading(value);
        if (typeof wrong === 'string') context.addIssue({ code: 'custom', message: wrong });
      }),
      { error: 'must be a list of texts, such as ["a", "b"]' },
    )
    .default([]);

const windows = z.strictObject({
  'time-zone': text.refine(isTimeZone, { error: 'must be a time zone such as UTC or Europe/Berlin' }).default('UTC'),
  allowed: written(openingIn).describe('Days and hours, such as Mon-Thu 09:00-16:00'),
  freezes: written(freezeIn).describe('Days on which nothing changes, such as 2026-12-20..2027-01-02'),
});

/** Chats' addresses are secrets; one in the file is there for everyone who reads the repository, so a variable is better. */
const channel = (value: string): unknown =>
  /^(json\+)?(https:\/\/[^\s/]+\/?\S*|env:[A-Za-z_][A-Za-z0-9_]*)$/.test(value) ||
  'must be env:NAME or an https:// address, with json+ before it where all of it is wanted as JSON';
const called = (value: string): unknown =>
  /^[a-z\d][a-z\d-]{0,38}(\/[\w.-]{1,100})?$/i.test(value) || 'must be a login or organisation/team, without @';

/** The file as it is written. Every key may be left out. */
export const fileSchema = z.strictObject({
  mode: word(['enforce', 'report']).default('enforce'),
  'enforce-from': day.optional(),
  id: text
    .regex(/^([A-Za-z0-9][A-Za-z0-9._-]{0,49})?$/, { error: 'must be letters, digits, dots, dashes; at most 50' })
    .default(''),
  migrations: migrations.prefault({}),
  postgres: postgres.prefault({}),
  volume: volume.prefault({}),
  rehearsal: rehearsal.prefault({}),
  queries: z.strictObject({ files: texts, commands: texts }).prefault({}),
  rules: rules.prefault({}),
  approval: approval.prefault({}),
  windows: windows.prefault({}),
  notify: z.strictObject({ webhooks: written(channel), mention: written(called) }).prefault({}),
  comment: z
    .strictObject({ when: word(['always', 'on-findings', 'never']).default('always'), suggestions: flag('off') })
    .prefault({}),
});
export type ConfigFile = z.output<typeof fileSchema>;

/** docs/configuration.schema.json, for editors: `# yaml-language-server: $schema=…`. */
export function configurationJsonSchemaText(): string {
  const schema = z.toJSONSchema(fileSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'Configuration of Migration Rehearsal' }, undefined, 2)}\n`;
}
