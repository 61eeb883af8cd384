import picomatch from 'picomatch';
import { duration } from '../../domain/figures.ts';
import type { Severity } from '../../domain/rule.ts';
import type { Hit, Rule } from './rule.ts';

/** Without a severity it is the rule's own. */
export type Setting = Severity | 'off' | { readonly severity?: Severity | 'off'; readonly suppressible?: boolean };

/** `rules:` of the configuration, already checked against the list of rules. */
export interface RuleSettings {
  readonly severities: Readonly<Record<string, Setting>>;
  readonly exceptions: readonly RuleException[];
  /** `2027-01-31`: exceptions that ended before it no longer count. */
  readonly today: string;
}
export interface RuleException {
  /** `schema.name`, may hold `*`; a name alone is one of `public`. Empty: every table. */
  readonly table?: string;
  /** A glob. Empty: every file. */
  readonly path?: string;
  /** Empty: every rule. */
  readonly rule?: string;
  readonly reason: string;
  /** The last day it holds. */
  readonly until?: string;
}
export const noSettings: RuleSettings = { severities: {}, exceptions: [], today: '' };

/** The longest a table's lock would be held in production, where its rows are known. */
export type HeldBound = (
  table: string,
  at: { readonly file: string; readonly line: number },
) => { readonly ms: number; readonly source: string } | undefined;

export interface Weighed {
  readonly severity: Severity;
  /** Added to what the finding says. */
  readonly because?: string;
}

const order: readonly Severity[] = ['advice', 'warning', 'blocker'];
const milder = (a: Severity, b: Severity): Severity => (order.indexOf(a) <= order.indexOf(b) ? a : b);

const setting = (rule: string, settings: RuleSettings): Setting | undefined =>
  Object.hasOwn(settings.severities, rule) ? settings.severities[rule] : undefined;
const levelOf = (found: Setting | undefined): Severity | 'off' | undefined =>
  typeof found === 'object' ? found.severity : found;

export const isOff = (rule: string, settings: RuleSettings): boolean => levelOf(setting(rule, settings)) === 'off';

export const suppressible = (rule: string, settings: RuleSettings): boolean => {
  const found = setting(rule, settings);
  return typeof found !== 'object' || found.suppressible !== false;
};

/** What a hit weighs by configuration, exceptions and size; undefined where the rule is off. */
export function weigh(
  rule: Rule,
  hit: Hit,
  at: { readonly file: string; readonly line: number },
  settings: RuleSettings,
  known: { readonly heldBound?: HeldBound | undefined; readonly stallBudgetMs: number },
): Weighed | undefined {
  const level = levelOf(setting(rule.id, settings));
  if (level === 'off') return undefined;
  const base = hit.severity ? milder(hit.severity, level ?? hit.severity) : (level ?? rule.severity);
  const exceptions = settings.exceptions.filter((one) => covers(one, rule, hit, at.file));
  const exception = exceptions.find((one) => !ended(one, settings.today));
  if (exception)
    return { severity: 'advice', because: `The configuration makes an exception here: ${exception.reason}` };
  const weighed = { severity: base, ...(exceptions[0] && { because: noLonger(exceptions[0]) }) };
  if (rule.hazard !== 'lock' || level !== undefined || base === 'advice') return weighed;
  const bounds = hit.objects.map((table) => known.heldBound?.(table, at));
  const longest = bounds.reduce((max, bound) => ((bound?.ms ?? 0) > (max?.ms ?? 0) ? bound : max), bounds[0]);
  if (!longest || bounds.includes(undefined) || longest.ms > known.stallBudgetMs) return weighed;
  return {
    severity: 'advice',
    because: `Here for at most ${duration(Math.ceil(longest.ms))} (${longest.source}), within the stall budget of ${duration(known.stallBudgetMs)}.`,
  };
}

const ended = ({ until }: RuleException, today: string): boolean => until !== undefined && until < today;

const noLonger = ({ until = '', reason }: RuleException): string =>
  `The configuration made an exception here until ${until}: ${reason}`;

/** Where it names a table, every object of the finding has to be that table. */
function covers(exception: RuleException, rule: Rule, hit: Hit, file: string): boolean {
  const { table, path } = exception;
  if (exception.rule && exception.rule !== rule.id) return false;
  if (path && !picomatch.isMatch(file, path, { dot: true })) return false;
  if (!table) return true;
  const pattern = table.includes('.') ? table : `public.${table}`;
  return hit.objects.length > 0 && hit.objects.every((one) => picomatch.isMatch(one, pattern));
}
