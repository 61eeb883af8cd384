import type { AlterTableCmd, Node } from '@pgsql/types';
import type { Action, Answer, Facts, Hit, Rule } from './rule.ts';
import { splitAlterTable } from './text.ts';
import { changesInWith } from './with-queries.ts';

type Handler = (subject: unknown, facts: Facts) => Answer;
type Subjects = readonly (readonly [string, unknown])[];
export interface RuleHit {
  readonly rule: Rule;
  readonly hit: Hit;
}

/** Every rule's handlers by what they look at, so that a statement meets only the rules that care. */
export function dispatcher(rules: readonly Rule[]): (facts: Facts) => readonly RuleHit[] {
  const handlers = new Map<string, (readonly [Rule, Handler])[]>();
  for (const rule of rules) {
    for (const [name, handler] of Object.entries(rule.on ?? {})) {
      handlers.set(name, [...(handlers.get(name) ?? []), [rule, handler as Handler]]);
    }
  }
  const about = (subjects: Subjects, facts: Facts): readonly RuleHit[] =>
    subjects.flatMap(([name, subject]) =>
      (handlers.get(name) ?? []).flatMap(([rule, handler]) =>
        hits(handler(subject, facts)).map((hit) => ({ rule, hit })),
      ),
    );
  return (facts) => {
    const found = about(subjects(facts), facts);
    const inWith = changesInWith(facts.statement.node).flatMap((node) => Object.entries(node));
    if (inWith.length === 0) return found;
    // A rule that looks at whole statements says the same once more.
    const more = about(inWith, facts).filter(
      ({ rule, hit }) => !found.some((one) => one.rule === rule && one.hit.says === hit.says),
    );
    return [...found, ...more];
  };
}

const hits = (answer: Answer): readonly Hit[] =>
  answer === undefined ? [] : Array.isArray(answer) ? (answer as readonly Hit[]) : [answer as Hit];

/** The statement's node and, for ALTER TABLE, each of its subcommands. */
function subjects(facts: Facts): Subjects {
  const node = facts.statement.node;
  const whole = Object.entries(node);
  return 'AlterTableStmt' in node ? [...whole, ...actions(node, facts)] : whole;
}

function actions({ AlterTableStmt: alter }: Extract<Node, { AlterTableStmt: unknown }>, facts: Facts) {
  const { relation, cmds = [], objtype } = alter;
  if (!relation || (objtype !== 'OBJECT_TABLE' && objtype !== 'OBJECT_FOREIGN_TABLE')) return [];
  let parts: ReturnType<typeof splitAlterTable> | undefined;
  // Cut when a rule asks: most statements have nothing to answer for.
  const cut = () => (parts ??= splitAlterTable(facts.statement.sql));
  return cmds.flatMap((node, index): readonly (readonly [string, Action])[] => {
    const cmd: AlterTableCmd | undefined = 'AlterTableCmd' in node ? node.AlterTableCmd : undefined;
    if (!cmd?.subtype) return [];
    const action: Action = {
      cmd,
      table: relation,
      get head() {
        return cut().head;
      },
      get text() {
        return cut().actions[index] ?? '';
      },
    };
    return [[cmd.subtype, action]];
  });
}
