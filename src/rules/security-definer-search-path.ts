import type { Node, TypeName } from '@pgsql/types';
import { columnType } from '../sql/column-type.ts';
import { typeText as writtenText } from '../sql/expression.ts';
import { fromParts } from '../sql/names.ts';
import { all, as, option } from '../sql/nodes.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { names, objectName, quoteIdentifier, typeText } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'security-definer-search-path',
  severity: 'warning',
  hazard: 'hygiene',
  checks: 'small-and-focused',
  since: 13,
  evenOnNewTables: true,
  title: 'A SECURITY DEFINER function looks names up where its caller says',
  why: 'It runs with its owner’s rights and, without a search_path of its own, with the caller’s. Whoever may create a table or an operator in a schema of that path, pg_temp included, runs code as the owner.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`
      create function order_count() returns bigint language plpgsql security definer
      as $$ begin return (select count(*) from orders); end $$;`,
    good: sql`
      create function order_count() returns bigint language plpgsql security definer set search_path = public, pg_temp
      as $$ begin return (select count(*) from orders); end $$;`,
  },
  on: {
    CreateFunctionStmt(create, facts) {
      // A body of the SQL standard's form (14 and later) has its names looked up when it is created.
      if (!definer(create.options) || pinned(create.options) || create.sql_body) return undefined;
      const arguments_ = all('FunctionParameter', create.parameters).filter(
        ({ mode }) => !resultsOnly.includes(mode ?? ''),
      );
      const types = arguments_.map(({ argType }) => signature(argType));
      return hit(create.funcname, types, create.is_procedure ? 'PROCEDURE' : 'FUNCTION', facts);
    },
    AlterFunctionStmt({ actions, func, objtype }, facts) {
      if (!definer(actions) || pinned(actions)) return undefined;
      const types = all('TypeName', func?.objargs).map(signature);
      return hit(func?.objname, types, objtype === 'OBJECT_PROCEDURE' ? 'PROCEDURE' : 'FUNCTION', facts);
    },
  },
});

const resultsOnly: readonly string[] = ['FUNC_PARAM_OUT', 'FUNC_PARAM_TABLE'];

/** A type in a list of arguments. */
function signature(type: TypeName | undefined): string {
  const builtin = columnType(type, () => '');
  return builtin.schema === 'pg_catalog' ? typeText(builtin) : writtenText(type);
}

const definer = (options: readonly Node[] | undefined): boolean =>
  as('Boolean', option(options, 'security')?.arg)?.boolval === true;

const pinned = (options: readonly Node[] | undefined): boolean =>
  all('DefElem', options).some(({ defname, arg }) => {
    const set = defname === 'set' ? as('VariableSetStmt', arg) : undefined;
    return set?.name === 'search_path' && set.kind !== 'VAR_RESET';
  });

function hit(
  parts: readonly Node[] | undefined,
  types: readonly string[],
  kind: string,
  facts: Facts,
): Hit | undefined {
  const { schema, name } = fromParts(names(parts));
  const alike = ({ statement: { node } }: Facts): boolean => {
    const alter = as('AlterFunctionStmt', node);
    return names(alter?.func?.objname).at(-1) === name && pinned(alter?.actions);
  };
  const before = as('AlterFunctionStmt', facts.statement.node) ? facts.earlier : [];
  if ([...facts.later, ...before].some(alike)) return undefined;
  const where = schema ?? facts.session.searchPath[0] ?? 'public';
  const shown = objectName({ schema: where, name });
  return {
    objects: [shown],
    says: `${code(shown)} runs with its owner’s rights and its caller’s search_path: whoever may create objects in a schema of that path has their code run as the owner.`,
    instead: steps(
      remark('In the same migration, or as a clause of the function itself; its schema, and pg_temp last:'),
      `ALTER ${kind} ${shown}(${types.join(', ')}) SET search_path = ${quoteIdentifier(where)}, pg_temp;`,
    ),
  };
}
