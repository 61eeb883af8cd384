import type { ChangedMigration, MigrationUnit, ToolId } from '../domain/migration.ts';
import type { RuleCard, Severity } from '../domain/rule.ts';
import type { Statement, Catalog, SessionState, SyntaxProblem } from '../sql/model.ts';
// Sketch of the shape; the rules' author owns this file from here on.
export interface Facts {
  readonly statement: Statement;
  readonly before: Catalog;
  readonly session: SessionState;
  readonly postgres: number;
}
export interface Hit {
  readonly says: string;
  readonly instead: string;
  readonly objects: readonly string[];
  readonly severity?: Severity;
}
export type { ChangedMigration, MigrationUnit, RuleCard, SyntaxProblem, ToolId };
