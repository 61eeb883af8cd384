import { defineRule } from './kit/rule.ts';
import { dataError, foretellsFailure } from './kit/failures.ts';

export const rule = defineRule({
  id: 'statement-fails',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'forward-compatibility',
  since: 13,
  title: 'A statement failed in the rehearsal',
  why: 'It ran on the schema of the base branch, with the rows that the migrations themselves bring, in the order and the transactions of the tool. It would fail in production the same way.',
  observed: ({ statements }) =>
    statements.flatMap(({ run: { error }, at, foretold }) =>
      !error || dataError(error.sqlstate) || foretellsFailure(foretold, error.sqlstate)
        ? []
        : [
            {
              at,
              objects: [],
              says: `This failed in the rehearsal (${error.sqlstate}): ${error.says}`,
              instead: 'Correct the migration; what comes after this statement was not rehearsed.',
            },
          ],
    ),
});
