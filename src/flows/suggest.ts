import type { Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { ChangedFile, Sha } from '../domain/pull-request.ts';
import type { Report } from '../domain/report.ts';
import { textOf } from '../domain/safety.ts';
import type { Source } from '../ports/code-host.ts';
import type { PullRequestHost, Suggested } from '../ports/pull-request-host.ts';
import { mostSuggestions, suggestionOpening, suggestions } from '../report/suggestions.ts';
import type { ChangedText } from '../report/suggestions.ts';
import type { Setting } from './setting.ts';

/** Whose lines: those of the newest commit of a pull request. */
interface Suggesting {
  readonly number: number;
  readonly head: Sha;
  readonly report: Report;
  readonly setting: Pick<Setting, 'id' | 'source' | 'comparison'>;
}

/** What one press can mend is suggested beside its lines, once in the life of a pull request. Gives what failed. */
export async function suggest(
  { number, head, report, setting }: Suggesting,
  { host }: { readonly host: Pick<PullRequestHost, 'pullRequest' | 'suggested' | 'suggest' | 'unsuggest'> },
): Promise<readonly Problem[]> {
  const { id, source, comparison } = setting;
  const mendable = new Set(report.findings.filter(({ edit }) => edit !== undefined).map(({ file }) => file));
  if (mendable.size === 0) return [];
  const texts = await textsOf(
    comparison.files.filter(({ path }) => mendable.has(path)),
    source,
  );
  if (!texts.ok) return [texts.problem];
  const wanted = suggestions(report.findings, texts.value, id);
  if (wanted.length === 0) return [];
  const pull = await host.pullRequest(number);
  if (!pull.ok) return [pull.problem];
  // What a run that was overtaken has to say is about lines that nobody looks at any more.
  if (pull.value.head !== head || pull.value.state === 'closed') return [];
  const there = await oursAt(number, id, host);
  if (!there.ok) return [there.problem];
  const fresh = wanted.filter(({ marker }) => !there.value.some(({ body }) => body.startsWith(marker)));
  const room = fresh.slice(0, Math.max(0, mostSuggestions - there.value.length));
  for (const { path, line, endLine, body } of room) {
    const done = await host.suggest(number, { commit: head, path, line, endLine, body });
    if (!done.ok) return [done.problem];
  }
  return room.length === 0 ? [] : takeBackDoubles(number, id, host);
}

type SuggestHost = Pick<PullRequestHost, 'suggested' | 'unsuggest'>;

async function oursAt(number: number, id: string, host: SuggestHost): Promise<Result<readonly Suggested[]>> {
  const there = await host.suggested(number);
  if (!there.ok) return there;
  return success(there.value.filter(({ body }) => body.startsWith(suggestionOpening(id))));
}

/** Two runs can suggest at the same moment: whoever looks last leaves the oldest of each, and no more than there may be. */
async function takeBackDoubles(number: number, id: string, host: SuggestHost): Promise<readonly Problem[]> {
  const there = await oursAt(number, id, host);
  if (!there.ok) return [there.problem];
  const markers = there.value.map(({ body }) => body.split('\n', 1)[0]);
  const firsts = there.value.filter((_, at) => markers.indexOf(markers[at]) === at);
  const kept = new Set(firsts.slice(0, mostSuggestions));
  for (const one of there.value.filter((suggested) => !kept.has(suggested))) {
    const gone = await host.unsuggest(one);
    if (!gone.ok) return [gone.problem];
  }
  return [];
}

/** A file that is no text has no lines to suggest anything for. */
async function textsOf(files: readonly ChangedFile[], source: Source): Promise<Result<readonly ChangedText[]>> {
  const texts: ChangedText[] = [];
  for (const { path, mode, blob, baseBlob } of files) {
    const read = await source.read(baseBlob === undefined ? [blob] : [blob, baseBlob]);
    if (!read.ok) return read;
    const [after, before] = read.value.map((bytes) => textOf({ path, mode, bytes }));
    if (after?.ok !== true || before?.ok === false) continue;
    texts.push({ path, before: before?.value ?? '', after: after.value });
  }
  return success(texts);
}
