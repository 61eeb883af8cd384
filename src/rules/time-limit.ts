import { defineRule } from './kit/rule.ts';
import { code, listed } from './kit/text.ts';
import { duration } from '../domain/figures.ts';
import { blocks, spoken } from '../domain/lock.ts';

export const rule = defineRule({
  id: 'time-limit',
  severity: 'blocker',
  hazard: 'process',
  checks: 'data-volume',
  since: 13,
  title: 'A statement ran past the limit of the rehearsal',
  why: 'It was stopped, so how long it would take and what it would do is not known. The limits are in the configuration under “rehearsal”.',
  observed: ({ observations, statements, place }) =>
    (observations.overLimit ?? []).map(({ file, line, limitMs }) => {
      const run = statements.find((one) => one.run.file === file && one.run.line === line)?.run;
      const held = (run?.locks ?? []).filter(({ mode }) => blocks(mode).length > 0);
      const holding = listed(held.map(({ mode, object }) => `${spoken(mode)} on ${code(object)}`));
      return {
        at: place({ file, line }),
        objects: held.map(({ object }) => object),
        says: `This was stopped after ${duration(limitMs)}${holding ? `; until then it held ${holding}` : ''}.`,
        instead: 'Split the work into smaller batches, or raise rehearsal.statement-limit if it may take that long.',
      };
    }),
});
