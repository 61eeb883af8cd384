// Written by `npm run generate` from examples/workflows.
/** The step of the Action in each of them. */
export const actionStep = 'uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit';

export const pullRequestWorkflow = `# Rehearses the migrations of every pull request. No path filter: a workflow that one skips leaves its check pending for
# ever where it is required. No job here has the name of the check.
name: Migration Rehearsal
on:
  pull_request:
    types: [opened, synchronize, reopened, ready_for_review, edited, closed]
permissions: {}
concurrency:
  # The newest push wins. That only words were edited stops nothing.
  group: migration-rehearsal-\${{ github.event.pull_request.number }}-\${{ github.event.action == 'edited' && !github.event.changes.base && github.run_id || 'newest' }}
  cancel-in-progress: true
jobs:
  rehearse:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      contents: read # git objects
      checks: write # the check
      issues: write # makes the label where the repository does not have it yet
      pull-requests: write # the comment, the label, the review request
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit
        # Here GitHub gives forks and Dependabot a token that may only read: fork-comment.yml shows what this run found.
        continue-on-error: \${{ github.event.pull_request.head.repo.full_name != github.repository || github.actor == 'dependabot[bot]' }}
      - uses: actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0
        if: always()
        with:
          # With \`id: billing\`, the name is migration-rehearsal-billing.
          name: migration-rehearsal
          path: \${{ runner.temp }}/migration-rehearsal/
          if-no-files-found: ignore
`;

export const commandsWorkflow = `# Answers \`/migrate …\` on pull requests, and looks again when a comment or a review that something rests on changes.
# Nothing is checked out: what is read is fetched as git objects, and nothing of it is run but its SQL, in a throwaway
# Postgres.
name: Migration Rehearsal commands
on:
  issue_comment:
    types: [created, edited, deleted]
  pull_request_review:
    types: [submitted, dismissed]
  workflow_dispatch:
    inputs:
      pull-request:
        description: Rehearse the newest commit of this pull request again (its number)
        required: true
        type: string
permissions: {}
concurrency:
  # Every comment is heard: none takes the place of another.
  group: migration-rehearsal-command-\${{ github.event.comment.node_id || github.event.review.node_id || github.run_id }}-\${{ github.event.action }}
  cancel-in-progress: false
jobs:
  answer:
    if: >-
      github.event_name == 'workflow_dispatch'
      || (github.event_name == 'pull_request_review'
        && github.event.pull_request.head.repo.full_name == github.repository)
      || (github.event_name == 'issue_comment' && github.event.issue.pull_request
        && (github.event.action != 'created' || contains(github.event.comment.body, '/migrate')))
    runs-on: ubuntu-latest
    timeout-minutes: 20
    permissions:
      actions: write # \`/migrate cancel\` ends a run
      contents: read # git objects
      checks: write # the check follows what was decided
      issues: write # the issue that follows an override
      pull-requests: write # receipts, answers, reactions, the label
    steps:
      - uses: migration-rehearsal/migration-rehearsal@v0 # pin it to a commit
      - uses: actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0
        if: always()
        with:
          name: migration-rehearsal
          path: \${{ runner.temp }}/migration-rehearsal/
          if-no-files-found: ignore
`;
