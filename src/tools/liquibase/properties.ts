import { success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { NamedText, ReadSettings } from '../../ports/migration-tool.ts';
import { unresolved } from '../placeholders.ts';
import { firstOutsideQuotes } from '../quoted.ts';

const property = /\$\{([^}\r\n]+)\}/g;

/** Properties by their values. In quotes an unknown one stays as it is, as with Liquibase. */
export function withProperties(file: NamedText, { placeholders }: ReadSettings): Result<string> {
  const filled = file.text.replace(property, (written, name: string) => placeholders[name] ?? written);
  const open = firstOutsideQuotes(filled, property);
  return open === undefined
    ? success(filled)
    : unresolved({ ...file, text: filled }, open.index, open[0], open[1] ?? '');
}
