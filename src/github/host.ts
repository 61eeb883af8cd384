import type { PullRequestHost } from '../ports/pull-request-host.ts';
import type { ClientSettings, Repository } from './client.ts';
import { comment, comments, react, say, unsay } from './conversation.ts';
import { commits, memberOf, reviews, roleOf } from './people.ts';
import { label, openIssue, pullRequest, pullRequestsOf, requestReview } from './pull-request.ts';
import { suggest, suggested, unsuggest } from './suggestions.ts';
import { threadOf } from './thread.ts';

/** GitHub as the place where people talk and decide. Nothing is kept: every call reads anew. */
export function githubHost(settings: ClientSettings, repository: Repository): PullRequestHost {
  const on = threadOf(settings, repository);
  return {
    pullRequest: (number) => on((thread) => pullRequest(thread, number)),
    comments: (number) => on((thread) => comments(thread, number)),
    comment: (node) => on((thread) => comment(thread, node)),
    react: (to, reaction) => on((thread) => react(thread, to, reaction)),
    say: (number, body) => on((thread) => say(thread, number, body)),
    unsay: (one) => on((thread) => unsay(thread, one)),
    roleOf: (login) => on((thread) => roleOf(thread, login)),
    memberOf: (team, login) => on((thread) => memberOf(thread, team, login)),
    commits: (number) => on((thread) => commits(thread, number)),
    reviews: (number) => on((thread) => reviews(thread, number)),
    label: (number, name, change) => on((thread) => label(thread, number, name, change)),
    requestReview: (number, whom) => on((thread) => requestReview(thread, number, whom)),
    suggested: (number) => on((thread) => suggested(thread, number)),
    suggest: (number, suggestion) => on((thread) => suggest(thread, number, suggestion)),
    unsuggest: (one) => on((thread) => unsuggest(thread, one)),
    openIssue: (issue) => on((thread) => openIssue(thread, issue)),
    pullRequestsOf: (commit) => on((thread) => pullRequestsOf(thread, commit)),
  };
}
