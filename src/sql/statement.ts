import type { Node } from '@pgsql/types';
import type { Span } from '../domain/finding.ts';

/** One statement of a migration, as Postgres's own parser delimits it. */
export interface Statement extends Span {
  /** From 0, within its file and direction. */
  readonly index: number;
  /** The statement's own text, without the semicolon and leading comments. */
  readonly sql: string;
  /** Offset of `sql` in the file's text, UTF-16 units. */
  readonly offset: number;
  readonly node: Node;
  /** Comments between the statement before and this one, outermost first. */
  readonly comments: readonly Comment[];
  /** The rows that follow a `COPY … FROM stdin` in a script for psql, without the closing `\.`. */
  readonly copyData?: string;
}

export interface Comment extends Span {
  readonly text: string;
}

/** A piece of a file that Postgres's parser refuses. */
export interface SyntaxProblem extends Span {
  readonly index: number;
  readonly sql: string;
  /** The parser's message on the migration's own text. */
  readonly message: string;
}

/** A psql command that changes nothing in the database (`\connect`, `\restrict`, `\set`, …): passed over. */
export interface PsqlCommand extends Span {
  readonly text: string;
}

/** What a file holds, each kind in its order; offsets are those of the file. */
export interface ParsedScript {
  readonly statements: readonly Statement[];
  readonly problems: readonly SyntaxProblem[];
  readonly psqlCommands: readonly PsqlCommand[];
}

/** SQL that is made at run time and cannot be read: EXECUTE of text that is not a constant. */
export interface OpaqueSql extends Span {
  /** The expression that makes the text. */
  readonly expression: string;
}
