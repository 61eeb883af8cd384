import type { Node } from '@pgsql/types';
import { as } from '../../../sql/nodes.ts';
import type { Alternative } from '../../plan.ts';
import { stepsOf } from '../../run/script.ts';
import type { Script, Step } from '../../run/script.ts';

/** The run with a finding's SQL in the place of its statement. */
export interface Replaced {
  readonly scripts: readonly Script[];
  /** The statements that are not run any more: the finding's, and those before it that its SQL has again. */
  readonly original: readonly Step[];
  readonly proposed: readonly Step[];
}

/** Undefined where the statement is not among the steps. */
export function replaced(changed: readonly Script[], alternative: Alternative): Replaced | undefined {
  const { file, line, statement, sql } = alternative;
  const at = changed.findIndex(({ steps }) => steps.some((step) => isIt(step, alternative)));
  const script = changed[at];
  const step = script?.steps.find((one) => isIt(one, alternative));
  const read = stepsOf(file, sql);
  if (!script || !step || !read.ok || statement === '') return undefined;
  const again = new Set(read.value.flatMap(({ node }) => shapes(node)));
  const before = script.steps.slice(0, script.steps.indexOf(step));
  const stays = before.filter(({ node }) => isControl(node) || !shapes(node).every((one) => again.has(one)));
  const proposed = read.value.map((one): Step => ({ ...one, line }));
  return {
    scripts: [
      ...changed.slice(0, at),
      { ...script, steps: closed(stays, file) },
      { file, transaction: 'per-statement', steps: proposed },
    ],
    original: [...before.filter((one) => !stays.includes(one)), step],
    proposed,
  };
}

const isIt = (step: Step, { file, line, statement }: Alternative): boolean =>
  step.file === file && step.line === line && bare(step.sql) === bare(statement);
const bare = (sql: string): string => sql.trim().replace(/;$/, '');

/** Of an ALTER TABLE one for each part: several may be told as one statement. */
function shapes(node: Node | undefined): readonly string[] {
  const alter = as('AlterTableStmt', node);
  return (alter?.cmds ?? []).length > 1
    ? (alter?.cmds ?? []).map((cmd) => shape({ AlterTableStmt: { ...alter, cmds: [cmd] } }))
    : [shape(node)];
}

/** A statement's tree without its places: the same statement has the same one. */
const shape = (node: Node | undefined): string =>
  JSON.stringify(node, (key, value: unknown) => (key.endsWith('location') ? undefined : value));

const isControl = (node: Node | undefined): boolean => node !== undefined && 'TransactionStmt' in node;

/** What the file began itself is committed, as its statement would not be reached in that transaction. */
function closed(steps: readonly Step[], file: string): readonly Step[] {
  let open = false;
  for (const { node } of steps) {
    const kind = as('TransactionStmt', node)?.kind;
    if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') open = true;
    if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') open = false;
  }
  const commit = open ? stepsOf(file, 'COMMIT;') : undefined;
  return commit?.ok ? [...steps, ...commit.value] : steps;
}
