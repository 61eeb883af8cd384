import type { Problem } from '../domain/errors.ts';
import type { Mistake } from './mistakes.ts';
import { duration } from './values.ts';

/** An organisation's rules for many repositories, as it wrote them. */
export interface Policy {
  /** Its name in sentences. */
  readonly file: string;
  /** What holds where a repository says nothing. */
  readonly defaults: Tree;
  /** What a repository may tighten, and never loosen. */
  readonly locked: Tree;
}

/** What an input or a flag says in place of a key of the configuration. */
export interface Wish {
  /** The beginning of a sentence about it: “The input `mode`”. */
  readonly by: string;
  /** `volume.profile` */
  readonly key: string;
  /** Absent = it says nothing. */
  readonly value: unknown;
}

export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The configuration that is in force: the repository's keys over the organisation's. */
export const inForce = ({ defaults, locked }: Policy, own: unknown): unknown => over(over(defaults, locked), own);

function over(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isTree(below) || !isTree(above)) return above;
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(keys.map((key) => [key, over(below[key], above[key])]));
}

/** Whether a repository's value is as tight as the organisation's. */
type Order = (locked: unknown, own: unknown) => boolean;

const same: Order = (locked, own) => JSON.stringify(locked) === JSON.stringify(own);
const atLeast: Order = (locked, own) => Number(own) >= Number(locked);
const noLonger: Order = (locked, own) => {
  const [most, wish] = [duration.safeParse(locked), duration.safeParse(own)];
  return most.success && wish.success && wish.data <= most.data;
};
const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const allOf: Order = (locked, own) => listOf(locked).every((one) => listOf(own).includes(one));
const onlyOf: Order = (locked, own) => allOf(own, locked);
// Approvers who are all struck out would leave the decision to every writer.
const someOf: Order = (locked, own) => onlyOf(locked, own) && (listOf(own).length > 0 || listOf(locked).length === 0);
const oneOf =
  (tight: unknown): Order =>
  (locked, own) =>
    own === tight || same(locked, own);

const severities = ['off', 'advice', 'warning', 'blocker'];
/** A rule's own severity, where none is written, is not known here: only what is written is as tight as what is. */
const severity: Order = (locked, own) => {
  const [floor, wish] = [settingOf(locked), settingOf(own)];
  const strict = floor.suppressible === false ? wish.suppressible === false : true;
  if (floor.severity === undefined) return strict && wish.severity === undefined;
  return strict && rankOf(wish.severity) >= rankOf(floor.severity);
};
const rankOf = (severity: unknown): number => severities.findIndex((one) => one === severity);
const settingOf = (value: unknown): { readonly severity?: unknown; readonly suppressible?: unknown } =>
  isTree(value) ? value : { severity: value };

const orders: Readonly<Partial<Record<string, Order>>> = {
  mode: oneOf('enforce'),
  'enforce-from': (locked, own) => String(own) <= String(locked),
  'approval.required.blocker': atLeast,
  'approval.required.destructive': atLeast,
  'approval.ttl': noLonger,
  'approval.forbidden': allOf,
  'approval.users': someOf,
  'approval.teams': someOf,
  'approval.emergency': onlyOf,
  'approval.reviews': oneOf(false),
  'rehearsal.stall-budget': noLonger,
  'rehearsal.traffic': oneOf(true),
  'rehearsal.rollback': oneOf(true),
  'rehearsal.rerun': oneOf(true),
  'volume.rows': atLeast,
  'volume.stale-after': noLonger,
  'windows.freezes': allOf,
};

const orderOf = (path: readonly string[]): Order =>
  path[0] === 'rules' && path[1] !== 'exceptions' ? severity : (orders[path.join('.')] ?? same);

/** Where a repository's file is looser than the organisation's policy lets it be. */
export function loosened({ file, locked }: Policy, own: unknown): readonly Mistake[] {
  const keys = leaves(locked, []).flatMap(({ path, value }): readonly Mistake[] => {
    const wish = at(own, path);
    if (wish === undefined || orderOf(path)(value, wish)) return [];
    const name = path.join('.');
    const says = `\`${name}\` is looser than ${file} allows, ${lockedAt(path, value)}.`;
    return [{ path, says, advice: 'Write the same or what is stricter, or leave the key out.' }];
  });
  return [...keys, ...excepted(file, locked, own)];
}

/** Where an input or a flag is: whoever runs us is held to the policy like the repository. */
export function overruled({ file, locked }: Policy, wishes: readonly Wish[]): Problem | undefined {
  for (const { by, key, value } of wishes) {
    const path = key.split('.');
    const held = at(locked, path);
    if (value === undefined || held === undefined || orderOf(path)(held, value)) continue;
    return {
      code: 'bad-configuration',
      says: `${by} is looser than ${file} allows, ${lockedAt(path, held)}.`,
      advice: 'Leave it out, or ask for the same or what is stricter.',
    };
  }
  return undefined;
}

/** Commands, settings and addresses can hold a secret, which a pull request must not show. */
const untold = ['migrations', 'postgres', 'queries', 'notify', 'volume.seed', 'volume.snapshot'];

const lockedAt = (path: readonly string[], value: unknown): string => {
  const secret = untold.some((key) => `${path.join('.')}.`.startsWith(`${key}.`));
  return secret ? 'which locks it at something else' : `which locks it at \`${briefly(value)}\``;
};

/** An exception from a locked rule is that rule loosened. */
function excepted(file: string, locked: Tree, own: unknown): readonly Mistake[] {
  const rules = Object.keys(isTree(locked['rules']) ? locked['rules'] : {}).filter((rule) => rule !== 'exceptions');
  const exceptions = at(own, ['rules', 'exceptions']);
  if (rules.length === 0 || !Array.isArray(exceptions)) return [];
  return exceptions.flatMap((exception: unknown, index): readonly Mistake[] => {
    const rule = isTree(exception) ? (exception['rule'] ?? '') : '';
    if (rule !== '' && !rules.some((one) => one === rule)) return [];
    const about = typeof rule === 'string' && rule !== '' ? rule : rules.join('`, `');
    const says = `This exception loosens \`${about}\`, which ${file} locks.`;
    const path = ['rules', 'exceptions', index];
    return [{ path, says, advice: 'Name another rule in it, or remove it.' }];
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

const leaves = (value: unknown, path: readonly string[]): readonly Leaf[] =>
  isTree(value) && !(path[0] === 'rules' && path.length === 2)
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [{ path, value }];

const at = (value: unknown, [key, ...rest]: readonly string[]): unknown =>
  key === undefined ? value : isTree(value) ? at(value[key], rest) : undefined;

const briefly = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 80 ? text.replaceAll('`', '') : `${text.slice(0, 79).replaceAll('`', '')}…`;
};
