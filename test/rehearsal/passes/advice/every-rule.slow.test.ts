import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../../src/ports/database.ts';
import { alternativesOf } from '../../../../src/flows/alternatives.ts';
import { cards } from '../../../../src/flows/judge.ts';
import { rules } from '../../../../src/rules/index.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { findingsIn, stepsOf } from '../../../rules/reading.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

// The whole pass over every rule's bad example: none of our own advice may turn out to be none.
let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  await using admin = await server.connect('observer', 'postgres');
  await admin.query('set allow_in_place_tablespaces = on');
  await admin.query(`create tablespace archive owner ${server.roles.migrator} location ''`);
});
afterAll(() => server.stop());

const file = 'migrations/2.up.sql';
/** CREATE ACCESS METHOD takes a superuser, in the history too. */
const notOurs = 'set-access-method';
const advised = rules.flatMap(({ id, examples, fails }) => {
  if (!examples || fails !== undefined || (cards[id]?.hazard !== 'lock' && id !== 'several-rewrites') || id === notOurs)
    return [];
  return [[id, examples] as const];
});

describe('in a rehearsal the advice helps', () => {
  test.each(advised)('%s', async (id, { given, bad }) => {
    const findings = findingsIn(bad, { given, file }).filter(({ rule }) => rule === id);
    const alternatives = alternativesOf(stepsOf(bad, { given, file }), findings, cards);
    const { rehearsal } = await rehearseOn(
      server,
      plan({
        ...{ baseline: base(given), changed: [unit('2', bad)], alternatives },
        ...{ rollback: 'leave-out', rerun: 'leave-out', volume: { rows: 20_000, tables: new Map(), seconds: 30 } },
      }),
    );
    if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
    const told = rehearsal.advice ?? [];
    expect(told.map(({ status, says, sql }) => (status === 'helps' ? status : `${says} ${sql}`))).toEqual(
      alternatives.map(() => 'helps'),
    );
  });
});
