import type { Actor, Need, Rights, Role } from '../domain/approval.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { Owner } from './codeowners.ts';
import { quoted, shortCommit } from './words.ts';

/** The `approval` section of the configuration. */
export interface Policy {
  readonly users: readonly string[];
  readonly teams: readonly string[];
  readonly required: { readonly blocker: number; readonly destructive: number };
  readonly forbidden: readonly string[];
  readonly ttlMs: number;
  readonly reviews: boolean;
  readonly emergency: readonly string[];
}

/** Somebody, as the code host knows them at this moment. */
export interface Person extends Actor {
  readonly role: Role;
  /** By `org/slug` in small letters; a team that is not there was not asked. */
  readonly teams: ReadonlyMap<string, 'active' | 'no' | 'unseen'>;
}

/** A commit that changes a migration, and the accounts that answer for it. */
export interface Contribution {
  readonly sha: Sha;
  readonly logins: readonly string[];
}

/** What decides who may approve in one pull request. */
export interface Ground {
  readonly policy: Policy;
  /** Who opened the pull request. */
  readonly author: string;
  /** Oldest first. */
  readonly contributions: readonly Contribution[];
  /** Of every file that somebody has to answer for; from the base branch. */
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
}

export type May = { readonly may: true } | { readonly may: false; readonly because: string };
const yes: May = { may: true };
const no = (because: string): May => ({ may: false, because });

const writers: readonly Role[] = ['write', 'maintain', 'admin'];

/** Logins are the same in any letters, and stand with or without the @. */
export const plainLogin = (login: string): string => login.replace(/^@/, '').toLowerCase();
const same = (one: string, other: string): boolean => plainLogin(one) === plainLogin(other);

/** Whether somebody may approve what is found in a file. */
export function mayApprove(person: Person, file: string, ground: Ground): May {
  const self = mayAnswer(person, ground);
  if (!self.may) return self;
  const { users } = ground.policy;
  const owners = ground.owners.get(file) ?? [];
  if (!isGuarded(file, ground) || users.some((login) => same(login, person.login))) return yes;
  const teams = teamsOf(file, ground);
  if (teams.some((team) => person.teams.get(team) === 'active')) return yes;
  if (owners.some((one) => one.kind === 'user' && same(one.login, person.login))) return yes;
  const unseen = teams.filter((team) => person.teams.get(team) === 'unseen');
  const hidden = unseen.length === 0 ? '' : ` Whether they are in ${named(unseen)} cannot be seen with this token.`;
  return no(
    `@${person.login} is not among those who may approve ${quoted(file)}: ${sourcesOf([file], ground)}.${hidden}`,
  );
}

/** What holds for every file: a person who may write here, and who neither opened the pull request nor wrote its migrations. */
function mayAnswer({ login, kind, role }: Person, { author, contributions }: Ground): May {
  if (kind === 'bot') return no(`@${login} is a bot; a person has to approve.`);
  if (!writers.includes(role)) return no(`@${login} may not write to this repository: their role is \`${role}\`.`);
  if (same(login, author)) return no(`@${login} opened this pull request; somebody else has to approve it.`);
  const own = contributions.find(({ logins }) => logins.some((one) => same(one, login)));
  return own === undefined
    ? yes
    : no(
        `@${login} wrote some of these migrations (commit ${shortCommit(own.sha)}); somebody else has to approve them.`,
      );
}

/** Break-glass: an admin or whom the policy names, also where they wrote it all. */
export function mayOverride({ login, kind, role }: Person, { emergency }: Policy): May {
  if (kind === 'bot') return no(`@${login} is a bot; a person has to break the glass.`);
  const listed = emergency.some((one) => same(one, login));
  return role === 'admin' || (listed && writers.includes(role))
    ? yes
    : no(`@${login} is neither an admin nor named in \`approval.emergency\` with the right to write here.`);
}

/** Lets a fork's SQL be rehearsed in full: whoever may write here and did not open the pull request. */
export const mayVouch = ({ login, kind, role }: Person, { author }: Ground): boolean =>
  kind === 'human' && writers.includes(role) && !same(login, author);

