/** One defence, how to take it out, and the test that must then fail. */
export interface Defence {
  /** Row of docs/security.md, from 1. */
  readonly threat: number;
  readonly takenOut: readonly {
    readonly file: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly test: string;
  /** Of the one test in that file, or of several. */
  readonly named: string;
}

const out = (file: string, from: string, to: string): Defence['takenOut'][number] => ({ file, from, to });

const ourselves = 'src/rehearsal/watch/ourselves.ts';

export const defences: readonly Defence[] = [
  {
    threat: 1,
    takenOut: [out('src/databases/roles.ts', 'LOGIN NOSUPERUSER', 'LOGIN SUPERUSER')],
    test: 'test/databases/embedded.test.ts',
    named: 'the migrator may not',
  },
  {
    threat: 1,
    takenOut: [
      out(ourselves, "reading('view, foreign-table')", "reading('')"),
      out(ourselves, "WHERE c.relkind IN ('r', 'p')", 'WHERE true'),
    ],
    test: 'test/rehearsal/rights.test.ts',
    named: 'a view where a table stood',
  },
  {
    threat: 1,
    takenOut: [out(ourselves, 'SET standard_conforming_strings = on', 'SET row_security = on')],
    test: 'test/rehearsal/rights.test.ts',
    named: 'a string that ends elsewhere',
  },
  {
    threat: 1,
    takenOut: [out(ourselves, 'SET search_path = pg_catalog', 'SET row_security = on')],
    test: 'test/rehearsal/rights.test.ts',
    named: 'functions of the server’s names',
  },
  {
    threat: 1,
    takenOut: [out('src/rehearsal/lab.ts', 'if (major >= 16) return;', 'if (major > 0) return;')],
    test: 'test/rehearsal/lab.test.ts',
    named: 'on Postgres 14 gives itself no role',
  },
  {
    threat: 2,
    takenOut: [
      out(
        'src/rehearsal/base/bring.ts',
        'if (read.value.problems.length === 0) return undefined;',
        'return undefined;',
      ),
    ],
    test: 'test/rehearsal/base/seed.test.ts',
    named: 'touch /tmp/owned',
  },
  {
    threat: 3,
    takenOut: [out('src/rehearsal/watch/watchdog.ts', "'pg_terminate_backend', session.pid", "'pg_cancel_backend', 0")],
    test: 'test/rehearsal/limits.test.ts',
    named: 'takes no cancellation',
  },
  {
    threat: 3,
    takenOut: [out('src/databases/longest-message.ts', 'body > longest', 'false')],
    test: 'test/databases/longest-message.test.ts',
    named: 'is closed at the first message that is too long',
  },
  {
    threat: 3,
    takenOut: [out('src/databases/settings.ts', 'temp_file_limit:', 'work_mem:')],
    test: 'test/databases/embedded.test.ts',
    named: 'no sort or hash fills the disk',
  },
  {
    threat: 4,
    takenOut: [out('src/rehearsal/rows/foresight.ts', 'enter(lab, databases.foresight)', 'enter(lab, databases.base)')],
    test: 'test/rehearsal/rights.test.ts',
    named: 'what a file commits stays in its own copy',
  },
  {
    threat: 5,
    takenOut: [out('src/databases/migrating.ts', '.filter(([name]) => isAllowed(name))', '')],
    test: 'test/databases/migrating.test.ts',
    named: 'nothing else of the job',
  },
  {
    threat: 6,
    takenOut: [out('src/databases/session.ts', 'sqlstate: error.code,', 'sqlstate: error.message,')],
    test: 'test/databases/session.test.ts',
    named: 'never a value',
  },
  {
    threat: 7,
    takenOut: [out('src/report/escape.ts', '.replace(/@/g, `@${joiner}`)', '')],
    test: 'test/report/escape.test.ts',
    named: 'stays text, wherever it stands',
  },
  {
    threat: 7,
    takenOut: [out('src/report/escape.ts', 'Math.max(3, longestRun(block) + 1)', '3')],
    test: 'test/report/escape.test.ts',
    named: 'cannot end its fence',
  },
  {
    threat: 8,
    takenOut: [out('src/github/comment.ts', 'user?.login === self && ', '')],
    test: 'test/github/publish.test.ts',
    named: 'somebody else’s comment with our marker',
  },
  {
    threat: 8,
    takenOut: [out('src/approval/receipts.ts', '!ours || editedAt !== undefined', '!ours')],
    test: 'test/approval/receipts.test.ts',
    named: 'counts only where we wrote it, and nobody edited it',
  },
  {
    threat: 8,
    takenOut: [out('src/report/settled.ts', "report.digest !== '' && report.digest === standing.digest", 'true')],
    test: 'test/report/settled.test.ts',
    named: 'other migrations',
  },
  {
    threat: 8,
    takenOut: [out('src/report/memory.ts', ', { maxOutputLength: mostBytes }', '')],
    test: 'test/report/memory.test.ts',
    named: 'a bomb of 64 MB',
  },
  {
    threat: 9,
    takenOut: [out('src/github/runner.ts', ".replace(/^(\\s*)::/, '$1: :')", '')],
    test: 'test/github/runner.test.ts',
    named: 'is never obeyed as a command',
  },
  {
    threat: 10,
    takenOut: [
      out(
        'src/flows/proposal.ts',
        '{ mergeBase }: Comparison): Promise<Result<Config>>',
        '{ head: mergeBase }: Comparison): Promise<Result<Config>>',
      ),
    ],
    test: 'test/flows/proposal.test.ts',
    named: 'the configuration that a pull request brings',
  },
  {
    threat: 11,
    takenOut: [
      out(
        'src/domain/safety.ts',
        'const problem = unsafeEntry(file) ?? binary(file);',
        'const problem = binary(file);',
      ),
    ],
    test: 'test/domain/safety.test.ts',
    named: 'a migration file',
  },
  {
    threat: 11,
    takenOut: [out('src/git/check-out.ts', 'staysInside(join(dirname(path), target)) && ', '')],
    test: 'test/git/check-out.test.ts',
    named: 'a commit lies in a folder of its own',
  },
  {
    threat: 12,
    takenOut: [
      out(
        'src/git/references.ts',
        'return failure((await isShallow(git)) ? noSharedHistoryHere(baseRef) : noSharedHistory(baseRef));',
        'return success(base);',
      ),
    ],
    test: 'test/git/repository.test.ts',
    named: 'is an error that names fetch-depth',
  },
  {
    threat: 13,
    takenOut: [out('src/domain/safety.ts', 'total <= maximumPullRequestBytes', 'total > 0')],
    test: 'test/domain/safety.test.ts',
    named: 'of one file and of all together are limited',
  },
  {
    threat: 13,
    takenOut: [out('src/sql/depth.ts', 'if (depth > deepest) return true;', '')],
    test: 'test/sql/depth.test.ts',
    named: 'is a limit, told with its place',
  },
  {
    threat: 14,
    takenOut: [out('src/github/runner.ts', '[password, decoded(password), encoded(decoded(password))]', '[password]')],
    test: 'test/github/runner.test.ts',
    named: 'as it is and percent-encoded',
  },
  {
    threat: 14,
    takenOut: [out('src/server/intake.ts', 'const thrown = placesOf(error);', 'const thrown = String(error);')],
    test: 'test/server/intake.test.ts',
    named: 'the line holds nothing that the exception said',
  },
  {
    threat: 15,
    takenOut: [
      out(
        'src/server/probot.ts',
        'await middleware(request, response);',
        "take({ id: 'd1', event: 'pull_request', payload: {} }); response.writeHead(200).end();",
      ),
    ],
    test: 'test/server/webhooks.test.ts',
    named: 'signed (with another secret|for another body|by nobody)',
  },
  {
    threat: 15,
    takenOut: [out('src/server/intake.ts', "=== 'known'", "=== 'begun' && false")],
    test: 'test/server/intake.test.ts',
    named: 'is worked on once',
  },
  {
    threat: 16,
    takenOut: [out('src/flows/fork-report.ts', 'verdict: worse ? theirs : own.verdict', 'verdict: theirs')],
    test: 'test/flows/fork-report.test.ts',
    named: 'every pair of verdicts',
  },
  {
    threat: 16,
    takenOut: [out('src/flows/fork-report.ts', ' || run.value.head !== head', '')],
    test: 'test/flows/fork-report.test.ts',
    named: 'is not looked at',
  },
  {
    threat: 16,
    takenOut: [out('src/flows/fork-report.ts', ' || whole > mostUnzipped', '')],
    test: 'test/flows/fork-report.test.ts',
    named: 'that swells',
  },
  {
    threat: 17,
    takenOut: [out('examples/workflows/pull-request.yml', 'persist-credentials: false', 'persist-credentials: true')],
    test: 'test/acceptance/workflows.test.ts',
    named: 'checks all of the history out and keeps no token',
  },
];
