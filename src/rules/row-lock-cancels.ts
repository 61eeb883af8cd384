import { duration } from '../domain/figures.ts';
import { nextMigration, remark, statement, steps } from './kit/instead.ts';
import { defineRule } from './kit/rule.ts';
import type { SeenStatement } from './kit/seen.ts';
import { cancelledForRows, spelled } from './kit/stalls.ts';
import type { Cancelled } from './kit/stalls.ts';
import { code, listed, literal, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'row-lock-cancels',
  severity: 'warning',
  hazard: 'failure',
  checks: 'lock-analysis',
  since: 13,
  title: 'Whoever has changed one of its rows cancels it',
  why: 'An UPDATE or DELETE waits for every transaction that has changed one of its rows and is still open, and lock_timeout and statement_timeout count that wait too. Of many rows on a table in use, one is enough: the statement is cancelled, and the migration ends there. Nobody who reads waits meanwhile, so that a limit which is right for ALTER TABLE may be too short for it.',
  observed: (seen) =>
    cancelledForRows(seen).map((one) => ({
      at: one.seen.at,
      objects: one.stall.tables,
      says: says(one),
      instead: instead(one),
    })),
});

function says({ stall, waited, seen, alike }: Cancelled): string {
  const { lockTimeoutMs, sqlstate = '', keeps = [] } = waited;
  const limit =
    sqlstate === '55P03'
      ? `the lock_timeout in force, ${duration(lockTimeoutMs)}, counts locked rows as well`
      : 'the statement_timeout in force counts that wait as well';
  const kept = keeps.length === 0 ? '' : ` Until then its transaction kept ${listed(keeps.map(code))} locked.`;
  const others = alike.length === 0 ? '' : ` So would ${listed(alike.map(placeOf))} be.`;
  return `Behind a transaction that had changed some of its rows in ${listed(stall.tables.map(code))} it was cancelled in the rehearsal (${sqlstate}): ${limit}. ${afterwards(seen)}${kept}${others}`;
}

const placeOf = ({ run }: SeenStatement): string => code(`${run.file}:${String(run.line)}`);

const inTransaction = ({ facts }: SeenStatement): boolean =>
  facts !== undefined && (facts.transaction !== 'per-statement' || facts.session.transaction !== 'none');

const afterwards = (seen: SeenStatement): string =>
  inTransaction(seen)
    ? 'All that its transaction did is undone then.'
    : 'The migration ends there, and what ran before it stays.';

/** In batches wherever a rule says so of the statement; else with more patience. */
function instead({ waited: { lockTimeoutMs, sqlstate }, seen }: Cancelled): string {
  const batches = seen.foretold.find(({ finding }) => finding.rule.startsWith('unbatched-'))?.finding.rule;
  if (batches !== undefined)
    return `Change the rows in batches, as ${batches} proposes, in a migration of its own: a batch that is cancelled loses only itself, and the next run goes on where it ended.`;
  const setting = sqlstate === '55P03' ? 'lock_timeout' : 'statement_timeout';
  const set = inTransaction(seen) ? 'SET LOCAL' : 'SET';
  return steps(
    remark('Longer than the transactions that change these rows; it keeps nobody waiting but for its own rows:'),
    `${set} ${setting} = '60s';`,
    statement(oneLine(seen.run.sql)),
    setting === 'lock_timeout'
      ? `${set} lock_timeout = ${literal(spelled(lockTimeoutMs))};`
      : nextMigration('the rest.'),
  );
}
