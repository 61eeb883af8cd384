import type { AlterTableCmd, Node, RangeVar } from '@pgsql/types';
import type { ChangedMigration, ListChange, MigrationFile, ToolId, TransactionMode } from '../../domain/migration.ts';
import type { Phase } from '../../domain/rule.ts';
import type { Catalog } from '../../sql/model.ts';
import { namedBy } from '../../sql/names.ts';
import { as } from '../../sql/nodes.ts';
import type { OpaqueSql, Statement, SyntaxProblem } from '../../sql/statement.ts';
import type { RelationLock, Script, SessionState, Step } from '../../sql/step.ts';

/** A statement that changes schema or rows, and the part of expand, migrate, contract that it plays. */
export interface Phased {
  readonly facts: Facts;
  readonly phase: Phase;
}

/** What the rules need to know of a migration tool; every `MigrationTool` is one. */
export interface ToolWords {
  readonly title: string;
  readonly downs: 'pairs' | 'in-file' | 'none' | 'optional';
  readonly olderVersion: 'skipped' | 'refused' | 'applied' | 'unknown';
  /** The tool tells migrations apart by more than the version: a repeat is no mistake. */
  readonly versionsMayRepeat?: true;
  /** After a failure outside a transaction the next run goes on behind the statements that are done. */
  readonly goesOn?: true;
  readonly outsideTransaction: { readonly says: string; readonly before: string; readonly after: string };
  /** What stands around a statement with semicolons inside, where the tool would cut it at them. */
  readonly block?: { readonly before: string; readonly after: string };
  readonly sessionSettings: string;
  readonly compareVersions: (a: string, b: string) => number;
}

/** One statement and the world it finds. */
export interface Facts {
  readonly statement: Statement;
  readonly path: string;
  readonly transaction: TransactionMode;
  /** The migration it is of: a file may hold several. */
  readonly script: Script;
  /** How many statements the migration holds. */
  readonly statementsInFile: number;
  /** The schema before this statement. */
  readonly catalog: Catalog;
  readonly session: SessionState;
  /** What it takes beside what its transaction already holds. */
  readonly locks: readonly RelationLock[];
  /** A DO body or called procedure that has COMMIT or ROLLBACK. */
  readonly endsTransactions: boolean;
  /** SQL of its own body that is made at run time. */
  readonly opaque: readonly OpaqueSql[];
  /** In a DO body or a called function: the statement of the file that runs it. */
  readonly inside?: Statement;
  /** What the pull request has run before this statement, in order. */
  readonly earlier: readonly Facts[];
  /** What the pull request runs after this statement, in order. */
  readonly later: readonly Facts[];
  /** Those of `later` that make, alter, index or drop relations of that name: looked up, where `later` is read through. */
  readonly laterOn: (name: string) => readonly Facts[];
  /** The last of `earlier`, the first of `later`. */
  readonly previous: Facts | undefined;
  readonly next: Facts | undefined;
  /** The server's major version. */
  readonly postgres: number;
  readonly tool: ToolWords;
}

/** The pull request as a whole: its history, and every statement it runs. */
export interface PullRequestFacts {
  readonly statements: readonly Facts[];
  /** Those of them that change schema or rows, each with the part it plays. */
  readonly phases: readonly Phased[];
  readonly problems: readonly SyntaxProblem[];
  readonly changed: readonly ChangedMigration[];
  /** The migrations at the tip of the base branch. */
  readonly base: readonly MigrationFile[];
  /** Paths of our own configuration and profile that the pull request changes. */
  readonly configuration: readonly string[];
  /** Changes are not welcome now: why, and when they are. */
  readonly closed?: { readonly says: string; readonly instead: string };
  /** What the pull request does to merged migrations through their tool's own list. */
  readonly lists?: readonly ListChange[];
  readonly tool: (id: ToolId) => ToolWords;
}

/** One subcommand of an ALTER TABLE. */
export interface Action {
  readonly cmd: AlterTableCmd;
  readonly table: RangeVar;
  /** `ALTER TABLE orders`, as the migration writes it. */
  readonly head: string;
  /** `ADD COLUMN note text`, as the migration writes it. */
  readonly text: string;
}

/** The steps of a run as the rules see them. */
export function factsOf(run: {
  readonly steps: readonly Step[];
  readonly postgres: number;
  readonly tool: (id: ToolId) => ToolWords;
}): readonly Facts[] {
  const perFile = new Map<Script, number>();
  for (const { script, inside } of run.steps) {
    if (!inside) perFile.set(script, (perFile.get(script) ?? 0) + 1);
  }
  const all: Facts[] = [];
  const about = lookedUp(all);
  for (const [index, step] of run.steps.entries()) {
    const { script, statement, inside } = step;
    // Written out, without spreads: there are tens of thousands of them in a large history.
    const facts: Facts = {
      statement,
      path: script.path,
      transaction: script.transaction,
      script,
      statementsInFile: perFile.get(script) ?? 0,
      catalog: step.catalog,
      session: step.session,
      locks: step.locks,
      endsTransactions: step.endsTransactions === true,
      opaque: step.opaque,
      get earlier() {
        return all.slice(0, index);
      },
      get later() {
        return all.slice(index + 1);
      },
      laterOn: (name) => (about().get(name) ?? []).flatMap((at) => (at > index ? (all[at] ?? []) : [])),
      get previous() {
        return all[index - 1];
      },
      get next() {
        return all[index + 1];
      },
      postgres: run.postgres,
      tool: run.tool(script.tool),
    };
    all.push(inside ? Object.assign(facts, { inside }) : facts);
  }
  return all;
}

/** Which statements are about relations of a name, found out when somebody asks first. */
function lookedUp(all: readonly Facts[]): () => ReadonlyMap<string | undefined, readonly number[]> {
  let found: Map<string | undefined, number[]> | undefined;
  return () => {
    if (found) return found;
    found = new Map();
    for (const [index, { statement }] of all.entries()) {
      for (const name of new Set(subjects(statement.node))) {
        const here = found.get(name);
        if (here) here.push(index);
        else found.set(name, [index]);
      }
    }
    return found;
  };
}

function subjects(node: Node): readonly (string | undefined)[] {
  const relation =
    as('AlterTableStmt', node)?.relation ?? as('CreateStmt', node)?.relation ?? as('IndexStmt', node)?.relation;
  if (relation) return [relation.relname];
  return (as('DropStmt', node)?.objects ?? []).map((object) => namedBy(object).at(-1));
}
