import { as, eachNode } from '../../sql/nodes.ts';
import { stringOf, stringsOf } from '../../sql/names.ts';
import type { FuncCall, Node } from '@pgsql/types';
import { option, constantText } from '../../sql/nodes.ts';
import type { Step } from './script.ts';

const fileFunctions = new Set(
  `pg_read_file pg_read_binary_file pg_ls_dir pg_ls_logdir pg_ls_waldir pg_stat_file lo_import lo_export
  pg_file_write pg_file_rename pg_file_unlink dblink dblink_connect dblink_exec pg_terminate_backend pg_cancel_backend
  pg_reload_conf pg_rotate_logfile`.split(/\s+/),
);

/** What a statement tried that no managed Postgres permits either; undefined for everything else. */
export function forbidden({ node }: Step): string | undefined {
  if (!node) return undefined;
  const copy = as('CopyStmt', node);
  if (copy?.is_program) return 'COPY … PROGRAM runs a program on the server.';
  if (copy?.filename !== undefined) return 'COPY reads or writes a file of the server.';
  if ('AlterSystemStmt' in node) return 'ALTER SYSTEM changes the server’s configuration file.';
  if ('LoadStmt' in node) return 'LOAD loads a library into the server.';
  if ('CreateTableSpaceStmt' in node) return 'CREATE TABLESPACE uses a folder of the server.';
  return untrustedCode(node) ?? serverFunction(node) ?? setting(node);
}

function untrustedCode(node: Node): string | undefined {
  const language = option(as('CreateFunctionStmt', node)?.options, 'language');
  const name = constantText(language?.arg)?.toLowerCase() ?? '';
  const untrusted = name === 'c' || name === 'internal' || /^pl.*u$/.test(name);
  return untrusted ? `A function in the untrusted language ${name} runs with the server’s own rights.` : undefined;
}

function serverFunction(node: Node): string | undefined {
  let found: string | undefined;
  eachNode(node, (kind, body) => {
    const name = kind === 'FuncCall' ? stringOf((body as FuncCall).funcname?.at(-1)) : '';
    if (fileFunctions.has(name)) found ??= `${name}() reaches the server’s files, programs or other sessions.`;
  });
  if (found !== undefined) return found;
  const block = as('DoStmt', node);
  const text = block ? JSON.stringify(block) : '';
  const named = [...fileFunctions].find((name) => new RegExp(`\\b${name}\\s*\\(`, 'i').test(text));
  if (named !== undefined) return `${named}() reaches the server’s files, programs or other sessions.`;
  return /\bprogram\b/i.test(text) && /\bcopy\b/i.test(text)
    ? 'COPY … PROGRAM runs a program on the server.'
    : undefined;
}

const watched = new Set(['log_min_messages', 'log_statement', 'log_destination', 'session_preload_libraries']);
function setting(node: Node): string | undefined {
  const name = as('VariableSetStmt', node)?.name ?? '';
  if (watched.has(name)) return `SET ${name} changes what the server logs or loads.`;
  const dropped = as('DropStmt', node);
  const events = dropped?.removeType === 'OBJECT_EVENT_TRIGGER' ? stringsOf(dropped.objects) : [];
  return events.length > 0 ? 'It drops an event trigger that it did not make.' : undefined;
}
