import picomatch from 'picomatch';
import type { Severity } from '../../domain/rule.ts';
import type { Hit, Rule } from './rule.ts';

export type Setting = Severity | 'off' | { readonly severity: Severity | 'off'; readonly suppressible?: boolean };

/** `rules:` of the configuration, already checked against the list of rules. */
export interface RuleSettings {
  readonly severities: Readonly<Record<string, Setting>>;
  readonly exceptions: readonly RuleException[];
  /** `2027-01-31`: exceptions that ended before it no longer count. */
  readonly today: string;
}
export interface RuleException {
  /** `schema.name`, may hold `*`. Empty: every table. */
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
  const exception = settings.exceptions.find((one) => covers(one, rule, hit, at.file, settings.today));
  if (exception)
    return { severity: 'advice', because: `The configuration makes an exception here: ${exception.reason}` };
  if (rule.hazard !== 'lock' || level !== undefined || base === 'advice') return { severity: base };
  const bounds = hit.objects.map((table) => known.heldBound?.(table, at));
  const longest = bounds.reduce((max, bound) => ((bound?.ms ?? 0) > (max?.ms ?? 0) ? bound : max), bounds[0]);
  if (!longest || bounds.includes(undefined) || longest.ms > known.stallBudgetMs) return { severity: base };
  return {
    severity: 'advice',
    because: `Here for at most ${String(Math.ceil(longest.ms))} ms (${longest.source}), within the stall budget of ${String(known.stallBudgetMs)} ms.`,
  };
}

function covers(exception: RuleException, rule: Rule, hit: Hit, file: string, today: string): boolean {
  if (exception.until && exception.until < today) return false;
  if (exception.rule && exception.rule !== rule.id) return false;
  if (exception.path && !picomatch.isMatch(file, exception.path, { dot: true })) return false;
  return (
    !exception.table ||
    (hit.objects.length > 0 && hit.objects.every((one) => picomatch.isMatch(one, exception.table ?? '')))
  );
}
