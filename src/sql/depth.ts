/** Trees are walked by functions that call themselves, so a tree must not be deeper than their stack. */
const deepest = 1500;

/** Every two letters of SQL, as in `f(f(f(`, can make three levels of a tree: what is shorter cannot be too deep. */
const harmless = 1000;

/** Whether a tree made from SQL of that length nests deeper than anybody writes. */
export function isTooDeep(tree: unknown, length: number): boolean {
  if (length < harmless) return false;
  let level: readonly unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const below: unknown[] = [];
    for (const value of level) addInside(value, below);
    level = below;
  }
  return false;
}

function addInside(value: unknown, below: unknown[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key in value) {
    const child: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof child === 'object' && child !== null) below.push(child);
  }
}

const operators = /[-+*/<>=~!@#%^&|`?]+/g;

/** Postgres's lexer reads a run of operator signs again for each comment that opens in it. */
export function hasEndlessComments(text: string): boolean {
  if (!text.includes('/*')) return false;
  for (const [run] of text.matchAll(operators)) {
    if (run.length > 4000 && run.split('/*').length > 1000) return true;
  }
  return false;
}
