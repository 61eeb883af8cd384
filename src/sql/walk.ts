import type { Problem } from '../domain/errors.ts';
import { bodySteps } from './body.ts';
import { catalogAt, startSchema } from './catalog.ts';
import type { SchemaStore } from './catalog.ts';
import { applyStatement } from './history.ts';
import { locksOf } from './locks.ts';
import { parseScript } from './parse.ts';
import { standsAlone } from './standalone.ts';
import { lastingSettings, startSession } from './session.ts';
import type { SessionMachine } from './session.ts';
import type { Statement, SyntaxProblem } from './statement.ts';
import type { Script, Step } from './step.ts';

export interface WalkInput {
  /** What was there before, in order: migrations at the merge base, or a structure file. */
  readonly base: readonly Script[];
  /** What the pull request runs, in order. */
  readonly scripts: readonly Script[];
  /** False = nothing is known of the schema before: every other named table is taken to exist. */
  readonly complete: boolean;
  /** Session settings that the runner is declared to set: `lock_timeout: 5s`. */
  readonly declared: Readonly<Record<string, string>>;
  readonly timeZone?: string;
  /** The server's major version: some locks differ. Absent: the newest. */
  readonly postgres?: number;
}

export interface Walk {
  readonly steps: readonly Step[];
  /** Statements of the pull request that the parser refuses. */
  readonly problems: readonly SyntaxProblem[];
  /** Files of the pull request that cannot be read at all. */
  readonly unreadable: readonly Problem[];
  /** Base files, or parts of them, that were passed over: the catalog may lack what they made. */
  readonly passedOver: readonly Problem[];
}

/** Reads all scripts in order, each statement with the schema, the session and the locks it finds. Pure. */
export function walk(input: WalkInput): Walk {
  const store = startSchema();
  const passedOver: Problem[] = [];
  const lasting = replayBase(store, input, passedOver);
  const session = startSession(store.journal, {
    declared: { ...lasting, ...input.declared },
    timeZone: input.timeZone,
  });
  const complete = input.complete && passedOver.length === 0;
  const steps: Step[] = [];
  const postgres = input.postgres ?? newestPostgres;
  const world: World = { store, session, complete, postgres, madeHere: true, steps };
  const problems: SyntaxProblem[] = [];
  const unreadable: Problem[] = [];
  for (const script of input.scripts) {
    const parsed = parseScript(script.path, script.text);
    if (!parsed.ok) {
      unreadable.push(parsed.problem);
      continue;
    }
    problems.push(...parsed.value.problems);
    runScript(world, script, parsed.value.statements);
  }
  return { steps, problems, unreadable, passedOver };
}

const newestPostgres = 18;

/** A run in progress. */
export interface World {
  readonly store: SchemaStore;
  readonly session: SessionMachine;
  readonly complete: boolean;
  readonly madeHere: boolean;
  readonly postgres: number;
  /** Undefined while the base is replayed: nobody asks about its statements. */
  readonly steps: Step[] | undefined;
}

type Settings = Readonly<Record<string, string>>;

function replayBase(store: SchemaStore, input: WalkInput, passedOver: Problem[]): Settings {
  const session = startSession(store.journal, { declared: {}, timeZone: input.timeZone });
  const { complete } = input;
  const world: World = { store, session, complete, postgres: newestPostgres, madeHere: false, steps: undefined };
  let lasting: Settings = {};
  for (const script of input.base) {
    const parsed = parseScript(script.path, script.text);
    if (!parsed.ok) {
      passedOver.push(parsed.problem);
      continue;
    }
    for (const problem of parsed.value.problems) passedOver.push(unparsable(problem));
    const opaque = runScript(world, script, parsed.value.statements);
    if (opaque) passedOver.push(madeAtRunTime(opaque));
    for (const statement of parsed.value.statements) lasting = { ...lasting, ...lastingSettings(statement) };
  }
  return lasting;
}

const unparsable = ({ file, line, column, message }: SyntaxProblem): Problem => ({
  code: 'unreadable-migration',
  says: `Postgres’s parser refuses a statement of the schema before: ${message}.`,
  advice: 'Correct the file, or configure the schema file that holds what production has.',
  file,
  line,
  column,
});

const madeAtRunTime = ({ file, line, column }: Statement): Problem => ({
  code: 'unreadable-migration',
  says: 'A statement of the schema before makes its SQL at run time, so what it made is not known by reading.',
  advice: 'Configure a schema file (migrations.schema) if rules should know the schema exactly.',
  file,
  line,
  column,
});

/** Returns the first statement that runs SQL which cannot be read. */
function runScript(world: World, written: Script, statements: readonly Statement[]): Statement | undefined {
  const script = asSent(written, statements);
  let opaque: Statement | undefined;
  world.session.enter(script, statements.length);
  for (const statement of statements) {
    const step = runStatement(world, script, statement);
    if (step.opaque.length > 0) opaque ??= statement;
  }
  world.session.leave(script);
  return opaque;
}

/** The script in the mode that its runner really chooses. */
function asSent(script: Script, statements: readonly Statement[]): Script {
  const free =
    script.autocommitWhenOnlyNonTransactional === true &&
    statements.length > 0 &&
    statements.every(({ node }) => standsAlone(node));
  return free ? { ...script, transaction: 'per-statement' } : script;
}

function runStatement(world: World, script: Script, statement: Statement, inside?: Statement): Step {
  const { store, session, complete, madeHere } = world;
  const state = session.state();
  const { searchPath } = state;
  const catalog = catalogAt(store, { state: store.journal.now(), searchPath, complete });
  const body = inside ? undefined : bodySteps(statement, catalog, store);
  const step: Step = {
    script,
    statement,
    catalog,
    session: state,
    locks: world.steps ? locksOf(statement.node, catalog, world.postgres) : [],
    opaque: body?.opaque ?? [],
    ...(inside ? { inside } : {}),
    ...(body?.statements.includes('end of transaction') ? { endsTransactions: true } : {}),
  };
  world.steps?.push(step);
  if (body) {
    session.enterBody();
    for (const inner of body.statements) {
      if (inner === 'end of transaction') session.endInBody();
      else runStatement(world, script, inner, statement);
    }
    session.leaveBody();
  }
  applyStatement({ store, searchPath, madeHere, complete }, statement.node, statement.sql);
  session.ran(statement, step.locks);
  return step;
}
