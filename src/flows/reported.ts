import { strength } from '../domain/lock.ts';
import type { ReportedMigration } from '../domain/report.ts';
import type { Reading } from './judge.ts';

/** What rules assume where nobody names a major and no server ran: the one that the embedded package brings. */
export const assumedPostgres = 17;

export const reported = ({
  path,
  tool,
  version,
  status,
  transaction,
  direction,
}: ReportedMigration): ReportedMigration => ({
  path,
  tool,
  version,
  status,
  transaction,
  direction,
});

/** Existing tables on which a statement takes more than what reading them takes. */
export const tablesChanged = ({ steps }: Reading): readonly string[] => {
  const least = strength('RowExclusiveLock');
  const changed = steps.flatMap(({ locks, catalog }) =>
    locks
      .filter(({ madeHere, mode }) => !madeHere && strength(mode) >= least)
      .filter(({ relation }) => catalog.relation(relation)?.kind.endsWith('table') ?? false)
      .map(({ object }) => object),
  );
  return [...new Set(changed)];
};
