import type { Annotation, CheckPage } from '../domain/check.ts';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { CheckTarget, CompletedCheck, LastCheck, StartedCheck } from '../ports/publisher.ts';
import type { Thread } from './client.ts';
import { startStatus } from './status.ts';
import { cutTo } from './text.ts';
import { told, troubleOf } from './trouble.ts';

const annotationsPerRequest = 50;
const mostAnnotations = 100;
const longestText = 65_535;
const attempt = { doing: 'write the check', permission: 'checks: write' };

interface OurRun {
  readonly id: number;
  readonly external_id: string | null;
  readonly status: string;
  readonly conclusion: string | null;
  readonly details_url: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly output: { readonly text: string | null; readonly annotations_count: number };
}

/** Begins the check; where the token may not write checks, a commit status of the same name takes its place. */
export async function startCheck(thread: Thread, target: CheckTarget): Promise<Result<StartedCheck>> {
  try {
    const id = await create(thread, target);
    return success({ ...target, kind: 'check', id, notes: await closeAbandoned(thread, target) });
  } catch (error) {
    return troubleOf(error).kind === 'forbidden' ? startStatus(thread, target) : told(error, attempt);
  }
}

/** After an outage we look for this attempt's check before we begin a second one. */
async function create(thread: Thread, target: CheckTarget): Promise<number> {
  const write = () =>
    thread.client.rest.checks.create({
      ...thread.repository,
      name: target.name,
      head_sha: target.head,
      status: 'in_progress',
      external_id: externalId('', target),
      details_url: target.details,
      output: underWay('Rehearsing the migrations', target),
    });
  try {
    return (await write()).data.id;
  } catch (error) {
    if (troubleOf(error).kind !== 'outage') throw error;
    const begun = (await ourRuns(thread, target)).find((run) => run.external_id === externalId('', target));
    return begun?.id ?? (await write()).data.id;
  }
}

const underWay = (title: string, { details }: CheckTarget) => ({ title, summary: `[Watch the run](${details})` });

/** Nobody relies on it: a commit status has no words for it. */
export async function showProgress(thread: Thread, check: StartedCheck, says: string): Promise<Result<undefined>> {
  if (check.kind === 'status') return success(undefined);
  try {
    await update(thread, check.id, { output: underWay(says, check) });
    return success(undefined);
  } catch (error) {
    return told(error, attempt);
  }
}

/** A run that was killed leaves its check in progress for ever; the next run on the same commit closes it. */
async function closeAbandoned(thread: Thread, target: CheckTarget): Promise<readonly string[]> {
  try {
    const runs = await ourRuns(thread, target);
    const abandoned = runs.filter((run) => run.status !== 'completed' && isOlder(attemptOf(run), target.attempt));
    for (const { id } of abandoned) {
      const output = { title: 'A newer run took over', summary: `[See the newer run](${target.details})` };
      await update(thread, id, { status: 'completed', conclusion: 'cancelled', output });
    }
    return abandoned.map(() => 'A check that an earlier run left unfinished was closed.');
  } catch (error) {
    // Housekeeping: a failure here must not cost us the check that has just begun.
    const { problem } = told(error, { ...attempt, doing: 'close the checks of earlier runs' });
    return [problem.says];
  }
}

/** Completes the check, first of all; what cannot be shown beside the conclusion is told in the notes. */
export async function completeCheck(
  thread: Thread,
  check: StartedCheck,
  { conclusion, digest, page, buttons }: CompletedCheck,
): Promise<Result<readonly string[]>> {
  const state = { status: 'completed', conclusion, external_id: externalId(digest, check) } as const;
  const annotations = page.annotations.slice(0, mostAnnotations).map(asGitHub);
  const output = outputOf(page);
  try {
    await update(thread, check.id, { ...state, output, ...(buttons && { actions: [...buttons] }) });
  } catch (error) {
    return told(error, attempt);
  }
  const dropped = page.annotations.length - annotations.length;
  const notes = dropped > 0 ? [`${dropped} more findings are in the report but not beside the code.`] : [];
  for (let from = check.shown ?? 0; from < annotations.length; from += annotationsPerRequest) {
    const batch = annotations.slice(from, from + annotationsPerRequest);
    const shown = await annotate(thread, check.id, { ...output, annotations: batch }, from);
    if (!shown.ok) return success([...notes, `Findings are not shown beside the code: ${shown.problem.says}`]);
  }
  return success(notes);
}

type Output = ReturnType<typeof outputOf> & { readonly annotations?: ReturnType<typeof asGitHub>[] };

