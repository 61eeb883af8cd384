import type { CreateFunctionStmt, FunctionParameter, Node, ObjectWithArgs, TypeName } from '@pgsql/types';
import { columnType } from './column-type.ts';
import { all } from './nodes.ts';

/** What a caller gives: parameters that only come back are none of it. */
export const inputParameters = ({ parameters }: Pick<CreateFunctionStmt, 'parameters'>): readonly FunctionParameter[] =>
  all('FunctionParameter', parameters).filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');

/** The types by which Postgres tells routines of one name apart: sizes do not count, nor do schemas here. */
export const inputTypes = (create: Pick<CreateFunctionStmt, 'parameters'>): readonly string[] =>
  inputParameters(create).map(({ argType }) => typeName(argType));

/** Those that DROP, ALTER or GRANT names; undefined where it leaves them out. */
export const namedInputs = ({ args_unspecified: none, objargs }: ObjectWithArgs): readonly string[] | undefined =>
  none ? undefined : (objargs ?? []).map((node: Node) => typeName('TypeName' in node ? node.TypeName : undefined));

function typeName(type: TypeName | undefined): string {
  const { name, arrayDimensions } = columnType(type, () => '');
  return arrayDimensions > 0 ? `${name}[]` : name;
}
