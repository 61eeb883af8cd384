import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { refusedSetting } from '../domain/server-settings.ts';
import { fileSchema } from './schema.ts';
import type { ConfigFile } from './schema.ts';

/** What is wrong, where in the document, and what would be right. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  /** The wrong key, where it is the key and not its value. */
  readonly key?: string;
  readonly says: string;
  readonly advice: string;
}

const documentation = 'docs/configuration.md lists every key.';

/** The known word that was probably meant. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const near = known.length > 0 && word.length <= 100 ? closest(word, known) : undefined;
  return near !== undefined && distance(word, near) <= Math.max(2, near.length / 2) ? near : undefined;
};

const meant = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? documentation : `Did you mean \`${near}\`?`;
};

/** The schema's complaints in our words. Values are never repeated: people paste secrets into the wrong line. */
export function mistakesOf(error: z.ZodError): readonly Mistake[] {
  return error.issues.flatMap((issue): readonly Mistake[] => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: issue.path, says: `${subject(issue.path)} ${wording(issue)}.`, advice: documentation }];
    }
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => ({
      path: issue.path,
      key,
      says: `\`${spoken([...issue.path, key])}\` is no key of the configuration.`,
      advice: meant(key, known),
    }));
  });
}

const subject = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'The file' : `\`${spoken(path)}\``);

function wording(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('must ')) return issue.message;
  if (issue.code === 'too_small') return `must not be below ${issue.minimum}`;
  if (issue.code === 'too_big') return `must not be above ${issue.maximum}`;
  return 'must be a list of `key: value`';
}

const spoken = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${oneLine(String(step))}`))
    .join('')
    .replace(/^\./, '');

const oneLine = (key: string): string => {
  const plain = key.replace(/[\p{C}\p{Zl}\p{Zp}`]/gu, '?');
  return plain.length <= 60 ? plain : `${plain.slice(0, 60)}…`;
};

/** The keys that may stand where an unknown one did. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  if (path[0] === 'rules') {
    return path[1] === 'exceptions' ? ['table', 'path', 'rule', 'reason', 'until'] : ['severity', 'suppressible'];
  }
  let defaults: unknown = fileSchema.shape;
  for (const step of path) {
    const field: unknown = (defaults as Record<PropertyKey, unknown>)[step];
    defaults = shapeOf(field);
  }
  return Object.keys(defaults as object);
}

/** Zod wraps a section in its default; the shape is inside. */
function shapeOf(field: unknown): object {
  if (typeof field !== 'object' || field === null) return {};
  if ('shape' in field) return field.shape as object;
  return 'unwrap' in field && typeof field.unwrap === 'function' ? shapeOf((field.unwrap as () => unknown)()) : {};
}

/** Rule ids that no rule has; a misspelt one would otherwise leave the rule as it was, unnoticed. */
export function unknownRules(file: ConfigFile, rules: readonly string[]): readonly Mistake[] {
  const { exceptions, ...settings } = file.rules;
  const named: readonly Omit<Mistake, 'says' | 'advice'>[] = [
    ...Object.keys(settings).map((key) => ({ path: ['rules'], key })),
    ...exceptions.map((_, index) => ({ path: ['rules', 'exceptions', index, 'rule'] })),
    ...file.approval.forbidden.map((_, index) => ({ path: ['approval', 'forbidden', index] })),
  ];
  const ids = [...Object.keys(settings), ...exceptions.map(({ rule }) => rule), ...file.approval.forbidden];
  return named.flatMap((place, index) => {
    const id = ids[index] ?? '';
    if (id === '' || rules.includes(id)) return [];
    return [{ ...place, says: `There is no rule \`${oneLine(id)}\`.`, advice: meant(id, rules) }];
  });
}

/** Settings of the server under which nothing could be rehearsed, or seen. */
export const refusedSettings = ({ postgres }: ConfigFile): readonly Mistake[] =>
  Object.entries(postgres.settings).flatMap(([name, value]) => {
    const says = refusedSetting(name, value);
    const path = ['postgres', 'settings'];
    return says === undefined ? [] : [{ path, key: name, says, advice: 'Remove it under `postgres.settings`.' }];
  });

/** What would otherwise be passed over without a word. */
export function idleVolume({ volume }: ConfigFile): readonly Mistake[] {
  const path = ['volume'];
  if (volume.existing !== '' && volume.snapshot !== '') {
    const says = '`volume.existing` and `volume.snapshot` both bring a schema with its rows.';
    return [{ path, key: 'existing', says, advice: 'Keep one of the two.' }];
  }
  if (!volume.full || volume.seed !== '' || volume.snapshot + volume.existing !== '') return [];
  const says =
    '`volume.full` says that a snapshot, seed or existing database has all of production’s rows, and none is named.';
  const advice = 'Name it under `volume.snapshot`, `volume.seed` or `volume.existing`, or take the key out.';
  return [{ path, key: 'full', says, advice }];
}

/** JavaScript gives this name a meaning of its own; as a setting it would vanish without a word. */
export function unusableKeys(value: unknown, path: readonly PropertyKey[] = []): readonly Mistake[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '__proto__'
      ? [{ path, key, says: 'The name `__proto__` cannot be used here.', advice: 'Take it out.' }]
      : unusableKeys(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** A database's address may stand in an environment variable only: the file is in the repository for everyone to read. */
export function databaseAddresses(value: unknown, path: readonly PropertyKey[] = []): readonly Mistake[] {
  if (typeof value === 'string' && /\bpostgres(ql)?:\/\//i.test(value)) {
    return [
      {
        path,
        says: `\`${spoken(path)}\` holds a database address, which everyone who reads the repository can see.`,
        advice:
          'Change its password, put the address into a secret, and name the environment variable in `postgres.url-env`.',
      },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    databaseAddresses(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