/** Annotations are appended by every request that carries them, so after an outage we count before we send again. */
async function annotate(thread: Thread, id: number, output: Output, before: number): Promise<Result<undefined>> {
  try {
    await update(thread, id, { output });
  } catch (error) {
    if (troubleOf(error).kind !== 'outage') return told(error, attempt);
    try {
      const { data } = await thread.client.rest.checks.get({ ...thread.repository, check_run_id: id });
      if (data.output.annotations_count <= before) await update(thread, id, { output });
    } catch (again) {
      return told(again, attempt);
    }
  }
  return success(undefined);
}

type Change = Omit<
  NonNullable<Parameters<Thread['client']['rest']['checks']['update']>[0]>,
  'owner' | 'repo' | 'check_run_id'
>;

const update = (thread: Thread, id: number, change: Change) =>
  thread.client.rest.checks.update({ ...thread.repository, check_run_id: id, ...change });

/** The newest checks of ours, for whoever goes on where another run has ended. */
export async function lastCheck(
  thread: Thread,
  target: Pick<CheckTarget, 'name' | 'head'>,
): Promise<Result<LastCheck>> {
  try {
    const runs = (await ourRuns(thread, target)).toSorted((one, other) => other.id - one.id);
    // What a newer run closed because nobody completed it never had a result.
    const completed = runs.find(({ status, conclusion }) => status === 'completed' && conclusion !== 'cancelled');
    const running = runs.find(({ id, status }) => status !== 'completed' && id > (completed?.id ?? 0));
    return success({
      ...(completed && { completed: completedOf(completed, target) }),
      ...(running && { running: { check: startedOf(running, target), since: running.started_at ?? '' } }),
    });
  } catch (error) {
    const failed = told(error, { doing: 'read the check of this commit', permission: 'checks: write' });
    return troubleOf(error).kind === 'forbidden' ? success({ unseen: failed.problem }) : failed;
  }
}

function completedOf(run: OurRun, target: Pick<CheckTarget, 'name' | 'head'>): NonNullable<LastCheck['completed']> {
  return {
    check: startedOf(run, target),
    // GitHub keeps what we wrote, and we write nothing else.
    conclusion: run.conclusion as CompletedCheck['conclusion'],
    digest: (run.external_id ?? '').split(':')[0] ?? '',
    text: run.output.text ?? '',
    at: run.completed_at ?? '',
    ...(run.started_at !== null && { since: run.started_at }),
  };
}

const startedOf = (run: OurRun, { name, head }: Pick<CheckTarget, 'name' | 'head'>): StartedCheck => ({
  name,
  head,
  attempt: attemptOf(run),
  details: run.details_url ?? '',
  kind: 'check',
  id: run.id,
  notes: [],
  shown: run.output.annotations_count,
});

/** Checks of this name on this commit that our own app made. */
async function ourRuns(
  { client, repository, self }: Thread,
  { head, name }: Pick<CheckTarget, 'name' | 'head'>,
): Promise<readonly OurRun[]> {
  const runs = await client.paginate(client.rest.checks.listForRef, {
    ...repository,
    ref: head,
    check_name: name,
    filter: 'all',
    per_page: 100,
  });
  return runs.filter(({ app }) => app !== null && `${app.slug ?? ''}[bot]` === self);
}

/** `digest:attempt`; the digest is not known yet when the check begins. */
const externalId = (digest: string, { attempt }: CheckTarget): string => `${digest}:${attempt}`;
const attemptOf = ({ external_id: id }: OurRun): string => (id ?? '').split(':')[1] ?? '';

/** Attempts are `RUN.ATTEMPT`, both counted upwards by GitHub; what is not of this form is nobody's to close. */
function isOlder(one: string, other: string): boolean {
  const [run, again] = numbersOf(one);
  const [otherRun, otherAgain] = numbersOf(other);
  return run < otherRun || (run === otherRun && again < otherAgain);
}

function numbersOf(attempt: string): readonly [run: number, again: number] {
  const [, run, again] = /^(\d+)\.(\d+)$/.exec(attempt) ?? [];
  return [Number(run ?? NaN), Number(again ?? NaN)];
}

const outputOf = ({ title, summary, text }: CheckPage) => ({
  title: cutTo(title, 255),
  summary: cutTo(summary, longestText),
  ...(text === '' ? {} : { text: cutTo(text, longestText) }),
});

function asGitHub(annotation: Annotation) {
  const { path, startLine, endLine, startColumn, endColumn, level, title, message } = annotation;
  // GitHub refuses columns on a remark of several lines, and with it the whole request.
  const columns =
    startLine === endLine && startColumn !== undefined && endColumn !== undefined
      ? { start_column: startColumn, end_column: endColumn }
      : {};
  const place = { path, start_line: startLine, end_line: endLine, ...columns };
  return { ...place, annotation_level: level, title: cutTo(title, 255), message: cutTo(message, 60_000) };
}