/** Everything that somebody may do in the pull request. */
export function rightsFor(person: Person, needs: readonly Need[], files: readonly string[], ground: Ground): Rights {
  const allowed = needs.filter(({ rule }) => !ground.policy.forbidden.includes(rule));
  const answers = [...new Set([...files, ...needs.map(({ file }) => file)])].map(
    (file) => [file, mayApprove(person, file, ground)] as const,
  );
  const may = new Set(answers.flatMap(([file, answer]) => (answer.may ? [file] : [])));
  const approver = answers.length === 0 ? mayApprove(person, '', ground).may : may.size > 0;
  return {
    role: person.role,
    approver,
    approves: allowed.filter(({ file }) => may.has(file)).map(({ id }) => id),
    because: [
      ...new Set(answers.flatMap(([, answer]) => (answer.may ? [] : [answer.because]))),
      ...forbiddenSays(needs, ground.policy),
    ],
    emergency: mayOverride(person, ground.policy).may,
  };
}

/** What nobody may approve, a sentence a rule. */
export const forbiddenSays = (needs: readonly Need[], { forbidden }: Policy): readonly string[] =>
  [...new Set(needs.map(({ rule }) => rule))]
    .filter((rule) => forbidden.includes(rule))
    .map((rule) => `The configuration lets nobody approve \`${rule}\` (\`approval.forbidden\`).`);

/** Teams whose members may approve a file, in small letters. */
export const teamsOf = (file: string, { policy, owners }: Ground): readonly string[] => [
  ...new Set([
    ...policy.teams.map(plainLogin),
    ...(owners.get(file) ?? []).flatMap((one) => (one.kind === 'team' ? [plainLogin(one.team)] : [])),
  ]),
];

/** Whether the policy names anybody at all for a file; else whoever may write does. */
const isGuarded = (file: string, { policy, owners }: Ground): boolean =>
  policy.users.length + policy.teams.length + (owners.get(file) ?? []).length > 0;

/** Who may approve, a phrase: “@alice, @acme/database-owners, or a code owner of `migrations/`; not the author”. */
export function approversSay(files: readonly string[], ground: Ground): string {
  const { author, contributions } = ground;
  const others = contributions.flatMap(({ logins }) => logins).some((login) => !same(login, author));
  return `${sourcesOf(files, ground)}; not the author${others ? ', nor whoever wrote some of it' : ''}`;
}

function sourcesOf(files: readonly string[], ground: Ground): string {
  const { policy, owners } = ground;
  const listed = [...policy.users, ...policy.teams].map((name) => `@${name.replace(/^@/, '')}`);
  const owned = files.filter((file) => (owners.get(file) ?? []).length > 0);
  const open = files.some((file) => !isGuarded(file, ground)) || (files.length === 0 && listed.length === 0);
  const all = [...new Set(owned.flatMap((file) => owners.get(file) ?? []).map(ownerName))];
  const some = all.length > 4 ? [...all.slice(0, 3), `${all.length - 3} more`] : all;
  return or([
    ...listed,
    ...(owned.length > 0 ? [`a code owner of ${placeOf(owned)} (${some.join(', ')})`] : []),
    ...(open ? ['anybody who may write to this repository, for it names no approvers'] : []),
  ]);
}

const ownerName = (one: Owner): string =>
  one.kind === 'user' ? `@${one.login}` : one.kind === 'team' ? `@${one.team}` : one.address;

const named = (teams: readonly string[]): string => teams.map((team) => `@${team}`).join(', ');

/** The file, or the folder that all of them lie in. */
function placeOf(files: readonly string[]): string {
  const [first = '', ...others] = files;
  if (others.length === 0) return quoted(first);
  const folders = first.split('/').slice(0, -1);
  const shared = folders.filter((_, at) =>
    others.every((file) => file.startsWith(`${folders.slice(0, at + 1).join('/')}/`)),
  );
  return shared.length === 0 ? 'these files' : quoted(`${shared.join('/')}/`);
}

const or = (choices: readonly string[]): string =>
  choices.length < 3 ? choices.join(' or ') : `${choices.slice(0, -1).join(', ')}, or ${choices.at(-1) ?? ''}`;
