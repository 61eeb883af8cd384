import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chooseProvider } from '../../src/databases/choose.ts';
import type { Choice } from '../../src/databases/choose.ts';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import type { Report } from '../../src/domain/report.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { openRepository } from '../../src/git/repository.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { repository } from '../git/repository.ts';
import { type TeamServer, leftOn, startTeamServer } from './url/team-server.ts';

const image = process.env['MIGRATION_REHEARSAL_DOCKER_IMAGE'];

const merged = {
  '.github/migration-rehearsal.yml': 'volume: { rows: 2000 }\nrehearsal: { traffic: false }\n',
  'sqlc.yaml': 'sql: [{ engine: postgresql, queries: queries }]',
  'queries/orders.sql': `
    -- name: ByEmail :many
    SELECT id, total FROM orders WHERE email = @email;
    -- name: Add :exec
    INSERT INTO orders (customer_id, total, state, at) VALUES (@customer, @total, @state, @at);`,
  'migrations/0001_shop.up.sql': `
    CREATE TYPE state AS ENUM ('new', 'paid');
    CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
    CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL,
      email text, total integer NOT NULL CHECK (total >= 0), state state NOT NULL, at timestamptz NOT NULL);
    CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := now(); RETURN NEW; END $$;
    CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();`,
  'migrations/0001_shop.down.sql': 'DROP TABLE orders; DROP TABLE customers; DROP FUNCTION stamp(); DROP TYPE state;',
};

/** Something of every kind that is observed: locks of DDL and DML, rewrites, scans, blocks, roles, a way back that loses. */
const proposed = {
  'migrations/0002_many.up.sql': `
CREATE INDEX orders_email ON orders (email);
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
ALTER TABLE orders ALTER COLUMN total TYPE bigint;
ALTER TABLE customers ALTER COLUMN email TYPE varchar(200);
UPDATE orders SET state = 'paid' WHERE total > 10;
DO $$ BEGIN ALTER TABLE customers ADD COLUMN note text; EXECUTE 'ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()'; END $$;
GRANT SELECT ON orders TO reporting_people;
ALTER TABLE orders DROP COLUMN email;
`,
  'migrations/0002_many.down.sql': `
ALTER TABLE orders ADD COLUMN email text;
REVOKE SELECT ON orders FROM reporting_people;
ALTER TABLE orders DROP COLUMN token; ALTER TABLE customers DROP COLUMN note;
ALTER TABLE orders ALTER COLUMN total TYPE integer;
ALTER TABLE customers ALTER COLUMN email TYPE text;
ALTER TABLE orders DROP CONSTRAINT orders_customer;
CREATE INDEX orders_email ON orders (email);
DROP INDEX orders_email;
`,
};

async function reviewed(major: number, choice: Choice): Promise<Report> {
  using made = repository();
  made.commit(merged);
  made.on('topic').commit(proposed);
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  const proposal = await readProposal({ base: 'main', head: 'topic', rules: ruleIds }, opened.value);
  const provider = chooseProvider(choice);
  const { report } = await review(proposal, 'rehearsal', {
    database: () => ({ name: provider.name, start: (request) => provider.start({ ...request, major }) }),
    clock: { now: () => Date.parse('2026-06-01'), elapsed: () => performance.now() },
    progress: { stage: () => undefined, note: () => undefined },
    signal: new AbortController().signal,
  });
  return report;
}

/** All that two providers can both have seen; times, sizes and notes are each one's own. */
function seen(report: Report) {
  const run = report.rehearsal as RehearsalRun;
  return {
    verdict: report.verdict,
    findings: report.findings.map(({ rule, severity, evidence, file, line, objects }) =>
      [severity, rule, evidence, `${file}:${line}`, ...objects].join(' '),
    ),
    checklist: report.checklist.map(({ item, status }) => `${item}: ${status}`),
    statements: run.statements.map(({ sql, locks, rewrites, scans, error }) => ({
      sql,
      locks: locks.map(({ object, mode }) => `${object} ${mode}`).toSorted(),
      rewrites,
      scans,
      error,
    })),
    volume: run.volume.map(({ table, rows }) => ({ table, rows })),
    rollback: run.rollback,
    rerun: run.rerun,
    leftovers: run.leftovers,
    compatibility: run.compatibility,
    schemaDiff: run.schemaDiff,
  };
}

const ran = (report: Report): RehearsalRun => {
  if (report.rehearsal?.status !== 'ran') throw new Error(report.because);
  return report.rehearsal;
};

describe('the same review', () => {
  let team: TeamServer;
  let ours: Report;

  beforeAll(async () => {
    team = await startTeamServer(17);
    ours = await reviewed(17, { provider: 'embedded' });
  }, 120_000);
  afterAll(() => team.stop());

  test('finds something of every kind where nothing is withheld', () => {
    expect(ran(ours).statements.every(({ tempBytes }) => typeof tempBytes === 'number')).toBe(true);
    expect(ran(ours).statements.map(({ sql, error }) => [sql.split(' ')[0], error])).toEqual(
      ['CREATE', 'ALTER', 'ALTER', 'ALTER', 'UPDATE', 'DO', 'GRANT', 'ALTER'].map((word) => [word, undefined]),
    );
    expect(seen(ours).findings.length).toBeGreaterThan(8);
    const broken = [{ source: 'queries/orders.sql: ByEmail', sqlstate: '42703' }];
    expect(ran(ours).compatibility.backward).toMatchObject({ checked: 2, broken });
  });

  test.each(['superuser', 'managed'] as const)(
    'on a server of the team’s as %s: only what is withheld is not measured',
    async (login) => {
      process.env['MIGRATION_REHEARSAL_TEST_SAME'] = team.address(login);
      const url = { env: 'MIGRATION_REHEARSAL_TEST_SAME', disposable: true, create: '', destroy: '' };
      const theirs = await reviewed(17, { provider: 'url', url });
      const { statements, notes } = ran(theirs);
      expect(seen(theirs)).toEqual(seen(ours));
      const because = 'this server’s log is closed to its login';
      for (const { tempBytes } of statements) {
        if (login === 'superuser') expect(tempBytes).toEqual(expect.any(Number));
        else expect(tempBytes).toEqual({ status: 'not-measured', because });
      }
      expect(notes).toContain(
        `url: Postgres ${ran(theirs).postgres} from the address in MIGRATION_REHEARSAL_TEST_SAME`,
      );
      expect(await leftOn(team.server)).toEqual([]);
    },
    120_000,
  );
});

(image === undefined ? test.skip : test)(
  'in a container it is what it is without one',
  async () => {
    const major = Number(image?.split(':').at(-1));
    const inside = await reviewed(major, { provider: 'docker', image: image ?? '' });
    const outside = await reviewed(major, { provider: 'embedded' });
    expect(seen(inside)).toEqual(seen(outside));
  },
  180_000,
);
