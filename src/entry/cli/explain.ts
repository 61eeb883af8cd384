import { rules } from '../../rules/index.ts';
import { explain } from '../../rules/kit/explain.ts';
import { print, tell } from './output.ts';

export async function runExplain(rule: string): Promise<0 | 2> {
  const page = explain(rule, rules);
  if (!page.ok) {
    tell(page.problem);
    return 2;
  }
  await print(page.value);
  return 0;
}
